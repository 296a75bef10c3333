// Times as people read them, in the zone they chose (zones.ts). The formatting is Intl's. Dates are English
// and put the day first, as on certificates; clocks have 12 or 24 hours, as the reader's system has.
import { longDurationOf } from './durations.ts'
import { ownZone, shownZone } from './zones.ts'

type Format = Intl.DateTimeFormatOptions

const formats = new Map<string, Intl.DateTimeFormat>()
const dateLocale = 'en-GB'
function formatOf(timeZone: string, format: Format, locale?: string): Intl.DateTimeFormat {
  const key = JSON.stringify([timeZone, format, locale])
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...format, timeZone })
  formats.set(key, made)
  return made
}

const clock: Format = { hour: 'numeric', minute: '2-digit' }
const named: Format = { ...clock, timeZoneName: 'short' }
const day: Format = { weekday: 'short', day: 'numeric', month: 'short' }
const date: Format = { day: 'numeric', month: 'long', year: 'numeric' }
const shortDate: Format = { day: 'numeric', month: 'short', year: 'numeric' }
const shortDay: Format = { weekday: 'short', day: 'numeric' }

export const timeOf = (at: number, timeZone = shownZone()): string => formatOf(timeZone, clock).format(at)
/** "10:45 CET" */
export const zonedTimeOf = (at: number, timeZone = shownZone()): string =>
  formatOf(timeZone, named).format(at)
/** "Tue 24 Nov" */
export const dayOf = (at: number, timeZone = shownZone()): string =>
  formatOf(timeZone, day, dateLocale).format(at).replaceAll(',', '')
/** "Tue 24": for the days of one conference. */
export const shortDayOf = (at: number, timeZone = shownZone()): string =>
  formatOf(timeZone, shortDay, dateLocale).format(at).replaceAll(',', '')
/** "Tue 24 Nov, 09:00" */
export const dayAndTime = (at: number): string => `${dayOf(at)}, ${timeOf(at)}`
/** "24 November 2026" */
export const dateOf = (at: number, timeZone = shownZone()): string =>
  formatOf(timeZone, date, dateLocale).format(at)
/** "24 Nov 2026" */
export const shortDateOf = (at: number, timeZone = shownZone()): string =>
  formatOf(timeZone, shortDate, dateLocale).format(at)
/** "24 – 25 November 2026" */
export const dateRange = (from: number, to: number, timeZone = shownZone()): string =>
  formatOf(timeZone, date, dateLocale).formatRange(from, to)
/** "24–25 Nov 2026" */
export const shortDateRange = (from: number, to: number, timeZone = shownZone()): string =>
  formatOf(timeZone, shortDate, dateLocale).formatRange(from, to)
/** "24 November 2026, 09:00" */
export const momentOf = (at: number): string => `${dateOf(at)}, ${timeOf(at)}`
/** To the second, in the reader's own zone: "24 Nov 2026, 09:00:12" */
export const exactMomentOf = (at: number): string =>
  `${shortDateOf(at, ownZone())}, ${formatOf(ownZone(), { timeStyle: 'medium' }).format(at)}`

/** The zone's name at that moment: it changes with daylight saving. */
const nameAt = (at: number, timeZone: string): string =>
  formatOf(timeZone, { timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? ''

/** Whether clocks in the two zones show different times at that moment. */
export const differ = (at: number, one: string, other: string): boolean =>
  nameAt(at, one) !== nameAt(at, other)

/** Counts calendar days: the next day's number is one higher. */
export const dayNumber = (at: number, timeZone = shownZone()): number => {
  const numbers: Format = { calendar: 'gregory', year: 'numeric', month: 'numeric', day: 'numeric' }
  const parts = formatOf(timeZone, { ...numbers, numberingSystem: 'latn' }).formatToParts(at)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return Date.UTC(of('year'), of('month') - 1, of('day')) / 86_400_000
}

/**
 * "9:00 – 10:30 AM", over midnight "11:25 PM – 12:10 AM (+1)". If the clocks change in between, each time
 * names its offset.
 */
export function timeRange(from: number, to: number, timeZone = shownZone()): string {
  const isSameClock = nameAt(from, timeZone) === nameAt(to, timeZone)
  const one = formatOf(timeZone, isSameClock ? clock : named)
  const days = dayNumber(to, timeZone) - dayNumber(from, timeZone)
  if (days === 0 && isSameClock) return one.formatRange(from, to)
  // Across midnight Intl repeats whole dates, and across a clock change it names only one zone.
  return `${one.format(from)} – ${one.format(to)}${days > 0 ? ` (+${days})` : ''}`
}

/** "Sat 28 Nov, 11:25 PM – 12:10 AM (+1)" */
export const dayAndTimeRange = (from: number, to: number, timeZone = shownZone()): string =>
  `${dayOf(from, timeZone)}, ${timeRange(from, to, timeZone)}`

/** For this long, hours and minutes say more than "tomorrow". */
const soonMinutes = 6 * 60
const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** "in 5 minutes", "in 1 h 40 min", "tomorrow, 09:00", "in 2 days": by calendar days, not by 24 hours. */
export function relative(at: number, now: number, timeZone = shownZone()): string {
  const minutes = Math.round((at - now) / 60_000)
  const distance = Math.abs(minutes)
  if (distance < 60) return words.format(minutes, 'minute')
  const days = dayNumber(at, timeZone) - dayNumber(now, timeZone)
  if (days === 0 || distance < soonMinutes) {
    const text = longDurationOf(distance * 60_000)
    return minutes > 0 ? `in ${text}` : `${text} ago`
  }
  const text = words.format(days, 'day')
  return Math.abs(days) === 1 ? `${text}, ${timeOf(at, timeZone)}` : text
}
