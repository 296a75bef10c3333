// Times as people read them, in the zone that they have chosen (zones.ts). All of it is Intl's.
import { shownZone } from './zones.ts'

type Format = Intl.DateTimeFormatOptions

const formats = new Map<string, Intl.DateTimeFormat>()
function formatOf(timeZone: string, format: Format): Intl.DateTimeFormat {
  const key = JSON.stringify([timeZone, format])
  const known = formats.get(key) ?? new Intl.DateTimeFormat(undefined, { ...format, timeZone })
  formats.set(key, known)
  return known
}

const clock: Format = { hour: 'numeric', minute: '2-digit' }
const named: Format = { ...clock, timeZoneName: 'short' }
const day: Format = { weekday: 'long', day: 'numeric', month: 'long' }

export const timeOf = (at: number, timeZone = shownZone()): string => formatOf(timeZone, clock).format(at)
/** "10:45 CET" */
export const zonedTimeOf = (at: number, timeZone = shownZone()): string =>
  formatOf(timeZone, named).format(at)
export const dayOf = (at: number, timeZone = shownZone()): string => formatOf(timeZone, day).format(at)

/** How the zone is called at that moment: it changes with daylight saving. */
const nameAt = (at: number, timeZone: string): string =>
  formatOf(timeZone, { timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? ''

/** Whether clocks in the two zones show different times at that moment. */
export const differ = (at: number, one: string, other: string): boolean =>
  nameAt(at, one) !== nameAt(at, other)

const dayNumber = (at: number, timeZone: string): number => {
  const numbers: Format = { calendar: 'gregory', year: 'numeric', month: 'numeric', day: 'numeric' }
  const parts = formatOf(timeZone, { ...numbers, numberingSystem: 'latn' }).formatToParts(at)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return Date.UTC(of('year'), of('month') - 1, of('day')) / 86_400_000
}

/** "9:00 – 10:30 AM". Where the clocks are changed in between, each time says by which it goes. */
export function timeRange(from: number, to: number, timeZone = shownZone()): string {
  return rangeOf(from, to, timeZone, nameAt(from, timeZone) === nameAt(to, timeZone) ? clock : named)
}

/** The same, and it names the zone. */
export const zonedTimeRange = (from: number, to: number, timeZone = shownZone()): string =>
  rangeOf(from, to, timeZone, named)

function rangeOf(from: number, to: number, timeZone: string, format: Format): string {
  const one = formatOf(timeZone, format)
  const isSameDay = dayNumber(from, timeZone) === dayNumber(to, timeZone)
  if (isSameDay && nameAt(from, timeZone) === nameAt(to, timeZone)) return one.formatRange(from, to)
  // Over midnight Intl repeats whole dates, and over a change of the clocks it names one zone.
  const end = isSameDay ? one : formatOf(timeZone, { ...format, weekday: 'long' })
  return `${one.format(from)} – ${end.format(to)}`
}

/** 00:31:07 */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':')
}

/** Until then hours and minutes say more than "tomorrow" does. */
const soonMinutes = 6 * 60
const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** "in 5 minutes", "in 1 h 40 min", "tomorrow, 09:00", "in 2 days": by the days of the calendar, not by 24 hours. */
export function relative(at: number, now: number, timeZone = shownZone()): string {
  const minutes = Math.round((at - now) / 60_000)
  const distance = Math.abs(minutes)
  if (distance < 60) return words.format(minutes, 'minute')
  const days = dayNumber(at, timeZone) - dayNumber(now, timeZone)
  if (days === 0 || distance < soonMinutes) {
    const text = [`${Math.floor(distance / 60)} h`, distance % 60 > 0 && `${distance % 60} min`]
    const told = text.filter(Boolean).join(' ')
    return minutes > 0 ? `in ${told}` : `${told} ago`
  }
  const told = words.format(days, 'day')
  return Math.abs(days) === 1 ? `${told}, ${timeOf(at, timeZone)}` : told
}
