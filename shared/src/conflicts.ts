// Conflicts of a programme, as they arise: pure, and in about n log n, so that a page can check at every key.
import type { Conflict, PlannedProgramme } from './conflict.ts'
import { activityConflicts, kindConflicts } from './conflictsOfCredit.ts'
import { dayMs, peopleConflicts, promotionConflicts, timeConflicts } from './conflictsOfTime.ts'
import type { Session } from './program.ts'
import { zoneClock } from './zoneTime.ts'

const byStart = (a: Session, b: Session): number => a.startsAt - b.startsAt || a.id.localeCompare(b.id)

/** All conflicts of a programme. */
export function conflictsOf(programme: PlannedProgramme): Conflict[] {
  const sorted = programme.sessions.toSorted(byStart)
  const sound = sorted.filter(({ startsAt, endsAt }) => endsAt > startsAt && endsAt - startsAt <= dayMs)
  const from = sorted[0]?.startsAt ?? 0
  const to = sorted.reduce((last, { endsAt }) => Math.max(last, endsAt), from)
  const clock = zoneClock(from, to, programme.timeZone)
  return [
    ...sorted.flatMap((session) => [...timeConflicts(session, clock)]),
    ...peopleConflicts(sound),
    ...promotionConflicts(sound),
    ...sound.flatMap((session) => [...kindConflicts(session)]),
    ...activityConflicts(sound, programme, clock),
  ]
}
