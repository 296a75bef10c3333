import { useMemo } from 'react'
import { type Questions, useQuestionsState } from './questionsClient.ts'
import type { OtherModerator } from './RowMarks.tsx'

/** The other moderators at each question, by its id. */
export function useOthers(
  questions: Questions,
  personId: string | undefined,
): ReadonlyMap<string, readonly OtherModerator[]> {
  const editing = useQuestionsState(questions, (state) => state.editing)
  const cursors = useQuestionsState(questions, (state) => state.cursors)
  return useMemo(() => {
    const at = new Map<string, OtherModerator[]>()
    for (const [id, { name, questionId }] of Object.entries({ ...cursors, ...editing }))
      if (id !== personId)
        at.set(questionId, [...(at.get(questionId) ?? []), { personId: id, name, isEditing: id in editing }])
    return at
  }, [editing, cursors, personId])
}
