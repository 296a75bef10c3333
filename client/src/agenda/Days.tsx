import type { Person } from '@lectern/shared/accounts'
import type { Program, SessionView } from '@lectern/shared/program'
import { Button, Tabs, Text } from '@mantine/core'
import { IconStar } from '@tabler/icons-react'
import { useState } from 'react'
import { Empty } from '../ui/Empty.tsx'
import { dayNumber, dayOf } from '../words/times.ts'
import { useShownZone } from '../words/zones.ts'
import { type AgendaFilter, AgendaFilters, DayTabs } from './AgendaFilters.tsx'
import { type AgendaDay, daysOf, dayToShow, tracksOf } from './agendaView.ts'
import { useCreditInAgenda } from './creditInAgenda.ts'
import type { KeptSessions } from './ownAgenda.ts'
import { SessionRow } from './SessionRow.tsx'

interface DaysProps {
  program: Program
  me: Person
  now: number
  own: KeptSessions
  isMine: (view: SessionView) => boolean
  watches: boolean
}

const everything: AgendaFilter = { isOwn: false, track: '' }

/** The programme, a day at a time, filtered. */
export function Days({ program, me, now, own, isMine, watches }: DaysProps) {
  const zone = useShownZone()
  const [chosenDay, setChosenDay] = useState<number>()
  const [filter, setFilter] = useState(everything)
  const credit = useCreditInAgenda(program.sessions, watches)
  const tracks = tracksOf(program.sessions)
  const days = daysOf(program.sessions, zone)
  const day = days.find(({ number }) => number === chosenDay) ?? dayToShow(days, dayNumber(now, zone))!
  const fits = (view: SessionView) =>
    (!filter.isOwn || isMine(view)) && (filter.track === '' || view.session.track === filter.track)
  const shown = day.sessions.filter(fits)
  const rowOf = (view: SessionView) => (
    <li key={view.session.id}>
      <SessionRow
        {...{ view, program, tracks, me, now, credit }}
        isKept={own.kept.has(view.session.id)}
        onKeep={(sessionId) => void own.toggle(sessionId)}
      />
    </li>
  )
  return (
    <Tabs value={String(day.number)} onChange={(value) => setChosenDay(Number(value))} keepMounted={false}>
      <DayTabs days={days} />
      <div className="agenda-filters">
        <AgendaFilters
          filter={filter}
          onFilter={setFilter}
          tracks={tracks}
          ownCount={watches ? program.sessions.filter(isMine).length : undefined}
        />
      </div>
      {own.waiting > 0 && <Waiting count={own.waiting} />}
      {days.map(({ number, at }) => (
        <Tabs.Panel key={number} value={String(number)}>
          <h2 className="agenda-day">{dayOf(at)}</h2>
          {shown.length > 0 ? (
            <ul className="agenda-list">{shown.map(rowOf)}</ul>
          ) : (
            <NothingShown
              isOwn={filter.isOwn}
              elsewhere={days.filter(({ sessions }) => sessions.some(fits))}
              onDay={setChosenDay}
              onAll={() => setFilter(everything)}
            />
          )}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

/** Sessions that the person has picked and does not see at the moment. */
const Waiting = ({ count }: { count: number }) => (
  <Text size="sm" c="gray.7" role="status">
    {count === 1 ? 'A session' : `${count} sessions`} in your agenda {count === 1 ? 'is' : 'are'} being
    planned again, and will be back here once approved.
  </Text>
)

interface NothingShownProps {
  isOwn: boolean
  /** Other days that have what was asked for. */
  elsewhere: readonly AgendaDay[]
  onDay: (number: number) => void
  onAll: () => void
}

/** A day without a session that fits the filter: where there are some. */
function NothingShown({ isOwn, elsewhere, onDay, onAll }: NothingShownProps) {
  const [other] = elsewhere
  return (
    <Empty
      icon={IconStar}
      title={isOwn ? 'Nothing in your agenda on this day' : 'Nothing in this track on this day'}
      action={
        other ? (
          <Button variant="default" onClick={() => onDay(other.number)}>
            Go to {dayOf(other.at)}
          </Button>
        ) : (
          <Button variant="default" onClick={onAll}>
            Show all sessions
          </Button>
        )
      }
    >
      {isOwn &&
        'Add a session with its star. Sessions in which you speak or moderate are here by themselves.'}
    </Empty>
  )
}
