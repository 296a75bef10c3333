import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { startRedis, type TestRedis } from '../../../scripts/testing/redis.ts'
import { connectRedis } from '../core/redis.ts'
import { conferenceId, type TestLedger, testLedger } from '../testing/conference.ts'
import { intentHead, type Recording } from './intent.ts'
import { createIntents, leaseMs } from './intents.ts'

let redis: TestRedis
let connection: Redis
let ledger: TestLedger
let now = 1_000_000
/** The steps that have run. */
let steps: string[] = []
/** Where the server dies. */
let dies: 'nowhere' | 'before' | 'between' | 'after' | 'refused' = 'nowhere'
let closers: (() => void)[] = []
/** Runs before the entries: what the work waits for. */
let stall: () => Promise<void> = async () => undefined

const record = (name: string) => ({ kind: 'claim.made' as const, by: 'p', data: { code: name } })
const made = async () => (await ledger.read(1, 1000)).map(({ data }) => data.code)

async function expectNothingLeft(): Promise<void> {
  const all = await connection.keys('*')
  expect(
    all.filter((key) => key !== keys.ledger(conferenceId) && key !== keys.ledgerHead(conferenceId)),
  ).toEqual([])
}

function start(log = memoryLog().log) {
  const intents = createIntents({ redis: connection, clock: () => now, ledger, log })
  closers.push(intents.close)
  const { begin } = intents.define(keys.creditIntents(), {
    work: async ({ name }: { name: string }, recording: Recording) => {
      const mine = stall
      stall = async () => undefined
      await mine()
      if (name === 'poison') throw new Error('poison')
      if (name === 'refused' || dies === 'refused') throw errors.conflict('No.')
      if (dies === 'before') throw new Error('died')
      await recording('1', [record(`${name}-1`)])
      if (dies === 'between') throw new Error('died')
      await recording('2', [record(`${name}-2`)])
      if (dies === 'after') throw new Error('died')
      steps.push(name)
      return name.toUpperCase()
    },
  })
  return { ...intents, begin }
}

beforeAll(async () => {
  redis = await startRedis()
  connection = connectRedis(redis.url, memoryLog().log)
})

