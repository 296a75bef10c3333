// Times of day in a time zone, over clock changes.
import { Temporal } from 'temporal-polyfill'

/**
 * The moment of a local time, in ms since the epoch. `never`: the clocks were put forward over it, and `next`
 * is the first moment after; `twice`: they were put back over it.
 */
export type LocalMoment =
  | { kind: 'once'; at: number }
  | { kind: 'twice'; first: number; second: number }
  | { kind: 'never'; next: number }

/** `local`: an ISO date and time without an offset, e.g. "2027-03-28T02:30". Throws RangeError. */
export function momentOf(local: string, timeZone: string): LocalMoment {
  const wanted = Temporal.PlainDateTime.from(local)
  const at = (disambiguation: 'earlier' | 'later') => wanted.toZonedDateTime(timeZone, { disambiguation })
  const [earlier, later] = [at('earlier'), at('later')]
  const [first, second] = [earlier.epochMilliseconds, later.epochMilliseconds]
  if (first === second) return { kind: 'once', at: first }
  if (earlier.toPlainDateTime().equals(wanted)) return { kind: 'twice', first, second }
  return { kind: 'never', next: earlier.getTimeZoneTransition('next')!.epochMilliseconds }
}

export const zoned = (at: number, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)

/** `day`: days since 1 January 1970; `minutes` since midnight, as clocks show them. */
export interface WallTime {
  day: number
  minutes: number
}

export function wallTimeOf(at: number, timeZone: string): WallTime {
  const { year, month, day, hour, minute } = zoned(at, timeZone)
  return { day: Date.UTC(year, month - 1, day) / 86_400_000, minutes: hour * 60 + minute }
}

/**
 * The moment at which clocks show this time, in ms: the first of two when they are put back. When they are
 * put forward over it, the same distance after the change. `minutes` may lie outside of the day.
 */
export const momentAt = ({ day, minutes }: WallTime, timeZone: string): number =>
  new Temporal.PlainDateTime(1970, 1, 1).add({ days: day, minutes }).toZonedDateTime(timeZone)
    .epochMilliseconds

/** Whether clocks never show this time, since they are put forward over it. */
export const isSkipped = (wall: WallTime, timeZone: string): boolean =>
  wallTimeOf(momentAt(wall, timeZone), timeZone).minutes !== wall.minutes

/** The day in that time zone, e.g. "2027-03-01". */
export const dayOf = (at: number, timeZone: string): string => zoned(at, timeZone).toPlainDate().toString()

/** A change of the clocks: the offsets from UTC before and after it, in ms. */
export interface ClockChange {
  at: number
  before: number
  after: number
}

const offsetMs = ({ offsetNanoseconds }: Temporal.ZonedDateTime): number => offsetNanoseconds / 1e6

/** Changes of the clocks after `from` and up to `to`, at most `most`. */
export function clockChanges(from: number, to: number, timeZone: string, most = 400): ClockChange[] {
  const changes: ClockChange[] = []
  let at = zoned(from, timeZone)
  while (changes.length < most) {
    const next = at.getTimeZoneTransition('next')
    if (!next || next.epochMilliseconds > to) break
    const before = offsetMs(next.subtract({ milliseconds: 1 }))
    if (before !== offsetMs(next)) changes.push({ at: next.epochMilliseconds, before, after: offsetMs(next) })
    at = next
  }
  return changes
}

/** The offset from UTC at a moment, in ms. */
export const offsetAt = (at: number, timeZone: string): number => offsetMs(zoned(at, timeZone))

/** When the year of a moment starts in that time zone, or one of the years after it. */
export const yearStart = (at: number, timeZone: string, later = 0): number =>
  Temporal.PlainDate.from({ year: zoned(at, timeZone).year + later, month: 1, day: 1 }).toZonedDateTime(
    timeZone,
  ).epochMilliseconds

/** A time zone's offsets and days within a span of time, for many questions at once. */
export interface ZoneClock {
  /** From UTC, in ms. */
  offsetAt(at: number): number
  /** e.g. "2027-03-01" */
  dayOf(at: number): string
}

const yearMs = 31_557_600_000
/** A longer span has more clock changes than are worth looking up beforehand. */
const longestSpan = 50 * yearMs

export function zoneClock(from: number, to: number, timeZone: string): ZoneClock {
  if (!(to - from <= longestSpan))
    return { offsetAt: (at) => offsetAt(at, timeZone), dayOf: (at) => dayOf(at, timeZone) }
  const first = offsetAt(from, timeZone)
  const changes = clockChanges(from, to, timeZone)
  const offset = (at: number): number => changes.findLast((change) => change.at <= at)?.after ?? first
  return { offsetAt: offset, dayOf: (at) => new Date(at + offset(at)).toISOString().slice(0, 10) }
}
