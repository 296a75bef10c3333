import type { SessionView } from '@lectern/shared/program'
import { crewPages } from './crewPages.ts'

const member = (personId: string) => ({ personId, name: personId, credentials: '', affiliation: '' })
const view = (phase: SessionView['state']['phase']): SessionView => ({
  session: {
    id: 'heart',
    conferenceId: 'cardiology',
    title: 'Heart failure',
    summary: '',
    startsAt: 0,
    endsAt: 1,
    track: '',
    speakers: [member('okafor'), member('moreau')],
    moderators: [member('moreau')],
  },
  state: { sessionId: 'heart', version: 1, phase, liveAt: null, endedAt: null, breaks: [], resumesAt: null },
})
const person = (id: string, ...roles: ('organiser' | 'clinician')[]) => ({ ...member(id), id, roles })

test.each([
  ['moreau', ['/sessions/heart/desk', '/sessions/heart/green-room']],
  ['okafor', ['/sessions/heart/green-room']],
  ['clara', []],
])('%s works at %j', (id, pages) => {
  expect(crewPages(view('scheduled'), person(id) as never).map(({ to }) => to)).toEqual(pages)
})

test('an organiser directs every session, until it has ended', () => {
  const organiser = person('ito', 'organiser') as never
  expect(crewPages(view('live'), organiser).map(({ words }) => words)).toEqual(['Open desk'])
  expect(crewPages(view('ended'), organiser)).toEqual([])
})
