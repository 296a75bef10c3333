import { Button, Card, Checkbox, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash, IconX } from '@tabler/icons-react'
import { IconButton } from '../ui/IconButton.tsx'
import type { ContractForm } from '../ui/useContractForm.ts'
import { type EvaluationValues, newOption } from './evaluationForm.ts'

const kinds = [
  { value: 'rating', label: 'Scale from 1 to 5' },
  { value: 'yes_no', label: 'Yes or no' },
  { value: 'choice', label: 'Choice' },
  { value: 'text', label: 'Free text' },
]
const subjects = [
  { value: 'activity', label: 'Once' },
  { value: 'session', label: 'For each session' },
  { value: 'speaker', label: 'For each speaker' },
  { value: 'objective', label: 'For each objective' },
]
const optionsMax = 10

interface QuestionEditorProps {
  form: ContractForm<EvaluationValues>
  index: number
  count: number
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

/** One question: its words, how it is answered, and what it is asked about. */
export function QuestionEditor({ form, index, count, onMove, onRemove }: QuestionEditorProps) {
  const at = `questions.${index}`
  const number = index + 1
  const { kind } = form.values.questions[index]!
  return (
    <Card component="li" padding="md" aria-label={`Question ${number}`}>
      <Stack gap="sm">
        <Group justify="space-between" gap="sm">
          <Text fw={500} className="figures">
            Question {number}
          </Text>
          <Group gap={4}>
            <IconButton
              icon={IconArrowUp}
              label={`Move question ${number} up`}
              disabled={index === 0}
              onClick={() => onMove(-1)}
            />
            <IconButton
              icon={IconArrowDown}
              label={`Move question ${number} down`}
              disabled={index === count - 1}
              onClick={() => onMove(1)}
            />
            <IconButton icon={IconTrash} label={`Remove question ${number}`} onClick={onRemove} />
          </Group>
        </Group>
        <Textarea
          label="Question"
          autosize
          minRows={1}
          maxLength={400}
          required
          {...form.getInputProps(`${at}.prompt`)}
        />
        <Group gap="md" align="flex-end">
          <NativeSelect label="Answered by" data={kinds} {...form.getInputProps(`${at}.kind`)} />
          <NativeSelect label="Asked" data={subjects} {...form.getInputProps(`${at}.per`)} />
          <Checkbox
            label="Must be answered"
            mb={8}
            {...form.getInputProps(`${at}.required`, { type: 'checkbox' })}
          />
        </Group>
        {kind === 'choice' && <Options form={form} index={index} />}
      </Stack>
    </Card>
  )
}

function Options({ form, index }: Pick<QuestionEditorProps, 'form' | 'index'>) {
  const at = `questions.${index}.options`
  const { options } = form.values.questions[index]!
  return (
    <Stack gap="xs">
      {options.map(({ id }, i) => (
        <Group key={id} gap="xs" wrap="nowrap">
          <TextInput
            aria-label={`Answer ${i + 1}`}
            maxLength={200}
            flex={1}
            {...form.getInputProps(`${at}.${i}.text`)}
          />
          <IconButton
            icon={IconX}
            label={`Remove answer ${i + 1}`}
            onClick={() => form.removeListItem(at, i)}
          />
        </Group>
      ))}
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        style={{ alignSelf: 'start' }}
        disabled={options.length >= optionsMax}
        onClick={() => form.insertListItem(at, newOption())}
      >
        Add an answer
      </Button>
    </Stack>
  )
}
