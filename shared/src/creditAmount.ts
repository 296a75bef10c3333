// Amounts of credit, in whole numbers: a hundredth of a unit is the smallest there is, so that nothing is lost to fractions.
import type { CreditPolicy, CreditResult } from './credit.ts'

type Measure = Pick<CreditPolicy, 'minutesPerUnit' | 'step' | 'rounding'>

export const hundredths = (amount: number): number => Math.round(amount * 100)

/** What so much time is worth, in hundredths of a unit, and whether rounding changed it. Nearest means half up. */
export function amountOf(ms: number, { minutesPerUnit, step, rounding }: Measure) {
  const perStep = minutesPerUnit * 60_000 * hundredths(step)
  const halfUp = rounding === 'nearest' ? perStep / 2 : 0
  const steps = Math.floor((ms * 100 + halfUp) / perStep)
  return { hundredths: steps * hundredths(step), isRounded: steps * perStep !== ms * 100 }
}

/** What an amount is in the body's other unit. */
export const alsoOf = (policy: Pick<CreditPolicy, 'also'>, amount: number): CreditResult['also'] =>
  policy.also && {
    amount: Math.round(hundredths(amount) * policy.also.perUnit * 10_000) / 1_000_000,
    unit: policy.also.unit,
  }

/** Two decimals, unless the body knows whole units only. */
export const amountText = (amount: number, { step }: Pick<CreditPolicy, 'step'>): string =>
  Number.isInteger(step) && Number.isInteger(amount) ? String(amount) : amount.toFixed(2)

/** e.g. "0.75 contact hours" */
export const amountWithUnit = (amount: number, policy: Pick<CreditPolicy, 'step' | 'unit'>): string =>
  `${amountText(amount, policy)} ${amount === 1 ? policy.unit.one : policy.unit.many}`
