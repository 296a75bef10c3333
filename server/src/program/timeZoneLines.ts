// A time zone for a calendar's file (VTIMEZONE, RFC 5545), with every change of its clocks in the years
// concerned.
import { clockChanges, offsetAt, yearStart } from '@lectern/shared/zoneTime'

const two = (n: number): string => String(n).padStart(2, '0')

/** e.g. "+0530" */
function offsetText(ms: number): string {
  const minutes = Math.abs(Math.round(ms / 60_000))
  return `${ms < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`
}

/** The time on the wall at this moment, by an offset in ms, e.g. "20270328T020000". */
const wallText = (at: number, offset: number): string =>
  new Date(at + offset).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')

function nameAt(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'short' }).formatToParts(at)
  return parts.find(({ type }) => type === 'timeZoneName')!.value
}

/** Lines without folding; `from` and `to` in ms since the epoch. */
export function timeZoneLines(timeZone: string, from: number, to: number): string {
  const begin = yearStart(from, timeZone)
  const end = yearStart(to, timeZone, 1)
  const first = offsetAt(begin, timeZone)
  const changes = clockChanges(begin, end, timeZone)
  const all = [{ at: begin, before: first, after: first }, ...changes]
  const standard = Math.min(...all.map(({ after }) => after))
  const lines = all.flatMap(({ at, before, after }) => {
    const part = after > standard ? 'DAYLIGHT' : 'STANDARD'
    return [
      `BEGIN:${part}`,
      `DTSTART:${wallText(at, before)}`,
      `TZOFFSETFROM:${offsetText(before)}`,
      `TZOFFSETTO:${offsetText(after)}`,
      `TZNAME:${nameAt(at, timeZone)}`,
      `END:${part}`,
    ]
  })
  return ['BEGIN:VTIMEZONE', `TZID:${timeZone}`, ...lines, 'END:VTIMEZONE'].join('\r\n')
}
