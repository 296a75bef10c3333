import { expect, test } from '@jest/globals'
import type { Claim } from '@lectern/shared/credit'
import { dayMs } from '../core/clock.ts'
import { leaseMs } from '../ledger/intents.ts'
import type { LedgerStore } from '../ledger/ledgerStore.ts'
import { codeOf } from '../testing/answers.ts'
import { conferenceId } from '../testing/conference.ts'
import {
  type CreditServer,
  connectCredit,
  entriesOf,
  invite,
  liveAt,
  minuteMs,
  plannedSession,
  startCredit,
  type Watcher,
  watcherOf,
} from '../testing/credit.ts'
import { makeAppeal } from './appealing.ts'
import { createOfficeActs } from './officeActs.ts'

const start = liveAt + 61 * minuteMs
let now = start
const { redis, server, office } = await startCredit(() => now)

const watcher = (minutes = 60) => watcherOf(server, { minutes })
const claim = ({ person, activity }: Watcher, amount: number): Promise<Claim> =>
  server.credit.claim(person, activity, { policyId: 'ama' }, amount)
const override = (
  { person, sessionId }: Watcher,
  credited: boolean,
  fromMinute: number,
  toMinute: number,
  { appealId, by = server }: { appealId?: string; by?: CreditServer } = {},
) =>
  createOfficeActs(by.credit).override(office, {
    sessionId,
    personId: person.id,
    fromMinute,
    toMinute,
    credited,
    reason: 'The log of the hotel says so.',
    ...(appealId !== undefined && { appealId }),
  })
const certificate = (code: string) => server.credit.claims.certificate(code)
const claimsOf = ({ person }: Watcher) => server.credit.claims.of(person.id)
const amountOf = async ({ person, activity }: Watcher) =>
  (await server.credit.creditOf(activity, person)).results[0]!.amount

test('withdrawing minutes lowers the credit; a certificate that states more is revoked and reissued', async () => {
  const learner = await watcher()
  const { code } = await claim(learner, 1)
  now += minuteMs
  await override(learner, false, 0, 12)
  expect(await amountOf(learner)).toBe(0.75)
  const [reissued, ...others] = await claimsOf(learner)
  expect(others).toEqual([])
  expect(reissued).toMatchObject({ amount: 0.75, policyId: 'ama' })
  expect(reissued!.code).not.toBe(code)
  expect(await certificate(code)).toMatchObject({ amount: 1, revokedAt: now, replacedBy: reissued!.code })
  expect(await certificate(reissued!.code)).toMatchObject({ amount: 0.75, revokedAt: null, issuedAt: now })
  now = start
})

test('below the least that is given nothing is earned: the certificate is revoked and not replaced', async () => {
  const learner = await watcher()
  const { code } = await claim(learner, 0.5)
  await override(learner, false, 0, 53)
  expect(await claimsOf(learner)).toEqual([])
  expect(await certificate(code)).toMatchObject({ revokedAt: now, replacedBy: null })
})

test('a certificate for no more than is still earned stays', async () => {
  const learner = await watcher()
  const { code } = await claim(learner, 0.5)
  await override(learner, false, 0, 10)
  expect((await claimsOf(learner)).map((made) => made.code)).toEqual([code])
  expect(await certificate(code)).toMatchObject({ revokedAt: null })
})

test('a certificate is corrected even after the claiming deadline', async () => {
  const learner = await watcher()
  await claim(learner, 1)
  now += 200 * dayMs
  await override(learner, false, 0, 12)
  expect(await claimsOf(learner)).toMatchObject([{ amount: 0.75 }])
  now = start
})

