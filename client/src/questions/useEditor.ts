import type { StaffQuestion } from '@lectern/shared/questions'
import { useEffect, useState } from 'react'
import type { Editing } from './Editor.tsx'
import type { Moderation } from './moderation.ts'
import type { Questions } from './questionsClient.ts'
import { isStaffQuestion } from './questionsState.ts'

/** How often (ms) editing is announced; a person who falls silent has stopped. */
const againMs = 5000

/** Shows other moderators who is editing what. */
function useAnnounced(questions: Questions, questionId: string | undefined): void {
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

/** The question whose text is being edited. */
export function useEditor(questions: Questions, moderation: Moderation, onClosed: () => void) {
  const [editing, setEditing] = useState<Editing>()
  useAnnounced(questions, editing?.seen.id)

  function close(): void {
    setEditing(undefined)
    onClosed()
  }
  async function save(): Promise<void> {
    if (!editing) return
    const { seen, text } = editing
    if (await moderation.change('questions.edit', seen, { text: text.trim() }, 'Edited')) return close()
    // A person who saves again has seen the current version.
    const now = questions.store.getState().questions[seen.id]
    if (now && isStaffQuestion(now))
      setEditing((open) => open && { ...open, seen: { ...now, text: seen.text } })
  }
  return {
    editing,
    open: (question: StaffQuestion): void => setEditing({ seen: question, text: question.text }),
    write: (text: string): void => setEditing((open) => open && { ...open, text }),
    save,
    close,
  }
}
