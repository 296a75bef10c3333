// Whether a session carries credit, and what that requires. A
// session without credit measures nobody and asks for nothing.
import type { Person } from '@lectern/shared/accounts'
import { inControl, notCleared } from '@lectern/shared/clearance'
import type { Activity } from '@lectern/shared/credit'
import { errors } from '@lectern/shared/errors'
import type { LedgerKind, LedgerRecord } from '@lectern/shared/ledger'
import type { Session } from '@lectern/shared/program'
import type { Supporter } from '@lectern/shared/supporters'
import { isFacultyOf } from '../core/authorise.ts'
import type { Clock } from '../core/clock.ts'
import { disclosuresOf } from '../disclosures/shownWords.ts'
import type { Intents } from '../ledger/intents.ts'
import { movesPlace, type SessionMove } from '../program/programStore.ts'
import { isOfWords, type Seat } from './seatsStore.ts'

export interface AccreditationOptions {
  activities: { find(activityId: string): Promise<Activity | undefined> }
  intents: Pick<Intents, 'settled'>
  clock: Clock
}

export interface AcknowledgedFacts {
  activity: Activity | undefined
  seat: Seat | undefined
  support: readonly Supporter[]
}

export type Accreditation = ReturnType<typeof createAccreditation>

const kindOf: Record<SessionMove, LedgerKind> = {
  start: 'session.opened',
  pause: 'session.paused',
  resume: 'session.resumed',
  end: 'session.closed',
}

/** The session as it stood: its times, its kind, and everyone in control of its content. */
function programmeOf(session: Session): Record<string, unknown> {
  const { id, title, kind, startsAt, endsAt, track, activityId, objectives, languages, support } = session
  const faculty = inControl(session).map(([{ personId, name, credentials }, part]) => ({
    personId,
    name,
    credentials,
    part,
  }))
  const plan = {
    id,
    title,
    kind,
    startsAt,
    endsAt,
    track,
    activityId,
    objectives,
    languages,
    support,
    faculty,
  }
  return JSON.parse(JSON.stringify(plan)) as Record<string, unknown>
}

export function createAccreditation({ activities, intents, clock }: AccreditationOptions) {
  async function activityOf({ activityId }: Session): Promise<Activity | undefined> {
    return activityId === undefined ? undefined : activities.find(activityId)
  }

  return {
    activityOf,

    /**
     * Throws `disclosures_missing` if someone in control of an accredited
     * session's content is not cleared, and `conflict` if the session names an
     * activity that is not planned: credit cannot be designated once it is live.
     */
    async requireCleared(session: Session): Promise<void> {
      if (session.activityId === undefined) return
      if (!(await activityOf(session)))
        throw errors.conflict(
          'This session is to carry credit, but its activity is not planned: nobody could earn anything from it, now or later. The CE office plans it first.',
        )
      const missing = notCleared(session, clock())
      if (missing.length > 0) throw errors.disclosuresMissing(missing)
    },

    /**
     * Throws `acknowledge_first` unless the person has acknowledged exactly these words. Staff may skip this,
     * and then earn nothing. `support`: of the conference.
     */
    requireAcknowledged(
      session: Session,
      person: Person,
      { activity, seat, support }: AcknowledgedFacts,
    ): void {
      if (!activity || isFacultyOf(session, person)) return
      if (!seat || !isOfWords(seat, disclosuresOf(session, support).version)) throw errors.acknowledgeFirst()
    },

    /** The ledger entries for a move; undefined if the session carries no credit. */
    async evidenceOf(session: Session, action: SessionMove, by: string) {
      const activity = await activityOf(session)
      if (!activity) return
      const isBound = action === 'start' || action === 'end'
      return (at: number): LedgerRecord => ({
        kind: kindOf[action],
        by,
        data: { sessionId: session.id, activityId: activity.id, at },
        ...(isBound && { contents: { programme: { value: programmeOf(session) } } }),
      })
    },
    /** Resolves once the session's moves are in the ledger. */
    recorded: (sessionId: string): Promise<void> => intents.settled(movesPlace(sessionId)),
  }
}
