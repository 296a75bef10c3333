// The open attention check, and the outcome of the last one. Pure; part of `attendanceState.ts`.
import type { OpenCheck } from '@lectern/shared/attendance'
import type { AppError } from '@lectern/shared/errors'
import { judgedAfterMs, slotMs } from '@lectern/shared/slotTimes'

export interface CheckState {
  check: OpenCheck | null
  sending: 'answer' | 'extend' | null
  /** Why an answer or extension was refused. */
  checkProblem: AppError | null
  checkOutcome: 'answered' | 'over' | null
  /** Put aside: one line instead of a dialog. */
  isCheckSmall: boolean
  /** Grows with every message about checks: a status requested earlier knows less. */
  checkNews: number
}

const noCheck = { check: null, sending: null, checkProblem: null, isCheckSmall: false } as const
export const noChecks: CheckState = { ...noCheck, checkOutcome: null, checkNews: 0 }

/**
 * By this time (ms) after a check expires its slot is judged
 * and its outcome known; request it if no message came.
 */
export const closedMs = slotMs + judgedAfterMs + 4000

export const isOpen = ({ check }: CheckState, number: number): boolean => check?.check === number

const withOpen = (state: CheckState, check: OpenCheck): Partial<CheckState> =>
  isOpen(state, check.check) ? { check } : { ...noCheck, check, checkOutcome: null }

export const withCheck = (state: CheckState, check: OpenCheck): Partial<CheckState> => ({
  ...withOpen(state, check),
  checkNews: state.checkNews + 1,
})

/** `number` is closed; another open check stays. */
export const withoutCheck = (
  state: CheckState,
  number: number,
  checkOutcome: CheckState['checkOutcome'],
): Partial<CheckState> => ({
  ...(isOpen(state, number) && { ...noCheck, checkOutcome }),
  checkNews: state.checkNews + 1,
})

/** Applies the check of a status that was requested at `news`. */
export function withCheckOfStatus(
  state: CheckState,
  { check, news, now }: { check: OpenCheck | null; news: number; now: number },
): Partial<CheckState> {
  if (news !== state.checkNews) return {}
  if (check) return withOpen(state, check)
  const sinceDue = now - (state.check?.dueAt ?? 0)
  // An expired check waits for its outcome.
  const isGone = state.check && (sinceDue < 0 || sinceDue >= closedMs)
  return isGone ? { ...noCheck, checkOutcome: null } : {}
}
