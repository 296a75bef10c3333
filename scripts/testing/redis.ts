// A real redis-server for tests: its own temporary folder and socket, so that tests run in parallel.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Redis } from 'ioredis'
import { embeddedRedis } from '../embeddedRedis.mjs'

export interface TestRedis {
  /** For REDIS_URL. */
  url: string
  /** SIGKILL; resolves once it is gone. */
  kill(): Promise<void>
  /** Starts it again after `kill`, with all its data. */
  start(): Promise<void>
  /** Ends it and removes its folder. */
  close(): Promise<void>
}

export async function startRedis(): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-redis-'))
  const { url, process } = await embeddedRedis(folder)
  const [program, ...settings] = process.command
  // A killed process loses nothing that it has written, only a machine without power would. Waiting for the
  // disk at each write is most of the time of tests that write much.
  const args = [...settings, '--appendfsync', 'no']
  let child: ChildProcess | undefined

  async function start(): Promise<void> {
    const started = spawn(program!, args, { stdio: ['ignore', 'ignore', 'inherit'] })
    child = started
    // Otherwise a Redis that cannot start would be waited for until the test times out.
    const failed = once(started, 'exit').then(([status, signal]) => {
      throw new Error(`redis-server ended: ${signal ?? `status ${status}`}`)
    })
    failed.catch(() => undefined)
    await Promise.race([process.waitUntilReady(), failed])
  }
  async function kill(): Promise<void> {
    const ending = child
    child = undefined
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    const gone = once(ending, 'exit')
    ending.kill('SIGKILL')
    await gone
  }
  async function close(): Promise<void> {
    await kill()
    await rm(folder, { recursive: true, force: true })
  }

  try {
    await start()
  } catch (error) {
    await close()
    throw error
  }
  return { url, kill, start, close }
}

export interface StoredValue {
  key: string
  type: string
  value: unknown
}

/**
 * Everything stored under keys of this pattern, by key; sets sorted. A key that expires meanwhile is left
 * out.
 */
export async function valuesIn(redis: Redis, pattern = '*'): Promise<StoredValue[]> {
  const read: Record<string, (key: string) => Promise<unknown>> = {
    string: (key) => redis.get(key),
    hash: (key) => redis.hgetall(key),
    set: async (key) => (await redis.smembers(key)).sort(),
    zset: (key) => redis.zrange(key, '0', '-1', 'WITHSCORES'),
    list: (key) => redis.lrange(key, 0, -1),
    stream: (key) => redis.xrange(key, '-', '+'),
  }
  const names = (await redis.keys(pattern)).sort()
  const values = await Promise.all(
    names.map(async (key) => {
      const type = await redis.type(key)
      return { key, type, value: await read[type]?.(key) }
    }),
  )
  return values.filter(({ value }) => value !== undefined && value !== null)
}

/** All keys and values as one text, to search for what must not be there. */
export const everythingIn = async (redis: Redis): Promise<string> => JSON.stringify(await valuesIn(redis))
