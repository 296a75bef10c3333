import { hundredths } from '@lectern/shared/creditAmount'

/** The amount in exact hundredths where only binary fractions differ: 0.1 + 0.2 is 0.3, 0.304 stays. */
export function exactAmount(amount: number): number {
  const exact = hundredths(amount) / 100
  return Math.abs(amount - exact) < 1e-8 ? exact : amount
}

/** True if `amount` is a whole number of steps, at least one; both have at most two decimals. */
export const isMultiple = (amount: number, step: number): boolean =>
  amount > 0 &&
  exactAmount(amount) === hundredths(amount) / 100 &&
  hundredths(amount) % hundredths(step) === 0

export const sumOf = (amounts: readonly number[]): number =>
  amounts.reduce((sum, amount) => sum + hundredths(amount), 0) / 100
