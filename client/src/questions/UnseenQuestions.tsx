import './questions.css'
import { VisuallyHidden } from '@mantine/core'
import type { Questions } from './questionsClient.ts'
import { unseenCount } from './questionsStore.ts'
import { useQuestions, useQuestionsState } from './useQuestions.ts'

/** On the tab: how much came while another tab was open. */
export function UnseenQuestions({ sessionId }: { sessionId: string }) {
  return <UnseenQuestionsOf questions={useQuestions(sessionId)} />
}

export function UnseenQuestionsOf({ questions }: { questions: Questions }) {
  const count = useQuestionsState(questions, unseenCount)
  if (count === 0) return null
  return (
    <span className="unseen figures">
      {count}
      <VisuallyHidden> new</VisuallyHidden>
    </span>
  )
}
