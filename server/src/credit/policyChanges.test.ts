import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { daysAfter } from '@lectern/shared/creditWaiting'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { createJobs } from '../jobs/jobs.ts'
import { atEnd } from '../testing/atEnd.ts'
import { testConference } from '../testing/conference.ts'
import {
  connectCredit,
  entriesOf,
  liveAt,
  minuteMs,
  policies,
  startCredit,
  watcherOf,
} from '../testing/credit.ts'
import { connectTo } from '../testing/redis.ts'
import { createPolicyBook, editionOf } from './policyBook.ts'
import { createPolicyChanges } from './policyChanges.ts'

const clock = () => liveAt + 61 * minuteMs
const { redis, server: before } = await startCredit(clock)
await createPolicyBook(before.redis, policies).begin()

/** A server of which this file of the AMA's policy differs: after an upgrade, or an edit. */
async function upgraded(fields: object) {
  const own = connectTo(redis.url)
  const files = policies.map((policy) => (policy.id === 'ama' ? { ...policy, ...fields } : policy))
  const book = createPolicyBook(own, files)
  await book.begin()
  const server = connectCredit(redis.url, clock, undefined, book)
  const jobs = createJobs({ redis: own, clock, log: memoryLog().log, mayWork: () => true })
  const told: unknown[] = []
  const changes = createPolicyChanges({
    ...{ redis: own, jobs, book, clock, credit: server.credit, intents: server.intents },
    rulesChange: async (...about) => void told.push(about),
    settle: async () => {},
  })
  jobs.start()
  let isOpen = true
  /** The next one takes all jobs. */
  const end = async () => {
    if (isOpen) await jobs.close()
    isOpen = false
  }
  atEnd(async () => {
    await end()
    own.disconnect()
  })
  const computed = async () => {
    const { id } = await changes.begin('ama')
    for (;;) {
      const found = await changes.find('ama')
      if (found?.id === id && found.doneAt !== null) return found
      await delay(20)
    }
  }
  return { server, book, changes, computed, told, end }
}

test('a changed file takes effect once the office has seen what would change; what was claimed stays', async () => {
  const old = connectCredit(redis.url, clock, undefined, createPolicyBook(connectTo(redis.url), policies))
  const claimed = await watcherOf(old, { minutes: 52 })
  const open = await watcherOf(old, { minutes: 53 })
  const same = await watcherOf(old, { minutes: 60 })
  const { code } = await old.credit.claim(claimed.person, claimed.activity, { policyId: 'ama' }, 0.75)

  const { server, book, changes, computed, end } = await upgraded({ step: 0.5, least: 0.5, rounding: 'down' })
  const amountOf = async ({ activity, person }: typeof open) =>
    (await server.credit.creditOf(activity, person)).results.find(({ policyId }) => policyId === 'ama')
      ?.amount
  expect(await amountOf(open)).toBe(1)

  const found = await computed()
  expect(found).toMatchObject({ results: 1, claims: 1, people: 3, isCut: false })
  const listed = new Map(found.changes.map((each) => [each.personId, each]))
  expect(listed.get(open.personId)).toMatchObject({ before: 1, after: 0.5, claimed: null })
  expect(listed.get(open.personId)?.why).toMatch(/rounded down/)
  expect(listed.get(claimed.personId)).toMatchObject({ before: 0.75, after: 0.5, claimed: 0.75 })
  expect(listed.has(same.personId)).toBe(false)
  expect(await amountOf(open)).toBe(1)

  await expect(changes.putInForce('ito', 'ama', 'another', 'As published.')).rejects.toMatchObject({
    code: 'stale',
  })
  await changes.putInForce('ito', 'ama', found.id, 'As published.')
  expect(book.waiting('ama')).toBeUndefined()
  expect(await amountOf(open)).toBe(0.5)
  expect(await amountOf(claimed)).toBe(0.75)
  expect(await old.credit.claims.certificate(code)).toMatchObject({ amount: 0.75, revokedAt: null })

  const entry = (await entriesOf(server.ledger)).find(({ kind }) => kind === 'policy.in_force')
  expect(entry).toMatchObject({
    by: 'ito',
    data: {
      ...{ policyId: 'ama', reason: true, results: 1, claims: 1 },
      before: editionOf(policies.find(({ id }) => id === 'ama')!),
      edition: found.edition,
    },
  })
  expect(await server.ledger.contents.of(entry!)).toMatchObject({ reason: 'As published.' })
  // An older server follows as soon as it computes anything.
  const [credit] = (await old.credit.creditOf(open.activity, open.person)).results
  expect(credit?.amount).toBe(0.5)
  await end()
})

