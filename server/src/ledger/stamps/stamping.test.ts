// Ledgers are countersigned by a real authority: when, exactly once, and what an export then proves.
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import type { LedgerKind } from '@lectern/shared/ledger'
import { linesOf } from '@lectern/shared/verifying/lines'
import { nodeTools } from '@lectern/shared/verifying/signature'
import { verifyLedger } from '@lectern/shared/verifying/verifyLedger'
import { memoryLog } from '../../../../scripts/testing/log.ts'
import { createStampAuthority, serveStamps } from '../../../../scripts/testing/stampAuthority.ts'
import { dayMs } from '../../core/clock.ts'
import { createJobs } from '../../jobs/jobs.ts'
import { atEnd } from '../../testing/atEnd.ts'
import { conferenceId, testLedger } from '../../testing/conference.ts'
import { fileRedis } from '../../testing/redis.ts'
import { intentHead } from '../intent.ts'
import { createIntents, leaseMs } from '../intents.ts'
import { exportLines } from '../ledgerExport.ts'
import { createLedgerKey } from '../ledgerKey.ts'
import { createStamping, isDue } from './stamping.ts'

const redis = await fileRedis()
const connection = redis.connect()
const authority = createStampAuthority('ec')
const service = await serveStamps(authority)
const trusted = [new X509Certificate(readFileSync(authority.caFile))]
atEnd(() => {
  service.close()
  authority.close()
})
/** How far the servers' clock is from the authority's, in ms. */
let aheadMs = 0
const clock = () => Date.now() + aheadMs
const hourMs = 3_600_000
const { log } = memoryLog()
const ends: (() => Promise<void>)[] = []

function newServer() {
  const ledger = testLedger(connection, clock)
  const intents = createIntents({ redis: connection, clock, ledger, log })
  const times = { lockMs: 500, stalledCheckMs: 100 }
  const jobs = createJobs({ redis: redis.connect(), clock, log, mayWork: () => true, times })
  const settings = { url: new URL(service.url), trusted, policy: undefined }
  const conferenceIds = async () => [conferenceId]
  const stamping = createStamping({
    ...{ redis: connection, jobs, intents, ledger, conferenceIds, settings, clock, log },
    timeoutMs: 1000,
  })
  jobs.start()
  ends.push(jobs.close)
  return { ledger, intents, jobs, stamping }
}
type Server = ReturnType<typeof newServer>
let server: Server

beforeEach(async () => {
  await connection.flushall()
  aheadMs = 0
  server = newServer()
})
afterEach(async () => {
  service.answerBy()
  await Promise.all(ends.splice(0).map((end) => end()))
})

async function until(check: () => Promise<boolean>): Promise<void> {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 20))
}
const record = (kind: LedgerKind = 'claim.made') =>
  server.intents.enter([{ kind, by: 'ann', data: { activityId: 'activity' } }])
/** What a poll makes is done. */
async function poll(of = server): Promise<void> {
  await of.stamping.poll()
  await until(async () => !(await of.stamping.standing(conferenceId)).isAsking)
}
async function kinds(): Promise<LedgerKind[]> {
  return (await server.ledger.read(1, 1000)).map(({ kind }) => kind)
}
async function exported() {
  const key = createLedgerKey(Buffer.alloc(32, 1).toString('base64'))
  const about = { conference: { id: conferenceId, title: 'Cardiology' }, exportedAt: clock() }
  async function* bytes() {
    for await (const part of exportLines(server.ledger, await server.ledger.head(), about, key))
      yield Buffer.from(part)
  }
  return verifyLedger(linesOf(bytes()), nodeTools(undefined, trusted))
}

test('a ledger with entries is stamped, and its export proves when and by whom', async () => {
  await record()
  await record()
  await poll()
  expect(await kinds()).toEqual(['claim.made', 'claim.made', 'head.stamped'])
  const { last, open, failure } = await server.stamping.standing(conferenceId)
  expect(last).toMatchObject({ head: { seq: 2 }, entry: 3, authority: 'O=Kardia, CN=Kardia stamps' })
  expect([open, failure]).toEqual([0, null])
  const report = await exported()
  expect(report).toMatchObject({
    is: 'unaltered',
    stamps: [{ head: 2, entry: 3, isTrusted: true, at: last!.at }],
  })
  expect((await server.stamping.lastToken(conferenceId))!.length).toBeGreaterThan(500)
})

test('a stamp is no reason for another one, and nothing new is not stamped again', async () => {
  await record()
  await poll()
  aheadMs = 3 * dayMs
  await poll()
  expect(await kinds()).toEqual(['claim.made', 'head.stamped'])
})

