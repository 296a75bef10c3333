// Conflicts of what is being moved or written and is not saved yet. Pure.
import type { Conflict } from '@lectern/shared/conflict'
import { conflictsOf } from '@lectern/shared/conflicts'
import type { Session } from '@lectern/shared/program'
import type { Planning } from '@lectern/shared/programPlanning'
import { kindOf } from '@lectern/shared/sessionKinds'
import { isSamePlace } from './moves.ts'

/** Further apart (ms), two sessions have nothing to do with each other but an activity. */
const nearMs = 31 * 60_000

/** Whether the other session has a part in what the changed one conflicts with. */
const matters = (changed: Session, other: Session): boolean =>
  (other.startsAt < changed.endsAt + nearMs && other.endsAt > changed.startsAt - nearMs) ||
  // Breaks are left out of an activity's time, wherever they are.
  (changed.activityId !== undefined && (changed.activityId === other.activityId || kindOf(other) === 'break'))

export const conflictKey = ({ code, sessionIds, personId, policyId, message }: Conflict): string =>
  [code, ...sessionIds, personId, policyId, policyId && message].join(' ')

/**
 * The conflicts as they would be with these sessions in place of the saved ones: what concerns them is found
 * here, everything else is what the server says. Promotion too near can follow from what people disclosed,
 * which only the server knows: what it says about that holds until a session is moved.
 */
export function conflictsWith(planning: Planning, changed: readonly Session[]): Conflict[] {
  if (changed.length === 0) return planning.conflicts
  const saved = new Map(planning.sessions.map(({ session }) => [session.id, session]))
  const ids = new Set(changed.map(({ id }) => id))
  const moved = new Set(
    changed
      .filter((session) => {
        const before = saved.get(session.id)
        return !before || !isSamePlace(before, session)
      })
      .map(({ id }) => id),
  )
  const isOutdated = ({ code, sessionIds }: Conflict) =>
    code !== 'promotion_unclear' &&
    sessionIds.some((id) => (code === 'promotion_too_near' ? moved : ids).has(id))
  const others = [...saved.values()].filter(
    (session) => !ids.has(session.id) && changed.some((each) => matters(each, session)),
  )
  const { activities, bodies, conference } = planning
  const found = conflictsOf({
    ...{ activities, bodies, timeZone: conference.timeZone },
    sessions: [...others, ...changed],
  }).filter(({ code, sessionIds }) => code !== 'promotion_unclear' && sessionIds.some((id) => ids.has(id)))
  const all = [...planning.conflicts.filter((each) => !isOutdated(each)), ...found]
  return [...new Map(all.map((each) => [conflictKey(each), each])).values()]
}
