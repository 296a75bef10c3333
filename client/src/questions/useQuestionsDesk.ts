// State of the moderators' desk of questions: the cursor, open dialogs, and each key's action.
import type { StaffQuestion } from '@lectern/shared/questions'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useStable } from '../ui/useStable.ts'
import { type Columns, columnOf, columnsOf, mergedOf, noFilter } from './columns.ts'
import type { DialogName } from './DeskDialogs.tsx'
import { type ActionName, actionNames, deskActions, mayDo } from './deskActions.ts'
import { changesOf, move, unmerge } from './deskChanges.ts'
import { deskKeys, movesOf } from './deskKeys.ts'
import type { Moderation } from './moderation.ts'
import type { RowHandlers } from './QuestionRow.tsx'
import type { Questions } from './questionsClient.ts'
import { useCursorAnnounced } from './useAnnounced.ts'
import { useCursor } from './useCursor.ts'
import { useEditor } from './useEditor.ts'

const noneMerged: StaffQuestion[] = []

interface DeskOptions {
  questions: Questions
  moderation: Moderation
  hasEnded: boolean
  onSearch: () => void
}

export function useQuestionsDesk({ questions, moderation, hasEnded, onSearch }: DeskOptions) {
  const byId = useStore(questions.store, (state) => state.questions)
  const settings = useStore(questions.store, (state) => state.settings)
  const [filter, setFilter] = useState(noFilter)
  const [dialog, setDialog] = useState<{ name: DialogName; question: StaffQuestion }>()
  // The editor gives the focus back to the place, which is known only further down.
  const focusPlace = useRef<() => void>(undefined)
  const editor = useEditor(questions, moderation, () => focusPlace.current?.())
  const editedId = editor.editing?.seen.id
  const columns = useMemo(() => columnsOf(byId, filter, editedId), [byId, filter, editedId])
  const merged = useMemo(() => mergedOf(byId), [byId])
  const mergedInto = (id: string) => merged.get(id) ?? noneMerged
  const place = useCursor(columns)
  useEffect(() => {
    focusPlace.current = place.focus
  }, [place])
  const { cursor, chosen } = place
  useCursorAnnounced(questions, place.isPlaced ? chosen?.id : undefined)

  function act(name: ActionName, question: StaffQuestion) {
    const change = changesOf(moderation, byId)[name]
    if (change) return void change(question)
    if (name === 'edit') return editor.open(question)
    if (name === 'unmerge') return unmerge(moderation, mergedInto(question.id).at(-1)!)
    if (name !== 'up' && name !== 'down') return setDialog({ name: name as DialogName, question })
    const index = columns.approved.findIndex(({ id }) => id === question.id)
    const over = columns.approved[index + (name === 'down' ? 1 : -1)]
    if (over) move(moderation, byId, question.id, over.id)
  }
  function perform(name: ActionName, question: StaffQuestion): void {
    if (!mayDo(name, question, mergedInto(question.id).length, hasEnded)) return
    // The cursor follows the question acted on, and the focus follows the cursor.
    place.setCursor(cursor?.id === question.id ? cursor : placeOf(columns, question))
    place.focus()
    act(name, question)
  }
  async function undo(): Promise<void> {
    const id = await moderation.undo()
    const question = id === undefined ? undefined : questions.store.getState().questions[id]
    if (question) place.goTo({ column: columnOf(question), index: 0, id: question.id })
  }

  useShortcuts([
    ...movesOf(columns, place),
    ...actionNames.map((name) => ({
      key: deskActions[name].key,
      does: deskActions[name].does,
      run: () => chosen && perform(name, chosen),
    })),
    ...deskKeys({ moderation, settings, hasEnded, onSearch, undo }),
  ])
  const handlers = useStable<RowHandlers>({
    onChoose: (question) => place.setCursor(placeOf(columns, question)),
    onAction: perform,
    onUnmerge: (part) => unmerge(moderation, part),
    onText: editor.write,
    onSave: () => void editor.save(),
    onCancel: editor.close,
  })
  return {
    columns,
    mergedInto,
    place,
    filter,
    setFilter,
    dialog,
    closeDialog: () => setDialog(undefined),
    editing: editor.editing,
    handlers,
    move: (id: string, over: string) => move(moderation, byId, id, over),
  }
}

const placeOf = (columns: Columns, question: StaffQuestion) => {
  const column = columnOf(question)
  const index = columns[column].findIndex(({ id }) => id === question.id)
  return { column, index: Math.max(0, index), id: question.id }
}
