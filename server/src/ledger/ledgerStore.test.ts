import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import { type LedgerEntry, type LedgerRecord, ledgerEntry } from '@lectern/shared/ledger'
import { start as beginning, canonicalText, hashOf } from '@lectern/shared/ledgerChain'
import { contentMax, contentsMax } from '@lectern/shared/ledgerContent'
import type { Redis } from 'ioredis'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { startRedis, type TestRedis } from '../../../scripts/testing/redis.ts'
import { connectRedis } from '../core/redis.ts'
import { conferenceId, testLedger } from '../testing/conference.ts'
import { sha256 } from './ledgerStore.ts'
import { type Fence, LeaseLostError } from './ledgerWriter.ts'

const start = 1_798_761_600_123
let redis: TestRedis
let connections: Redis[] = []
/** Four servers' views of the same Redis, each with its own clock. */
let stores: ReturnType<typeof fenced>[]
let store: ReturnType<typeof fenced>
const clocks = [start, start, start, start]

const record = (name: string, data: Record<string, unknown> = {}): LedgerRecord => ({
  kind: 'claim.made',
  by: 'ada',
  data: { name, ...data },
})
const fence = (step: string, token = 'token'): Fence => ({ intent: 'intent', token, step, until: start })
const lease = (token: string) => connections[0]!.hset(keys.leases(), 'intent', `${token} ${start}`)
let lastStep = 0
/** What is appended without a fence is a step of its own of an intent that is leased. */
const fenced = (inner: ReturnType<typeof testLedger>) => ({
  ...inner,
  append: (records: readonly LedgerRecord[], given = fence(`step-${++lastStep}`)) =>
    inner.append(records, given),
})
const nameOf = (entry: LedgerEntry): unknown => entry.data.name
const all = () => stores[3]!.read(1, 1_000_000)

/** Expects one chain from the first entry, without fork or gap. */
async function expectChain(): Promise<LedgerEntry[]> {
  const entries = await all()
  let before = beginning
  for (const entry of entries) {
    expect(ledgerEntry.parse(entry)).toEqual(entry)
    expect([entry.seq, entry.prev, entry.hash]).toEqual([before.seq + 1, before.hash, hashOf(entry, sha256)])
    expect(entry.at).toBeGreaterThanOrEqual(before.at)
    before = entry
  }
  expect(await store.head()).toEqual({ seq: before.seq, hash: before.hash })
  return entries
}

beforeAll(async () => {
  redis = await startRedis()
  connections = clocks.map(() => connectRedis(redis.url, memoryLog().log))
  stores = connections.map((connection, i) => fenced(testLedger(connection, () => clocks[i]!)))
  store = stores[0]!
})

beforeEach(async () => {
  clocks.fill(start)
  await connections[0]!.flushall()
  await lease('token')
})

afterAll(async () => {
  for (const connection of connections) connection.disconnect()
  await redis?.close()
})

test('an empty ledger has an empty head', async () => {
  expect(await store.head()).toEqual({ seq: 0, hash: '0'.repeat(64) })
  expect(await store.read(1, 10)).toEqual([])
  await store.append([])
  expect(await expectChain()).toEqual([])
})

test('records are appended in order and read from anywhere', async () => {
  await store.append([record('a'), record('b')])
  await stores[1]!.append([record('c')])
  const entries = await expectChain()
  expect(entries.map(nameOf)).toEqual(['a', 'b', 'c'])
  expect(entries[2]).toMatchObject({ seq: 3, at: start, kind: 'claim.made', by: 'ada', data: { name: 'c' } })
  expect((await store.read(2, 1)).map(nameOf)).toEqual(['b'])
  expect((await store.read(2, 10)).map(nameOf)).toEqual(['b', 'c'])
  expect((await store.read(-1, 4)).map(nameOf)).toEqual(['a', 'b'])
  expect(await store.read(4, 10)).toEqual([])
  expect(await store.read(1, 0)).toEqual([])
  expect(await store.lines(1, 10)).toEqual(entries.map(canonicalText))
})

