// When attention checks come. Nothing is stored: the times follow from
// a secret, so all servers agree and nobody else can predict them.
import { createHmac } from 'node:crypto'
import type { AttendancePolicy } from '@lectern/shared/attendance'
import type { SessionState } from '@lectern/shared/program'
import { checkMoments } from '@lectern/shared/watchTime'

export interface Due {
  /** Checks whose time has come, oldest first, in ms of live time. */
  passed: { window: number; atMs: number }[]
  /** When the next one comes, in ms of live time. */
  nextAt: number
}

/** Live time (ms) up to a moment: time since the start, without breaks. */
export function liveMsAt({ liveAt, breaks }: Pick<SessionState, 'liveAt' | 'breaks'>, at: number): number {
  const away = breaks.reduce(
    (sum, { from, to }) => sum + Math.max(0, Math.min(to ?? at, at) - Math.min(from, at)),
    0,
  )
  return Math.max(0, at - (liveAt ?? at) - away)
}

/** The moment (ms since the epoch) at a given live time: the reverse of `liveMsAt`. */
export function momentOf(
  { liveAt, breaks }: Pick<SessionState, 'liveAt' | 'breaks'>,
  liveMs: number,
): number {
  let at = (liveAt ?? 0) + liveMs
  for (const { from, to } of breaks) if (from <= at) at += (to ?? from) - from
  return at
}

/** Length of a window, in ms of live time. */
export const windowMsOf = (perHour: number): number => 3_600_000 / perHour

export type CheckSchedule = ReturnType<typeof createCheckSchedule>

export function createCheckSchedule(secret: string) {
  // The secret signs other things too, so derive a key for this purpose alone.
  const key = createHmac('sha256', secret).update('lectern attention checks').digest()
  /** A number from 0 to 1, always the same for a person and window. */
  const random = (sessionId: string, personId: string, window: number): number =>
    createHmac('sha256', key).update(`${sessionId} ${personId} ${window}`).digest().readUIntBE(0, 6) / 2 ** 48

  return (
    policy: AttendancePolicy & { checks: NonNullable<AttendancePolicy['checks']> },
    sessionId: string,
    personId: string,
    liveMs: number,
  ): Due => {
    const ahead = liveMs + 2 * windowMsOf(policy.checks.perHour)
    const moments = checkMoments(policy, (window) => random(sessionId, personId, window), ahead)
    return {
      passed: moments.filter(({ atMs }) => atMs <= liveMs),
      nextAt: moments.find(({ atMs }) => atMs > liveMs)?.atMs ?? ahead,
    }
  }
}
