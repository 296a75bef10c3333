import { Text, VisuallyHidden } from '@mantine/core'
import { memo } from 'react'
import { counted } from '../words/counts.ts'
import type { Questions } from './questionsClient.ts'
import type { AnyQuestion } from './questionsState.ts'
import { VoteButton } from './VoteButton.tsx'

interface QuestionItemProps {
  questions: Questions
  question: AnyQuestion
  own: boolean
  onProblem: (problem: string) => void
}

/**
 * One question as participants read it. If a vote would have
 * no effect, or it is their own, only the count is shown.
 */
export const QuestionItem = memo(function QuestionItem({
  questions,
  question,
  own,
  onProblem,
}: QuestionItemProps) {
  const { status, text, votes, answer } = question
  return (
    <li className="question" {...(status === 'live' && { 'data-live': '' })}>
      {own || status === 'answered' ? (
        <span className="vote figures">
          <span aria-hidden="true">▲</span>
          <span aria-hidden="true">{votes}</span>
          <VisuallyHidden>{counted(votes, 'vote')}</VisuallyHidden>
        </span>
      ) : (
        <VoteButton questions={questions} question={question} onProblem={onProblem} />
      )}
      <p className="question-text" dir="auto">
        {text}
      </p>
      {status === 'answered' &&
        (answer ? (
          <p className="question-answer">
            <strong>Answer: </strong>
            <span dir="auto">{answer}</span>
          </p>
        ) : (
          <Text size="sm" c="gray.7" style={{ gridColumn: 2 }}>
            Answered aloud
          </Text>
        ))}
    </li>
  )
})
