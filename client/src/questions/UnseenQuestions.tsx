import './questions.css'
import { VisuallyHidden } from '@mantine/core'
import { useQuestions, useQuestionsState } from './questionsClient.ts'
import { unseenCount } from './questionsState.ts'

/** On the tab: how many questions arrived while another tab was open. */
export function UnseenQuestions({ sessionId }: { sessionId: string }) {
  const questions = useQuestions(sessionId)
  const count = useQuestionsState(questions, unseenCount)
  if (count === 0) return null
  return (
    <span className="unseen figures">
      {count}
      <VisuallyHidden> new</VisuallyHidden>
    </span>
  )
}
