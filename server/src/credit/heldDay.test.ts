import { expect, test } from '@jest/globals'
import type { SessionView } from '@lectern/shared/program'
import { heldDay } from './heldDay.ts'

const at = (time: string) => Date.parse(`${time}+01:00`)
const view = (id: string, from: string, to: string) =>
  ({
    session: { id, startsAt: at(from), endsAt: at(to) },
    state: { liveAt: at(from), endedAt: at(to) },
  }) as SessionView
const night = view('night', '2026-11-24T23:00', '2026-11-25T01:00')
const all = [view('noon', '2026-11-24T12:00', '2026-11-24T13:00'), night]

test.each([
  ['before midnight', '2026-11-24T23:30', undefined, '2026-11-24'],
  ['after midnight, of a session that began before', '2026-11-25T00:30', undefined, '2026-11-24'],
  ['the last moment of it', '2026-11-25T00:59:59', undefined, '2026-11-24'],
  ['after its end', '2026-11-25T01:30', undefined, '2026-11-25'],
  ['a session that is claimed by itself', '2026-11-25T00:30', 'night', '2026-11-24'],
  ['a day that is claimed by itself', '2026-11-25T00:30', '2026-11-24', '2026-11-24'],
])('credit that ends %s is of the right day', (_, time, partId, day) => {
  expect(heldDay({ at: at(time), partId }, all, 'Europe/Berlin')).toBe(day)
})
