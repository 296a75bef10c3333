// What granting an appeal would change, in words.
import type { AppealStanding, OfficeOverview } from '@lectern/shared/creditOffice'
import { minutesChange } from '../words/credit.ts'
import { clockOf } from './sessionClock.ts'

export type OfficeAppeal = OfficeOverview['appeals'][number]
type Grant = AppealStanding['grants'][number]

const outcomeWords: Record<Grant['outcome'], string> = {
  eligible: 'then eligible',
  enough: 'then enough time; something else is still to do',
  too_little: 'still too little time',
}

/** "11 → 45 min, then eligible" */
export function effectWords({ creditedSlots, eligible }: AppealStanding, grant: Grant): string {
  const outcome = eligible ? 'eligible already' : outcomeWords[grant.outcome]
  return `${minutesChange(creditedSlots, grant.creditedSlots)}, ${outcome}`
}

/** "10:00–43:10" on the session's clock */
export const stretchWords = ({ fromMinute, toMinute }: Pick<Grant, 'fromMinute' | 'toMinute'>): string =>
  `${clockOf(fromMinute)}–${clockOf(toMinute)}`
