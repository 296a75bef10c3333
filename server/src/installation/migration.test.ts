// Data that an earlier version wrote, with one conference, is brought to conferences at the first start.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from '@jest/globals'
import { newestData } from '@lectern/shared/dataVersion'
import { keys } from '@lectern/shared/keys'
import type { LedgerEntry } from '@lectern/shared/ledger'
import { chain, start } from '@lectern/shared/ledgerChain'
import { session } from '@lectern/shared/program'
import type { Redis } from 'ioredis'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { valuesIn } from '../../../scripts/testing/redis.ts'
import { createAccountsStore } from '../accounts/accountsStore.ts'
import { createBoothsStore } from '../booths/boothsStore.ts'
import { createActivitiesStore } from '../credit/activitiesStore.ts'
import { sha256 } from '../ledger/ledgerStore.ts'
import { faulty } from '../testing/faults.ts'
import { fileRedis } from '../testing/redis.ts'
import { startServers } from '../testing/servers.ts'
import { migrate } from './migration.ts'
import { oldKeys } from './oldKeys.ts'

type Stored = ['string', string] | ['hash', Record<string, string>] | ['set' | 'list' | 'zset', string[]]
type Old = Stored | ['stream', [id: string, fields: string[]][]]
/** Written by the stores of that version: the example, after a session that was watched and claimed. */
const {
  boothId,
  learner,
  keys: old,
} = JSON.parse(readFileSync(join(import.meta.dirname, 'testing/dataOfVersion0.json'), 'utf8')) as {
  boothId: string
  learner: string
  keys: Record<string, Old>
}

const redis = await fileRedis()
const connection = redis.connect()
const now = 1_800_000_000_000
const log = memoryLog()
const run = (on: Redis = connection) => migrate({ redis: on, clock: () => now, log: log.log })

async function load(into: Redis): Promise<void> {
  for (const [key, [type, content]] of Object.entries(old)) {
    if (type === 'string') await into.set(key, content)
    else if (type === 'hash') await into.hset(key, content)
    else if (type === 'set') await into.sadd(key, ...content)
    else if (type === 'list') await into.rpush(key, ...content)
    else if (type === 'stream') for (const [id, fields] of content) await into.xadd(key, id, ...fields)
    else for (let i = 0; i < content.length; i += 2) await into.zadd(key, content[i + 1]!, content[i]!)
  }
}

const everything = async (): Promise<Record<string, unknown>> =>
  Object.fromEntries((await valuesIn(connection)).map(({ key, value }) => [key, value]))

beforeEach(async () => {
  await connection.flushall()
  await load(connection)
})

test('everybody is what they were, at the conference that was the only one', async () => {
  await run()
  const accounts = createAccountsStore(connection)
  expect(await accounts.memberOf('clara', 'cardiology')).toMatchObject({
    name: 'Clara Nwosu',
    roles: ['clinician'],
  })
  expect(await accounts.findPerson('clara')).not.toHaveProperty('roles')
  expect(await accounts.memberOf('clara', 'elsewhere')).toBeUndefined()
  expect((await accounts.memberOf('ito', 'cardiology'))!.roles).toEqual(['organiser', 'office'])
  expect((await accounts.memberOf('vera', 'cardiology'))!.roles).toEqual(['clinician', 'organiser', 'office'])
  expect((await accounts.staffOf('cardiology', 'meridian')).map(({ id }) => id)).toEqual(['park', 'ellis'])
  expect(await connection.smembers(keys.members('cardiology'))).toHaveLength(
    (old[keys.people()]![1] as string[]).length,
  )
})

test('sessions, activities and booths know their conference', async () => {
  await run()
  const text = await connection.get(keys.session('extra'))
  expect(session.parse(JSON.parse(text!))).toMatchObject({ title: 'Extra', conferenceId: 'cardiology' })
  const activities = createActivitiesStore(connection)
  expect((await activities.all('cardiology')).map(({ conferenceId }) => conferenceId)).toEqual([
    'cardiology',
    'cardiology',
  ])
  expect(await activities.find('heart-failure-2026')).toMatchObject({ number: '202600417' })
  const booths = createBoothsStore(connection)
  expect(await booths.find(boothId)).toMatchObject({ conferenceId: 'cardiology' })
  expect(await booths.ofExhibitor('cardiology', 'meridian')).toMatchObject({ id: 'meridian' })
  expect(await connection.hget(keys.hallInside(), learner)).toBe('cardiology')
})

