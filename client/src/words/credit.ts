// Credit in words: amounts with their units, minutes, and why time did not count.
import type { Profession } from '@lectern/shared/accounts'
import type { Gap, SlotVerdict } from '@lectern/shared/attendance'
import type { CreditResult, SessionWatched } from '@lectern/shared/credit'
import { amountText } from '@lectern/shared/creditAmount'
import type { Register } from '@lectern/shared/creditRegisters'
import { slotMs } from '@lectern/shared/slotTimes'
import { type Subject, you } from '@lectern/shared/subject'
import { counted } from './counts.ts'
import { durationOf } from './durations.ts'
import { timeRange } from './times.ts'

const hundredths = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 3 })
/** 0.75, 1.00, 0.025: for an amount without its body and step. */
export const figure = (amount: number): string => hundredths.format(amount)

/** The amount in the body's second unit, if any: "0.10 CEU" */
export const alsoIn = ({ also }: Pick<CreditResult, 'also'>): string =>
  also ? `${figure(also.amount)} ${also.unit}` : ''

/** "0.75 of 1.00 AMA PRA Category 1 Credits™": what was earned of the most there is. */
export const earnedOfMaximum = (result: Pick<CreditResult, 'earned' | 'maximum' | 'unit' | 'step'>): string =>
  `${amountText(result.earned, result)} of ${amountText(result.maximum, result)} ${result.unit.many}`

const slotsToMinutes = (slots: number): number => Math.floor((slots * slotMs) / 60_000)

type Watched = Pick<SessionWatched, 'creditedSlots' | 'possibleSlots'>
/** "31 / 45 min" */
export const minutesOf = ({ creditedSlots, possibleSlots }: Watched): string =>
  `${slotsToMinutes(creditedSlots)} / ${slotsToMinutes(possibleSlots)} min`

/** " and stated by the CE office 11", as a part of the minutes presented; empty without any. */
export const statedWords = ({ statedSlots }: NonNullable<SessionWatched['presented']>): string =>
  statedSlots > 0 ? ` and stated by the CE office ${slotsToMinutes(statedSlots)}` : ''

/**
 * "31 / 45 min"; of a session that the person presented, "On stage 31 of 45 min", or "On stage 20 and stated by
 * the CE office 11 of 45 min".
 */
export function tookWords(session: Watched & Pick<SessionWatched, 'presented'>): string {
  const { presented, possibleSlots } = session
  if (!presented) return minutesOf(session)
  const onStage = `On stage ${slotsToMinutes(presented.onStageSlots)}`
  return `${onStage}${statedWords(presented)} of ${slotsToMinutes(possibleSlots)} min`
}

/** "11 → 45 min" */
export const minutesChange = (from: number, to: number): string =>
  `${slotsToMinutes(from)} → ${slotsToMinutes(to)} min`

/** "44 / 46 min (95%)", never rounded up */
export const minutesWithShare = (count: Watched): string =>
  count.possibleSlots === 0
    ? '0 min'
    : `${minutesOf(count)} (${Math.floor((100 * count.creditedSlots) / count.possibleSlots)}%)`

/** As `minutesOf`, but in the first minute "40 / 50 s", so that people see it count. */
export function countWords(count: Watched): string {
  const { creditedSlots, possibleSlots } = count
  if (possibleSlots === 0) return '0 min'
  if (possibleSlots * slotMs >= 60_000) return minutesOf(count)
  return `${(creditedSlots * slotMs) / 1000} / ${(possibleSlots * slotMs) / 1000} s`
}

/** Why a slot counts or does not. `who`: whose slot it is. */
export const verdictWords = (verdict: SlotVerdict, who: Subject = you): string =>
  ({
    break: 'break',
    off_air: 'nothing was on air',
    counted: 'counted',
    excused: 'counted, because the platform had failed',
    granted: 'counted by a decision of the CE office',
    not_joined: `${who.name} ${who.was} not in the session`,
    not_watching: 'the page was not in view and its sound was off',
    no_media: 'video and sound did not arrive',
    connection_lost: 'connection lost',
    hall: 'in the exhibit hall',
    missed_check: 'an attention check was not answered',
    withdrawn: 'withdrawn by the CE office',
    not_on_stage: `${who.name} ${who.was} not on stage`,
  })[verdict]

/** "3 min, 10:42 – 10:45: connection lost" */
export const gapWords = ({ from, to, reason }: Gap, who: Subject = you): string =>
  `${durationOf(to - from)}, ${timeRange(from, to)}: ${verdictWords(reason, who)}`

/**
 * Whether an amount with its unit already says which body's credit it is: "1.00 AMA PRA Category 1 Credit™".
 */
export const namesItsBody = ({ title, unit }: Pick<CreditResult, 'title' | 'unit'>): boolean =>
  title === unit.one || title === unit.many

export const registerNames: Record<Register, string> = {
  pars: 'PARS',
  'cpe-monitor': 'CPE Monitor',
  eiv: 'EIV',
  cogeaps: 'Co.Ge.A.P.S.',
  racgp: 'RACGP',
}

export const professionWords: Record<Profession, string> = {
  physician: 'Physician',
  nurse: 'Nurse',
  pharmacist: 'Pharmacist',
  pharmacy_technician: 'Pharmacy technician',
  physician_assistant: 'Physician assistant',
  psychologist: 'Psychologist',
  optometrist: 'Optometrist',
  social_worker: 'Social worker',
  dentist: 'Dentist',
  allied_dental_staff: 'Allied dental staff',
  registered_dietitian: 'Registered dietitian',
  dietetic_technician: 'Dietetic technician, registered',
  athletic_trainer: 'Athletic trainer',
  other: 'Other profession',
}

/** As in "Credit for physicians." */
export const professionsWords: Record<Profession, string> = {
  physician: 'physicians',
  nurse: 'nurses',
  pharmacist: 'pharmacists',
  pharmacy_technician: 'pharmacy technicians',
  physician_assistant: 'physician assistants',
  psychologist: 'psychologists',
  optometrist: 'optometrists',
  social_worker: 'social workers',
  dentist: 'dentists',
  allied_dental_staff: 'allied dental staff',
  registered_dietitian: 'registered dietitians',
  dietetic_technician: 'dietetic technicians',
  athletic_trainer: 'athletic trainers',
  other: 'other professions',
}

/** "2 attention checks answered, 1 missed"; empty if none was sent. */
export function checkWords({ answered, missed }: SessionWatched['checks']): string {
  if (answered + missed === 0) return ''
  return `${counted(answered, 'attention check')} answered${missed > 0 ? `, ${missed} missed` : ''}`
}
