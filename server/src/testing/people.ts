// People, sessions and connections for tests.
import type { Person } from '@lectern/shared/accounts'
import type { Faculty, Session } from '@lectern/shared/program'
import type { Caller } from '../live/connection.ts'
import { conferenceId } from './conference.ts'

export const personNamed = (id: string, ...roles: Person['roles']): Person => ({
  id,
  name: id,
  credentials: '',
  affiliation: '',
  profession: 'physician',
  roles: roles.length > 0 ? roles : ['clinician'],
})

export const faculty = (personId: string, more: Partial<Faculty> = {}): Faculty => ({
  personId,
  name: personId,
  credentials: '',
  affiliation: '',
  ...more,
})

/** An approved session of one hour from now, without faculty unless given. */
export const sessionOf = (id: string, more: Partial<Session> = {}): Session => ({
  id,
  title: id,
  summary: '',
  startsAt: Date.now(),
  endsAt: Date.now() + 3_600_000,
  track: '',
  speakers: [],
  moderators: [],
  conferenceId,
  status: 'approved',
  ...more,
})

let connections = 0

/** A caller of command handlers. */
export const fakeCaller = (person: Person): Caller => ({
  person,
  conferenceId,
  connection: {
    id: `connection-${++connections}`,
    peers: new Map(),
    join: async () => {},
    leave: async () => {},
  },
})
