// How far an attention check that was sent has come.
import { type AttendancePolicy, judgedAfterMs, type OpenCheck, slotMs } from '@lectern/shared/attendance'
import { slotAt } from '@lectern/shared/watchTime'
import type { SentCheck } from './checksStore.ts'
import type { WatchedSession } from './watching.ts'

/** What an activity requires of attention checks. */
export type Demand = NonNullable<AttendancePolicy['checks']>

/** Neither answered nor closed. */
export const waits = ({ answeredAt, outcome }: SentCheck): boolean => answeredAt === null && outcome === ''

/** True once a check has expired and the slot in which it expired is judged. */
export const isJudged = ({ liveAt }: Pick<WatchedSession, 'liveAt'>, dueAt: number, now: number): boolean =>
  now >= liveAt + (slotAt(liveAt, dueAt) + 1) * slotMs + judgedAfterMs

/** The check can be closed: it was not answered, and the slot in which it expired is judged. */
export const isOver = (
  session: Pick<WatchedSession, 'liveAt'>,
  check: SentCheck | undefined,
  now: number,
): check is SentCheck => check !== undefined && waits(check) && isJudged(session, check.dueAt, now)

/** The open check as pages receive it, or null. */
export function openCheckOf(
  sessionId: string,
  checks: readonly SentCheck[],
  { extensionSeconds }: Demand,
  now: number,
): OpenCheck | null {
  const last = checks.at(-1)
  if (!last || !waits(last) || last.dueAt < now) return null
  const { check, dueAt, extended } = last
  return { sessionId, check, dueAt, extensionSeconds: extended ? 0 : extensionSeconds }
}
