// Arrivals by hour, as days in the reader's own zone. Pure.
import type { HourCount } from '@lectern/shared/booths'

/** The start of the day, in ms since the epoch. */
export const dayStart = (at: number): number => new Date(at).setHours(0, 0, 0, 0)

/** The starts of today and of all days with arrivals, newest first. */
export const daysOf = (hours: readonly HourCount[], now: number): number[] =>
  [...new Set([now, ...hours.map(({ hour }) => hour)].map(dayStart))].sort((a, b) => b - a)

/** Every hour of the day. On days of a clock change there are 23 or 25. */
export function hoursOfDay(hours: readonly HourCount[], day: number): HourCount[] {
  const end = new Date(day)
  end.setDate(end.getDate() + 1)
  const counts: HourCount[] = []
  for (let hour = day; hour < end.getTime(); hour += 3_600_000) {
    const within = hours.filter((each) => each.hour >= hour && each.hour < hour + 3_600_000)
    counts.push({ hour, visits: within.reduce((sum, { visits }) => sum + visits, 0) })
  }
  return counts
}
