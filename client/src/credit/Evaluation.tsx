import type { FormState } from '@lectern/shared/credit'
import { Button, Stack, Text, Title } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import { dateOf } from '../words/times.ts'
import { AnswerForm } from './AnswerForm.tsx'
import { useFormDraft } from './useFormDraft.ts'

interface EvaluationProps {
  form: FormState
  activityId: string
  personId: string
  isOpen: boolean
}

/** The person's evaluation of the activity. Once submitted it is final. */
export function Evaluation({ form, activityId, personId, isOpen }: EvaluationProps) {
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
        <Title order={2}>Thank you. Your evaluation is submitted.</Title>
        <Text>
          {form.submittedAt !== null && `It was submitted on ${dateOf(form.submittedAt)}. `}
          It cannot be changed any more. It is for the CE office; exhibitors and supporters do not see it.
        </Text>
        <Button component={Link} to={`/credit/${activityId}`} style={{ alignSelf: 'start' }}>
          Go on to your credit
        </Button>
      </Stack>
    )
  return (
    <>
      <Text>
        Your answers are for the CE office, which reads them without your name; exhibitors and supporters do
        not see them. What you write is saved as you go.
      </Text>
      <AnswerForm
        draft={draft}
        questions={form.questions}
        isOpen={isOpen}
        submitLabel="Submit the evaluation"
        onSubmitted={() => setSubmitted(true)}
      />
    </>
  )
}
