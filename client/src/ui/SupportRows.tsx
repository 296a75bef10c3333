import { noPictures, supportMax } from '@lectern/shared/supporters'
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { type ClipboardEvent, type DragEvent, useState } from 'react'
import { newId } from '../live/unanswered.ts'
import { IconButton } from './IconButton.tsx'
import type { SupportRow } from './supportRow.ts'
import type { ContractForm } from './useContractForm.ts'

interface SupportFields {
  support: SupportRow[]
}

const newRow = (): SupportRow => ({ key: newId(), supporter: '', nature: '' })

const hasPicture = (data: DataTransfer): boolean =>
  [...(data.items ?? [])].some(({ kind, type }) => kind === 'file' && type.startsWith('image/'))

interface SupportRowsProps<Values extends SupportFields> {
  form: ContractForm<Values>
  /** What is said while there are none. */
  none: string
}

/** Commercial support: words only, as learners read them before they join (ACCME Standard 4). */
export function SupportRows<Values extends SupportFields>({ form, none }: SupportRowsProps<Values>) {
  const { support } = form.values
  const [isRefused, setIsRefused] = useState(false)
  const refuse = (event: ClipboardEvent | DragEvent, data: DataTransfer): void => {
    const isPicture = hasPicture(data)
    if (isPicture) event.preventDefault()
    setIsRefused(isPicture)
  }
  return (
    <Stack
      gap="sm"
      component="fieldset"
      className="edit-rows"
      onPaste={(event) => refuse(event, event.clipboardData)}
      onDrop={(event) => refuse(event, event.dataTransfer)}
    >
      <legend>Commercial support</legend>
      <Text size="sm" c="gray.7">
        {support.length === 0
          ? none
          : 'The name, and for support in kind how. No logos, links or trade names.'}
      </Text>
      {support.map(({ key }, index) => (
        <Group key={key} gap="sm" align="flex-start">
          <TextInput
            flex="1 1 180px"
            miw={0}
            aria-label={`Supporter ${index + 1}`}
            placeholder="Supporter"
            {...form.getInputProps(`support.${index}.supporter`)}
          />
          <TextInput
            flex="1 1 180px"
            miw={0}
            aria-label={`Kind of support ${index + 1}`}
            placeholder="Kind, if in kind"
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
      {isRefused && (
        <Text size="sm" c="red" role="alert">
          {noPictures}
        </Text>
      )}
      <Button
        variant="default"
        size="compact-md"
        style={{ alignSelf: 'start' }}
        leftSection={<IconPlus size={16} stroke={2} aria-hidden="true" />}
        disabled={support.length >= supportMax}
        onClick={() => form.insertListItem('support', newRow() as never)}
      >
        Add supporter
      </Button>
    </Stack>
  )
}
