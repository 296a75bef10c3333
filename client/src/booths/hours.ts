// Arrivals by hour, as days of the reader's own zone. Pure.
import type { HourCount } from '@lectern/shared/booths'

/** The beginning of the day, in ms since the epoch. */
export const dayStart = (at: number): number => new Date(at).setHours(0, 0, 0, 0)

/** The beginnings of today and of all days on which somebody came, newest first. */
export const daysOf = (hours: readonly HourCount[], now: number): number[] =>
  [...new Set([now, ...hours.map(({ hour }) => hour)].map(dayStart))].sort((a, b) => b - a)

/** Every hour of the day. Where clocks are put forward or back a day has 23 or 25 of them. */
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
