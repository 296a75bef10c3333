// A body's rules in a few sentences.
import type { ShownPolicy } from '@lectern/shared/creditPolicies'
import { counted, percent } from '../words/counts.ts'
import { figure } from '../words/credit.ts'
import { dateOf } from '../words/times.ts'

export function ruleWords(policy: ShownPolicy): string {
  const { calculates, minutesPerUnit, step, least, dailyMaximum, unit } = policy
  const { minimumShare, minimumChecks, minimumScore, claimDays, appealDays } = policy
  const each = `${counted(minutesPerUnit, 'minute')} for one ${unit.one}`
  return [
    calculates === 'whole'
      ? `All that was designated, or nothing; planned at ${each}.`
      : `${calculates === 'by_unit' ? 'Each session by itself: ' : ''}${each}, in steps of ${step}${least > 0 ? `, at least ${figure(least)}` : ''}.`,
    dailyMaximum !== null && `At most ${figure(dailyMaximum)} for one day.`,
    minimumShare > 0 && `${percent(minimumShare)} of the time must be watched.`,
    minimumChecks !== null && `${percent(minimumChecks)} of the attention checks must be answered.`,
    minimumScore !== null &&
      (minimumScore === 0 ? 'A test.' : `A test, with at least ${percent(minimumScore)}.`),
    claimDays === null
      ? 'It can be claimed at any time.'
      : `It is claimed within ${counted(claimDays, 'day')}.`,
    `A granted appeal can be claimed for ${counted(appealDays, 'day')}.`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** Of a policy's file: "2026-11-30" is a day, the same in every zone. */
const dayOf = (day: string): string => dateOf(Date.parse(day), 'UTC')

export function dayWords(checked: string | null, expires: string | null): string {
  const last = checked === null ? 'Nobody has recorded when it was checked.' : `Checked on ${dayOf(checked)}.`
  return expires === null ? last : `${last} To be checked again by ${dayOf(expires)}.`
}
