import type { Faculty } from '@lectern/shared/program'
import { useMemo, useRef } from 'react'
import { DeskBar } from './DeskBar.tsx'
import { DeskDialogs } from './DeskDialogs.tsx'
import { OnAirStrip } from './OnAirStrip.tsx'
import { QueueColumns } from './QueueColumns.tsx'
import { type Questions, useQuestionsState } from './questionsClient.ts'
import { isStaffQuestion, pinnedOf } from './questionsState.ts'
import { useFocusFollows } from './useFocusFollows.ts'
import { useModeration } from './useModeration.ts'
import { useQuestionsDesk } from './useQuestionsDesk.ts'
import { useRow } from './useRow.tsx'

interface QueueDeskProps {
  questions: Questions
  /** The people questions can be assigned to. */
  faculty: Faculty[]
  /** Once the session has ended, no question is answered aloud or pinned. */
  hasEnded: boolean
}

/** Everything that moderators do with questions, once they are loaded. */
export function QueueDesk({ questions, faculty, hasEnded }: QueueDeskProps) {
  const moderation = useModeration(questions)
  const search = useRef<HTMLInputElement>(null)
  const root = useRef<HTMLDivElement>(null)
  const onSearch = () => search.current?.focus()
  const desk = useQuestionsDesk({ questions, moderation, hasEnded, onSearch })
  const { columns, place, dialog, handlers, filter, setFilter } = desk
  const settings = useQuestionsState(questions, (state) => state.settings)
  const byId = useQuestionsState(questions, (state) => state.questions)
  const row = useRow({ questions, moderation, desk, faculty, hasEnded })
  useFocusFollows(root, place)
  const staff = useMemo(() => Object.values(byId).filter(isStaffQuestion), [byId])
  const pinned = pinnedOf(byId)
  return (
    <div ref={root} className="queue-desk">
      <DeskBar
        settings={settings}
        hasEnded={hasEnded}
        onSettings={(next) => void moderation.set(next)}
        filter={filter}
        onFilter={setFilter}
        faculty={faculty}
        searchRef={search}
      />
      <OnAirStrip
        live={columns.live}
        pinned={pinned && isStaffQuestion(pinned) ? pinned : undefined}
        row={row}
        onUnpin={(question) => handlers.onAction('pin', question)}
      />
      <QueueColumns desk={desk} staff={staff} row={row} />
      {dialog && (
        <DeskDialogs
          {...dialog}
          others={staff.filter(
            ({ id, status, mergedInto }) =>
              id !== dialog.question.id && mergedInto === null && status !== 'dismissed',
          )}
          faculty={faculty}
          moderation={moderation}
          onClose={desk.closeDialog}
        />
      )}
    </div>
  )
}