test('four servers that append two hundred entries each at once make one chain without fork or gap', async () => {
  await Promise.all(
    stores.flatMap((each, server) =>
      Array.from({ length: 200 }, async (_, i) => {
        // In several waves, so that batches of all sizes occur.
        for (let turn = 0; turn < i % 7; turn++) await store.head()
        await each.append([record(`${server}-${i}`)])
      }),
    ),
  )
  const entries = await expectChain()
  expect(entries).toHaveLength(800)
  expect(new Set(entries.map(nameOf)).size).toBe(800)
})

test("one caller's records stay together, in order, however many callers append", async () => {
  await Promise.all(
    Array.from({ length: 40 }, (_, caller) =>
      stores[caller % 4]!.append(Array.from({ length: 5 }, (_, i) => record(`${caller}-${i}`, { caller }))),
    ),
  )
  const entries = await expectChain()
  for (let caller = 0; caller < 40; caller++) {
    const own = entries.filter(({ data }) => data.caller === caller)
    expect(own.map(nameOf)).toEqual([0, 1, 2, 3, 4].map((i) => `${caller}-${i}`))
    expect(own.at(-1)!.seq - own[0]!.seq).toBe(4)
  }
})

test('simultaneous appends on one server are written together', async () => {
  const before = await commandsRun()
  await Promise.all(Array.from({ length: 300 }, (_, i) => store.append([record(`${i}`)])))
  expect((await commandsRun()) - before).toBeLessThan(5)
  expect(await expectChain()).toHaveLength(300)
})

/** Number of scripts Redis has run. */
async function commandsRun(): Promise<number> {
  const info = await connections[3]!.info('commandstats')
  return [...info.matchAll(/cmdstat_eval(?:sha)?:calls=(\d+)/g)].reduce(
    (sum, [, calls]) => sum + Number(calls),
    0,
  )
}

test('time never runs backwards, even if servers’ clocks differ', async () => {
  clocks[1] = start - 5000
  await store.append([record('a')])
  await stores[1]!.append([record('b')])
  clocks[1] = start + 1
  await stores[1]!.append([record('c')])
  expect((await expectChain()).map(({ at }) => at)).toEqual([start, start, start + 1])
})

test('a record is written as it was when it was appended', async () => {
  const data = { minutes: 30 }
  const written = store.append([{ kind: 'override.made', by: 'office', data }])
  data.minutes = 60
  await written
  expect((await expectChain())[0]!.data).toEqual({ minutes: 30 })
})

test('a record that JSON cannot represent is refused, and no other caller’s with it', async () => {
  const outcomes = await Promise.allSettled([
    store.append([record('a')]),
    store.append([record('b'), record('c', { score: Number.NaN })]),
    store.append([record('d', { nothing: undefined })]),
    store.append([record('e')]),
  ])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
  expect((await expectChain()).map(nameOf)).toEqual(['a', 'e'])
})

test('a caller whose batch Redis refuses gets the error, and the next one is served', async () => {
  await store.append([record('a')])
  await connections[0]!.config('SET', 'maxmemory', '1')
  const refused = await Promise.allSettled([store.append([record('b')]), store.append([record('c')])])
  await connections[0]!.config('SET', 'maxmemory', '0')
  expect(
    refused.map((outcome) => outcome.status === 'rejected' && (outcome.reason as Error).message),
  ).toEqual([expect.stringContaining('OOM'), expect.stringContaining('OOM')])
  await store.append([record('d')])
  expect((await expectChain()).map(nameOf)).toEqual(['a', 'd'])
})

test('an emptied Redis starts a new ledger', async () => {
  await store.append([record('a')])
  await connections[0]!.flushall()
  await lease('token')
  await store.append([record('b')])
  expect((await expectChain()).map(nameOf)).toEqual(['b'])
})

/** A connection whose next replies to appends are lost; `outcomes`: whether the script ran. */
function losing(connection: Redis, outcomes: ('ran' | 'did not run')[]): Redis {
  return new Proxy(connection, {
    get(target, name) {
      const member = target[name as keyof Redis] as unknown
      if (typeof member !== 'function') return member
      const call = (...given: unknown[]): unknown => member.apply(target, given)
      if (!String(name).endsWith('append.lua')) return call
      return async (...given: unknown[]) => {
        const outcome = outcomes.shift()
        const run = () => call(...given)
        if (outcome === undefined) return run()
        if (outcome === 'ran') await run()
        throw new Error('Connection is closed.')
      }
    },
  })
}

