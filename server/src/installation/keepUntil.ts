// How long a conference's records must be kept: attendance stays verifiable for six years, and files for the
// accreditation term if that ends later.
import type { SessionView } from '@lectern/shared/program'
import { type AccreditationTerm, keptUntil } from '@lectern/shared/retentionRules'

const endsOf = (views: readonly SessionView[]): number[] =>
  views.flatMap(({ session, state }) =>
    state.liveAt === null ? [] : [state.endedAt ?? Math.max(session.endsAt, state.liveAt)],
  )

/** When the last session that was held ended, in ms; null if none was held. */
export function lastEnd(views: readonly SessionView[]): number | null {
  const ends = endsOf(views)
  return ends.length === 0 ? null : Math.max(...ends)
}

/** Until when (ms) everything that was held must be kept; null if nothing was. */
export function keepUntil(views: readonly SessionView[], term: AccreditationTerm | null): number | null {
  const ends = endsOf(views)
  return ends.length === 0 ? null : Math.max(...ends.map((endedAt) => keptUntil(endedAt, term)))
}
