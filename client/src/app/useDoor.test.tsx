import type { Me } from '@lectern/shared/accounts'
import type { OwnConference } from '@lectern/shared/conferences'
import type { Role } from '@lectern/shared/roles'
import { cleanup } from '@testing-library/react'
import { useEffect } from 'react'
import { Navigate } from 'react-router'
import { drawAt, text } from '../testing/drawAt.tsx'
import { clara } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { useDoor } from './useDoor.ts'

const now = Date.UTC(2026, 10, 28, 9)
const conference = (id: string, startsOn?: string, more: Partial<OwnConference> = {}): OwnConference => ({
  ...{ id, title: id, timeZone: 'UTC', roles: ['clinician'] },
  ...(startsOn && { startsOn }),
  ...more,
})
const past = conference('past', '2026-01-10')
const today = conference('today', '2026-11-28')
const alsoToday = conference('also-today', '2026-11-27', { endsOn: '2026-11-29' })
const soon = conference('soon', '2026-12-01')
const later = conference('later', '2027-03-01')

let me: Me | undefined
let ledTo: string | undefined
function Led({ to }: { to: string }) {
  useEffect(() => {
    ledTo = to
  }, [to])
  return <Navigate to={to} replace />
}
function Door() {
  const door = useDoor(me)
  if (typeof door === 'object') return <Led to={door.to} />
  return <p>{door === 'conference' ? `Shown: ${me?.conference.id}` : 'Waiting'}</p>
}
/** Where somebody gets whom the server would lead to the first of these conferences. */
async function arrive(
  conferences: OwnConference[],
  role: Role = 'clinician',
  last?: string,
): Promise<string> {
  localStorage.clear()
  if (last) localStorage.setItem('lectern.conference', last)
  const server = new FakeHttp()
  server.answers['GET /api/conferences'] = { conferences }
  me = { person: { ...clara, roles: [role] }, conference: conferences[0]!, now } as Me
  ledTo = undefined
  await drawAt(server, '/', '/', <Door />, (page) => page)
  const shown = text().includes(`Shown: ${me.conference.id}`)
  cleanup()
  return ledTo ?? (shown ? me.conference.id : 'nowhere')
}

test.each([
  ['clinician', [past], undefined, 'past'],
  ['clinician', [past, today], undefined, '/c/today'],
  ['clinician', [today, past], 'past', 'today'],
  ['speaker', [past, today, alsoToday], 'also-today', '/c/also-today'],
  ['speaker', [past, later, soon], undefined, '/c/soon'],
  ['exhibitor', [past, soon, later], 'later', '/c/later'],
  ['exhibitor', [soon, past], 'gone', 'soon'],
  ['clinician', [conference('undated'), past], undefined, 'undated'],
  ['clinician', [later, { ...today, archivedAt: 1 }], 'today', 'later'],
  ['office', [past, today], 'today', '/provider'],
  ['office', [past], undefined, 'past'],
] as const)('%s of %j, last at %s, gets to %s', async (role, conferences, last, place) => {
  expect(await arrive([...conferences], role, last)).toBe(place)
})
