import type { Meter } from '@lectern/shared/attendance'
import { slotMs } from '@lectern/shared/slotTimes'
import { minutesOf } from '../words/credit.ts'

/** "31 of 45 min"; in the first minute "40 of 50 s", so that one sees it count. */
export function countWords(count: Pick<Meter, 'creditedSlots' | 'possibleSlots'>): string {
  const { creditedSlots, possibleSlots } = count
  if (possibleSlots === 0) return '0 min'
  if (possibleSlots * slotMs >= 60_000) return minutesOf(count)
  return `${(creditedSlots * slotMs) / 1000} of ${(possibleSlots * slotMs) / 1000} s`
}
