import type { StaffQuestion } from '@lectern/shared/questions'
import { type Columns, type Cursor, columnOf } from './columns.ts'
import type { DialogName } from './DeskDialogs.tsx'
import { type ActionName, mayDo } from './deskActions.ts'
import { changesOf, move, unmerge } from './deskChanges.ts'
import type { Moderation } from './moderation.ts'
import type { Questions } from './questionsClient.ts'
import type { Place } from './useCursor.ts'

interface ActionsOptions {
  questions: Questions
  moderation: Moderation
  columns: Columns
  place: Place
  mergedInto: (id: string) => StaffQuestion[]
  hasEnded: boolean
  openEditor: (question: StaffQuestion) => void
  openDialog: (dialog: { name: DialogName; question: StaffQuestion }) => void
}

/** What the keys and the buttons of the desk do with a question. */
export function useActions(options: ActionsOptions) {
  const { questions, moderation, columns, place, mergedInto, hasEnded } = options

  function act(name: ActionName, question: StaffQuestion) {
    const byId = questions.store.getState().questions
    const change = changesOf(moderation, byId)[name]
    if (change) return void change(question)
    if (name === 'edit') return options.openEditor(question)
    if (name === 'unmerge') return unmerge(moderation, mergedInto(question.id).at(-1)!)
    if (name !== 'up' && name !== 'down') return options.openDialog({ name: name as DialogName, question })
    const index = columns.approved.findIndex(({ id }) => id === question.id)
    const over = columns.approved[index + (name === 'down' ? 1 : -1)]
    if (over) move(moderation, byId, question.id, over.id)
  }

  return {
    perform(name: ActionName, question: StaffQuestion): void {
      if (!mayDo(name, question, mergedInto(question.id).length, hasEnded)) return
      const { cursor } = place
      // The cursor follows the question acted on, and the focus follows the cursor.
      place.setCursor(cursor?.id === question.id ? cursor : placeOf(columns, question))
      place.focus()
      act(name, question)
    },
    async undo(): Promise<void> {
      const id = await moderation.undo()
      const question = id === undefined ? undefined : questions.store.getState().questions[id]
      if (question) place.goTo({ column: columnOf(question), index: 0, id: question.id })
    },
  }
}

export function placeOf(columns: Columns, question: StaffQuestion): Cursor {
  const column = columnOf(question)
  const index = columns[column].findIndex(({ id }) => id === question.id)
  return { column, index: Math.max(0, index), id: question.id }
}