test('a file that is in force has nothing to decide', async () => {
  const { changes, book, end } = await upgraded({ step: 0.5, least: 0.5, rounding: 'down' })
  expect(book.waiting('ama')).toBeUndefined()
  await expect(changes.begin('ama')).rejects.toMatchObject({ code: 'conflict' })
  await end()
})

/** Planned, and no session has begun. */
const planned = (server: Parameters<typeof watcherOf>[0]) => watcherOf(server, { minutes: null })

test('with the choice of what has not begun, activities that have keep their text until another decision', async () => {
  const { server, book, changes, computed, end } = await upgraded({ claimDays: 10 })
  const begun = await watcherOf(server, { minutes: 60 })
  const later = await planned(server)
  const daysOf = (activityId: string) =>
    book.forActivity(activityId).find(({ id }) => id === 'ama')?.claimDays
  const found = await computed()
  await changes.putInForce('ito', 'ama', found.id, 'As published.', { scope: 'not_begun' })
  expect([daysOf(begun.activity.id), daysOf(later.activity.id)]).toEqual([90, 10])
  const { claimBy } = (await server.credit.creditOf(begun.activity, begun.person)).results.find(
    ({ policyId }) => policyId === 'ama',
  )!
  expect(claimBy).toBe(daysAfter(liveAt + 60 * minuteMs, 90, testConference.timeZone))
  expect((await entriesOf(server.ledger)).findLast(({ kind }) => kind === 'policy.in_force')).toMatchObject({
    data: { scope: 'not_begun', held: expect.arrayContaining([begun.activity.id]), results: 0, claims: 0 },
  })
  const { code } = await server.credit.claim(begun.person, begun.activity, { policyId: 'ama' }, 0.5)
  expect(await server.credit.claims.certificate(code)).toMatchObject({ amount: 0.5 })

  // A later decision for everything releases them.
  await end()
  const next = await upgraded({ claimDays: 20 })
  const again = await next.computed()
  await next.changes.putInForce('ito', 'ama', again.id, 'As published.', { scope: 'unclaimed' })
  await book.refresh()
  await next.end()
  expect([daysOf(begun.activity.id), daysOf(later.activity.id)]).toEqual([20, 20])
})

test('what was approved by the rules before is looked at again, unless it keeps them or was told the same', async () => {
  const { server, changes, computed, told, end } = await upgraded({ claimDays: 30 })
  const begun = await watcherOf(server, { minutes: 60 })
  const later = await planned(server)
  await changes.putInForce('ito', 'ama', (await computed()).id, 'As published.', { scope: 'not_begun' })
  const [[conferenceId, ids, by, title]] = told as [[string, string[], string, string]]
  expect([told.length, conferenceId, by, title]).toEqual([
    ...[1, later.activity.conferenceId, 'ito'],
    policies.find(({ id }) => id === 'ama')!.title,
  ])
  expect([ids.includes(later.activity.id), ids.includes(begun.activity.id)]).toEqual([true, false])
  await end()

  const same = await upgraded({ claimDays: 30, checked: '2026-01-02', source: ['Another address'] })
  await same.changes.putInForce('ito', 'ama', (await same.computed()).id, 'Checked again.')
  // All but those that kept an earlier text, which this decision takes from them.
  const looked = (same.told as [string, string[]][]).flatMap(([, all]) => all)
  expect([looked.includes(later.activity.id), looked.includes(begun.activity.id)]).toEqual([false, true])
  await same.end()
})

test('results in activities that have begun are told apart from the others', async () => {
  const { server, computed } = await upgraded({ step: 0.5, least: 0.5, rounding: 'down' })
  await watcherOf(server, { minutes: 53 })
  const found = await computed()
  expect(found.results).toBeGreaterThan(0)
  expect(found.notBegun).toEqual({ results: 0, claims: 0 })
  expect(found.changes.every(({ hasBegun }) => hasBegun)).toBe(true)
})
