import { Button, Group, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { AnswerForm } from './AnswerForm.tsx'
import { ToMyCredit } from './Evaluation.tsx'
import { TestFeedback } from './TestFeedback.tsx'
import { attemptsWords, demandWords, isPassed, type TestForm, verdictWords } from './testWords.ts'
import { useFormDraft } from './useFormDraft.ts'

interface TestProps {
  form: TestForm
  activityId: string
  personId: string
  isOpen: boolean
}

/** The test, its outcome with feedback, and further attempts if there are any. */
export function LearnerTest({ form, activityId, personId, isOpen }: TestProps) {
  const draft = useFormDraft({ activityId, personId, kind: 'test', answers: form.answers })
  const last = form.outcomes.at(-1)
  const [isTaking, setTaking] = useState(form.outcomes.length === 0)
  const outcome = useRef<HTMLDivElement>(null)
  const [submitted, setSubmitted] = useState(0)
  useEffect(() => {
    if (submitted > 0) outcome.current?.focus()
  }, [submitted])
  const passed = isPassed(form)
  const mayTakeAgain = !passed && form.attemptsLeft !== 0

  if (isTaking)
    return (
      <Stack gap="lg">
        <Text className="figures">
          {demandWords(form)} {attemptsWords(form)} Your answers count once you submit them.
        </Text>
        <AnswerForm
          draft={draft}
          questions={form.questions}
          isOpen={isOpen}
          submitLabel="Submit test"
          onSubmitted={() => {
            setTaking(false)
            setSubmitted(submitted + 1)
          }}
        />
      </Stack>
    )
  return (
    <Stack gap="md" ref={outcome} tabIndex={-1}>
      {last && <TestFeedback outcome={last} questions={form.questions} verdict={verdictWords(form)} />}
      {!passed && (
        <Text className="figures">
          {form.attemptsLeft === 0
            ? 'You have no attempts left. If you think that is wrong, write to the CE office.'
            : attemptsWords(form)}
        </Text>
      )}
      <Group gap="md">
        {mayTakeAgain && (
          <Button
            onClick={() => {
              draft.restart()
              setTaking(true)
            }}
          >
            Retake test
          </Button>
        )}
        <ToMyCredit activityId={activityId} isSecondary={mayTakeAgain} />
      </Group>
    </Stack>
  )
}
