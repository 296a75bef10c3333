// One person watches two concurrent sessions of two activities: one moment earns one credit.

import { expect, test } from '@jest/globals'
import type { Claim } from '@lectern/shared/credit'
import { dayMs } from '../core/clock.ts'
import { codeOf } from '../testing/answers.ts'
import { liveAt, minuteMs, startCredit, type Watcher, watcherOf } from '../testing/credit.ts'
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
  server.credit.claim(person, activity, { policyId: 'ama' }, amount)
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

test('one moment earns one credit: what is claimed in one session is gone from the other', async () => {
  const [first, second] = await twice(60)
  expect([await amountOf(first), await amountOf(second)]).toEqual([1, 1])
  await claim(second, 1)
  expect(await amountOf(first)).toBe(0)
  expect(await codeOf(claim(first, 0.25))).toBe('not_earned')
})

test('a session of which nothing is claimed takes nothing from the other', async () => {
  const [first, second] = await twice(40)
  expect(await amountOf(first)).toBe(0.75)
  expect(await claim(second, 1)).toMatchObject({ amount: 1 })
})

test('who claims half of one session can claim the other half of the one beside it', async () => {
  const [first, second] = await twice(60)
  await claim(first, 0.5)
  expect(await amountOf(second)).toBe(0.5)
  await claim(second, 0.5)
  expect((await server.credit.creditOf(first.activity, first.person)).results[0]!.amount).toBe(0.5)
})

test('what is claimed is first the time in which only that session was watched', async () => {
  const [first, second] = await twice(30)
  await claim(second, 0.5)
  expect(await amountOf(first)).toBe(0.5)
})

test('of two claims for the same minutes at once, one loses them again', async () => {
  const [first, second] = await twice(60)
  await Promise.allSettled([claim(first, 1), claim(second, 1)])
  const valid = await server.credit.claims.of(first.person.id)
  expect(valid.reduce((sum, { amount }) => sum + amount, 0)).toBe(1)
})

test('minutes granted in the first session take nothing from a claim that stands', async () => {
  const [first, second] = await twice(40)
  const { code } = await claim(second, 1)
  await grant(first, 40, 50)
  expect(await server.credit.claims.certificate(code)).toMatchObject({ revokedAt: null })
  expect(await amountOf(first)).toBe(0)
})

test('a claim from before its time was stored takes all that was watched there', async () => {
  const [first, second] = await twice(60)
  await claim(first, 0.5)
  const [stored] = await server.credit.claims.all(first.person.id)
  const { time: _time, attended: _attended, reportFrom: _from, ...former } = stored!
  await server.credit.claims.swap(first.person.id, stored, former)
  expect(await amountOf(second)).toBe(0)
})

test('one body’s minutes are not paid by another body of the same profession', async () => {
  const designations = ['ancc', 'ca-brn'].map((policyId) => ({
    policyId,
    maximum: 1,
    designatedAt: liveAt - dayMs,
    number: '17711',
  }))
  const nurse = await watcherOf(server, { profession: 'nurse', changes: { designations } })
  const amounts = async () =>
    (await server.credit.creditOf(nurse.activity, nurse.person)).results.map(({ amount }) => amount)
  expect(await amounts()).toEqual([1, 1])
  await server.credit.claim(nurse.person, nurse.activity, { policyId: 'ancc' }, 1)
  expect(await amounts()).toEqual([1, 0])
})
