// Amounts that can be claimed: multiples of the credit body's step, up
// to what was earned. Computed in whole steps, to avoid rounding errors.
export interface Claimable {
  amount: number
  step: number
  least: number
}

const stepsIn = ({ amount, step }: Pick<Claimable, 'amount' | 'step'>): number =>
  Math.floor(amount / step + 1e-6)
/** Amounts have at most two decimals. */
const times = (steps: number, step: number): number => Math.round(steps * step * 10_000) / 10_000

/** The most that can be claimed. */
export const mostOf = (claimable: Pick<Claimable, 'amount' | 'step'>): number =>
  times(stepsIn(claimable), claimable.step)

/** Why an amount cannot be claimed; undefined if it can. */
export function problemOf(claimable: Claimable, amount: number | undefined): string | undefined {
  const { step, least } = claimable
  if (amount === undefined || !Number.isFinite(amount)) return 'Write how much you claim.'
  if (amount <= 0 || amount < least - 1e-6) return `Claim ${least} at least.`
  if (amount > mostOf(claimable) + 1e-6) return `You can claim ${mostOf(claimable)} at most.`
  const steps = Math.round(amount / step)
  return Math.abs(steps * step - amount) < 1e-6 ? undefined : `Amounts are multiples of ${step}.`
}
