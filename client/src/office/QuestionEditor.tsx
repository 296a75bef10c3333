import { hasOptions } from '@lectern/shared/formAnswers'
import { feedbackMax, objectiveMax, vignetteMax } from '@lectern/shared/limits'
import { Card, Checkbox, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import { IconButton } from '../ui/IconButton.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import type { ContractForm } from '../ui/useContractForm.ts'
import type { EvaluationValues } from './evaluationForm.ts'
import { OptionRows } from './OptionRows.tsx'

const kinds = [
  { value: 'rating', label: 'Scale from 1 to 5' },
  { value: 'yes_no', label: 'Yes or no' },
  { value: 'choice', label: 'Choice' },
  { value: 'multiple', label: 'Several choices' },
  { value: 'text', label: 'Free text' },
]
const pairedKinds = [
  { value: 'choice', label: 'Choice' },
  { value: 'multiple', label: 'Several choices' },
  { value: 'rating', label: 'Confidence, 1 to 5' },
]
const subjects = [
  { value: 'activity', label: 'Once' },
  { value: 'session', label: 'For each session' },
  { value: 'speaker', label: 'For each speaker' },
  { value: 'objective', label: 'For each objective' },
]

interface QuestionEditorProps {
  form: ContractForm<EvaluationValues>
  index: number
  count: number
  /** Asked before and after the activity: with an objective, a case and right answers. */
  isPaired?: boolean
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

/** One question: its words, how it is answered, and what it is asked about. */
export function QuestionEditor({
  form,
  index,
  count,
  isPaired = false,
  onMove,
  onRemove,
}: QuestionEditorProps) {
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
        {isPaired && (
          <Textarea
            label="Case (optional)"
            autosize
            minRows={2}
            maxLength={vignetteMax}
            {...form.getInputProps(`${at}.vignette`)}
          />
        )}
        <Textarea
          label="Question"
          autosize
          minRows={1}
          maxLength={400}
          required
          {...form.getInputProps(`${at}.prompt`)}
        />
        <Group gap="md" align="flex-end">
          <NativeSelect
            label="Answered by"
            data={isPaired ? pairedKinds : kinds}
            {...form.getInputProps(`${at}.kind`)}
          />
          {isPaired ? (
            <TextInput
              label="Objective"
              maxLength={objectiveMax}
              required
              flex={1}
              miw={200}
              {...form.getInputProps(`${at}.objective`)}
            />
          ) : (
            <>
              <NativeSelect label="Asked" data={subjects} {...form.getInputProps(`${at}.per`)} />
              <Checkbox
                label="Must be answered"
                mb={8}
                {...form.getInputProps(`${at}.required`, { type: 'checkbox' })}
              />
            </>
          )}
        </Group>
        {hasOptions(kind) && <Options form={form} index={index} isPaired={isPaired} />}
        {isPaired && hasOptions(kind) && (
          <Textarea
            label="Why it is right (optional)"
            description="Shown once the question was answered after the activity."
            autosize
            minRows={1}
            maxLength={feedbackMax}
            {...form.getInputProps(`${at}.feedback`)}
          />
        )}
      </Stack>
    </Card>
  )
}

/** The answers to choose from, the right ones ticked where the question has some. */
function Options({ form, index, isPaired }: Pick<QuestionEditorProps, 'form' | 'index' | 'isPaired'>) {
  const at = `questions.${index}`
  const { options, correct } = form.values.questions[index]!
  const rightAt = `${at}.correct` as const
  return (
    <div>
      {isPaired && (
        <Text size="sm" mb={6}>
          Tick what is right.
        </Text>
      )}
      <OptionRows
        form={form}
        at={`${at}.options`}
        options={options}
        {...(isPaired && {
          right: {
            ids: correct,
            onChange: (id: string, isRight: boolean) =>
              form.setFieldValue(rightAt, isRight ? [...correct, id] : correct.filter((each) => each !== id)),
          },
        })}
      />
      <Refusal refusal={form.errors[rightAt] as string | undefined} />
    </div>
  )
}
