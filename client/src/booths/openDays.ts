// Opening hours as people think of them: days in a row with the same hours. Pure.
import type { OpeningHours } from '@lectern/shared/booths'

export interface DayRange {
  /** The hours of its first and its last day; the same range for a single day. */
  first: OpeningHours
  last: OpeningHours
  days: number
  /** Open round the clock. */
  isWhole: boolean
}

const dayMs = 86_400_000

const clockOf = (at: number): string => {
  const moment = new Date(at)
  return `${moment.getHours()}:${moment.getMinutes()}`
}

/** The same clock times on the next calendar day, in the reader's own zone. */
function continues(before: OpeningHours, next: OpeningHours): boolean {
  const tomorrow = new Date(before.from)
  tomorrow.setDate(tomorrow.getDate() + 1)
  return tomorrow.getTime() === next.from && clockOf(before.to) === clockOf(next.to)
}

/** Earliest first. */
export function dayRanges(hours: readonly OpeningHours[]): DayRange[] {
  const ranges: DayRange[] = []
  for (const each of [...hours].sort((a, b) => a.from - b.from)) {
    const range = ranges.at(-1)
    if (range && continues(range.last, each)) {
      range.last = each
      range.days++
    } else {
      const isWhole =
        each.to - each.from >= dayMs || (clockOf(each.from) === clockOf(each.to) && each.to > each.from)
      ranges.push({ first: each, last: each, days: 1, isWhole })
    }
  }
  return ranges
}
