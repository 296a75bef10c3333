import { hasOptions } from '@lectern/shared/formAnswers'
import { feedbackMax, objectiveMax, vignetteMax } from '@lectern/shared/limits'
import {
  Card,
  Checkbox,
  Fieldset,
  Group,
  NativeSelect,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import { useId } from 'react'
import { IconButton } from '../ui/IconButton.tsx'
import { moved } from '../ui/moved.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { Segments } from '../ui/Segments.tsx'
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
const testKinds = [
  { value: 'choice', label: 'One answer' },
  { value: 'multiple', label: 'Several answers' },
  { value: 'yes_no', label: 'Yes or no' },
  { value: 'text', label: 'Free text, not graded' },
  { value: 'rating', label: 'Scale from 1 to 5, not graded' },
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

export interface QuestionEditorProps {
  form: ContractForm<EvaluationValues>
  index: number
  /**
   * `paired`: asked before and after the activity, with an objective, a case and right answers; `test`: with
   * right answers, and an objective if there is one.
   */
  of?: 'evaluation' | 'paired' | 'test'
  /** To choose an objective from. */
  objectives?: readonly string[]
}

/** One question: its words, how it is answered, and what it is asked about. */
export function QuestionEditor({ form, index, of = 'evaluation', objectives = [] }: QuestionEditorProps) {
  const all = form.values.questions
  const move = (by: -1 | 1) => form.setFieldValue('questions', moved(all, index, by))
  const listId = useId()
  const isPaired = of === 'paired'
  const isEvaluation = of === 'evaluation'
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
              onClick={() => move(-1)}
            />
            <IconButton
              icon={IconArrowDown}
              label={`Move question ${number} down`}
              disabled={index === all.length - 1}
              onClick={() => move(1)}
            />
            <IconButton
              icon={IconTrash}
              label={`Remove question ${number}`}
              onClick={() => form.removeListItem('questions', index)}
            />
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
            data={{ evaluation: kinds, paired: pairedKinds, test: testKinds }[of]}
            {...form.getInputProps(`${at}.kind`)}
          />
          {isEvaluation ? (
            <>
              <NativeSelect label="Asked" data={subjects} {...form.getInputProps(`${at}.per`)} />
              <Checkbox
                label="Must be answered"
                mb={8}
                {...form.getInputProps(`${at}.required`, { type: 'checkbox' })}
              />
            </>
          ) : (
            <>
              <TextInput
                label={isPaired ? 'Objective' : 'Objective (optional)'}
                maxLength={objectiveMax}
                required={isPaired}
                flex={1}
                miw={200}
                {...(objectives.length > 0 && { list: listId })}
                {...form.getInputProps(`${at}.objective`)}
              />
              <datalist id={listId}>
                {objectives.map((each) => (
                  <option key={each}>{each}</option>
                ))}
              </datalist>
            </>
          )}
        </Group>
        {hasOptions(kind) && <Options form={form} index={index} hasRight={!isEvaluation} />}
        {of === 'test' && kind === 'yes_no' && <RightOfTwo form={form} index={index} />}
        {!isEvaluation && (hasOptions(kind) || kind === 'yes_no') && (
          <Textarea
            label="Why it is right (optional)"
            description={
              isPaired
                ? 'Shown once the question was answered after the activity.'
                : 'Shown with the outcome of each attempt.'
            }
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
function Options({
  form,
  index,
  hasRight,
}: Pick<QuestionEditorProps, 'form' | 'index'> & { hasRight: boolean }) {
  const at = `questions.${index}`
  const { options, correct, kind } = form.values.questions[index]!
  const rightAt = `${at}.correct` as const
  return (
    <div>
      {hasRight && (
        <Text size="sm" mb={6}>
          {kind === 'multiple'
            ? 'Tick what is right: all of it, and nothing else, must be chosen.'
            : 'Tick what is right. Of several right answers any one will do.'}
        </Text>
      )}
      <OptionRows
        form={form}
        at={`${at}.options`}
        options={options}
        {...(hasRight && {
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

const yesNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]

/** Which of yes and no is right. */
function RightOfTwo({ form, index }: Pick<QuestionEditorProps, 'form' | 'index'>) {
  const rightAt = `questions.${index}.correct` as const
  const problem = form.errors[rightAt] as string | undefined
  return (
    <Fieldset
      variant="unstyled"
      legend={
        <Text size="sm" mb={6}>
          Right is
        </Text>
      }
    >
      <Segments
        segments={yesNo}
        value={form.values.questions[index]!.correct[0] ?? ''}
        isInvalid={problem !== undefined}
        onChange={(right) => form.setFieldValue(rightAt, [right])}
      />
      <Refusal refusal={problem} />
    </Fieldset>
  )
}
