// One person watches two concurrent sessions of two activities: one moment earns one credit.

import { expect, test } from '@jest/globals'
import type { Claim } from '@lectern/shared/credit'
import { codeOf } from '../testing/answers.ts'
import { liveAt, minuteMs, plannedActivity, startCredit, type Watcher, watcherOf } from '../testing/credit.ts'
import { createOfficeActs } from './officeActs.ts'

const now = liveAt + 61 * minuteMs
const { server, office } = await startCredit(() => now)

/**
 * Two 60-minute sessions that start together; the person
 * watched `minutes` of the first and all of the second.
 */
async function twice(minutes: number): Promise<[Watcher, Watcher]> {
  const first = await watcherOf(server, { minutes })
  return [first, await watcherOf(server, { person: first.person })]
}

const claim = ({ person, activity }: Watcher, amount: number): Promise<Claim> =>
  server.credit.claim(person, activity, 'ama', amount)
const amountOf = async ({ person, activity }: Watcher) =>
  (await server.credit.creditOf(activity, person)).results[0]!.amount
const grant = ({ person, sessionId }: Watcher, fromMinute: number, toMinute: number) =>
  createOfficeActs(server.credit).override(office, {
    sessionId,
    personId: person.id,
    fromMinute,
    toMinute,
    credited: true,
    reason: 'The log of the hotel says so.',
  })

test('one moment earns one credit, in the session that went live first', async () => {
  const [first, second] = await twice(60)
  expect(await amountOf(first)).toBe(1)
  expect(await amountOf(second)).toBe(0)
  expect(await codeOf(claim(second, 0.25))).toBe('not_earned')
  const [most, rest] = await twice(48)
  expect(await amountOf(most)).toBe(0.75)
  expect(await amountOf(rest)).toBe(0.25)
})

test('a session watched too little for credit takes nothing from the other', async () => {
  const [first, second] = await twice(40)
  expect(await amountOf(first)).toBe(0)
  expect(await amountOf(second)).toBe(1)
})

test('minutes that make the first session count no longer earn credit in the second: its certificate is corrected', async () => {
  const [first, second] = await twice(40)
  const { code } = await claim(second, 1)
  await grant(first, 40, 50)
  expect(await server.credit.claims.certificate(code)).toMatchObject({ revokedAt: now })
  expect(await server.credit.claims.of(second.person.id)).toMatchObject([
    { activityId: second.activity.id, amount: 0.25 },
  ])
})

test('a session without credit for the profession takes nothing from another activity', async () => {
  const [first, second] = await twice(60)
  const nurse = { ...second.person, profession: 'nurse' as const }
  const only = plannedActivity(second.activity.id, { designations: second.activity.designations })
  expect((await server.credit.creditOf(only, nurse)).results[0]!.amount).toBe(0)
  const designations = second.activity.designations.filter(({ policyId }) => policyId === 'ama')
  const last = (await server.ledger.head()).seq + 1
  await server.activities.save({ ...plannedActivity(first.activity.id), designations }, last)
  expect((await server.credit.creditOf(only, nurse)).results[0]!.amount).toBe(1)
})
