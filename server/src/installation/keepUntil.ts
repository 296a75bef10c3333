// How long a conference's records must be kept: attendance stays verifiable for six years.
import type { SessionView } from '@lectern/shared/program'

const keepYears = 6

/** When the last session that was held ended, plus six years, in ms; null if none was held. */
export function keepUntil(views: readonly SessionView[]): number | null {
  const ends = views.flatMap(({ session, state }) =>
    state.liveAt === null ? [] : [state.endedAt ?? Math.max(session.endsAt, state.liveAt)],
  )
  if (ends.length === 0) return null
  const until = new Date(Math.max(...ends))
  until.setUTCFullYear(until.getUTCFullYear() + keepYears)
  return until.getTime()
}