test('only minutes can lower a claim: other changes since then take nothing away', async () => {
  const learner = await watcherOf(server, { profession: 'pharmacist' })
  const { person, activity } = learner
  const { submitting, details } = server.credit
  await submitting.saveTest(activity, person, { first: 'a', second: 'yes' }, true)
  const { identifiers } = await details.of(person.id)
  await details.saveIdentifiers(person.id, { ...identifiers, nabpId: '123456', birthMonth: 1, birthDay: 1 })
  const { code } = await server.credit.claim(person, activity, { policyId: 'acpe-knowledge' }, 0.75)
  await details.saveIdentifiers(person.id, identifiers)
  await override(learner, false, 0, 10)
  expect(await certificate(code)).toMatchObject({ revokedAt: null })
  await override(learner, false, 10, 20)
  expect(await certificate(code)).toMatchObject({ revokedAt: now, replacedBy: null })
})

test('granted minutes can be claimed as well: the new certificate replaces the old one', async () => {
  const learner = await watcher(50)
  const first = await claim(learner, 0.75)
  expect(await codeOf(claim(learner, 1))).toBe('conflict')
  await override(learner, true, 50, 60)
  expect(await amountOf(learner)).toBe(1)
  const second = await claim(learner, 1)
  expect(second.code).not.toBe(first.code)
  expect(await claimsOf(learner)).toMatchObject([{ amount: 1, code: second.code }])
  expect(await certificate(first.code)).toMatchObject({ revokedAt: now, replacedBy: second.code })
  expect(await certificate(second.code)).toMatchObject({ amount: 1, revokedAt: null })
})

test('a person who claimed less than was earned cannot claim the rest later', async () => {
  const learner = await watcher()
  await claim(learner, 0.5)
  expect(await codeOf(claim(learner, 1))).toBe('conflict')
  await override(learner, true, 0, 60)
  expect(await codeOf(claim(learner, 1))).toBe('conflict')
})

test('the ledger records who, for whom, which slots and why, before any other effect', async () => {
  const learner = await watcher()
  const { code } = await claim(learner, 1)
  const before = (await server.ledger.head()).seq
  const made = await override(learner, false, 1, 13)
  const entries = await server.ledger.read(before + 1, 100)
  expect(entries.map(({ kind }) => kind)).toEqual([
    'override.made',
    'certificate.revoked',
    'certificate.issued',
  ])
  expect(entries[0]).toMatchObject({
    by: 'ito',
    data: {
      override: made.id,
      sessionId: learner.sessionId,
      personId: learner.person.id,
      from: 6,
      to: 78,
      credited: false,
      reason: true,
    },
  })
  expect(await server.ledger.contents.of(entries[0]!)).toEqual({ reason: 'The log of the hotel says so.' })
  expect(entries[1]).toMatchObject({
    by: 'ito',
    data: { code, activityId: learner.activity.id, reason: true },
  })
})

test('concurrent overrides all count, and one certificate is valid in the end', async () => {
  const learner = await watcher()
  const { code } = await claim(learner, 1)
  const before = (await server.ledger.head()).seq
  const other = connectCredit(redis.url, () => now)
  await Promise.all([
    override(learner, false, 0, 4),
    override(learner, false, 4, 8, { by: other }),
    override(learner, false, 8, 12),
  ])
  other.close()
  expect(await amountOf(learner)).toBe(0.75)
  const [held, ...others] = await claimsOf(learner)
  expect(others).toEqual([])
  expect(held).toMatchObject({ amount: 0.75 })
  const entries = await server.ledger.read(before + 1, 100)
  const codes = (kind: string) => entries.flatMap((entry) => (entry.kind === kind ? [entry.data.code] : []))
  const valid = [code, ...codes('certificate.issued')].filter(
    (issued) => !codes('certificate.revoked').includes(issued),
  )
  expect(valid).toEqual([held!.code])
  expect(await certificate(held!.code)).toMatchObject({ revokedAt: null })
})

test('after a claim and an override at once no valid certificate states more than was earned', async () => {
  for (let i = 0; i < 8; i++) {
    const learner = await watcher()
    await Promise.all([codeOf(claim(learner, 1)), override(learner, false, 0, 12)])
    for (const { amount } of await claimsOf(learner)) expect(amount).toBeLessThanOrEqual(0.75)
  }
})

