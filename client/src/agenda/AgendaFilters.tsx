import { Tabs } from '@mantine/core'
import { FilterChips } from '../ui/FilterChips.tsx'
import { dayOf, shortDayOf } from '../words/times.ts'
import { type AgendaDay, trackColour } from './agendaView.ts'

/** Which sessions are shown; an empty track is all of them. */
export interface AgendaFilter {
  isOwn: boolean
  track: string
}

interface AgendaFiltersProps {
  filter: AgendaFilter
  onFilter: (filter: AgendaFilter) => void
  tracks: readonly string[]
  /** How many are in the person's own agenda; undefined for somebody who has none. */
  ownCount: number | undefined
}

const own = 'own agenda'
const all = 'all'

/** All sessions, those in my agenda, or one track. */
export function AgendaFilters({ filter, onFilter, tracks, ownCount }: AgendaFiltersProps) {
  const options = [
    { value: all, label: 'All sessions' },
    ...(ownCount === undefined ? [] : [{ value: own, label: 'My agenda', count: ownCount }]),
    ...tracks.map((track, i) => ({ value: `${i}`, label: track, dot: trackColour(tracks, track) })),
  ]
  const value = filter.isOwn ? own : filter.track === '' ? all : String(tracks.indexOf(filter.track))
  return (
    <FilterChips
      label="Sessions shown"
      options={options}
      value={value}
      onChange={(chosen) =>
        onFilter({
          isOwn: chosen === own,
          track: chosen === all || chosen === own ? '' : tracks[Number(chosen)]!,
        })
      }
    />
  )
}

interface DayTabsProps {
  days: readonly AgendaDay[]
}

/** The conference's days, always in sight. */
export const DayTabs = ({ days }: DayTabsProps) => (
  <Tabs.List className="agenda-days" aria-label="Days">
    {days.map(({ number, at }) => (
      <Tabs.Tab key={number} value={String(number)} aria-label={dayOf(at)}>
        {shortDayOf(at)}
      </Tabs.Tab>
    ))}
  </Tabs.List>
)
