// The attention check that waits for an answer, and how the last one ended. Pure; part of `attendanceState.ts`.
import type { OpenCheck } from '@lectern/shared/attendance'
import type { AppError } from '@lectern/shared/errors'
import { judgedAfterMs, slotMs } from '@lectern/shared/slotTimes'

export interface CheckState {
  check: OpenCheck | null
  sending: 'answer' | 'extend' | null
  /** Why an answer or more time was not taken. */
  checkProblem: AppError | null
  checkOutcome: 'answered' | 'over' | null
  /** Put aside: one line instead of a dialog. */
  isCheckSmall: boolean
  /** Grows with everything that is heard of checks: a status that was asked for before knows less. */
  checkNews: number
}

const noCheck = { check: null, sending: null, checkProblem: null, isCheckSmall: false } as const
export const noChecks: CheckState = { ...noCheck, checkOutcome: null, checkNews: 0 }

/** How a check has ended is known once the slot is judged in which its time was over; if nobody says, it is asked for (ms). */
export const closedMs = slotMs + judgedAfterMs + 4000

export const isOpen = ({ check }: CheckState, number: number): boolean => check?.check === number

const withOpen = (state: CheckState, check: OpenCheck): Partial<CheckState> =>
  isOpen(state, check.check) ? { check } : { ...noCheck, check, checkOutcome: null }

export const withCheck = (state: CheckState, check: OpenCheck): Partial<CheckState> => ({
  ...withOpen(state, check),
  checkNews: state.checkNews + 1,
})

/** `number` is closed; another one that is open stays so. */
export const withoutCheck = (
  state: CheckState,
  number: number,
  checkOutcome: CheckState['checkOutcome'],
): Partial<CheckState> => ({
  ...(isOpen(state, number) && { ...noCheck, checkOutcome }),
  checkNews: state.checkNews + 1,
})

/** As a status has it that was asked for when `news` had been heard of. */
export function withCheckOfStatus(
  state: CheckState,
  { check, news, now }: { check: OpenCheck | null; news: number; now: number },
): Partial<CheckState> {
  if (news !== state.checkNews) return {}
  if (check) return withOpen(state, check)
  const sinceDue = now - (state.check?.dueAt ?? 0)
  // Whose time is over waits for how it ended.
  const isGone = state.check && (sinceDue < 0 || sinceDue >= closedMs)
  return isGone ? { ...noCheck, checkOutcome: null } : {}
}
