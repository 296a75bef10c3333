import type { AskedQuestion } from '@lectern/shared/creditForms'
import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { focusFirstInvalid } from '../ui/useContractForm.ts'
import { listWords, plural } from '../words/counts.ts'
import type { FormDraft, FormDraftState } from './formDraft.ts'
import { type FormProblems, problemsOf } from './formProblems.ts'
import { QuestionFields } from './QuestionFields.tsx'

/** Whether the answers are saved. */
const savedWords: Record<FormDraftState['status'], string> = {
  idle: '',
  unsaved: '',
  saving: 'Saving…',
  saved: 'Saved',
  waiting: 'Not saved on the server yet. Your answers are kept on this device.',
  submitting: '',
  submitted: '',
}

interface AnswerFormProps {
  draft: FormDraft
  questions: readonly AskedQuestion[]
  /** False before a session has ended: until then it stays a draft. */
  isOpen: boolean
  submitLabel: string
  onSubmitted: () => void
}

const missingWords = (numbers: string[]): string =>
  numbers.length > 0
    ? `${plural(numbers.length, 'Question')} ${listWords(numbers)} still ${plural(numbers.length, 'needs', 'need')} your answer.`
    : ''

/** A form that saves itself while it is filled in, and names missing answers when it is submitted. */
export function AnswerForm({ draft, questions, isOpen, submitLabel, onSubmitted }: AnswerFormProps) {
  const { answers, status, problem } = useStore(draft.store)
  const [problems, setProblems] = useState<FormProblems>({})
  const [missing, setMissing] = useState<string[]>([])
  const element = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (missing.length > 0) focusFirstInvalid(element.current)
  }, [missing])

  async function submit() {
    const found = problemsOf(questions, answers)
    setProblems(found)
    setMissing(questions.flatMap(({ id }, index) => (found[id] ? [String(index + 1)] : [])))
    if (Object.keys(found).length === 0 && (await draft.submit())) onSubmitted()
  }

  return (
    <form
      ref={element}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (status !== 'submitting') void submit()
      }}
    >
      <Stack gap="lg">
        <AnswerProgress
          answered={questions.filter(({ id }) => answers[id]?.trim()).length}
          total={questions.length}
          status={status}
        />
        {!isOpen && (
          <Text>You can answer now, and submit once a session that you took part in has ended.</Text>
        )}
        <QuestionFields
          questions={questions}
          answers={answers}
          problems={problems}
          onAnswer={(questionId, value) => {
            const { [questionId]: _solved, ...rest } = problems
            setProblems(rest)
            draft.answer(questionId, value)
          }}
        />
        <Refusal refusal={Object.keys(problems).length > 0 && missingWords(missing)} />
        <Refusal refusal={problem} kept="Your answers are kept." />
        <Group>
          <Button type="submit" {...busyButton(status === 'submitting')}>
            {status === 'submitting' ? 'Submitting…' : submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface AnswerProgressProps {
  answered: number
  total: number
  status: FormDraftState['status']
}

/** How far the form is filled in, and whether that is saved. */
const AnswerProgress = ({ answered, total, status }: AnswerProgressProps) => (
  <div className="credit-progress">
    <Group justify="space-between" gap="sm" mb={4}>
      <Text size="sm" className="figures">
        {answered} of {total} answered
      </Text>
      <Text role="status" size="sm" c="gray.7" className="credit-saved">
        {status === 'saved' && <IconCheck size={16} stroke={1.75} aria-hidden="true" />}
        {savedWords[status]}
      </Text>
    </Group>
    <Progress value={(answered / Math.max(1, total)) * 100} size="sm" aria-hidden="true" />
  </div>
)
