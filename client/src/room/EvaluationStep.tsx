import type { FormState } from '@lectern/shared/creditForms'
import { Button, Stack, Text } from '@mantine/core'
import { Link } from 'react-router'
import { AnswerForm } from '../credit/AnswerForm.tsx'
import { useFormDraft } from '../credit/useFormDraft.ts'
import { minutesWords } from '../words/durations.ts'

/** A longer evaluation has a page of its own. */
const mostInline = 5
const secondsPerQuestion = 12

interface EvaluationStepProps {
  form: FormState
  activityId: string
  personId: string
  isOpen: boolean
}

/** The evaluation where it fits among the steps, or the way to it. */
export function EvaluationStep(props: EvaluationStepProps) {
  const { form, activityId } = props
  const { length } = form.questions
  if (length <= mostInline) return <InlineEvaluation {...props} />
  const hasBegun = Object.keys(form.answers).length > 0
  const minutes = Math.ceil((length * secondsPerQuestion) / 60)
  return (
    <Button component={Link} to={`/credit/${activityId}/evaluation`} mt="sm">
      {hasBegun ? 'Continue the evaluation' : 'Start evaluation'}, {minutesWords(minutes)}
    </Button>
  )
}

function InlineEvaluation({ form, activityId, personId, isOpen }: EvaluationStepProps) {
  const draft = useFormDraft({ activityId, personId, kind: 'evaluation', answers: form.answers })
  return (
    <Stack gap="md" mt="sm">
      <Text size="sm" c="gray.7">
        The CE office reads your answers without your name. Exhibitors and supporters do not see them.
      </Text>
      <AnswerForm
        draft={draft}
        questions={form.questions}
        isOpen={isOpen}
        submitLabel="Submit evaluation"
        onSubmitted={() => undefined}
      />
    </Stack>
  )
}