test('another server completes an override that its server did not finish', async () => {
  const learner = await watcher()
  const { code } = await claim(learner, 1)
  const before = (await server.ledger.head()).seq
  const broken = connectCredit(
    redis.url,
    () => now,
    (ledger): LedgerStore => ({
      ...ledger,
      append: async (...given) => {
        await ledger.append(...given)
        throw new Error('the connection was lost')
      },
    }),
  )
  expect(await codeOf(override(learner, false, 0, 12, { by: broken }))).toContain('the connection was lost')
  broken.close()
  expect(await claimsOf(learner)).toMatchObject([{ code }])
  now += leaseMs + 1
  await server.intents.sweep()
  expect(await claimsOf(learner)).toMatchObject([{ amount: 0.75 }])
  const kinds = (await server.ledger.read(before + 1, 100)).map(({ kind }) => kind)
  expect(kinds).toEqual(['override.made', 'certificate.revoked', 'certificate.issued'])
  now = start
})

test('an override of minutes outside the session is refused', async () => {
  const learner = await watcher()
  expect(await codeOf(override(learner, true, 60, 90))).toBe('invalid_request')
  // A range that reaches beyond the end is cut.
  expect(await override(learner, true, 50, 90)).toMatchObject({ from: 300, to: 360 })
})

test.each([
  ['2:10 to 4:20', 130, 260, 13, 26],
  ['2:10 to 4:20.001, a hair into the next slot', 130, 260.001, 13, 27],
  ['the first slot', 0, 10, 0, 1],
  ['a second within a slot', 14, 15, 1, 2],
  ['the last slot', 3590, 3600, 359, 360],
])('minutes are whole slots: %s', async (_what, fromSeconds, toSeconds, from, to) => {
  const learner = await watcher()
  expect(await override(learner, false, fromSeconds / 60, toSeconds / 60)).toMatchObject({ from, to })
})

test('nobody in the CE office decides about their own minutes', async () => {
  const learner = await watcher(5)
  const appeal = await makeAppeal(server.credit, learner.person, learner.sessionId, 'The picture froze.')
  const own = createOfficeActs(server.credit)
  const request = { sessionId: learner.sessionId, personId: learner.person.id, fromMinute: 40, toMinute: 60 }
  expect(
    await codeOf(own.override(learner.person, { ...request, credited: true, reason: 'I was there.' })),
  ).toBe('forbidden')
  expect(await codeOf(own.decline(learner.person, conferenceId, appeal.id, 'I was not there.'))).toBe(
    'forbidden',
  )
  expect(await amountOf(learner)).toBe(0)
  expect(await server.credit.appeals.find(conferenceId, appeal.id)).toMatchObject({ decidedAt: null })
})

test('a person who has not acknowledged the disclosures cannot appeal', async () => {
  const learner = await watcher()
  await invite(server, 'passer-by', 'physician')
  const stranger = await server.credit.personOf('passer-by')
  expect(await codeOf(makeAppeal(server.credit, stranger, learner.sessionId, 'I was there, too.'))).toBe(
    'conflict',
  )
})

test('a session planned after a claim does not prevent the certificate’s correction', async () => {
  const learner = await watcher()
  const { code } = await claim(learner, 1)
  await server.program.saveSession(plannedSession(`${learner.sessionId}-later`, learner.activity.id))
  await override(learner, false, 0, 12)
  expect(await certificate(code)).toMatchObject({ revokedAt: now })
  expect(await claimsOf(learner)).toMatchObject([{ amount: 0.75 }])
})

test('no minutes are granted to a person who has not acknowledged the disclosures', async () => {
  const learner = await watcher()
  await invite(server, 'stranger', 'physician')
  const stranger = { ...learner, person: await server.credit.personOf('stranger') }
  expect(await codeOf(override(stranger, true, 0, 60))).toBe('conflict')
})

