import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { Redis } from 'ioredis'
import { embeddedRedis } from './embeddedRedis.mjs'

let folder: string
/** Clean-up of a test, last first. */
const leftovers: (() => unknown)[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-redis-'))
})
afterEach(async () => {
  for (const end of leftovers.splice(0).reverse()) await end()
  rmSync(folder, { recursive: true })
})

interface Running {
  redis: Redis
  socketPath: string
  /** Resolves when the server process has ended. */
  ended: Promise<unknown>
  kill(): Promise<unknown>
}

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null

async function start(where = folder): Promise<Running> {
  const { url, process } = await embeddedRedis(where)
  const [program, ...args] = process.command
  const child = spawn(program!, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = once(child, 'exit')
  const kill = () => {
    if (isRunning(child)) child.kill('SIGKILL')
    return ended
  }
  leftovers.push(kill)
  await process.waitUntilReady()
  const socketPath = url.replace('unix://', '')
  const redis = new Redis(socketPath, { retryStrategy: null })
  redis.on('error', () => undefined)
  leftovers.push(async () => {
    if (redis.status === 'end') return
    const closed = once(redis, 'end')
    redis.disconnect()
    await closed
  })
  return { redis, socketPath, ended, kill }
}

test('acknowledged writes are still there after the server was killed', async () => {
  const { redis, kill } = await start()
  await redis.set('watched', '1200')
  await kill()
  expect(await (await start()).redis.get('watched')).toBe('1200')
})

test('every write is on disk before it is acknowledged, and nothing is evicted', async () => {
  const { redis } = await start()
  for (const [name, value] of [
    ['appendonly', 'yes'],
    ['appendfsync', 'always'],
    ['maxmemory-policy', 'noeviction'],
  ] as const)
    expect(await redis.config('GET', name)).toEqual([name, value])
})

test('only its owner can reach it, and not over the network', async () => {
  const { redis, socketPath } = await start()
  expect(statSync(socketPath).mode & 0o777).toBe(0o600)
  expect(await redis.config('GET', 'port')).toEqual(['port', '0'])
})

test('one left running by a killed start is ended, and its data is kept', async () => {
  const before = await start()
  await before.redis.set('watched', '1200')
  const after = await start()
  await before.ended
  expect(await after.redis.get('watched')).toBe('1200')
  await after.redis.set('watched', '1300')
})

test('two folders each have their own', async () => {
  const [one, other] = [await start(join(folder, 'one')), await start(join(folder, 'other'))]
  await one.redis.set('name', 'one')
  expect(await other.redis.get('name')).toBeNull()
})

test.each([
  ['too long', 'long'.repeat(30)],
  ['too long in bytes', 'ä'.repeat(50)],
])('a folder whose name is %s for a socket has it elsewhere', async (_, name) => {
  const where = join(folder, name)
  const { socketPath, redis } = await start(where)
  leftovers.unshift(() => rmSync(socketPath, { force: true }))
  expect(Buffer.byteLength(socketPath)).toBeLessThanOrEqual(100)
  expect(socketPath.startsWith(where)).toBe(false)
  expect(await redis.ping()).toBe('PONG')
  expect((await embeddedRedis(join(folder, 'another'.repeat(20)))).url).not.toBe(`unix://${socketPath}`)
})
