import { useEffect } from 'react'
import type { Questions } from './questionsClient.ts'

/** Said again as long as it lasts: whoever is not heard of has stopped. In ms. */
const againMs = 5000

/** The other moderators see who edits what. */
export function useEditing(questions: Questions, questionId: string | undefined): void {
  useEffect(() => {
    if (!questionId) return
    const { connection, sessionId } = questions
    const tell = (id: string | null) =>
      connection.send('questions.editing', { sessionId, questionId: id }).catch(() => undefined)
    void tell(questionId)
    const timer = setInterval(() => void tell(questionId), againMs)
    return () => {
      clearInterval(timer)
      void tell(null)
    }
  }, [questions, questionId])
}