beforeEach(async () => {
  await connection.flushall()
  ledger = testLedger(connection, () => now)
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

test('work runs once, returns its outcome, and leaves nothing behind', async () => {
  expect(await start().begin('work', 'id', { name: 'a' })).toBe('A')
  expect(steps).toEqual(['a'])
  await expectNothingLeft()
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
    await expectNothingLeft()
  },
)

test('beginning the same work meanwhile waits for it, and runs it only if the other server gives up', async () => {
  dies = 'between'
  await expect(start().begin('work', 'id', { name: 'a' })).rejects.toThrow('died')
  dies = 'nowhere'
  expect(await start().begin('work', 'id', { name: 'b' })).toBeUndefined()
  expect(steps).toEqual(['a'])
  expect(await made()).toEqual(['a-1', 'a-2'])
})

test('a refusal is thrown and leaves nothing to complete', async () => {
  await expect(start().begin('work', 'id', { name: 'refused' })).rejects.toMatchObject({ code: 'conflict' })
  await expectNothingLeft()
})

test('entries that are added while others are being recorded come after them, each once', async () => {
  const place = [keys.ledgerIntents(), 'line'] as const
  const add = async (name: string) => {
    const text = await connection.hget(...place)
    const lines = `${text ?? intentHead('entries', now)}\n${JSON.stringify(record(name))}`
    await connection.hset(...place, lines)
  }
  await add('a')
  await add('b')
  const append = ledger.append
  ledger.append = async (...given) => {
    ledger.append = append
    const entries = await append(...given)
    await add('c')
    return entries
  }
  await start().settled(place)
  expect(await made()).toEqual(['a', 'b', 'c'])
  await expectNothingLeft()
})

test('a server that starts completes what others left', async () => {
  dies = 'between'
  await expect(start().begin('work', 'id', { name: 'a' })).rejects.toThrow('died')
  dies = 'nowhere'
  now += leaseMs + 1
  const isDone = Promise.withResolvers<void>()
  const append = ledger.append
  ledger.append = async (...given) => {
    const entries = await append(...given)
    if (given[1].step === '2') isDone.resolve()
    return entries
  }
  start().start()
  await isDone.promise
  expect(await made()).toEqual(['a-1', 'a-2'])
})

test('an intent of an earlier version of Lectern is completed', async () => {
  const text = JSON.stringify({ kind: 'work', data: { name: 'a' }, sinceSeq: 0 })
  await connection.hset(keys.creditIntents(), 'id', text)
  await start().sweep()
  expect(await made()).toEqual(['a-1', 'a-2'])
  await expectNothingLeft()
})

test('a lease of which the work is done is cleared', async () => {
  await connection.hset(keys.leases(), 'done', `token ${now}`)
  await connection.hset(keys.recordedSteps('done'), 'entry 0', 1)
  await start().sweep()
  await expectNothingLeft()
})

test('work that a server is still doing is left alone', async () => {
  await connection.hset(
    '{credit}:intents',
    'id',
    JSON.stringify({ id: 'own', kind: 'work', at: 0, data: { name: 'a' } }),
  )
  await connection.hset(keys.leases(), 'own', `token ${now + 1}`)
  const intents = start()
  await intents.sweep()
  expect(steps).toEqual([])
  now += 1
  await intents.sweep()
  expect(steps).toEqual(['a'])
})

test('if two servers take over at once, one does the work', async () => {
  dies = 'before'
  await expect(start().begin('work', 'id', { name: 'a' })).rejects.toThrow('died')
  dies = 'nowhere'
  now += leaseMs + 1
  await Promise.all([start().sweep(), start().sweep(), start().sweep()])
  expect(steps).toEqual(['a'])
})

test('a server that stalled for longer than its lease records nothing after another has done the work', async () => {
  const other = start()
  stall = async () => {
    now += leaseMs + 1
    await other.sweep()
  }
  expect(await start().begin('work', 'id', { name: 'a' })).toBeNull()
  expect(await made()).toEqual(['a-1', 'a-2'])
  expect(steps).toEqual(['a'])
  await expectNothingLeft()
})

test('a server that stalled continues its work if nobody has taken it over', async () => {
  stall = async () => {
    now += leaseMs + 1
  }
  expect(await start().begin('work', 'id', { name: 'a' })).toBe('A')
  expect(await made()).toEqual(['a-1', 'a-2'])
})

test('work that keeps failing does not stop other work, is named, and is tried less and less often', async () => {
  dies = 'before'
  const broken = start()
  for (const name of ['poison', 'a', 'b'])
    await expect(broken.begin('work', `id-${name}`, { name })).rejects.toThrow()
  dies = 'nowhere'
  now += leaseMs + 1
  const { log, lines } = memoryLog()
  const server = start(log)
  await server.sweep()
  expect(steps.toSorted()).toEqual(['a', 'b'])
  const attempts = () => lines.filter(({ msg }) => msg === 'this evidence is not recorded yet')
  expect(attempts()).toEqual([
    expect.objectContaining({ kind: 'work', hash: keys.creditIntents(), times: 1 }),
  ])
  expect(server.failing()).toEqual([])

  for (let i = 0; i < 3600; i += 5) {
    now += 5000
    await server.sweep()
  }
  expect(attempts().length).toBeGreaterThan(10)
  expect(attempts().length).toBeLessThan(25)
  expect(server.failing()).toEqual([expect.stringContaining(keys.creditIntents())])
  await connection.del(keys.creditIntents())
  await server.sweep()
  expect(server.failing()).toEqual([])
})

test('background work reports that something is left; a person who asks again is not made to wait', async () => {
  const server = start()
  dies = 'before'
  await expect(server.begin('work', 'id', { name: 'a' })).rejects.toThrow('died')
  dies = 'nowhere'
  expect(await server.complete(keys.creditIntents())).toBe(false)
  expect(await server.begin('work', 'id', { name: 'a' })).toBeUndefined()
  expect(steps).toEqual(['a'])
  expect(await server.complete(keys.creditIntents())).toBe(true)
})

test.each([
  ['that cannot be read', 'no JSON'],
  ['of an unknown kind', JSON.stringify({ id: 'id', kind: 'of a later version', at: 0, data: {} })],
])('an intent %s is kept and named, and the others of its hash are recorded', async (_, text) => {
  await connection.hset(keys.creditIntents(), 'broken', text)
  await connection.hset(keys.creditIntents(), 'id', intentHead('work', 0, { name: 'a' }))
  const { log, lines } = memoryLog()
  await start(log).sweep()
  expect(steps).toEqual(['a'])
  expect(await connection.hkeys(keys.creditIntents())).toEqual(['broken'])
  expect(lines).toContainEqual(expect.objectContaining({ hash: keys.creditIntents() }))
})

test('work that is refused after an earlier server recorded a part of it stays pending', async () => {
  dies = 'between'
  await expect(start().begin('work', 'id', { name: 'a' })).rejects.toThrow('died')
  dies = 'refused'
  await expect(start().settled([keys.creditIntents(), 'id'])).rejects.toMatchObject({ code: 'conflict' })
  dies = 'nowhere'
  await start().settled([keys.creditIntents(), 'id'])
  expect(await made()).toEqual(['a-1', 'a-2'])
})

test('a server that fails after another has taken its work over leaves that one its lease', async () => {
  const reached = Promise.withResolvers<void>()
  const goesOn = Promise.withResolvers<void>()
  let others: Promise<void> | undefined
  stall = async () => {
    now += leaseMs + 1
    stall = async () => {
      reached.resolve()
      await goesOn.promise
    }
    others = other.settled([keys.creditIntents(), 'id'])
    await reached.promise
    throw new Error('died')
  }
  const other = start()
  await expect(start().begin('work', 'id', { name: 'a' })).rejects.toThrow('died')
  const [lease] = await connection.hvals(keys.leases())
  expect(Number(lease!.split(' ')[1])).toBeGreaterThan(now)
  goesOn.resolve()
  await others
  expect(await made()).toEqual(['a-1', 'a-2'])
})

test('many intents at once are each recorded once', async () => {
  const [one, two] = [start(), start()]
  const names = Array.from({ length: 300 }, (_, i) => `n${i}`)
  await Promise.all(
    names.map((name, i) => (i % 2 ? one : two).begin('work', `id ${name}`, { name }).then(() => undefined)),
  )
  expect(steps.toSorted()).toEqual(names.toSorted())
  expect((await made()).length).toBe(2 * names.length)
  await expectNothingLeft()
})
