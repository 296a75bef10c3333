// For tests of the agenda: a programme of two days, as a page receives it.
import type { Person } from '@lectern/shared/accounts'
import type { Program, Session, SessionPhase, SessionView } from '@lectern/shared/program'

export const minute = 60_000
/** Saturday, 10:00 in UTC. */
export const morning = Date.UTC(2026, 10, 28, 10)

export const member = (personId: string, name: string, picture?: string) => ({
  personId,
  name,
  credentials: 'MD',
  affiliation: '',
  ...(picture && { picture }),
})

export const viewOf = (
  id: string,
  startsAt: number,
  more: Partial<Session> = {},
  phase: SessionPhase = 'scheduled',
): SessionView => ({
  session: {
    id,
    conferenceId: 'cardiology',
    title: `About ${id}`,
    summary: '',
    startsAt,
    endsAt: startsAt + 45 * minute,
    track: '',
    speakers: [],
    moderators: [],
    ...more,
  },
  state: {
    sessionId: id,
    version: 1,
    phase,
    liveAt: null,
    endedAt: null,
    breaks: [],
    resumesAt: null,
  },
})

export const programOf = (sessions: SessionView[], more: Partial<Program> = {}): Program => ({
  conference: { id: 'c', title: 'Cardiology days', timeZone: 'UTC' },
  sessions,
  now: morning,
  ...more,
})

export const personWith = (roles: Person['roles'], id = 'clara'): Person => ({
  id,
  name: 'Clara Nwosu',
  credentials: 'MD',
  affiliation: '',
  profession: 'physician',
  roles,
})
