// For tests of the programme's editor: a programme as its planners receive it.
import type { Conflict } from '@lectern/shared/conflict'
import type { Faculty, Session } from '@lectern/shared/program'
import type { Edited, PlannedView, Planning } from '@lectern/shared/programPlanning'
import type { Missing, Review } from '@lectern/shared/programReview'

export const minute = 60_000
/** Saturday, 09:00 in UTC. */
export const morning = Date.UTC(2026, 10, 28, 9)

const member = (personId: string, name: string): Faculty => ({
  personId,
  name,
  credentials: 'MD',
  affiliation: 'Riverside General',
})
export const okafor = member('okafor', 'Adaeze Okafor')

export const plannedOf = (
  id: string,
  startsAt: number,
  more: Partial<Session> = {},
  review: Partial<Review> = {},
): PlannedView => {
  const session: Session = {
    id,
    conferenceId: 'c',
    title: `About ${id}`,
    kind: 'lecture',
    summary: '',
    startsAt,
    endsAt: startsAt + 45 * minute,
    track: 'Heart',
    speakers: [],
    moderators: [],
    status: 'draft',
    version: 1,
    ...more,
  }
  return {
    session,
    state: {
      sessionId: id,
      version: 1,
      phase: 'scheduled',
      liveAt: null,
      endedAt: null,
      breaks: [],
      resumesAt: null,
    },
    review: {
      sessionId: id,
      version: session.version ?? 0,
      accredited: session.activityId !== undefined,
      status: session.status ?? 'draft',
      missing: [],
      turn: null,
      why: [],
      approval: null,
      ...review,
    },
  }
}

export const planningOf = (sessions: PlannedView[], more: Partial<Planning> = {}): Planning => ({
  conference: { id: 'c', title: 'Cardiology days', timeZone: 'UTC', tracks: ['Heart', 'Brain'] },
  sessions,
  conflicts: [],
  removed: [],
  activities: [],
  bodies: [],
  series: {},
  ...more,
})

export const editedOf = (sessions: PlannedView[], more: Partial<Edited> = {}): Edited => ({
  sessions,
  removed: [],
  conflicts: [],
  ...more,
})

/** The view as it is after a change. */
export const changed = (view: PlannedView, change: Partial<Session>): PlannedView => {
  const version = (view.session.version ?? 0) + 1
  return {
    ...view,
    session: { ...view.session, ...change, version },
    review: { ...view.review, version },
  }
}

export const twice = (one: string, other: string): Conflict => ({
  code: 'person_twice',
  blocks: false,
  sessionIds: [one, other],
  personId: 'okafor',
  who: 'organiser',
  message: `Adaeze Okafor is to be in “About ${one}” and in “About ${other}” at the same time.`,
})

export const lacks = (code: Missing['code'], who: Missing['who'], message: string): Missing => ({
  code,
  who,
  message,
})
