import type { BoothSettings, ManagedBooth } from '@lectern/shared/booths'
import { Switch } from '@mantine/core'
import { useNow } from '../../live/useConnection.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { countOf } from '../../words/counts.ts'
import { longDurationOf } from '../../words/durations.ts'
import { dayStart, hoursOfDay } from '../arrivalHours.ts'
import { staffedMsOf } from './boothFigures.ts'
import { usePermit } from './usePermit.ts'

/** Names written out; the rest is a number. */
const namesMax = 2

function staffNames({ staff }: ManagedBooth): string {
  if (staff.length === 0) return 'None yet'
  const names = staff.slice(0, namesMax).map(({ name }) => name)
  return names.join(', ') + (staff.length > namesMax ? ` +${staff.length - namesMax}` : '')
}

const visitsToday = ({ hours }: ManagedBooth, now: number): number =>
  hoursOfDay(hours, dayStart(now)).reduce((sum, { visits }) => sum + visits, 0)

/** In the order of the column's head. */
const figuresOf = ({ counts: { chats, calls, leads } }: ManagedBooth): number[] => [chats, calls, leads]

const columnsAt = (now: number): Column<ManagedBooth>[] => [
  {
    id: 'booth',
    label: 'Booth',
    cell: ({ booth }) => <bdi>{booth.name}</bdi>,
    sortBy: ({ booth }) => booth.name,
  },
  {
    id: 'staff',
    label: 'Staff',
    cell: (managed) => (
      <bdi className={managed.staff.length === 0 ? 'quiet' : undefined}>{staffNames(managed)}</bdi>
    ),
    sortBy: ({ staff }) => staff.length,
  },
  {
    id: 'today',
    label: 'Visits today',
    cell: (managed) => visitsToday(managed, now),
    sortBy: (managed) => visitsToday(managed, now),
    isNumber: true,
  },
  {
    id: 'figures',
    label: 'Chats · calls · leads',
    cell: (managed) => figuresOf(managed).map(countOf).join(' · '),
    sortBy: (managed) => figuresOf(managed).reduce((sum, figure) => sum + figure, 0),
    isNumber: true,
  },
  {
    id: 'staffed',
    label: 'Staffed',
    cell: (managed) => longDurationOf(staffedMsOf(managed)),
    sortBy: staffedMsOf,
    isNumber: true,
  },
  {
    id: 'open',
    label: 'Open',
    cell: ({ booth }) => <OpenSwitch booth={booth} />,
    sortBy: ({ booth }) => Number(booth.open),
  },
]

interface BoothsTableProps {
  booths: readonly ManagedBooth[]
  onOpen: (boothId: string) => void
}

/** All booths; a press opens one beside the table. */
export const BoothsTable = ({ booths, onOpen }: BoothsTableProps) => (
  <div className="booths-table">
    <DataTable
      caption="Booths"
      columns={columnsAt(useNow(60_000))}
      rows={booths}
      rowKey={({ booth }) => booth.id}
      onOpen={({ booth }) => onOpen(booth.id)}
      order={{ columnId: 'booth', isDescending: false }}
    />
  </div>
)

function OpenSwitch({ booth }: { booth: BoothSettings }) {
  const { isOpen, busy, refusal, permit } = usePermit(booth)
  return (
    <>
      <Switch
        aria-label={`${booth.name} is open`}
        checked={isOpen}
        aria-busy={busy}
        onChange={(event) => void permit({ open: event.currentTarget.checked })}
      />
      <Refusal refusal={refusal} size="sm" />
    </>
  )
}
