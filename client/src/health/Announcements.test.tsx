import type { Announcement } from '@lectern/shared/health'
import { act, cleanup, screen } from '@testing-library/react'
import { draw, nextTurn, text, violations } from '../testing/drawPage.tsx'
import { FakeConnection } from '../testing/fakeConnection.ts'
import { FakeHttp } from '../testing/fakeHttp.ts'
import Announcements from './Announcements.tsx'
import { now } from './fakeHealth.ts'

class Played extends FakeConnection {
  clock = now
  answer() {
    return {}
  }
}
const announcement = (fields: Partial<Announcement> = {}): Announcement => ({
  announcementId: 'a1',
  text: 'Lunch is at one.',
  at: now,
  until: now + 600_000,
  sessionIds: null,
  to: '',
  ...fields,
})
let played: Played
let server: FakeHttp
async function page(address: string, announcements: Announcement[] = []) {
  server = new FakeHttp()
  server.answers['GET /api/announcements'] = () => ({ announcements })
  globalThis.fetch = server.fetch as unknown as typeof fetch
  played = new Played()
  return draw(<Announcements />, { connection: played.connection, path: '*', address, heading: 'A page' })
}

afterEach(cleanup)

test.each([
  ['/', null, true],
  ['/credit', null, true],
  ['/', ['heart'], false],
  ['/sessions/heart', ['heart', 'stroke'], true],
  ['/sessions/heart/desk', ['heart'], true],
  ['/sessions/other', ['heart'], false],
])('at %s an announcement to the sessions %j is shown: %s', async (address, sessionIds, isShown) => {
  await page(address, [announcement({ sessionIds })])
  expect(text().includes('Lunch is at one.')).toBe(isShown)
  expect(await violations()).toEqual([])
})

test('a new one appears, is closed here, and one that is ended goes', async () => {
  const { user } = await page('/')
  act(() => played.tell('health.announced', announcement()))
  act(() => played.tell('health.announced', announcement({ announcementId: 'a2', text: 'Doors open.' })))
  await nextTurn()
  expect(text()).toContain('Lunch is at one.')
  await user.click(screen.getByRole('button', { name: 'Close the announcement: Lunch is at one.' }))
  expect(text()).not.toContain('Lunch is at one.')
  act(() => played.tell('health.withdrawn', { announcementId: 'a2' }))
  await nextTurn()
  expect(text()).not.toContain('Doors open.')
})

test('one whose time is over is not shown', async () => {
  await page('/', [announcement({ until: now - 1 })])
  expect(text()).not.toContain('Lunch')
})

test('after a lost connection they are loaded again', async () => {
  const announcements: Announcement[] = []
  await page('/', announcements)
  announcements.push(announcement())
  act(() => played.connect())
  await nextTurn(20)
  expect(text()).toContain('Lunch is at one.')
})
