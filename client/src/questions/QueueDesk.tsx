import type { Faculty } from '@lectern/shared/program'
import type { StaffQuestion } from '@lectern/shared/questions'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useMe } from '../live/me.ts'
import { useNow } from '../live/useConnection.ts'
import type { ColumnId } from './columns.ts'
import { DeskBar } from './DeskBar.tsx'
import { DeskDialogs } from './DeskDialogs.tsx'
import { OnAirStrip } from './OnAirStrip.tsx'
import { QuestionRow } from './QuestionRow.tsx'
import { QueueColumn } from './QueueColumn.tsx'
import { QueueTabs } from './QueueTabs.tsx'
import { type Questions, useQuestionsState } from './questionsClient.ts'
import { isStaffQuestion, pinnedOf } from './questionsState.ts'
import { SortableQueue } from './SortableQueue.tsx'
import { useFocusFollows } from './useFocusFollows.ts'
import { useModeration } from './useModeration.ts'
import { useOthers } from './useOthers.ts'
import { useQuestionsDesk } from './useQuestionsDesk.ts'
import { useRightColumn } from './useRightColumn.ts'

const empty: Record<Exclude<ColumnId, 'live'> | 'dismissed', string> = {
  incoming: 'What participants ask appears here first.',
  dismissed: 'Questions that you dismiss appear here. They can still be approved.',
  approved: 'What you approve appears here; everybody can vote for it.',
  answered: 'What has been answered, aloud or in writing, appears here.',
}

interface QueueDeskProps {
  questions: Questions
  /** The people questions can be assigned to. */
  faculty: Faculty[]
  /** Once the session has ended, no question is answered aloud or pinned. */
  hasEnded: boolean
}

/** Everything that moderators do with questions, once they are loaded. */
export function QueueDesk({ questions, faculty, hasEnded }: QueueDeskProps) {
  const personId = useMe().data?.person.id
  // Ages are in minutes.
  const now = useNow(15_000)
  const moderation = useModeration(questions)
  const search = useRef<HTMLInputElement>(null)
  const root = useRef<HTMLDivElement>(null)
  const desk = useQuestionsDesk({
    questions,
    moderation,
    hasEnded,
    onSearch: () => search.current?.focus(),
  })
  const { columns, place, editing, dialog, handlers, filter, setFilter } = desk
  const { chosen, turn } = place
  const settings = useQuestionsState(questions, (state) => state.settings)
  const byId = useQuestionsState(questions, (state) => state.questions)
  const othersAt = useOthers(questions, personId)
  const notes = useStore(moderation.notes)
  const [draggedId, setDraggedId] = useState<string>()
  const [right, setRight] = useRightColumn(place)
  useFocusFollows(root, place)

  const names = useMemo(() => new Map(faculty.map((person) => [person.personId, person.name])), [faculty])
  const kept = useMemo(
    () => [chosen?.id, editing?.seen.id, draggedId],
    [chosen?.id, editing?.seen.id, draggedId],
  )
  const staff = useMemo(() => Object.values(byId).filter(isStaffQuestion), [byId])
  const dismissed = staff.filter(({ status, mergedInto }) => status === 'dismissed' && mergedInto === null)
  const pinned = pinnedOf(byId)

  const row = (question: StaffQuestion, handle?: ReactNode) => (
    <QuestionRow
      question={question}
      merged={desk.mergedInto(question.id)}
      chosen={question.id === chosen?.id}
      now={now}
      assignedName={question.assignedTo === null ? undefined : names.get(question.assignedTo)}
      others={othersAt.get(question.id)}
      note={notes[question.id]}
      editing={editing?.seen.id === question.id ? editing : undefined}
      handle={handle}
      hasEnded={hasEnded}
      {...handlers}
    />
  )
  const column = (title: string, list: keyof typeof empty, shown: StaffQuestion[]) => (
    <QueueColumn
      key={list}
      title={title}
      empty={empty[list]}
      questions={shown}
      kept={kept}
      chosenId={chosen?.id}
      turn={turn}
      sortable={list === 'approved'}
      row={row}
    />
  )
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
      <div className="desk-columns">
        <QueueTabs
          label="Questions that wait"
          tabs={[
            {
              value: 'incoming',
              title: 'Incoming',
              count: filter.dismissed ? countOf(staff, 'pending') : columns.incoming.length,
            },
            { value: 'dismissed', title: 'Dismissed', count: dismissed.length },
          ]}
          value={filter.dismissed ? 'dismissed' : 'incoming'}
          onChange={(value) => setFilter({ ...filter, dismissed: value === 'dismissed' })}
        >
          {filter.dismissed
            ? column('Dismissed', 'dismissed', columns.incoming)
            : column('Incoming', 'incoming', columns.incoming)}
        </QueueTabs>
        <QueueTabs
          label="Questions that were taken"
          tabs={[
            { value: 'approved', title: 'Approved', count: columns.approved.length },
            { value: 'answered', title: 'Answered', count: columns.answered.length },
          ]}
          value={right}
          onChange={setRight}
        >
          {right === 'approved' ? (
            <SortableQueue questions={columns.approved} onMove={desk.move} onDragging={setDraggedId}>
              {column('Approved', 'approved', columns.approved)}
            </SortableQueue>
          ) : (
            column('Answered', 'answered', columns.answered)
          )}
        </QueueTabs>
      </div>
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

const countOf = (questions: readonly StaffQuestion[], wanted: StaffQuestion['status']): number =>
  questions.filter(({ status, mergedInto }) => status === wanted && mergedInto === null).length
