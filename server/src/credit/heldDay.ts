// The day that credit is for, by the conference's time zone: that of the session. One that goes on over
// midnight belongs to the day on which it began, as its number and its place in the programme do.
import type { SessionView } from '@lectern/shared/program'
import { dayOf } from '@lectern/shared/zoneTime'

const startOf = ({ session, state }: SessionView): number => state.liveAt ?? session.startsAt
const endOf = ({ session, state }: SessionView): number => state.endedAt ?? session.endsAt

/**
 * `at`: the last moment that counts. `partId`: the session or day that is claimed by itself; a moment at
 * which no session was held is of its own day.
 */
export function heldDay(
  { at, partId }: { at: number; partId?: string | undefined },
  sessions: readonly SessionView[],
  timeZone: string,
): string {
  const own = sessions.find(({ session }) => session.id === partId)
  if (own) return dayOf(startOf(own), timeZone)
  const isDay = partId !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(partId)
  if (isDay) return partId
  const held = sessions.filter((view) => startOf(view) <= at && at < endOf(view))
  return dayOf(held.length > 0 ? Math.max(...held.map(startOf)) : at, timeZone)
}
