import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { errors } from '@lectern/shared/errors'
import type { Redis } from 'ioredis'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { startRedis, type TestRedis } from '../../../scripts/testing/redis.ts'
import { connectRedis } from '../core/redis.ts'
import { createIntents, leaseMs, type Recording } from './intents.ts'
import { createLedgerStore, type LedgerStore } from './ledgerStore.ts'

let redis: TestRedis
let connection: Redis
let ledger: LedgerStore
let now = 1_000_000
/** What the work has done, by step. */
let steps: string[] = []
/** Where the server dies. */
let dies: 'nowhere' | 'before' | 'between' | 'after' = 'nowhere'
let closers: (() => void)[] = []
/** Before its entries: what the work waits for. */
let stall: () => Promise<void> = async () => undefined

const record = (name: string) => ({ kind: 'claim.made' as const, by: 'p', data: { code: name } })
const made = async () => (await ledger.read(1, 100)).map(({ data }) => data.code)

function start() {
  const intents = createIntents({
    redis: connection,
    clock: () => now,
    ledger,
    log: memoryLog().log,
    works: {
      work: async ({ name }: { name: string }, recording: Recording) => {
        const mine = stall
        stall = async () => undefined
        await mine()
        if (name === 'poison') throw new Error('poison')
        if (name === 'refused') throw errors.conflict('No.')
        if (dies === 'before') throw new Error('died')
        await recording([record(`${name}-1`)])
        if (dies === 'between') throw new Error('died')
        await recording([record(`${name}-2`)])
        if (dies === 'after') throw new Error('died')
        steps.push(name)
        return name.toUpperCase()
      },
    },
  })
  closers.push(intents.close)
  return intents
}

beforeAll(async () => {
  redis = await startRedis()
  connection = connectRedis(redis.url, memoryLog().log)
})

beforeEach(async () => {
  await connection.flushall()
  ledger = createLedgerStore(connection, () => now)
  steps = []
  dies = 'nowhere'
})

afterEach(() => {
  for (const close of closers) close()
  closers = []
})

afterAll(async () => {
  connection?.disconnect()
  await redis?.close()
})

test('work is done once, its outcome answered, and nothing is left of it', async () => {
  expect(await start().begin('work', 'id', { name: 'a' })).toBe('A')
  expect(steps).toEqual(['a'])
  expect(await connection.exists('{credit}:intents', '{credit}:leases')).toBe(0)
})

test.each(['before', 'between', 'after'] as const)(
  'a server that dies %s its entries: another one completes the work, and the ledger has each entry once',
  async (where) => {
    dies = where
    await expect(start().begin('work', 'id', { name: 'a' })).rejects.toThrow('died')
    dies = 'nowhere'
    now += leaseMs + 1
    await start().sweep()
    expect(steps).toEqual(['a'])
    expect(await made()).toEqual(['a-1', 'a-2'])
    expect(await connection.exists('{credit}:intents', '{credit}:leases')).toBe(0)
  },
)

test('who begins the same meanwhile waits for it, and does it only when the other has let go', async () => {
  dies = 'between'
  await expect(start().begin('work', 'id', { name: 'a' })).rejects.toThrow('died')
  dies = 'nowhere'
  expect(await start().begin('work', 'id', { name: 'b' })).toBeUndefined()
  expect(steps).toEqual(['a'])
  expect(await made()).toEqual(['a-1', 'a-2'])
})

test('a refusal is thrown and leaves nothing to complete', async () => {
  await expect(start().begin('work', 'id', { name: 'refused' })).rejects.toMatchObject({ code: 'conflict' })
  expect(await connection.exists('{credit}:intents', '{credit}:leases')).toBe(0)
})

test('work that a server still does is left alone', async () => {
  await connection.hset(
    '{credit}:intents',
    'id',
    JSON.stringify({ kind: 'work', data: { name: 'a' }, sinceSeq: 0 }),
  )
  await connection.hset('{credit}:leases', 'id', now + 1)
  const intents = start()
  await intents.sweep()
  expect(steps).toEqual([])
  now += 1
  await intents.sweep()
  expect(steps).toEqual(['a'])
})

test('of two servers that take over at once one does the work', async () => {
  dies = 'before'
  await expect(start().begin('work', 'id', { name: 'a' })).rejects.toThrow('died')
  dies = 'nowhere'
  now += leaseMs + 1
  await Promise.all([start().sweep(), start().sweep(), start().sweep()])
  expect(steps).toEqual(['a'])
})

test('a server that stood still for longer than its lease records nothing again once another one has done the work', async () => {
  const other = start()
  stall = async () => {
    now += leaseMs + 1
    await other.sweep()
  }
  expect(await start().begin('work', 'id', { name: 'a' })).toBeUndefined()
  expect(await made()).toEqual(['a-1', 'a-2'])
  expect(steps).toEqual(['a'])
  expect(await connection.exists('{credit}:intents', '{credit}:leases')).toBe(0)
})

test('a server that stood still goes on with its work where nobody has taken it over', async () => {
  stall = async () => {
    now += leaseMs + 1
  }
  expect(await start().begin('work', 'id', { name: 'a' })).toBe('A')
  expect(await made()).toEqual(['a-1', 'a-2'])
})

test('work that fails again and again keeps no other from being completed', async () => {
  dies = 'before'
  const broken = start()
  for (const name of ['poison', 'a', 'b'])
    await expect(broken.begin('work', `id-${name}`, { name })).rejects.toThrow()
  dies = 'nowhere'
  now += leaseMs + 1
  await expect(start().sweep()).rejects.toThrow('poison')
  expect(steps.toSorted()).toEqual(['a', 'b'])
})
