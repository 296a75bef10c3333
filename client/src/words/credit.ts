// Credit in words: amounts with their units, minutes, and why time did not count.
import type { Profession } from '@lectern/shared/accounts'
import type { Gap, SlotVerdict } from '@lectern/shared/attendance'
import type { CreditResult, SessionWatched } from '@lectern/shared/credit'
import { slotMs } from '@lectern/shared/slotTimes'
import { counted } from './counts.ts'
import { durationOf } from './durations.ts'
import { timeRange } from './times.ts'

const hundredths = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 3 })
/** 0.75, 1.00, 0.025: for an amount without its body and step. */
export const figure = (amount: number): string => hundredths.format(amount)

/** The amount in the body's second unit, if any: "0.10 CEU" */
export const alsoIn = ({ also }: Pick<CreditResult, 'also'>): string =>
  also ? `${figure(also.amount)} ${also.unit}` : ''

const slotsToMinutes = (slots: number): number => Math.floor((slots * slotMs) / 60_000)

type Watched = Pick<SessionWatched, 'creditedSlots' | 'possibleSlots'>
/** "31 of 45 min" */
export const minutesOf = ({ creditedSlots, possibleSlots }: Watched): string =>
  `${slotsToMinutes(creditedSlots)} of ${slotsToMinutes(possibleSlots)} min`

/** As `minutesOf`, but in the first minute "40 of 50 s", so that people see it count. */
export function countWords(count: Watched): string {
  const { creditedSlots, possibleSlots } = count
  if (possibleSlots === 0) return '0 min'
  if (possibleSlots * slotMs >= 60_000) return minutesOf(count)
  return `${(creditedSlots * slotMs) / 1000} of ${(possibleSlots * slotMs) / 1000} s`
}

export const verdictWords: Record<SlotVerdict, string> = {
  break: 'break',
  off_air: 'nothing was on air',
  counted: 'counted',
  excused: 'counted, because the platform had failed',
  granted: 'counted by a decision of the CE office',
  not_joined: 'you were not in the session',
  not_watching: 'the page was not in view and its sound was off',
  no_media: 'picture and sound did not arrive',
  connection_lost: 'connection lost',
  hall: 'in the exhibit hall',
  missed_check: 'an attention check was not answered',
  withdrawn: 'withdrawn by the CE office',
}

/** "3 min, 10:42 – 10:45: connection lost" */
export const gapWords = ({ from, to, reason }: Gap): string =>
  `${durationOf(to - from)}, ${timeRange(from, to)}: ${verdictWords[reason]}`

export const professionWords: Record<Profession, string> = {
  physician: 'Physician',
  nurse: 'Nurse',
  pharmacist: 'Pharmacist',
  pharmacy_technician: 'Pharmacy technician',
  other: 'Other profession',
}

/** "2 attention checks answered, 1 missed"; empty if none was sent. */
export function checkWords({ answered, missed }: SessionWatched['checks']): string {
  if (answered + missed === 0) return ''
  return `${counted(answered, 'attention check')} answered${missed > 0 ? `, ${missed} missed` : ''}`
}
