// Shows the other moderators where this one is: the question being edited, and the one under the cursor.
import { useEffect } from 'react'
import type { Questions } from './questionsClient.ts'

/** How often (ms) it is repeated; a person who falls silent has gone. */
const againMs = 5000
/** How long (ms) a cursor rests before it is shown to others. */
const restMs = 1000

/** Tells the other moderators now and again, until the returned function is called. */
function announce(
  { connection, sessionId }: Questions,
  name: 'questions.editing' | 'questions.cursor',
  questionId: string,
): () => void {
  const tell = (id: string | null) =>
    void connection.send(name, { sessionId, questionId: id }).catch(() => undefined)
  tell(questionId)
  const timer = setInterval(() => tell(questionId), againMs)
  return () => {
    clearInterval(timer)
    tell(null)
  }
}

export function useEditingAnnounced(questions: Questions, questionId: string | undefined): void {
  useEffect(
    () => (questionId ? announce(questions, 'questions.editing', questionId) : undefined),
    [questions, questionId],
  )
}

export function useCursorAnnounced(questions: Questions, questionId: string | undefined): void {
  useEffect(() => {
    if (!questionId) return
    let stop = () => {}
    const timer = setTimeout(() => {
      stop = announce(questions, 'questions.cursor', questionId)
    }, restMs)
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [questions, questionId])
}
