// What the counted time is worth so far; the credit rules decide its final worth.
import type { Announced, Meter } from '@lectern/shared/attendance'
import { amountOf, amountText } from '@lectern/shared/creditAmount'
import { slotMs } from '@lectern/shared/slotTimes'
import { figure } from '../words/credit.ts'

/** "0.50 contact hours so far", of the person's first credit body; empty if there is none. */
export function soFarWords({ credits }: Announced, { creditedSlots }: Pick<Meter, 'creditedSlots'>): string {
  const [credit] = credits
  if (!credit) return ''
  const { rate, maximum, unit } = credit
  if (!rate) return `up to ${figure(maximum)} ${unit}`
  const amount = Math.min(amountOf(creditedSlots * slotMs, rate).hundredths / 100, maximum)
  return `${amountText(amount, rate)} ${unit} so far`
}
