import type { AppError } from '@lectern/shared/errors'
import { questionMax } from '@lectern/shared/limits'
import { Button, Group, Text, Textarea } from '@mantine/core'
import type { FormEvent, KeyboardEvent } from 'react'
import { tooLongWords } from '../words/counts.ts'
import { intervalWords } from '../words/durations.ts'
import { type Questions, useQuestionsState } from './questionsClient.ts'

/** Why a question was not accepted, and that nothing is lost. */
function problemInWords(problem: AppError, slowSeconds: number): string {
  const why =
    problem.code === 'rate_limited' && slowSeconds > 0
      ? `The moderators take one question every ${intervalWords(slowSeconds * 1000)} from each person. ${problem.message}`
      : problem.message
  return `Not sent. ${why} What you have written is kept.`
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
        A moderator has muted your questions in this session. You can still read and vote; your credit is not
        affected.
      </Text>
    )
  if (!open)
    return (
      <Text className="question-form" size="sm">
        Questions are closed at the moment. You can still read and vote.
        {draft && ' What you have written is kept until they open again.'}
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
  return (
    <form className="question-form" onSubmit={send}>
      <Textarea
        label="Ask a question"
        description="Never write anything that could identify a patient. Other participants do not see your name; the CE staff does."
        autosize
        minRows={2}
        maxRows={6}
        value={draft}
        onChange={(event) => questions.setDraft(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        error={over > 0 ? tooLongWords(over) : problem && problemInWords(problem, slowSeconds)}
        errorProps={{ role: 'alert' }}
      />
      <Group justify="space-between" gap="sm" mt={8}>
        <Text size="sm" c="gray.7" className="figures">
          {length} of {questionMax} characters
        </Text>
        <Button type="submit" loading={asking} disabled={length === 0 || over > 0}>
          Send
        </Button>
      </Group>
      {slowSeconds > 0 && (
        <Text size="sm" c="gray.7" mt={4}>
          Slow mode: one question every {intervalWords(slowSeconds * 1000)} from each person.
        </Text>
      )}
      <Text size="sm" role="status" mt={asked ? 4 : 0}>
        {asked && 'Sent. A moderator reads it first; what becomes of it is shown under “Your questions”.'}
      </Text>
    </form>
  )
}
