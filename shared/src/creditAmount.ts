// Amounts of credit in whole hundredths of a unit, the smallest step, so that no fractions are lost.

import type { CreditResult } from './credit.ts'
import type { CreditPolicy } from './creditPolicy.ts'

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

/** Of an amount in hundredths. */
const decimalsOf = (amount: number): number =>
  hundredths(amount) % 100 === 0 ? 0 : hundredths(amount) % 10 === 0 ? 1 : 2

/** With the decimals of the body's step: 1.50 of quarters, 1.5 of halves, 2 of whole units. */
export const amountText = (amount: number, { step }: Pick<CreditPolicy, 'step'>): string =>
  amount.toFixed(Math.max(decimalsOf(step), decimalsOf(amount)))

export const unitOf = (amount: number, { unit }: Pick<CreditPolicy, 'unit'>): string =>
  amount === 1 ? unit.one : unit.many

/** e.g. "0.75 contact hours" */
export const amountWithUnit = (amount: number, policy: Pick<CreditPolicy, 'step' | 'unit'>): string =>
  `${amountText(amount, policy)} ${unitOf(amount, policy)}`
