// What may be claimed of what was earned, and what becomes of a claim when the person’s profession changes.
import { expect, test } from '@jest/globals'
import type { Profession } from '@lectern/shared/accounts'
import { dayMs } from '../core/clock.ts'
import { codeOf } from '../testing/answers.ts'
import { conferenceId } from '../testing/conference.ts'
import {
  invite,
  liveAt,
  minuteMs,
  plannedActivity,
  plannedSession,
  startCredit,
  type Watcher,
  watchedSession,
  watcherOf,
} from '../testing/credit.ts'
import { createOfficeActs } from './officeActs.ts'

let now = liveAt + 61 * minuteMs
const { server, office } = await startCredit(() => now)
const { credit } = server

const designatedAt = liveAt - dayMs
const designated = (policyId: string, more: object) => ({
  designations: [{ policyId, designatedAt, ...more }],
})
async function give(personId: string, identifiers: object): Promise<void> {
  const given = await credit.details.of(personId)
  await credit.details.save(personId, { ...given, identifiers: { ...given.identifiers, ...identifiers } })
}
const claim = (
  { person, activity }: Pick<Watcher, 'person' | 'activity'>,
  policyId: string,
  amount: number,
) => credit.claim(person, activity, { policyId }, amount)

const acpe = designated('acpe-application', { maximum: 1, number: '1234-0000-26-001-L01-P' })

test('of what is given whole no part can be claimed', async () => {
  const number = '2760102026000000001'
  // Ninety minutes, as the chamber gave two points.
  const activity = plannedActivity('whole', { test: [], ...designated('germany', { maximum: 2, number }) })
  await server.plan(conferenceId, activity)
  await server.program.saveSession({
    ...plannedSession('whole-1', 'whole'),
    endsAt: liveAt + 90 * minuteMs,
  })
  await invite(server, 'whole', 'physician')
  await watchedSession(server.redis, 'whole-1', { whole: 80 }, 90)
  await give('whole', { efn: '802761234567896' })
  const person = (await server.accounts.memberOf('whole', conferenceId))!
  now = liveAt + 91 * minuteMs
  expect(await codeOf(claim({ person, activity }, 'germany', 1))).toBe('invalid_request')
  expect(await claim({ person, activity }, 'germany', 2)).toMatchObject({ amount: 2 })
})

test('less than the body gives cannot be claimed, although less than was earned can', async () => {
  const learner = await watcherOf(server, { profession: 'pharmacist', changes: acpe })
  await give(learner.personId, { nabpId: '1234567', birthMonth: 3, birthDay: 9 })
  await credit.submitting.saveTest(learner.activity, learner.person, { first: 'a', second: 'yes' }, true)
  expect(await codeOf(claim(learner, 'acpe-application', 0.75))).toBe('invalid_request')
  expect(await claim(learner, 'acpe-application', 1)).toMatchObject({ amount: 1 })
})

async function becomes(personId: string, profession: Profession): Promise<void> {
  await server.accounts.changeIdentity(personId, { profession })
}
const withdraw = ({ personId, sessionId }: Watcher) =>
  createOfficeActs(credit).override(office, {
    ...{ sessionId, personId, fromMinute: 0, toMinute: 30, credited: false },
    reason: 'The log says so.',
  })

test('withdrawn minutes correct a claim that was made before the profession changed', async () => {
  const learner = await watcherOf(server)
  const { code } = await claim(learner, 'ama', 1)
  await becomes(learner.personId, 'nurse')
  await withdraw(learner)
  const certificate = await credit.claims.certificate(code)
  expect(certificate?.replacedBy).not.toBeNull()
  expect(await credit.claims.of(learner.personId)).toMatchObject([{ policyId: 'ama', amount: 0.5 }])
})

test('minutes that were granted and withdrawn again reopen no claim', async () => {
  const learner = await watcherOf(server, { minutes: 45 })
  const acts = createOfficeActs(credit)
  const { personId, sessionId } = learner
  const stretch = { sessionId, personId, fromMinute: 45, toMinute: 60, reason: 'The log says so.' }
  const before = now
  now = Date.parse('2026-06-10T09:00Z')
  const amount = async () => (await credit.creditOf(learner.activity, learner.person)).results[0]!.amount
  expect(await amount()).toBe(0)
  await acts.override(office, { ...stretch, credited: true })
  expect(await amount()).toBe(1)
  await acts.override(office, { ...stretch, credited: false })
  expect(await amount()).toBe(0)
  now = before
})

test('the same minutes are not paid again by the body of another profession', async () => {
  const learner = await watcherOf(server)
  await claim(learner, 'ama', 0.5)
  await becomes(learner.personId, 'nurse')
  const person = await credit.personOf(learner.personId)
  const { results } = await credit.creditOf(learner.activity, person)
  // Half of the hour is left.
  expect(results.map(({ policyId, amount }) => [policyId, amount])).toEqual([['ancc', 0.5]])
  expect(await codeOf(claim({ ...learner, person }, 'ancc', 0.75))).toBe('not_earned')
})
