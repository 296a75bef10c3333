import { hundredths } from '@lectern/shared/creditAmount'

/** True if `amount` is a whole number of steps; both have at most two decimals. */
export const isMultiple = (amount: number, step: number): boolean =>
  Math.abs(amount * 100 - hundredths(amount)) < 1e-6 && hundredths(amount) % hundredths(step) === 0

export const sumOf = (amounts: readonly number[]): number =>
  amounts.reduce((sum, amount) => sum + hundredths(amount), 0) / 100
