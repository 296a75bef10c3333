// Between what a clock on the wall shows in a time zone, and the moment it means.

/** `day`: as `dayNumber` counts; `minutes` since midnight as the clock shows them. */
export interface WallTime {
  day: number
  minutes: number
}

const dayMs = 86_400_000
const minuteMs = 60_000

const formats = new Map<string, Intl.DateTimeFormat>()
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const made =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
  formats.set(timeZone, made)
  return made
}

/** What clocks show, counted as if it were UTC. */
function shownAt(at: number, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(at)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'))
}

export function wallTimeOf(at: number, timeZone: string): WallTime {
  const shown = shownAt(at, timeZone)
  const day = Math.floor(shown / dayMs)
  return { day, minutes: (shown - day * dayMs) / minuteMs }
}

/**
 * The moment at which clocks show this time: the first of two when they are put back. When they are put
 * forward over it, the same distance after the change. `minutes` may lie outside of the day.
 */
export function momentAt({ day, minutes }: WallTime, timeZone: string): number {
  const wanted = day * dayMs + minutes * minuteMs
  // The offset of the zone before any change near by, and the one after it.
  const [before, after] = [wanted - dayMs, wanted + dayMs].map((at) => shownAt(at, timeZone) - at)
  const [first, second] = [wanted - Math.max(before!, after!), wanted - Math.min(before!, after!)]
  if (shownAt(first, timeZone) === wanted) return first
  if (shownAt(second, timeZone) === wanted) return second
  return wanted - before!
}

/** Whether clocks never show this time, since they are put forward over it. */
export const isSkipped = (wall: WallTime, timeZone: string): boolean =>
  wallTimeOf(momentAt(wall, timeZone), timeZone).minutes !== wall.minutes

const twoDigits = (count: number): string => String(count).padStart(2, '0')

/** For `<input type="date">`. */
export const dateInput = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)
/** For `<input type="time">`. */
export const timeInput = (minutes: number): string =>
  `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`

/** Undefined unless it is a date like "2026-11-28". */
export function dayOfInput(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined
  const at = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(at) ? undefined : at / dayMs
}

/** Undefined unless it is a time like "09:05". */
export function minutesOfInput(text: string): number | undefined {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? []
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes)
}
