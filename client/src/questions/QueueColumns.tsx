import type { StaffQuestion } from '@lectern/shared/questions'
import { useMemo, useState } from 'react'
import { QueueColumn } from './QueueColumn.tsx'
import { QueueTabs } from './QueueTabs.tsx'
import { SortableQueue } from './SortableQueue.tsx'
import type { QuestionsDeskState } from './useQuestionsDesk.ts'
import { useRightColumn } from './useRightColumn.ts'
import type { Row } from './useRow.tsx'

const lists = {
  incoming: { title: 'Incoming', empty: 'What participants ask appears here first.' },
  dismissed: {
    title: 'Dismissed',
    empty: 'Questions that you dismiss appear here. They can still be approved.',
  },
  approved: { title: 'Approved', empty: 'What you approve appears here; everybody can vote for it.' },
  answered: { title: 'Answered', empty: 'What has been answered, aloud or in writing, appears here.' },
}
type List = keyof typeof lists

interface QueueColumnsProps {
  desk: QuestionsDeskState
  staff: readonly StaffQuestion[]
  row: Row
}

/** Side by side: questions that wait or were dismissed, and questions that were approved or answered. */
export function QueueColumns({ desk, staff, row }: QueueColumnsProps) {
  const { columns, place, editing, filter, setFilter } = desk
  const { chosen, turn } = place
  const [draggedId, setDraggedId] = useState<string>()
  const [right, setRight] = useRightColumn(place)
  const kept = useMemo(
    () => [chosen?.id, editing?.seen.id, draggedId],
    [chosen?.id, editing?.seen.id, draggedId],
  )
  const left: List = filter.dismissed ? 'dismissed' : 'incoming'
  const column = (list: List, shown: StaffQuestion[]) => (
    <QueueColumn
      key={list}
      {...lists[list]}
      questions={shown}
      kept={kept}
      chosenId={chosen?.id}
      turn={turn}
      sortable={list === 'approved'}
      row={row}
    />
  )
  const tab = <Value extends List>(value: Value, count: number) => ({
    value,
    title: lists[value].title,
    count,
  })
  return (
    <div className="desk-columns">
      <QueueTabs
        label="Questions that wait"
        tabs={[
          tab('incoming', filter.dismissed ? countOf(staff, 'pending') : columns.incoming.length),
          tab('dismissed', countOf(staff, 'dismissed')),
        ]}
        value={left}
        onChange={(value) => setFilter({ ...filter, dismissed: value === 'dismissed' })}
      >
        {column(left, columns.incoming)}
      </QueueTabs>
      <QueueTabs
        label="Questions that were taken"
        tabs={[tab('approved', columns.approved.length), tab('answered', columns.answered.length)]}
        value={right}
        onChange={setRight}
      >
        {right === 'approved' ? (
          <SortableQueue questions={columns.approved} onMove={desk.move} onDragging={setDraggedId}>
            {column('approved', columns.approved)}
          </SortableQueue>
        ) : (
          column('answered', columns.answered)
        )}
      </QueueTabs>
    </div>
  )
}

const countOf = (questions: readonly StaffQuestion[], wanted: StaffQuestion['status']): number =>
  questions.filter(({ status, mergedInto }) => status === wanted && mergedInto === null).length
