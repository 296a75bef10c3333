// State of the moderators' desk of questions: the cursor, open dialogs, and each key's action.
import type { QuestionSettings, StaffQuestion } from '@lectern/shared/questions'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { type Shortcut, useShortcuts } from '../ui/shortcuts.ts'
import { useStable } from '../ui/useStable.ts'
import {
  type Columns,
  type Cursor,
  columnOf,
  columnsOf,
  mergedOf,
  noFilter,
  settle,
  sideways,
  step,
} from './columns.ts'
import type { DialogName } from './DeskDialogs.tsx'
import { type ActionName, actionNames, deskActions, mayDo } from './deskActions.ts'
import { changesOf, move, unmerge } from './deskChanges.ts'
import type { Moderation } from './moderation.ts'
import type { CardHandlers } from './QuestionCard.tsx'
import type { Questions } from './questionsClient.ts'
import { useEditor } from './useEditor.ts'

const noneMerged: StaffQuestion[] = []

/** The cursor. `turn` grows whenever the focus must follow it. */
function useCursor(columns: Columns) {
  const [wished, setCursor] = useState<Cursor>()
  const [turn, setTurn] = useState(0)
  const focus = useCallback(() => setTurn((before) => before + 1), [])
  const goTo = (to: Cursor | undefined) => {
    setCursor(to)
    focus()
  }
  const cursor = settle(columns, wished)
  return { cursor, chosen: cursor && columns[cursor.column][cursor.index], turn, setCursor, focus, goTo }
}

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
    if (cursor?.id === question.id) place.setCursor(cursor)
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
  const handlers = useStable<CardHandlers>({
    onChoose: (question) =>
      place.setCursor({ column: columnOf(question), index: indexIn(columns, question), id: question.id }),
    onAction: perform,
    onUnmerge: (part) => unmerge(moderation, part),
    onText: editor.write,
    onSave: () => void editor.save(),
    onCancel: editor.close,
  })
  return {
    columns,
    mergedInto,
    chosen,
    focusTurn: place.turn,
    filter,
    setFilter,
    dialog,
    closeDialog: () => setDialog(undefined),
    editing: editor.editing,
    handlers,
    move: (id: string, over: string) => move(moderation, byId, id, over),
  }
}

const movesOf = (columns: Columns, { cursor, goTo }: ReturnType<typeof useCursor>): Shortcut[] => [
  { key: 'j', does: 'next question', run: () => goTo(step(columns, cursor, 1)), repeats: true },
  { key: 'k', does: 'question before', run: () => goTo(step(columns, cursor, -1)), repeats: true },
  { key: 'l', does: 'column to the right', run: () => goTo(sideways(columns, cursor, 1)), repeats: true },
  { key: 'h', does: 'column to the left', run: () => goTo(sideways(columns, cursor, -1)), repeats: true },
]

interface KeysOptions extends Pick<DeskOptions, 'moderation' | 'hasEnded' | 'onSearch'> {
  settings: QuestionSettings
  undo: () => Promise<void>
}

const deskKeys = ({ moderation, settings, hasEnded, onSearch, undo }: KeysOptions): Shortcut[] => [
  { key: 'u', does: 'undo', run: () => void undo() },
  {
    key: 'q',
    does: 'open or close the questions',
    run: () => hasEnded || void moderation.set({ ...settings, open: !settings.open }),
  },
  { key: '/', does: 'search', run: onSearch },
]

const indexIn = (columns: Columns, question: StaffQuestion): number =>
  Math.max(
    0,
    columns[columnOf(question)].findIndex(({ id }) => id === question.id),
  )
