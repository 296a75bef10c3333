// State of the moderators' desk of questions: the cursor, open dialogs, and each key's action.
import type { StaffQuestion } from '@lectern/shared/questions'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useStable } from '../ui/useStable.ts'
import { columnsOf, mergedOf, noFilter } from './columns.ts'
import type { DialogName } from './DeskDialogs.tsx'
import { actionNames, deskActions } from './deskActions.ts'
import { move, unmerge } from './deskChanges.ts'
import { deskKeys, movesOf } from './deskKeys.ts'
import type { Moderation } from './moderation.ts'
import type { RowHandlers } from './QuestionRow.tsx'
import type { Questions } from './questionsClient.ts'
import { placeOf, useActions } from './useActions.ts'
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
  const { chosen } = place
  useCursorAnnounced(questions, place.isPlaced ? chosen?.id : undefined)

  const { perform, undo } = useActions({
    questions,
    moderation,
    columns,
    place,
    mergedInto,
    hasEnded,
    openEditor: editor.open,
    openDialog: setDialog,
  })
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

export type QuestionsDeskState = ReturnType<typeof useQuestionsDesk>