test.each([
  [['ran']],
  [['did not run']],
  [['did not run', 'ran']],
  [['did not run', 'did not run']],
] as const)('an answer that was lost neither doubles nor loses entries: %p', async (outcomes) => {
  await store.append([record('a')])
  const unlucky = fenced(testLedger(losing(connections[1]!, [...outcomes]), () => start))
  await unlucky.append([record('b'), record('c')])
  await unlucky.append([record('d')])
  expect((await expectChain()).map(nameOf)).toEqual(['a', 'b', 'c', 'd'])
})

test('after three lost answers the caller gets the error', async () => {
  const unlucky = fenced(
    testLedger(losing(connections[1]!, ['did not run', 'did not run', 'did not run']), () => start),
  )
  await expect(unlucky.append([record('a')])).rejects.toThrow('Connection is closed.')
  await unlucky.append([record('b')])
  expect((await expectChain()).map(nameOf)).toEqual(['b'])
})

test('when Redis is killed twice during appends, every acknowledged entry is there, once', async () => {
  const acknowledged: string[] = []
  const tried: string[] = []
  let isOver = false
  const callers = Array.from({ length: 12 }, async (_, caller) => {
    for (let i = 0; !isOver; i++) {
      const name = `${caller}-${i}`
      tried.push(name)
      await stores[caller % 3]!.append([record(name)]).then(
        () => acknowledged.push(name),
        () => undefined,
      )
    }
  })
  const reached = async (count: number): Promise<void> => {
    while (acknowledged.length < count) await connections[3]!.ping().catch(() => undefined)
  }
  for (let kill = 0; kill < 2; kill++) {
    await reached(acknowledged.length + 60)
    await redis.kill()
    await redis.start()
  }
  await reached(acknowledged.length + 60)
  isOver = true
  await Promise.all(callers)
  const names = (await expectChain()).map(nameOf)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toEqual(expect.arrayContaining(acknowledged))
  expect(tried).toEqual(expect.arrayContaining(names))
})

test('the stream and the head of the ledger share a place in a cluster', () => {
  const tag = (key: string) => key.match(/\{.*\}/)![0]
  expect(tag(keys.ledger(conferenceId))).toBe(tag(keys.ledgerHead(conferenceId)))
})

test('a server that has lost its lease appends nothing, and does not affect others who append with it', async () => {
  const other = (step: string) => fence(step, 'other')
  await lease('other')
  const outcomes = await Promise.allSettled([
    store.append([record('a')], other('one')),
    store.append([record('b'), record('c')], fence('step')),
    store.append([record('d')], other('two')),
    store.append([record('e')], other('step')),
  ])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  expect(outcomes[1]).toMatchObject({ reason: { name: 'LeaseLostError' } })
  await connections[0]!.del(keys.leases())
  await expect(store.append([record('f')], fence('next', 'other'))).rejects.toThrow(LeaseLostError)
  expect((await expectChain()).map(nameOf)).toEqual(['a', 'd', 'e'])
})

