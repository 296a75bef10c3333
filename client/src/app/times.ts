// Times as people read them: in their own zone, with the conference's on hover.
const clock = (timeZone?: string) =>
  new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit', ...(timeZone && { timeZone }) })
const ownDay = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' })

export const timeRange = (from: number, to: number, timeZone?: string): string =>
  clock(timeZone).formatRange(new Date(from), new Date(to))

export const dayOf = (at: number): string => ownDay.format(new Date(at))
export const timeOf = (at: number): string => clock().format(new Date(at))

/** 00:31:07 */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':')
}

/** A duration in words: "in 5 minutes", "3 minutes ago". */
export function relative(ms: number): string {
  const format = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })
  const minutes = Math.round(ms / 60_000)
  if (Math.abs(minutes) < 60) return format.format(minutes, 'minute')
  const hours = Math.round(minutes / 60)
  return Math.abs(hours) < 24 ? format.format(hours, 'hour') : format.format(Math.round(hours / 24), 'day')
}
