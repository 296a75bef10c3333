// A conference's dates and state, in words. Pure.
import type { Conference } from '@lectern/shared/conferences'
import type { Tone } from '../ui/Chip.tsx'
import { dateRange, dayNumber, shortDateRange } from '../words/times.ts'

type Dates = Pick<Conference, 'startsOn' | 'endsOn'>

/** The first and the last day, each at midnight UTC (ms); undefined without a first day. */
function daysOf({ startsOn, endsOn }: Dates): [first: number, last: number] | undefined {
  if (startsOn === undefined) return undefined
  const first = Date.parse(startsOn)
  return [first, endsOn === undefined ? first : Math.max(first, Date.parse(endsOn))]
}

/** "28 – 29 November 2026", or short "28–29 Nov 2026"; empty without dates. */
export function daysWords(dates: Dates, isShort = false): string {
  const days = daysOf(dates)
  return days ? (isShort ? shortDateRange : dateRange)(...days, 'UTC') : ''
}

/** For sorting: conferences without dates come last. */
export const firstDay = (dates: Dates): number => daysOf(dates)?.[0] ?? Number.MAX_SAFE_INTEGER

interface State {
  words: string
  tone: Tone
}

/** `running`: sessions that are live now. */
export function stateOf(
  conference: Dates & Pick<Conference, 'timeZone' | 'archivedAt'> & { running?: number },
  now: number,
): State {
  const { archivedAt, running = 0, timeZone } = conference
  if (archivedAt !== undefined) return { words: 'Archived', tone: 'done' }
  if (running > 0) return { words: 'Live now', tone: 'live' }
  const days = daysOf(conference)
  if (!days) return { words: 'No dates yet', tone: 'quiet' }
  const today = dayNumber(now, timeZone) * 86_400_000
  if (today < days[0]) return { words: 'Planned', tone: 'quiet' }
  return today > days[1] ? { words: 'Over', tone: 'done' } : { words: 'On now', tone: 'accent' }
}
