import type { EvaluationState } from '@lectern/shared/creditForms'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import { dateOf } from '../words/times.ts'
import { AnswerForm } from './AnswerForm.tsx'
import { useFormDraft } from './useFormDraft.ts'

interface EvaluationProps {
  form: EvaluationState
  activityId: string
  personId: string
  isOpen: boolean
  /** What follows once it is submitted, in place of the way to My credit. */
  next?: ReactNode
}

/** Questions about sessions that ended after the evaluation was submitted. */
const isIncomplete = ({ questions, answers, submittedAt }: EvaluationState): boolean =>
  submittedAt !== null && questions.some(({ id, required }) => required && !answers[id])

/** The person's evaluation of the activity, which can be completed and changed until the deadline. */
export function Evaluation({ form, activityId, personId, isOpen, next }: EvaluationProps) {
  const [isChanging, setChanging] = useState(() => form.isChanged || isIncomplete(form))
  const [isSent, setSent] = useState(false)
  const done = useRef<HTMLDivElement>(null)
  const isDone = isSent || form.submittedAt !== null
  useEffect(() => {
    if (isSent) done.current?.focus()
  }, [isSent])
  if (form.isClosed && !isDone) return <Text>The time to evaluate this activity is over.</Text>
  if (isDone && (form.isClosed || !isChanging))
    return (
      <Stack gap="sm" ref={done} tabIndex={-1}>
        <Title order={2} size="h3" className="credit-done">
          <IconCircleCheck size={20} stroke={1.75} aria-hidden="true" className="credit-sign" />
          Thank you. Your evaluation is submitted.
        </Title>
        <Text>
          {form.submittedAt !== null && `Submitted on ${dateOf(form.submittedAt)}. `}
          {changeWords(form)} Only the CE office reads it; exhibitors and supporters never do.
        </Text>
        <Group gap="sm">
          {next ?? <ToMyCredit activityId={activityId} />}
          {!form.isClosed && (
            <Button variant="default" onClick={() => setChanging(true)}>
              Change my answers
            </Button>
          )}
        </Group>
      </Stack>
    )
  return (
    <Stack gap="lg">
      <Text>
        {isIncomplete(form) &&
          'Another session has ended since you submitted it. Please answer the questions about it, too. '}
        The CE office reads your answers without your name; exhibitors and supporters never see them.
      </Text>
      <Answers
        form={form}
        activityId={activityId}
        personId={personId}
        isOpen={isOpen}
        submitLabel={isDone ? 'Submit the changes' : 'Submit evaluation'}
        onSubmitted={() => {
          setChanging(false)
          setSent(true)
        }}
      />
    </Stack>
  )
}

function changeWords({ isClosed, changeUntil }: EvaluationState): string {
  if (isClosed) return 'It can no longer be changed.'
  if (changeUntil === null) return 'You can still change your answers.'
  return `You can change your answers until ${dateOf(changeUntil)}.`
}

interface AnswersProps extends Omit<EvaluationProps, 'next'> {
  submitLabel: string
  onSubmitted: () => void
}

/** Begins a draft of its own each time the form is opened. */
function Answers({ form, activityId, personId, ...rest }: AnswersProps) {
  const draft = useFormDraft({ activityId, personId, kind: 'evaluation', answers: form.answers })
  return <AnswerForm draft={draft} questions={form.questions} {...rest} />
}

interface ToMyCreditProps {
  activityId: string
  isSecondary?: boolean
}

/** From a form that is done to the activity's part of My credit. */
export const ToMyCredit = ({ activityId, isSecondary = false }: ToMyCreditProps) => (
  <Button
    component={Link}
    to={`/credit#${activityId}`}
    variant={isSecondary ? 'default' : 'filled'}
    style={{ alignSelf: 'start' }}
  >
    Continue to My credit
  </Button>
)
