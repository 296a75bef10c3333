import { kindNames } from '@lectern/shared/sessionKinds'
import { IconAlertTriangle, IconRepeat } from '@tabler/icons-react'
import { Chip } from '../../ui/Chip.tsx'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { Faces } from '../../ui/Face.tsx'
import { listWords } from '../../words/counts.ts'
import { longDurationOf } from '../../words/durations.ts'
import { dayOf, timeRange } from '../../words/times.ts'
import { ProblemsOf } from './ProblemsOf.tsx'
import type { PlannedItem } from './planned.ts'
import { statusTones, statusWords, trackWords } from './programWords.ts'

interface SessionListProps {
  items: readonly PlannedItem[]
  timeZone: string
  selected: ReadonlySet<string>
  onSelect: (selected: ReadonlySet<string>) => void
  onOpen: (id: string) => void
}

const statusOrder = ['draft', 'in_review', 'approved']

/** Every session in a row. */
export function SessionList({ items, timeZone, selected, onSelect, onOpen }: SessionListProps) {
  const columns: Column<PlannedItem>[] = [
    {
      id: 'title',
      label: 'Session',
      sortBy: ({ title }) => title,
      cell: ({ title }) => <bdi>{title}</bdi>,
    },
    {
      id: 'when',
      label: 'When',
      sortBy: ({ startsAt }) => startsAt,
      cell: ({ startsAt, endsAt }) => (
        <span className="figures list-when">
          {dayOf(startsAt, timeZone)}, {timeRange(startsAt, endsAt, timeZone)}
        </span>
      ),
    },
    {
      id: 'length',
      label: 'Length',
      isNumber: true,
      sortBy: ({ startsAt, endsAt }) => endsAt - startsAt,
      cell: ({ startsAt, endsAt }) => longDurationOf(endsAt - startsAt),
    },
    {
      id: 'track',
      label: 'Track',
      sortBy: ({ track }) => track,
      cell: ({ track }) => <bdi>{trackWords(track)}</bdi>,
    },
    {
      id: 'kind',
      label: 'Kind',
      sortBy: ({ kind }) => kindNames[kind],
      cell: (item) => <Kind item={item} />,
    },
    {
      id: 'status',
      label: 'Status',
      sortBy: ({ status }) => statusOrder.indexOf(status),
      cell: ({ status }) => <Chip tone={statusTones[status]}>{statusWords[status]}</Chip>,
    },
    {
      id: 'people',
      label: 'Speakers and moderators',
      cell: ({ people }) => <People people={people} />,
    },
    {
      id: 'problems',
      label: 'Problems',
      sortBy: ({ problems }) => -problems.length,
      cell: ({ title, problems }) =>
        problems.length > 0 && (
          <ProblemsOf title={title} problems={problems} onOpen={onOpen}>
            <IconAlertTriangle size={14} stroke={2} aria-hidden="true" />
            {problems.length}
          </ProblemsOf>
        ),
    },
  ]
  return (
    <DataTable
      caption="Sessions"
      columns={columns}
      rows={items}
      rowKey={({ id }) => id}
      onOpen={({ id }) => onOpen(id)}
      selection={{ selected, onChange: onSelect, nameOf: ({ title }) => title }}
      order={{ columnId: 'when', isDescending: false }}
    />
  )
}

const Kind = ({ item: { kind, isInSeries } }: { item: PlannedItem }) => (
  <>
    {kindNames[kind]}
    {isInSeries && (
      <span className="list-series">
        <IconRepeat size={14} stroke={1.75} aria-hidden="true" /> Series
      </span>
    )}
  </>
)

const shownNames = 2

function People({ people }: Pick<PlannedItem, 'people'>) {
  if (people.length === 0) return null
  const rest = people.length - shownNames
  const names = people.slice(0, shownNames).map(({ name }) => name)
  return (
    <span className="list-people">
      <Faces people={people} size={24} max={3} />
      <bdi>{listWords(rest > 0 ? [...names, `${rest} more`] : names)}</bdi>
    </span>
  )
}
