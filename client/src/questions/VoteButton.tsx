import { UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { messageOf } from '../live/appError.ts'
import { type Questions, useQuestionsState } from './questionsClient.ts'
import { type AnyQuestion, voteOf } from './questionsState.ts'

interface VoteButtonProps {
  questions: Questions
  question: AnyQuestion
  onProblem: (problem: string) => void
}

/** Votes, and withdraws the vote. The left column of a question. */
export function VoteButton({ questions, question, onProblem }: VoteButtonProps) {
  const up = useQuestionsState(questions, (state) => voteOf(state, question).up)
  const votes = useQuestionsState(questions, (state) => voteOf(state, question).votes)
  const [busy, setBusy] = useState(false)
  const press = async () => {
    setBusy(true)
    onProblem('')
    try {
      await questions.vote(question, !up)
    } catch (error) {
      onProblem(`Your vote was not counted. ${messageOf(error)}`)
    } finally {
      setBusy(false)
    }
  }
  return (
    <UnstyledButton
      className="vote figures"
      aria-pressed={up}
      aria-busy={busy}
      aria-label={`▲ ${votes} Vote for: ${question.text}`}
      title={up ? 'Take your vote back' : 'Vote for this question'}
      onClick={() => void press()}
    >
      <span aria-hidden="true">▲</span>
      {votes}
    </UnstyledButton>
  )
}
