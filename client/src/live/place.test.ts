// Addresses of pages and of requests, with and without a conference.
import { createHere, pathIn, placeIn } from './place.ts'

test.each([
  ['/c/cardiology-2026/sessions/heart?tab=polls#top', 'cardiology-2026', '/sessions/heart?tab=polls#top'],
  ['/c/cardiology-2026', 'cardiology-2026', '/'],
  ['/c/cardiology-2026/', 'cardiology-2026', '/'],
  ['/c/cardiology-2026?day=2', 'cardiology-2026', '/?day=2'],
  ['/credit', undefined, '/credit'],
  ['/c', undefined, '/c'],
  ['/c/', undefined, '/c/'],
  ['/c/not%20an%20id/credit', undefined, '/c/not%20an%20id/credit'],
  ['/credit/c/x', undefined, '/credit/c/x'],
])('%s is of the conference %s at %s', (address, conferenceId, path) => {
  expect(placeIn(address)).toEqual({ conferenceId, path })
  expect(pathIn(address)).toBe(path)
})

test('pages and requests of a conference carry it, those of the installation do not', () => {
  const here = createHere('/c/cardiology/credit')
  expect(here.addressOf('/')).toBe('/c/cardiology')
  expect(here.addressOf('/?day=2')).toBe('/c/cardiology?day=2')
  expect(here.addressOf('/sessions/heart')).toBe('/c/cardiology/sessions/heart')
  expect(here.addressOf('/c/oncology/credit')).toBe('/c/oncology/credit')
  expect(here.addressOf('/provider/people')).toBe('/provider/people')
  expect(here.addressOf('/verify/AB12')).toBe('/verify/AB12')
  expect(here.requestAt('/api/credit')).toBe('/c/cardiology/api/credit')
  expect(here.requestAt('/c/oncology/api/conference/logos/a')).toBe('/c/oncology/api/conference/logos/a')
  expect(here.requestAt('blob:preview')).toBe('blob:preview')
})

test('a page without a conference asks without one until it knows, and then stays there', () => {
  const here = createHere('/sessions/heart')
  expect(here.isSought('/sessions/heart')).toBe(true)
  expect(here.isSought('/provider')).toBe(false)
  expect(here.addressOf('/credit')).toBe('/credit')
  expect(here.requestAt('/api/credit')).toBe('/api/credit')
  here.enter('cardiology')
  here.enter('oncology')
  expect(here.conferenceId).toBe('cardiology')
  expect(here.isSought('/sessions/heart')).toBe(false)
  expect(here.requestAt('/api/credit')).toBe('/c/cardiology/api/credit')
})