test('without an address nothing is asked', async () => {
  const { intents, ledger, jobs } = server
  const none = createStamping({
    ...{ redis: connection, jobs: { ...jobs, define: () => undefined }, intents, ledger, clock, log },
    conferenceIds: async () => [conferenceId],
    settings: undefined,
  })
  await record()
  await none.poll()
  expect(await none.askNow(conferenceId)).toBe(false)
  expect(await none.standing(conferenceId)).toMatchObject({
    authority: null,
    last: null,
    open: 1,
    isAsking: false,
  })
})

test('what is worth a stamp is stamped after ten minutes at the latest, and anything else within a day', () => {
  const last = {
    head: { seq: 10, hash: '' },
    recordedAt: 0,
    entry: 11,
    at: 0,
    authority: '',
    fingerprint: '',
  }
  const stamps = { last, failure: null }
  expect(isDue({ seq: 11, wanted: 5 }, stamps, 9 * dayMs)).toBe(false)
  expect(isDue({ seq: 12, wanted: 5 }, stamps, dayMs - 1)).toBe(false)
  expect(isDue({ seq: 12, wanted: 5 }, stamps, dayMs)).toBe(true)
  expect(isDue({ seq: 12, wanted: 12 }, stamps, hourMs / 6 - 1)).toBe(false)
  expect(isDue({ seq: 12, wanted: 12 }, stamps, hourMs / 6)).toBe(true)
  expect(isDue({ seq: 1, wanted: 0 }, { last: undefined, failure: null }, 0)).toBe(true)
  expect(isDue({ seq: 0, wanted: 0 }, { last: undefined, failure: null }, 0)).toBe(false)
})

test.each<LedgerKind>(['attendance.frozen', 'certificate.issued'])(
  '%s is worth a stamp at once',
  async (kind) => {
    await record()
    await record(kind)
    await record()
    expect(await connection.hget(keys.ledgerHead(conferenceId), 'wanted')).toBe('2')
  },
)

test('an authority that is away for days is asked less and less often, and as soon as it is back it stamps', async () => {
  service.answerBy((_, response) => void response.writeHead(503).end())
  await record()
  const before = service.asked.length
  await poll()
  const first = (await server.stamping.standing(conferenceId)).failure!
  expect(first).toMatchObject({ tries: 1, reason: 'it answers with HTTP status 503' })
  // At once it is not asked again.
  await poll()
  expect(service.asked.length).toBe(before + 1)
  for (let tries = 2; tries <= 9; tries++) {
    aheadMs = (await server.stamping.standing(conferenceId)).failure!.nextAt - Date.now()
    await poll()
  }
  const { failure } = await server.stamping.standing(conferenceId)
  expect(failure).toMatchObject({ since: first.since, tries: 9 })
  expect(failure!.nextAt - clock()).toBeGreaterThan(hourMs - 60_000)
  expect(failure!.nextAt - clock()).toBeLessThanOrEqual(hourMs)
  service.answerBy()
  // The authority's clock is the real one.
  aheadMs = 0
  expect(await server.stamping.askNow(conferenceId)).toBe(true)
  await until(async () => (await server.stamping.standing(conferenceId)).last !== null)
  expect(await server.stamping.standing(conferenceId)).toMatchObject({ failure: null, open: 0 })
  expect(await exported()).toMatchObject({ is: 'unaltered', stamps: [{ head: 1 }] })
})

test('several servers that look at the same time have it stamped once', async () => {
  const others = [server, newServer(), newServer()]
  await record('certificate.issued')
  await Promise.all(others.map(poll))
  expect(await kinds()).toEqual(['certificate.issued', 'head.stamped'])
})

test('a server killed between answer and record: another one records that very stamp, once', async () => {
  await record()
  const head = await server.ledger.head()
  const token = Buffer.from('as it was given').toString('base64')
  const stamp = { head, at: clock(), authority: 'O=Kardia', fingerprint: 'f', policy: '1.2', serial: '01' }
  const intent = intentHead('stamp', clock() - leaseMs, { conferenceId, stamp, token })
  await connection.hset(keys.stampIntents(), conferenceId, intent)
  await Promise.all([server.intents.sweep(), newServer().intents.sweep()])
  expect(await kinds()).toEqual(['claim.made', 'head.stamped'])
  await poll()
  await server.intents.sweep()
  expect(await kinds()).toEqual(['claim.made', 'head.stamped'])
  expect(await connection.hlen(keys.stampIntents())).toBe(0)
})

test('a failure that is noted late does not hide a stamp that was recorded meanwhile', async () => {
  await record()
  await poll()
  await server.stamping.store.failed(conferenceId, 0, clock(), 'it cannot be reached')
  expect((await server.stamping.standing(conferenceId)).failure).toBeNull()
})

test('the first stamp that fixes an entry is found', async () => {
  await record()
  await poll()
  expect(await server.stamping.store.fixing(conferenceId, 1)).toMatchObject({ head: { seq: 1 } })
  expect(await server.stamping.store.fixing(conferenceId, 2)).toBeUndefined()
})
