import type { StaffQuestion } from '@lectern/shared/questions'
import { useState } from 'react'
import type { Editing } from './Editor.tsx'
import type { Moderation } from './moderation.ts'
import type { Questions } from './questionsClient.ts'
import { isStaffQuestion } from './questionsState.ts'
import { useEditingAnnounced } from './useAnnounced.ts'

/** The question whose text is being edited. */
export function useEditor(questions: Questions, moderation: Moderation, onClosed: () => void) {
  const [editing, setEditing] = useState<Editing>()
  useEditingAnnounced(questions, editing?.seen.id)

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
