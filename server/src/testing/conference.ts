// The conference at which tests take place, and its ledger.
import type { Conference } from '@lectern/shared/conferences'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import type { ConferenceGuard } from '../core/conferenceGuard.ts'
import type { RoutePlaces } from '../http/serveRoutes.ts'
import { createLedgerStore } from '../ledger/ledgerStore.ts'

export const testConference: Conference = {
  id: 'cardiology',
  title: 'Cardiology Update',
  timeZone: 'Europe/Berlin',
}
export const conferenceId = testConference.id

/** All ledgers, with the readers of the test conference's own at hand: everything is recorded there. */
export function testLedger(redis: Redis, clock: Clock) {
  const ledgers = createLedgerStore(redis, clock, async () => conferenceId)
  const { head, read, lines, contents } = ledgers.of(conferenceId)
  return { ...ledgers, head, read, lines, contents }
}
export type TestLedger = ReturnType<typeof testLedger>

/** For tests of other things: whatever a request names is at this conference. */
export const noGuard: ConferenceGuard = async () => undefined

/** Everybody is at the test conference, with the roles of their membership there. */
export const onePlace: RoutePlaces = {
  of: async ({ identity, memberships }) => ({
    conferenceId,
    person: { ...identity, roles: memberships.get(conferenceId)?.roles ?? [] },
  }),
  ofOperator: async () => conferenceId,
  ofAnybody: async () => conferenceId,
  named: async () => undefined,
}
