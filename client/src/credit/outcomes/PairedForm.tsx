import '../credit.css'
import type { FormAnswers } from '@lectern/shared/creditForms'
import type { AskedPair, OwnOutcomes } from '@lectern/shared/outcomes'
import type { Side } from '@lectern/shared/outcomeWords'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useMe } from '../../live/me.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Refusal } from '../../ui/Refusal.tsx'
import { focusFirstInvalid } from '../../ui/useContractForm.ts'
import { type FormProblems, problemsOf } from '../formProblems.ts'
import { keptAnswers } from '../keptAnswers.ts'
import { QuestionFields, type ShownQuestion } from '../QuestionFields.tsx'
import { useOutcomes } from './outcomesApi.ts'

const shown = ({ id, kind, prompt, vignette, options }: AskedPair): ShownQuestion => ({
  ...{ id, kind, prompt, vignette, options },
  required: true,
  correct: [],
  feedback: '',
})

interface PairedFormProps {
  activityId: string
  outcomes: OwnOutcomes
  side: Side
  submitLabel: string
  /** Where the person may go on without answering. */
  skipLabel?: string | undefined
}

/**
 * The questions of one side of the activity, answered once. What is written stays in this tab until it is
 * sent.
 */
export function PairedForm(props: PairedFormProps) {
  const me = useMe().data
  // Without a person there is nowhere to keep what is written.
  return me ? <PairedFormOf {...props} personId={me.person.id} /> : null
}

function PairedFormOf(props: PairedFormProps & { personId: string }) {
  const { activityId, outcomes, side, submitLabel, skipLabel, personId } = props
  const [kept] = useState(() => keptAnswers(personId, activityId, `outcomes-${side}`))
  const questions = outcomes.questions.map(shown)
  const [answers, setAnswers] = useState<FormAnswers>(() => kept.read() ?? {})
  const [problems, setProblems] = useState<FormProblems>({})
  const element = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (Object.keys(problems).length > 0) focusFirstInvalid(element.current)
  }, [problems])
  const { busy, refusal, answer } = useOutcomes(activityId)

  async function send(given: FormAnswers | null) {
    if (await answer(side, outcomes.version, given)) kept.write(undefined)
  }
  function submit() {
    const found = problemsOf(questions, answers)
    setProblems(found)
    const ids = questions.map(({ id }) => id)
    // What was kept for questions that are asked no more is left behind.
    const given = Object.fromEntries(Object.entries(answers).filter(([id]) => ids.includes(id)))
    if (Object.keys(found).length === 0) void send(given)
  }
  return (
    <form
      ref={element}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Stack gap="lg">
        <QuestionFields
          questions={questions}
          answers={answers}
          problems={problems}
          onAnswer={(questionId, value) => {
            const next = { ...answers, [questionId]: value }
            setAnswers(next)
            kept.write(next)
          }}
        />
        <Refusal refusal={refusal} kept="Your answers are kept here." />
        <Group gap="sm">
          <Button type="submit" {...busyButton(busy)}>
            {busy ? 'Sending…' : submitLabel}
          </Button>
          {skipLabel && (
            <Button variant="subtle" disabled={busy} onClick={() => void send(null)}>
              {skipLabel}
            </Button>
          )}
        </Group>
        <Text size="sm" c="gray.7">
          You answer once. The CE office sees only how many people answered what, and your credit does not
          depend on it.
        </Text>
      </Stack>
    </form>
  )
}
