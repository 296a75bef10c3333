import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { newId } from '../../live/unanswered.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import type { ContractForm } from '../../ui/useContractForm.ts'
import type { SessionFields } from './sessionFields.ts'

const most = 20

/** Commercial support: words only, as learners read them before they join (ACCME Standard 4). */
export function SupportRows({ form }: { form: ContractForm<SessionFields> }) {
  const { support } = form.values
  return (
    <Stack gap="sm" component="fieldset" className="edit-rows">
      <legend>Commercial support</legend>
      <Text size="sm" c="gray.7">
        {support.length === 0
          ? 'None. Learners are told so.'
          : 'Names and kinds in words: no logos, links or trade names.'}
      </Text>
      {support.map(({ key }, index) => (
        <Group key={key} gap="sm" align="flex-start" wrap="nowrap">
          <TextInput
            flex="1 1 120px"
            aria-label={`Supporter ${index + 1}`}
            placeholder="Supporter"
            {...form.getInputProps(`support.${index}.supporter`)}
          />
          <TextInput
            flex="1 1 120px"
            aria-label={`Kind of support ${index + 1}`}
            placeholder="Educational grant"
            {...form.getInputProps(`support.${index}.nature`)}
          />
          <IconButton
            label={`Remove supporter ${index + 1}`}
            icon={IconTrash}
            iconSize={16}
            onClick={() => form.removeListItem('support', index)}
          />
        </Group>
      ))}
      <Button
        variant="default"
        size="compact-md"
        style={{ alignSelf: 'start' }}
        leftSection={<IconPlus size={16} stroke={2} aria-hidden="true" />}
        disabled={support.length >= most}
        onClick={() => form.insertListItem('support', { key: newId(), supporter: '', nature: '' })}
      >
        Add supporter
      </Button>
    </Stack>
  )
}
