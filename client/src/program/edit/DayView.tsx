import { momentAt } from '@lectern/shared/zoneTime'
import { Button, Group, TextInput } from '@mantine/core'
import { IconCalendarPlus } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useNow } from '../../live/useConnection.ts'
import { dayNumber, dayOf, differ } from '../../words/times.ts'
import { dateInput, dayOfInput } from '../../words/wallClock.ts'
import { ownZone, zones } from '../../words/zones.ts'
import { DayGrid } from './DayGrid.tsx'
import type { Place } from './moves.ts'
import type { PlannedItem } from './planned.ts'
import type { EditorPlace } from './useEditorPlace.ts'
import type { Moving } from './useKeyMoves.ts'

interface DayViewProps {
  items: readonly PlannedItem[]
  tracks: readonly string[]
  timeZone: string
  place: EditorPlace
  onMoved: (item: PlannedItem, to: Place) => void
  onMoving: (moving: Moving | undefined) => void
}

const noon = 12 * 60
const none: PlannedItem[] = []

/** The zone that times are not shown in, if its clocks show others: one's own or the conference's. */
function useOtherZone(timeZone: string, at: number): string | undefined {
  const conference = useStore(zones, (state) => state.conference)
  const other = timeZone === conference ? ownZone() : conference
  return other !== undefined && differ(at, timeZone, other) ? other : undefined
}

/** The days of the programme, one at a time; a session dropped on another one's name moves there. */
export function DayView({ items, tracks, timeZone, place, onMoved, onMoving }: DayViewProps) {
  const now = useNow(60_000)
  const today = dayNumber(now, timeZone)
  const byDay = useMemo(
    () => Map.groupBy(items, ({ startsAt }) => dayNumber(startsAt, timeZone)),
    [items, timeZone],
  )
  const days = [...new Set([...byDay.keys(), ...(place.day === undefined ? [] : [place.day])])].sort(
    (a, b) => a - b,
  )
  const day = place.day ?? days.find((each) => each >= today) ?? days.at(-1) ?? today
  const nameOf = (each: number) => dayOf(momentAt({ day: each, minutes: noon }, timeZone), timeZone)
  return (
    <>
      <Group gap="sm" mb="sm">
        <fieldset className="filter-chips" aria-label="Day">
          {days.map((each) => (
            <button
              key={each}
              type="button"
              className="filter-chip"
              aria-pressed={each === day}
              data-drop-day={each}
              onClick={() => place.showDay(each)}
            >
              {nameOf(each)}
              <span className="filter-count figures">{byDay.get(each)?.length ?? 0}</span>
            </button>
          ))}
        </fieldset>
        <AnotherDay last={days.at(-1) ?? day} onDay={place.showDay} />
      </Group>
      <DayGrid
        label={`${nameOf(day)}, by time and track`}
        {...{ day, tracks, timeZone, onMoved, onMoving }}
        items={byDay.get(day) ?? none}
        otherZone={useOtherZone(timeZone, momentAt({ day, minutes: noon }, timeZone))}
        onOpen={place.open}
        onNew={place.create}
      />
    </>
  )
}

/** Shows a day that has no session yet, to plan the first one. */
function AnotherDay({ last, onDay }: { last: number; onDay: (day: number) => void }) {
  const [date, setDate] = useState<string>()
  const field = useRef<HTMLInputElement>(null)
  const isOpen = date !== undefined
  useEffect(() => {
    if (isOpen) field.current?.focus()
  }, [isOpen])
  if (!isOpen)
    return (
      <Button
        variant="subtle"
        size="compact-md"
        leftSection={<IconCalendarPlus size={16} stroke={1.75} aria-hidden="true" />}
        onClick={() => setDate(dateInput(last + 1))}
      >
        Another day
      </Button>
    )
  const day = dayOfInput(date)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (day === undefined) return
        setDate(undefined)
        onDay(day)
      }}
    >
      <Group gap="sm">
        <TextInput
          ref={field}
          type="date"
          aria-label="Another day"
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={day === undefined}>
          Show
        </Button>
      </Group>
    </form>
  )
}
