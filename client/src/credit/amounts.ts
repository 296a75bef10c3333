// Which amounts can be claimed: multiples of the body's step, up to what was earned. Reckoned in whole steps, so that no
// fraction of a fraction creeps in.
export interface Claimable {
  amount: number
  step: number
}

const stepsIn = ({ amount, step }: Claimable): number => Math.floor(amount / step + 1e-6)
/** Amounts are hundredths at the finest. */
const times = (steps: number, step: number): number => Math.round(steps * step * 10_000) / 10_000

/** The most that can be claimed. */
export const mostOf = (claimable: Claimable): number => times(stepsIn(claimable), claimable.step)

/** Why an amount cannot be claimed, in words; undefined where it can. */
export function problemOf(claimable: Claimable, amount: number | undefined): string | undefined {
  const { step } = claimable
  if (amount === undefined || !Number.isFinite(amount)) return 'Write how much you claim.'
  if (amount <= 0) return `Claim ${step} at least.`
  if (amount > mostOf(claimable) + 1e-6) return `You can claim ${mostOf(claimable)} at most.`
  const steps = Math.round(amount / step)
  return Math.abs(steps * step - amount) < 1e-6 ? undefined : `Amounts are multiples of ${step}.`
}
