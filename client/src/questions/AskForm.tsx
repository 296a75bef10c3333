import type { AppError } from '@lectern/shared/errors'
import { questionMax } from '@lectern/shared/limits'
import { Button, Group, Text, Textarea, VisuallyHidden } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import type { FormEvent, KeyboardEvent } from 'react'
import { tooLongWords } from '../words/counts.ts'
import { intervalWords } from '../words/durations.ts'
import { type Questions, useQuestionsState } from './questionsClient.ts'

/** Why a question was not accepted, and that nothing is lost. */
function problemInWords(problem: AppError, slowSeconds: number): string {
  const why =
    problem.code === 'rate_limited' && slowSeconds > 0
      ? `The moderators take one question every ${intervalWords(slowSeconds * 1000)} per person. ${problem.message}`
      : problem.message
  return `Not sent. ${why} Your question is kept here.`
}

/** The form for a question, or the reason why there is none now. */
export function AskForm({ questions }: { questions: Questions }) {
  const { open, slowSeconds } = useQuestionsState(questions, (state) => state.settings)
  const muted = useQuestionsState(questions, (state) => state.muted)
  const draft = useQuestionsState(questions, (state) => state.draft)
  const asking = useQuestionsState(questions, (state) => state.asking)
  const asked = useQuestionsState(questions, (state) => state.asked)
  const problem = useQuestionsState(questions, (state) => state.askProblem)

  if (muted)
    return (
      <Text className="question-form" size="sm">
        A moderator has muted your questions in this session. You can still read and vote, and your credit is
        not affected.
      </Text>
    )
  if (!open)
    return (
      <Text className="question-form" size="sm">
        Questions are closed right now. You can still read and vote.
        {draft && ' Your draft is kept until they open again.'}
      </Text>
    )

  const length = draft.trim().length
  const over = length - questionMax
  const send = (event?: FormEvent) => {
    event?.preventDefault()
    if (over <= 0) void questions.ask()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
  }
  const every = slowSeconds > 0 && intervalWords(slowSeconds * 1000)
  return (
    <form className="question-form" onSubmit={send}>
      <div className="question-write">
        <Textarea
          aria-label="Ask a question"
          placeholder="Ask a question"
          autosize
          minRows={1}
          maxRows={6}
          value={draft}
          onChange={(event) => questions.setDraft(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          error={over > 0 ? tooLongWords(over) : problem && problemInWords(problem, slowSeconds)}
          errorProps={{ role: 'alert' }}
        />
        <Button type="submit" px="sm" loading={asking} disabled={length === 0 || over > 0}>
          Send
        </Button>
      </div>
      <Group justify="space-between" gap="sm" mt={4} wrap="nowrap" align="flex-start">
        <details>
          <summary>
            Anonymous to others · no patient data{' '}
            <IconInfoCircle size={16} stroke={1.75} aria-hidden="true" />
          </summary>
          Other participants do not see your name; the CE staff do. Never write anything that could identify a
          patient.
        </details>
        {length > 0 && (
          <Text size="xs" c="gray.7" className="figures" style={{ flex: 'none' }}>
            <span aria-hidden="true">
              {length} / {questionMax}
            </span>
            <VisuallyHidden>
              {length} of {questionMax} characters
            </VisuallyHidden>
          </Text>
        )}
      </Group>
      {every && (
        <Text size="xs" c="gray.7">
          Slow mode: one question every {every} per person.
        </Text>
      )}
      <Text size="sm" role="status">
        {asked && 'Sent. A moderator reads it first; follow it under “Your questions”.'}
      </Text>
    </form>
  )
}
