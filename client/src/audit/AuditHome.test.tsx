// An auditor's first page, in its frame.

import { jest } from '@jest/globals'
import type { RouteReply } from '@lectern/shared/route'
import type { Routes } from '@lectern/shared/routes'
import { act, cleanup, screen } from '@testing-library/react'
import { drawAt } from '../testing/drawAt.tsx'
import { nextTurn, text, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import AuditRoutes from './AuditRoutes.tsx'
import { onlyIntervals } from './fakeAudit.ts'

type Own = RouteReply<Routes['audit.mine']>
const given: Own['activities'] = [
  {
    activityId: 'hf',
    title: 'Heart failure',
    conference: 'Cardiology days',
    until: Date.UTC(2026, 11, 31, 10),
  },
  { activityId: 'ecg', title: 'ECG rounds', conference: 'Spring days', until: null },
]
let server: FakeHttp
async function home(activities: Own['activities'] = given) {
  server.answers['GET /api/audit'] = { name: 'Ada Lund', activities }
  return drawAt(server, '/audit/*', '/audit', <AuditRoutes />, (page) => page)
}
beforeEach(() => {
  server = new FakeHttp()
})
afterEach(() => {
  cleanup()
  jest.useRealTimers()
})

test('each activity leads to its records, and says until when they may be read', async () => {
  await home()
  const rows = screen.getAllByRole('listitem').map((row) => row.textContent)
  expect(rows).toEqual(['Heart failureCardiology days · until 31 December 2026', 'ECG roundsSpring days'])
  expect(screen.getByRole('link', { name: 'Heart failure' }).getAttribute('href')).toBe('/audit/hf')
  expect(screen.getByRole('banner').textContent).toContain('Ada Lund')
  expect(await violations()).toEqual([])
})

test('somebody without access reads when activities appear here', async () => {
  await home([])
  expect(text()).toMatch(/Nothing to audit.*once a CE office has given you access, and until that ends/)
  expect(screen.queryByRole('list')).toBeNull()
  expect(await violations()).toEqual([])
})

test('an access that ends leaves the page that is open', async () => {
  onlyIntervals()
  await home()
  server.answers['GET /api/audit'] = { name: 'Ada Lund', activities: given.slice(1) }
  await act(() => jest.advanceTimersByTimeAsync(10_000))
  await nextTurn()
  expect(screen.queryByRole('link', { name: 'Heart failure' })).toBeNull()
  expect(screen.getByRole('link', { name: 'ECG rounds' })).toBeTruthy()
})

test('what failed to load says why, and can be tried again', async () => {
  server.refuse('GET /api/audit', 'storage_unavailable', 'The store does not answer.')
  const { user } = await home()
  expect(screen.getByRole('alert').textContent).toMatch(/could not be loaded.*The store does not answer\./)
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await screen.findByRole('link', { name: 'Heart failure' })
})

test('whoever is not signed in, or signs out, goes to sign in', async () => {
  const { user } = await home()
  server.answers['POST /api/sign-out'] = {}
  await user.click(screen.getByRole('button', { name: 'Sign out' }))
  await screen.findByText('Elsewhere')
  expect(server.bodies('POST /api/sign-out')).toHaveLength(1)
  cleanup()
  server.refuse('GET /api/audit', 'not_signed_in', 'You are not signed in.')
  await home()
  expect(text()).toBe('Elsewhere')
})
