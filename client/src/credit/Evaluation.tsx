import type { FormState } from '@lectern/shared/credit'
import { Button, Stack, Text, Title } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import { dateOf } from '../words/times.ts'
import { AnswerForm } from './AnswerForm.tsx'
import { useFormDraft } from './useFormDraft.ts'

interface EvaluationProps {
  form: FormState
  activityId: string
  personId: string
  isOpen: boolean
  /** What follows once it is submitted, in place of the way to My credit. */
  next?: ReactNode
}

/** The person's evaluation of the activity. Once submitted it is final. */
export function Evaluation({ form, activityId, personId, isOpen, next }: EvaluationProps) {
  const draft = useFormDraft({ activityId, personId, kind: 'evaluation', answers: form.answers })
  const [submitted, setSubmitted] = useState(false)
  const done = useRef<HTMLDivElement>(null)
  const isDone = submitted || form.submittedAt !== null
  useEffect(() => {
    if (submitted) done.current?.focus()
  }, [submitted])
  if (isDone)
    return (
      <Stack gap="sm" ref={done} tabIndex={-1}>
        <Title order={2} size="h3" className="credit-done">
          <IconCircleCheck size={20} stroke={1.75} aria-hidden="true" className="credit-sign" />
          Thank you. Your evaluation is submitted.
        </Title>
        <Text>
          {form.submittedAt !== null && `Submitted on ${dateOf(form.submittedAt)}. `}
          It can no longer be changed. Only the CE office reads it; exhibitors and supporters never do.
        </Text>
        {next ?? <ToMyCredit activityId={activityId} />}
      </Stack>
    )
  return (
    <Stack gap="lg">
      <Text>
        The CE office reads your answers without your name; exhibitors and supporters never see them.
      </Text>
      <AnswerForm
        draft={draft}
        questions={form.questions}
        isOpen={isOpen}
        submitLabel="Submit evaluation"
        onSubmitted={() => setSubmitted(true)}
      />
    </Stack>
  )
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
