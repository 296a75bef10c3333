// Amounts of credit in whole hundredths of a unit, the smallest step, so that no fractions are lost.
import type { CreditPolicy, CreditResult } from './credit.ts'

type Measure = Pick<CreditPolicy, 'minutesPerUnit' | 'step' | 'rounding'>

export const hundredths = (amount: number): number => Math.round(amount * 100)

/**
 * The credit for `ms`, in hundredths of a unit, and whether rounding changed it. `nearest` rounds half up.
 */
export function amountOf(ms: number, { minutesPerUnit, step, rounding }: Measure) {
  const perStep = minutesPerUnit * 60_000 * hundredths(step)
  const halfUp = rounding === 'nearest' ? perStep / 2 : 0
  const steps = Math.floor((ms * 100 + halfUp) / perStep)
  return { hundredths: steps * hundredths(step), isRounded: steps * perStep !== ms * 100 }
}

/** The amount in the body's second unit. */
export const alsoOf = (policy: Pick<CreditPolicy, 'also'>, amount: number): CreditResult['also'] =>
  policy.also && {
    amount: Math.round(hundredths(amount) * policy.also.perUnit * 10_000) / 1_000_000,
    unit: policy.also.unit,
  }

/** Two decimals, or none if the body awards whole units only. */
export const amountText = (amount: number, { step }: Pick<CreditPolicy, 'step'>): string =>
  Number.isInteger(step) && Number.isInteger(amount) ? String(amount) : amount.toFixed(2)

/** e.g. "0.75 contact hours" */
export const amountWithUnit = (amount: number, policy: Pick<CreditPolicy, 'step' | 'unit'>): string =>
  `${amountText(amount, policy)} ${amount === 1 ? policy.unit.one : policy.unit.many}`
