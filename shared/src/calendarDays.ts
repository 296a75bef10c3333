// Days of the calendar in a time zone, by Node's own `Intl`: deadlines end with a day, and the offline verifier
// loads no package.

const dayMs = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  })
  formats.set(timeZone, made)
  return made
}

/** What clocks there show, as if it were UTC, to the second. */
function wallClock(at: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

/** Days since 1 January 1970, as the calendar there counts. */
const dayNumber = (at: number, timeZone: string): number => Math.floor(wallClock(at, timeZone) / dayMs)

/** Thousands of people share a few days. */
const starts = new Map<string, number>()
const startsMax = 10_000

/** The first moment of a day there, over clock changes, also where they skip or repeat midnight. */
function startOfDay(day: number, timeZone: string): number {
  const key = `${day} ${timeZone}`
  const known = starts.get(key)
  if (known !== undefined) return known
  if (starts.size >= startsMax) starts.clear()
  const start = firstMomentOf(day, timeZone)
  starts.set(key, start)
  return start
}

function firstMomentOf(day: number, timeZone: string): number {
  const midnight = day * dayMs
  // The offset from UTC is the one of the day before or of the day after.
  const candidates = [midnight - dayMs, midnight + dayMs].map(
    (near) => midnight - (wallClock(near, timeZone) - near),
  )
  const begins = (at: number): boolean => dayNumber(at, timeZone) >= day && dayNumber(at - 1, timeZone) < day
  return candidates.find(begins) ?? Math.max(...candidates)
}

interface Day {
  day: number
  from: number
  until: number
}
const latestDays = new Map<string, Day>()

/** As `dayNumber`: thousands of people ask about moments of one day, one after the other. */
function dayAt(at: number, timeZone: string): number {
  const latest = latestDays.get(timeZone)
  if (latest && latest.from <= at && at < latest.until) return latest.day
  const day = dayNumber(at, timeZone)
  latestDays.set(timeZone, { day, from: startOfDay(day, timeZone), until: startOfDay(day + 1, timeZone) })
  return day
}

/**
 * The last moment (ms) of the day that comes so many days after the one on which something ended. What ends at
 * midnight ended on the day before.
 */
export const endOfDay = (ended: number, days: number, timeZone: string): number =>
  startOfDay(dayAt(ended - 1, timeZone) + days + 1, timeZone) - 1

/** How many days of the calendar there lie ahead until a moment: 0 today, negative once it is past. */
export const daysUntil = (at: number, now: number, timeZone: string): number =>
  dayAt(at, timeZone) - dayAt(now, timeZone)

/** Of clocks that are furthest ahead (UTC+14). */
const furthestAheadMs = 14 * 3_600_000

/** The latest day that has begun anywhere: who types a date is where it may be today already. */
export const latestDay = (now: number): string => new Date(now + furthestAheadMs).toISOString().slice(0, 10)

/** "16 March 2027" */
export const dayWords = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(at)
