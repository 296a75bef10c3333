// Backups of a real Redis: what comes back is what was there, or nothing is changed.
import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { newestData } from '@lectern/shared/dataVersion'
import { keys } from '@lectern/shared/keys'
import { redisLocation } from '@lectern/shared/redisAway'
import { Redis } from 'ioredis'
import { create, extract } from 'tar'
import { everythingIn, startRedis, type TestRedis } from '../../../scripts/testing/redis.ts'
import { backUp } from './backup.ts'
import { type RestoreOptions, restore } from './restore.ts'

let source: TestRedis
let target: TestRedis
let from: Redis
let to: Redis
let folder: string
let file: string

beforeAll(async () => {
  ;[source, target] = await Promise.all([startRedis(), startRedis()])
  from = new Redis(redisLocation(source.url))
  to = new Redis(redisLocation(target.url))
  // Redis waits five seconds for others who want the same snapshot.
  await from.config('SET', 'repl-diskless-sync-delay', '0')
})
afterAll(async () => {
  from.disconnect()
  to.disconnect()
  await Promise.all([source.close(), target.close()])
})

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-backup-test-'))
  file = join(folder, 'b.lectern')
  await Promise.all([from.flushall(), to.flushall()])
  await from.set(keys.dataVersion(), newestData)
  await from.sadd(keys.people(), 'clara', 'nwosu')
  await from.set(keys.person('clara'), JSON.stringify({ id: 'clara', name: 'Clara' }))
  await from.set('short-lived', '1', 'PX', 3_600_000)
  await from.hset('a-hash', 'bytes', Buffer.from([0, 255, 10, 13]))
  await from.zadd('a-sorted-set', 1.5, 'one')
  await from.rpush('a-list', 'one', 'two')
  await from.xadd('a-stream', '1-0', 'entry', 'text')
  await mkdir(join(folder, 'uploads'))
  await writeFile(join(folder, 'uploads', 'picture'), 'P'.repeat(100_000))
  await writeFile(join(folder, 'uploads', 'half.part'), 'half')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const make = (settings: Record<string, string> = {}) =>
  backUp({ redis: from, redisUrl: source.url, uploadsFolder: join(folder, 'uploads'), file, settings })
const bringBack = (options: Partial<RestoreOptions> = {}) =>
  restore({ redis: to, uploadsFolder: join(folder, 'restored'), file, newestData, ...options })

/** By key; members of a set come in any order. */
async function contentOf(redis: Redis): Promise<Record<string, unknown>> {
  const flat = JSON.parse(await everythingIn(redis)) as unknown[]
  const pairs = flat.flatMap((key, i): [string, unknown][] => {
    const value = flat[i + 1]
    const isSet = key === keys.people()
    return i % 2 === 0 ? [[key as string, isSet ? (value as string[]).toSorted() : value]] : []
  })
  return Object.fromEntries(pairs)
}

test('everything comes back: each kind of key, bytes, expiry and uploads', async () => {
  await make()
  const before = await contentOf(from)
  const { keys: copied } = await bringBack()
  expect(await contentOf(to)).toEqual(before)
  expect(copied).toBe(await from.dbsize())
  expect(await to.hgetBuffer('a-hash', 'bytes')).toEqual(Buffer.from([0, 255, 10, 13]))
  const left = await to.pttl('short-lived')
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThanOrEqual(3_600_000)
  expect(await readdir(join(folder, 'restored'))).toEqual(['picture'])
  expect(await readFile(join(folder, 'restored', 'picture'), 'utf8')).toBe('P'.repeat(100_000))
})

test('only its owner may read it, and nothing but the file is left behind', async () => {
  await make()
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect((await readdir(folder)).sort()).toEqual(['b.lectern', 'uploads'])
})

test('an existing file is not overwritten', async () => {
  writeFileSync(file, 'mine')
  await expect(make()).rejects.toThrow('exists already')
  expect(readFileSync(file, 'utf8')).toBe('mine')
})

test('an installation that holds anything is refused and stays as it is', async () => {
  await make()
  await to.sadd(keys.people(), 'somebody')
  await expect(bringBack()).rejects.toThrow('not empty')
  expect(await to.dbsize()).toBe(1)
  expect(existsSync(join(folder, 'restored'))).toBe(false)
})

test('a server that runs keeps a backup from being restored under it', async () => {
  await make()
  const [seconds] = await to.time()
  await to.hset(keys.serverPulses(), 'one', Number(seconds) * 1000)
  await expect(bringBack()).rejects.toThrow('A server runs')
  expect(await to.dbsize()).toBe(1)
})

test.each([
  ['cut off', (bytes: number) => truncateSync(file, Math.floor(bytes / 2))],
  ['empty', () => truncateSync(file, 0)],
  [
    'altered',
    (bytes: number) => {
      const content = readFileSync(file)
      content[Math.floor(bytes / 2)]! ^= 0xff
      writeFileSync(file, content)
    },
  ],
  ['no archive', () => writeFileSync(file, 'Dear reader')],
] as const)('a file that is %s is refused before anything is changed', async (_, damage) => {
  await make()
  damage(statSync(file).size)
  await expect(bringBack()).rejects.toThrow(/damaged|not a backup/)
  expect(await to.dbsize()).toBe(0)
})

/** Packs the backup again after a change of what is inside. */
async function repack(change: (inside: string) => Promise<void>): Promise<void> {
  const inside = join(folder, 'inside')
  await mkdir(inside)
  await extract({ file, cwd: inside })
  await change(inside)
  await create({ file, cwd: inside, gzip: true }, await readdir(inside))
}

test.each([
  ['version', 99],
  ['dataVersion', newestData + 1],
])('a backup of a newer program is refused in words (%s)', async (field, value) => {
  await make()
  await repack(async (inside) => {
    const path = join(inside, 'manifest.json')
    await writeFile(
      path,
      JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), [field]: value, more: 1 }),
    )
  })
  await expect(bringBack()).rejects.toThrow('newer version')
  expect(await to.dbsize()).toBe(0)
})

test.each([
  ['altered', (inside: string) => writeFile(join(inside, 'uploads', 'picture'), 'another')],
  ['removed', (inside: string) => rm(join(inside, 'uploads', 'picture'))],
  ['added', (inside: string) => writeFile(join(inside, 'uploads', 'other'), 'other')],
])('a file that was %s inside is found', async (_, change) => {
  await make()
  await repack(change)
  await expect(bringBack()).rejects.toThrow('damaged')
  expect(await to.dbsize()).toBe(0)
})

test('a restore that was interrupted is begun again, whatever it had written', async () => {
  await make()
  await to.set(keys.unfinishedRestore(), 'before')
  await to.sadd(keys.people(), 'half')
  await to.set('left-over', '1')
  await bringBack()
  expect(await to.exists('left-over', keys.unfinishedRestore())).toBe(0)
  expect((await to.smembers(keys.people())).sort()).toEqual(['clara', 'nwosu'])
})

test('it holds the settings it was given, and no others', async () => {
  await make({ LEDGER_KEY: 'signs' })
  const { manifest } = await bringBack()
  expect(manifest.settings).toEqual({ LEDGER_KEY: 'signs' })
})
