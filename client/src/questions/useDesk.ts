// The moderator's desk as state: where one is, what is open, and what each key does.
import type { StaffQuestion } from '@lectern/shared/questions'
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { type Shortcut, useShortcuts } from '../ui/shortcuts.ts'
import {
  beforeFor,
  type Columns,
  type Cursor,
  columnOf,
  columnsOf,
  mergedOf,
  noFilter,
  orderBefore,
  settle,
  sideways,
  step,
} from './columns.ts'
import type { DialogName } from './DeskDialogs.tsx'
import { type ActionName, actionNames, deskActions, mayDo } from './deskActions.ts'
import type { Editing } from './Editor.tsx'
import type { Moderation } from './moderation.ts'
import type { CardHandlers } from './QuestionCard.tsx'
import type { Questions } from './questionsClient.ts'
import { isStaffQuestion, queueOf } from './questionsState.ts'
import { useEditing } from './useEditing.ts'

const noneMerged: StaffQuestion[] = []

export function useDesk(
  questions: Questions,
  moderation: Moderation,
  hasEnded: boolean,
  onSearch: () => void,
) {
  const byId = useStore(questions.store, (state) => state.questions)
  const settings = useStore(questions.store, (state) => state.settings)
  const [filter, setFilter] = useState(noFilter)
  const [wished, setCursor] = useState<Cursor>()
  const [focusTurn, setFocusTurn] = useState(0)
  const [dialog, setDialog] = useState<{ name: DialogName; question: StaffQuestion }>()
  const [editing, setEditing] = useState<Editing>()
  useEditing(questions, editing?.seen.id)

  const columns = useMemo(() => columnsOf(byId, filter, editing?.seen.id), [byId, filter, editing?.seen.id])
  const merged = useMemo(() => mergedOf(byId), [byId])
  const cursor = settle(columns, wished)
  const chosen = cursor && columns[cursor.column][cursor.index]

  const goTo = useCallback((to: Cursor | undefined) => {
    setCursor(to)
    setFocusTurn((turn) => turn + 1)
  }, [])

  const perform = (name: ActionName, question: StaffQuestion, by?: 'key') => {
    const mergedHere = merged.get(question.id) ?? noneMerged
    if (!mayDo(name, question, mergedHere.length, hasEnded)) return
    // The cursor follows the question that was acted on, and the focus the cursor.
    if (cursor?.id === question.id) setCursor(cursor)
    if (by === 'key') setFocusTurn((turn) => turn + 1)
    act(name, question, mergedHere)
  }

  const act = (name: ActionName, question: StaffQuestion, mergedHere: StaffQuestion[]) => {
    const change = moderation.change.bind(moderation)
    switch (name) {
      case 'approve': {
        const order = orderBefore(queueOf(byId), null)
        return void change('questions.approve', question, {}, 'Approved', { status: 'approved', order })
      }
      case 'goLive':
        return void change('questions.goLive', question, {}, 'Live', { status: 'live' })
      case 'answered':
        return void change('questions.answer', question, { answer: null }, 'Answered', { status: 'answered' })
      case 'pin': {
        const pinned = !question.pinned
        const did = pinned ? 'Pinned' : 'Unpinned'
        return void change('questions.pin', question, { pinned }, did, { pinned })
      }
      case 'askLive': {
        const askLive = !question.askLive
        const did = askLive ? 'To be asked aloud' : 'Not to be asked aloud'
        return void change('questions.setAskLive', question, { askLive }, did, { askLive })
      }
      case 'unmerge': {
        const last = mergedHere.at(-1)
        return last && unmerge(last)
      }
      case 'up':
      case 'down': {
        const index = columns.approved.findIndex(({ id }) => id === question.id)
        const over = columns.approved[index + (name === 'down' ? 1 : -1)]
        return over && move(question.id, over.id)
      }
      case 'mute':
        return void moderation.mute(question, !question.asker?.muted)
      case 'edit':
        return setEditing({ seen: question, text: question.text })
      default:
        return setDialog({ name, question })
    }
  }

  const unmerge = (part: StaffQuestion) =>
    void moderation.change('questions.unmerge', part, {}, 'Unmerged', { mergedInto: null })

  const move = (id: string, over: string) => {
    const queue = queueOf(byId)
    const question = byId[id]
    const before = beforeFor(queue, id, over)
    if (before === undefined || !question || !isStaffQuestion(question)) return
    const others = queue.filter((other) => other.id !== id)
    void moderation.change('questions.move', question, { before }, 'Moved', {
      order: orderBefore(others, before),
    })
  }

  const save = async () => {
    if (!editing) return
    const { seen, text } = editing
    const done = await moderation.change('questions.edit', seen, { text: text.trim() }, 'Edited')
    if (done) return closeEditor()
    // Whoever saves again has been shown what it is now.
    const now = questions.store.getState().questions[seen.id]
    if (now && isStaffQuestion(now))
      setEditing((open) => open && { ...open, seen: { ...now, text: seen.text } })
  }

  const closeEditor = () => {
    setEditing(undefined)
    setFocusTurn((turn) => turn + 1)
  }

  const undo = async () => {
    const id = await moderation.undo()
    const question = id === undefined ? undefined : questions.store.getState().questions[id]
    if (question) goTo({ column: columnOf(question), index: 0, id: question.id })
  }

  const key = (name: ActionName): Shortcut => ({
    key: deskActions[name].key,
    does: deskActions[name].does,
    run: () => chosen && perform(name, chosen, 'key'),
  })
  useShortcuts([
    { key: 'j', does: 'next question', run: () => goTo(step(columns, cursor, 1)), repeats: true },
    { key: 'k', does: 'question before', run: () => goTo(step(columns, cursor, -1)), repeats: true },
    { key: 'l', does: 'column to the right', run: () => goTo(sideways(columns, cursor, 1)), repeats: true },
    { key: 'h', does: 'column to the left', run: () => goTo(sideways(columns, cursor, -1)), repeats: true },
    ...actionNames.map(key),
    { key: 'u', does: 'undo', run: () => void undo() },
    {
      key: 'q',
      does: 'open or close the questions',
      run: () => hasEnded || void moderation.set({ ...settings, open: !settings.open }),
    },
    { key: '/', does: 'search', run: onSearch },
  ])

  // The cards are drawn anew only for what concerns them: they get one set of handlers that always calls the newest.
  const newest: CardHandlers = {
    onChoose: (question) =>
      setCursor({ column: columnOf(question), index: indexIn(columns, question), id: question.id }),
    onAction: (name, question) => perform(name, question, 'key'),
    onUnmerge: unmerge,
    onText: (text) => setEditing((open) => open && { ...open, text }),
    onSave: () => void save(),
    onCancel: closeEditor,
  }
  const latest = useRef(newest)
  useLayoutEffect(() => {
    latest.current = newest
  })
  const [handlers] = useState<CardHandlers>(() => ({
    onChoose: (question) => latest.current.onChoose(question),
    onAction: (name, question) => latest.current.onAction(name, question),
    onUnmerge: (part) => latest.current.onUnmerge(part),
    onText: (text) => latest.current.onText(text),
    onSave: () => latest.current.onSave(),
    onCancel: () => latest.current.onCancel(),
  }))

  return {
    columns,
    mergedInto: (id: string) => merged.get(id) ?? noneMerged,
    chosen,
    focusTurn,
    filter,
    setFilter,
    dialog,
    closeDialog: () => setDialog(undefined),
    editing,
    handlers,
    move,
  }
}

const indexIn = (columns: Columns, question: StaffQuestion): number =>
  Math.max(
    0,
    columns[columnOf(question)].findIndex(({ id }) => id === question.id),
  )