test('an appeal is granted by the override that names it, and only once', async () => {
  const learner = await watcher(40)
  const appeal = await makeAppeal(server.credit, learner.person, learner.sessionId, 'The picture froze.')
  const outcomes = await Promise.all([
    codeOf(override(learner, true, 40, 60, { appealId: appeal.id })),
    codeOf(override(learner, true, 40, 60, { appealId: appeal.id })),
  ])
  expect([...outcomes].sort()).toEqual(['conflict', 'ok'])
  expect(await server.credit.appeals.find(conferenceId, appeal.id)).toMatchObject({
    decidedBy: 'ito',
    granted: true,
    decision: 'The log of the hotel says so.',
  })
  expect(
    await codeOf(createOfficeActs(server.credit).decline(office, conferenceId, appeal.id, 'No trace.')),
  ).toBe('conflict')
})

test('an appeal cannot be granted by an override for somebody else', async () => {
  const [learner, other] = [await watcher(), await watcher()]
  const appeal = await makeAppeal(server.credit, learner.person, learner.sessionId, 'The picture froze.')
  expect(await codeOf(override(other, true, 0, 10, { appealId: appeal.id }))).toBe('invalid_request')
  expect(await server.credit.appeals.find(conferenceId, appeal.id)).toMatchObject({ decidedAt: null })
})

test('an appeal is declined with a reason; the ledger has the reason, and none of the appeal’s words', async () => {
  const learner = await watcher()
  const before = (await server.ledger.head()).seq
  const appeal = await makeAppeal(server.credit, learner.person, learner.sessionId, 'I was in the garden.')
  await createOfficeActs(server.credit).decline(office, conferenceId, appeal.id, 'A garden is no session.')
  expect(await server.credit.appeals.of(conferenceId, learner.sessionId, learner.person.id)).toMatchObject([
    { id: appeal.id, decision: 'A garden is no session.', granted: false, decidedAt: now },
  ])
  const entries = await server.ledger.read(before + 1, 100)
  expect(entries.map(({ kind, by }) => [kind, by])).toEqual([
    ['appeal.made', learner.person.id],
    ['appeal.decided', 'ito'],
  ])
  expect(JSON.stringify(entries[0])).not.toContain('garden')
})

test('the same appeal made twice at once is one appeal; the next must wait for the decision', async () => {
  const learner = await watcher()
  const appeal = (text: string) => makeAppeal(server.credit, learner.person, learner.sessionId, text)
  const [one, other] = await Promise.all([appeal('The same.'), appeal('The same.')])
  expect(one.id).toBe(other.id)
  expect(await codeOf(appeal('Something else.'))).toBe('conflict')
  await createOfficeActs(server.credit).decline(office, conferenceId, one.id, 'No trace.')
  expect((await appeal('Something else.')).id).not.toBe(one.id)
})

test('a certificate that the office revokes is invalid, and the earned credit may be claimed again', async () => {
  const learner = await watcher()
  const { code } = await claim(learner, 1)
  const acts = createOfficeActs(server.credit)
  const before = (await server.ledger.head()).seq
  await Promise.all([
    acts.revoke(office, conferenceId, code.toLowerCase().replaceAll('-', ' '), 'The name is misspelt.'),
    acts.revoke(office, conferenceId, code, 'The name is misspelt.'),
  ])
  expect(await certificate(code)).toMatchObject({ revokedAt: now, replacedBy: null })
  expect(await claimsOf(learner)).toEqual([])
  expect((await entriesOf(server.ledger)).filter(({ seq }) => seq > before)).toMatchObject([
    {
      kind: 'certificate.revoked',
      by: 'ito',
      data: { code, activityId: learner.activity.id, reason: true },
    },
  ])
  expect((await claim(learner, 1)).code).not.toBe(code)
  expect(await codeOf(acts.revoke(office, conferenceId, 'nonsense', 'Because.'))).toBe('not_found')
})