test('a step appended again by any server is written once, and returns its first entries', async () => {
  const first = await store.append([record('a'), record('b')], fence('one'))
  const answers = await Promise.all([
    store.append([record('changed'), record('b'), record('c')], fence('one')),
    stores[1]!.append([record('d')], fence('two')),
    stores[1]!.append([record('e')]),
  ])
  expect(answers[0].slice(0, 2)).toEqual(first)
  expect((await expectChain()).map(nameOf).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test.each([[['ran']], [['did not run']], [['did not run', 'ran']]] as const)(
  'an answer that was lost doubles no step, nor what is appended with it: %p',
  async (outcomes) => {
    await store.append([record('a')])
    const unlucky = fenced(testLedger(losing(connections[1]!, [...outcomes]), () => start))
    await Promise.all([unlucky.append([record('b')], fence('one')), unlucky.append([record('c')])])
    await unlucky.append([record('b')], fence('one'))
    expect((await expectChain()).map(nameOf)).toEqual(['a', 'b', 'c'])
  },
)

const contentsOfEntry = async (seq: number) => store.contents.of((await store.read(seq, 1))[0]!)
const stored = () => connections[0]!.hlen(keys.ledgerContents(conferenceId))

test('an entry holds digests; what they are of lies beside it', async () => {
  const words = { title: 'Größe 😀', lines: [1, 2] }
  const [entry] = await store.append([
    { ...record('a'), contents: { words: { value: words }, own: { value: 3, of: 'ada' } } },
  ])
  expect(entry!.contents).toEqual({ words, own: 3 })
  expect(entry!.data).toEqual({ name: 'a', contents: { words: expect.any(String), own: expect.any(String) } })
  const [text] = await store.lines(1, 1)
  expect(text).not.toContain('Größe')
  expect(await contentsOfEntry(1)).toEqual({ words, own: 3 })
  const { contents } = entry!.data as { contents: Record<string, string> }
  const [line] = await store.contents.lines([contents.words!])
  expect(sha256(line!)).toBe(contents.words)
  expect((await expectChain()).map(nameOf)).toEqual(['a'])
})

test('equal contents of nobody are stored once, on every server; a person’s have a salt of their own', async () => {
  const shared = { policy: { value: { id: 'ama' } } }
  // Servers that start now: those of other tests have read the secret of a ledger that is gone.
  const fresh = connections.map((connection) => fenced(testLedger(connection, () => start)))
  await Promise.all(fresh.map((each) => each.append([{ ...record('a'), contents: shared }])))
  expect(await stored()).toBe(1)
  const answers = (of: string) => ({ form: { value: { q: 'yes' }, of } })
  await fresh[0]!.append([
    { ...record('b'), contents: answers('ada') },
    { ...record('c'), contents: answers('ben') },
  ])
  expect(await stored()).toBe(3)
})

test('a step appended again returns the contents it wrote first', async () => {
  const written = { ...record('a'), contents: { own: { value: 'first', of: 'ada' } } }
  await store.append([written], fence('one'))
  const [again] = await stores[1]!.append(
    [{ ...written, contents: { own: { value: 'other', of: 'ada' } } }],
    fence('one'),
  )
  expect(again!.contents).toEqual({ own: 'first' })
  expect(await stored()).toBe(1)
})

test('contents are written with their entries or not at all', async () => {
  await connections[0]!.config('SET', 'maxmemory', '1')
  const refused = store.append([
    { ...record('a'), contents: { own: { value: 'x'.repeat(1000), of: 'ada' } } },
  ])
  await expect(refused).rejects.toThrow('OOM')
  await connections[0]!.config('SET', 'maxmemory', '0')
  expect([await stored(), await expectChain()]).toEqual([0, []])
  await lease('another')
  await expect(
    store.append([{ ...record('b'), contents: { own: { value: 1, of: 'ada' } } }]),
  ).rejects.toThrow(LeaseLostError)
  expect(await stored()).toBe(0)
})

test('contents that are too long or too many are refused, and no other caller’s with them', async () => {
  const outcomes = await Promise.allSettled([
    store.append([{ ...record('a'), contents: { own: { value: 'x'.repeat(contentMax), of: 'ada' } } }]),
    store.append([
      {
        ...record('b'),
        contents: Object.fromEntries(
          Array.from({ length: contentsMax + 1 }, (_, i) => [`n${i}`, { value: i }]),
        ),
      },
    ]),
    store.append([record('c')]),
  ])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
  expect((await expectChain()).map(nameOf)).toEqual(['c'])
})

test('many long contents at once are written in several requests', async () => {
  const long = 'x'.repeat(contentMax / 4)
  await Promise.all(
    Array.from({ length: 30 }, (_, i) =>
      store.append([{ ...record(`${i}`), contents: { own: { value: long, of: `person-${i}` } } }]),
    ),
  )
  expect(await stored()).toBe(30)
  expect(await expectChain()).toHaveLength(30)
})