test('the ledger is the same to the last byte, and its chain holds', async () => {
  const before = old[oldKeys.ledger]![1] as [string, string[]][]
  await run()
  const after = await connection.xrange(keys.ledger('cardiology'), '-', '+')
  expect(after).toEqual(before)
  const entries = after.map(([, fields]) => JSON.parse(fields[1]!) as LedgerEntry)
  let last = start
  for (const { kind, by, data, at, ...links } of entries) {
    const [again] = chain([{ kind, by, data }], last, at, sha256)
    expect(links).toMatchObject({ prev: again!.prev, hash: again!.hash })
    last = { seq: links.seq, hash: links.hash, at }
  }
  expect(entries.length).toBeGreaterThan(5)
})

test('what it changes is kept as it was, for 90 days', async () => {
  await run()
  expect(await connection.get('{p:clara}:person:before-1')).toBe(old['{p:clara}:person']![1])
  expect(await connection.hgetall('{credit}:activities:before-1')).toEqual(old[oldKeys.activities]![1])
  expect(await connection.get('{conference}:before-1')).toBe(old[oldKeys.conference]![1])
  const left = await connection.ttl('{conference}:before-1')
  expect([left > 89 * 86_400, left <= 90 * 86_400]).toEqual([true, true])
  expect(await connection.exists(oldKeys.conference, oldKeys.sessions, oldKeys.activities)).toBe(0)
})

test('killed at any of its writes, it is completed by the next start', async () => {
  await run()
  const expected = await everything()
  let at = 1
  // Every one of the first, which are of each kind, and then one in seven.
  for (; ; at += at < 40 ? 1 : 7) {
    await connection.flushall()
    await load(connection)
    const { connection: dying, reached } = faulty(connection, 'is killed after', at)
    const isReached = await Promise.race([reached.then(() => true), run(dying).then(() => false)])
    if (!isReached) break
    // The lease of the server that was killed is over.
    await connection.del(keys.migrationLease())
    await run()
    expect(await everything()).toEqual(expected)
  }
  expect(at).toBeGreaterThan(50)
})

test('of several servers that start at once one does it, and it is done once', async () => {
  await run()
  const expected = await everything()
  await connection.flushall()
  await load(connection)
  await Promise.all([redis.connect(), redis.connect(), redis.connect()].map((each) => run(each)))
  expect(await everything()).toEqual(expected)
  await run()
  expect(await everything()).toEqual(expected)
})

test('data of a newer version is refused, and left alone', async () => {
  await connection.set(keys.dataVersion(), newestData + 1)
  const before = await everything()
  await expect(run()).rejects.toThrow(/newer version of Lectern.*Nothing was changed/)
  expect(await everything()).toEqual(before)
})

test('an empty installation gets the version and nothing else', async () => {
  await connection.flushall()
  await run()
  expect(await everything()).toEqual({ [keys.dataVersion()]: String(newestData) })
})

test('what it logs names nobody', () => {
  expect(JSON.stringify(log.lines)).not.toMatch(/clara|Nwosu|ito|vera/i)
  expect(log.lines.length).toBeGreaterThan(0)
})

test('a server on this data serves it, and records the evidence that was left', async () => {
  const server = await startServers({ redisUrl: redis.url, noMistakes: true })
  const ask = async (path: string, as: string) => (await server.request(path, { as })).json()
  expect(await ask('/api/me', 'clara')).toMatchObject({
    person: { roles: ['clinician'] },
    conference: { id: 'cardiology', title: 'Cardiology Update 2026', isExample: true },
  })
  const claimed = { claims: [{ policyId: 'ama', amount: 1 }] }
  expect(await ask('/c/cardiology/api/credit', 'clara')).toMatchObject({ activities: [claimed] })
  expect(await ask('/api/agenda', 'clara')).toEqual({ sessionIds: ['imaging'] })
  expect(await ask('/api/credit/office', 'ito')).toMatchObject({ appeals: [{ personId: 'noah' }] })
  type Page = { entries: { kind: string; data: object }[] }
  const left = ({ kind, data }: Page['entries'][number]) => kind === 'export.made' && 'conferenceId' in data
  for (;;) {
    const { entries } = (await ask('/api/ledger', 'ito')) as Page
    if (entries.some(left)) break
  }
})
