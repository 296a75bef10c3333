// Certificates are computed again from the ledger whatever a policy's changed text was put in force for: what
// had begun keeps the text before, or everything that is not claimed goes by the new one.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { keys } from '@lectern/shared/keys'
import { createAudit } from '../../../scripts/ledger/credit/audit.ts'
import { linesOf } from '../../../shared/src/verifying/lines.ts'
import { nodeTools } from '../../../shared/src/verifying/signature.ts'
import { verifyLedger } from '../../../shared/src/verifying/verifyLedger.ts'
import { createMarksStore, segmentOf, segmentSlots } from '../attendance/marksStore.ts'
import { createSeatsStore } from '../attendance/seatsStore.ts'
import { settleAfterMs } from '../attendance/sweeper.ts'
import { exportLines } from '../ledger/ledgerExport.ts'
import { createLedgerKey } from '../ledger/ledgerKey.ts'
import { conferenceId, testConference } from '../testing/conference.ts'
import * as credit from '../testing/credit.ts'
import { createEvidenceServer, type EvidenceServer } from '../testing/evidence.ts'
import { fakeCaller, personNamed } from '../testing/people.ts'
import { connectTo, fileRedis } from '../testing/redis.ts'
import { createPolicyBook, editionOf } from './policyBook.ts'

const file = await fileRedis()
const redis = connectTo(file.url)
let now = credit.liveAt - credit.minuteMs
const key = createLedgerKey(Buffer.alloc(32, 5).toString('base64'))
const open: EvidenceServer[] = []

/** After an upgrade with another text of the AMA's policy. */
async function upgraded(fields: Partial<CreditPolicy> = {}) {
  const files = credit.policies.map((policy) => (policy.id === 'ama' ? { ...policy, ...fields } : policy))
  const book = createPolicyBook(redis, files)
  await book.begin()
  const server = createEvidenceServer(redis, () => now, `server-${open.length}`, book)
  open.push(server)
  return { server, book }
}

let upgrade = await upgraded()
const people = ['ann', 'ben', 'cleo'] as const
const sessionId = 'session'

/** 53 of 60 minutes: 1.00 rounded to the nearest quarter, 0.75 rounded down, 0.50 in halves. */
beforeAll(async () => {
  const { server } = upgrade
  await server.program.createConference(testConference, now)
  await credit.invite(server, 'ito', 'other', ['office'])
  for (const personId of people) await credit.invite(server, personId, 'physician')
  await server.plan(conferenceId, credit.plannedActivity('activity'))
  await server.program.saveSession(credit.plannedSession(sessionId, 'activity'))
  now = credit.liveAt
  const moderator = fakeCaller(personNamed('ito', 'organiser', 'office'))
  await server.commands['program.start']({ sessionId }, moderator)
  const [seats, marks] = [createSeatsStore(redis), createMarksStore(redis)]
  for (const personId of people) await seats.give(sessionId, personId, 'words', now)
  for (let slot = 0; slot < 360; slot++) {
    await marks.markOnAir(sessionId, slot)
    if (slot < 53 * 6)
      for (const kind of ['present', 'delivered'] as const)
        await marks.mark(kind, sessionId, segmentOf(slot), new Map([[slot % segmentSlots, [...people]]]))
  }
  now = credit.liveAt + 60 * credit.minuteMs
  await server.commands['program.end']({ sessionId }, moderator)
  now += settleAfterMs
  await server.attendance.sweep()
}, 60_000)
afterAll(() => {
  for (const server of open) server.close()
})

async function claim(personId: string): Promise<number> {
  const { server } = upgrade
  const [activity, person] = [
    await server.credit.activity('activity'),
    await server.credit.personOf(personId),
  ]
  const answers = { useful: '5', 'commercial-bias': 'yes' }
  await server.credit.submitting.saveEvaluation(activity, person, answers, true)
  const { results } = await server.credit.creditOf(activity, person)
  const { amount } = results.find(({ policyId }) => policyId === 'ama')!
  await server.credit.claim(person, activity, { policyId: 'ama' }, amount)
  return amount
}

async function decide(scope: 'unclaimed' | 'not_begun'): Promise<void> {
  const { book, server } = upgrade
  const policy = book.waiting('ama')!
  const against = editionOf(book.policies.find(({ id }) => id === 'ama')!)
  const computed = {
    id: 'seen',
    policyId: 'ama',
    edition: editionOf(policy),
    against,
    startedAt: 1,
    doneAt: 2,
  }
  const none = { share: 1, people: 0, results: 0, claims: 0, changes: [], isCut: false }
  await redis.set(keys.policyChanges('ama'), JSON.stringify({ ...computed, ...none }))
  await server.policyChanges.putInForce('ito', 'ama', 'seen', 'As published.', { scope })
}

async function audit() {
  const about = { conference: { id: conferenceId, title: 'Cardiology' }, exportedAt: now }
  const own = createAudit()
  const { ledger } = open[0]!
  async function* bytes() {
    for await (const part of exportLines(ledger, await ledger.head(), about, key)) yield Buffer.from(part)
  }
  const report = await verifyLedger(linesOf(bytes()), nodeTools(), (item) => own.see(item))
  return { is: report.is, ...own.report() }
}

test('what had begun is claimed by the text before, then everything by a newer one; each is computed again', async () => {
  expect(await claim('ann')).toBe(1)
  upgrade = await upgraded({ rounding: 'down' })
  await decide('not_begun')
  expect(await claim('ben')).toBe(1)
  upgrade = await upgraded({ rounding: 'down', step: 0.5, least: 0.5 })
  await decide('unclaimed')
  expect(await claim('cleo')).toBe(0.5)
  expect(await audit()).toMatchObject({ is: 'unaltered', recomputed: 3, differences: [] })

  // A correction keeps the text that the claim was made by.
  const minutes = { sessionId, fromMinute: 0, toMinute: 15, credited: false, reason: 'The log says so.' }
  const office = personNamed('ito', 'organiser', 'office')
  for (const personId of ['ben', 'cleo'])
    await upgrade.server.office.override(office, { ...minutes, personId })
  const after = await audit()
  expect(after).toMatchObject({ is: 'unaltered', differences: [] })
  expect(after.recomputed).toBeGreaterThan(3)
})
