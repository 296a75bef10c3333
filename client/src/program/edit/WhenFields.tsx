import { isSkipped, momentAt, wallTimeOf } from '@lectern/shared/zoneTime'
import { Group, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useStore } from 'zustand'
import { longDurationOf } from '../../words/durations.ts'
import { dayAndTimeRange, differ } from '../../words/times.ts'
import { dateInput, dayOfInput, minutesOfInput, timeInput } from '../../words/wallClock.ts'
import { cityOf, ownZone, useShownZone, zones } from '../../words/zones.ts'

/** Null where what is written is no time. */
export interface When {
  startsAt: number | null
  endsAt: number | null
}

interface Written {
  date: string
  from: string
  to: string
}

const dayMinutes = 24 * 60
const usualLength = 30 * 60_000

const writtenOf = ({ startsAt, endsAt }: When, zone: string): Written => {
  const [start, end] = [startsAt, endsAt].map((at) => (at === null ? undefined : wallTimeOf(at, zone)))
  return {
    date: start ? dateInput(start.day) : '',
    from: start ? timeInput(start.minutes) : '',
    to: end ? timeInput(end.minutes) : '',
  }
}

/** An end that is not after the start is on the next day. */
export function whenOf({ date, from, to }: Written, zone: string): When {
  const [day, start, end] = [dayOfInput(date), minutesOfInput(from), minutesOfInput(to)]
  if (day === undefined || start === undefined) return { startsAt: null, endsAt: null }
  const startsAt = momentAt({ day, minutes: start }, zone)
  if (end === undefined) return { startsAt, endsAt: null }
  return { startsAt, endsAt: momentAt({ day, minutes: end > start ? end : end + dayMinutes }, zone) }
}

interface WhenFieldsProps {
  value: When
  onChange: (value: When) => void
  /** Problem of the times, if any. */
  error: string | undefined
}

/** Day, start and end on the clock of the zone that is shown; a start that moves takes the end along. */
export function WhenFields({ value, onChange, error }: WhenFieldsProps) {
  const zone = useShownZone()
  /** What is being written, which may not be a time yet. */
  const [typed, setTyped] = useState<Written>()
  const shown = typed ?? writtenOf(value, zone)
  const { startsAt, endsAt } = value
  /** How long it lasts, remembered while a time is being written. */
  const [length, setLength] = useState(usualLength)
  const current = startsAt !== null && endsAt !== null ? endsAt - startsAt : length

  function write(field: keyof Written, text: string): void {
    let next = { ...shown, [field]: text }
    const { startsAt: start } = whenOf(next, zone)
    if (field !== 'to' && start !== null)
      next = { ...next, to: writtenOf({ startsAt: start, endsAt: start + current }, zone).to }
    setLength(current)
    setTyped(next)
    onChange(whenOf(next, zone))
  }
  const input = (field: keyof Written, label: string, type: 'date' | 'time') => (
    <TextInput
      label={label}
      type={type}
      required
      value={shown[field]}
      {...(type === 'time' && { step: 300 })}
      onChange={(event) => write(field, event.currentTarget.value)}
      onBlur={() => startsAt !== null && endsAt !== null && setTyped(undefined)}
      error={Boolean(error)}
      flex="1 1 120px"
    />
  )
  const [day, minutes] = [dayOfInput(shown.date), minutesOfInput(shown.from)]
  const skipped = day !== undefined && minutes !== undefined && isSkipped({ day, minutes }, zone)
  return (
    <fieldset className="edit-rows">
      <legend>When, on the clock in {cityOf(zone)}</legend>
      <Group gap="sm" align="flex-start">
        {input('date', 'Day', 'date')}
        {input('from', 'Start', 'time')}
        {input('to', 'End', 'time')}
      </Group>
      {error && (
        <Text role="alert" c="red" size="sm" mt={4}>
          {error}
        </Text>
      )}
      {skipped && (
        <Text c="amber.9" size="sm" mt={4}>
          Clocks in {cityOf(zone)} skip this time that day: they are put forward.
        </Text>
      )}
      {startsAt !== null && endsAt !== null && <Meaning startsAt={startsAt} endsAt={endsAt} />}
    </fieldset>
  )
}

/** How long that is, and when it is on the other clock. */
function Meaning({ startsAt, endsAt }: { startsAt: number; endsAt: number }) {
  const zone = useShownZone()
  const conference = useStore(zones, (state) => state.conference)
  const own = ownZone()
  const other = zone === own ? conference : own
  const elsewhere =
    other && differ(startsAt, zone, other)
      ? ` In ${cityOf(other)}: ${dayAndTimeRange(startsAt, endsAt, other)}.`
      : ''
  return (
    <Text size="sm" c="gray.7" mt={4} className="figures">
      {longDurationOf(endsAt - startsAt)}.{elsewhere}
    </Text>
  )
}
