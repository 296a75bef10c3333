// When a claim can be made: as soon as the part that it is for has ended, and never so late that it is lost.
import type { CreditPolicy } from './creditPolicy.ts'
import type { WatchedSession } from './creditTime.ts'
import { says, type UndatedReason } from './creditWords.ts'

const dayMs = 86_400_000

export interface ClaimTime {
  /** The last moment for claiming; null while sessions are awaited, or without a deadline. */
  claimBy: number | null
  /** Sessions that have not ended, and that the claim has to wait for. */
  awaited: WatchedSession[]
}

/** Never begun, and a day later than it should have ended. */
const isNotHeld = ({ liveAt, endsAt }: WatchedSession, now: number): boolean =>
  liveAt === null && endsAt !== undefined && endsAt + dayMs < now

const latest = (times: readonly (number | null | undefined)[]): number | null => {
  const all = times.filter((time): time is number => typeof time === 'number')
  return all.length > 0 ? Math.max(...all) : null
}

/**
 * The days for claiming count from the learner's own participation, or from the end of what is given whole.
 * Sessions in which the person did not take part are awaited only if at least half of these days are left
 * after them.
 */
export function claimTime(
  sessions: readonly WatchedSession[],
  attended: readonly WatchedSession[],
  { calculates, claimDays, appealDays }: Pick<CreditPolicy, 'calculates' | 'claimDays' | 'appealDays'>,
  now: number,
): ClaimTime {
  const took = attended.length > 0 && calculates !== 'whole' ? attended : sessions
  const from = latest(took.map(({ endedAt }) => endedAt))
  const waits = (session: WatchedSession): boolean => {
    if (session.endedAt !== null || isNotHeld(session, now)) return false
    if (calculates === 'whole' || attended.includes(session)) return true
    if (from === null || claimDays === null || session.endsAt === undefined) return true
    return session.endsAt <= from + (claimDays * dayMs) / 2
  }
  const awaited = sessions.filter(waits)
  if (awaited.length > 0 || from === null || claimDays === null) return { claimBy: null, awaited }
  const granted = latest(sessions.map(({ grantedAt }) => grantedAt))
  const again = granted === null ? 0 : granted + appealDays * dayMs
  return { claimBy: Math.max(from + claimDays * dayMs, again), awaited }
}

/** Sessions that are not counted yet. */
export function sessionReasons(
  sessions: readonly WatchedSession[],
  awaited: readonly WatchedSession[],
): UndatedReason[] {
  const unsettled = sessions.filter(({ endedAt, settled }) => endedAt !== null && !settled)
  const name = (some: readonly WatchedSession[]): string =>
    some.length === 1 ? `“${some[0]!.title}”` : `${some.length} of ${sessions.length} sessions`
  const has = awaited.length === 1 ? 'has' : 'have'
  const reasons: UndatedReason[] = []
  if (sessions.length === 0) reasons.push(says('not_ended', true, 'This activity has no sessions yet.'))
  if (awaited.length > 0) reasons.push(says('not_ended', true, `${name(awaited)} ${has} not ended yet.`))
  if (unsettled.length > 0)
    reasons.push(
      says(
        'not_settled',
        true,
        `The minutes of ${name(unsettled)} are being finalised, which takes a few seconds.`,
      ),
    )
  return reasons
}
