// Restores a backup into an empty installation whose servers do not run. It may be killed at any time: a
// marker in Redis keeps servers from starting, and the next attempt begins again.
import { copyFile, mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { BackupError, type Manifest, snapshotName, unpack, uploadsName } from './archive.ts'
import { withSnapshot } from './snapshot.ts'

export interface RestoreOptions {
  redis: Redis
  uploadsFolder: string
  file: string
  /** The newest data that this program understands. */
  newestData: number
}

/** Keys read and written together. */
const batch = 500
const olderRedis =
  'This Redis is older than the one that was backed up and cannot read its data: use the same version or a later one, and run this again.'
/** A server gives a sign of life more often than this, in ms. */
const pulseMs = 10_000

async function requireEmpty(redis: Redis): Promise<void> {
  const isUnfinished = (await redis.exists(keys.unfinishedRestore())) > 0
  if (!isUnfinished && (await redis.exists(keys.people(), keys.conferences())) > 0)
    throw new BackupError(
      'This installation is not empty: a backup is restored into a new one only (another DATA_DIR, or another Redis). Nothing was changed.',
    )
  const [seconds] = await redis.time()
  const pulses = Object.values(await redis.hgetall(keys.serverPulses()))
  if (pulses.some((at) => Number(at) > Number(seconds) * 1000 - pulseMs))
    throw new BackupError(
      'A server runs on this Redis. Stop every server, wait ten seconds, then restore. Nothing was changed.',
    )
}

/** In batches of keys. */
async function* keysOf(redis: Redis): AsyncGenerator<string[]> {
  let cursor = '0'
  do {
    const [next, found] = await redis.scan(cursor, 'COUNT', batch)
    cursor = next
    if (found.length > 0) yield found
  } while (cursor !== '0')
}

/** Whatever an empty installation, or an attempt before, has written. */
async function clear(redis: Redis): Promise<void> {
  for await (const found of keysOf(redis)) {
    const old = found.filter((key) => key !== keys.unfinishedRestore())
    await Promise.all(old.map((key) => redis.del(key)))
  }
}

async function copyKeys(from: Redis, to: Redis): Promise<number> {
  const copied = new Set<string>()
  for await (const found of keysOf(from))
    await Promise.all(
      found.map(async (key) => {
        const [value, ttl] = await Promise.all([from.dumpBuffer(key), from.pttl(key)])
        // It expired meanwhile.
        if (value === null || ttl === -2) return
        await to.restore(key, Math.max(0, ttl), value, 'REPLACE').catch((error: Error) => {
          throw /payload/.test(error.message) ? new BackupError(olderRedis) : error
        })
        copied.add(key)
      }),
    )
  return copied.size
}

async function copyUploads(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  for (const name of await readdir(from).catch(() => [])) {
    await copyFile(join(from, name), join(to, name))
    const written = await open(join(to, name), 'r')
    await written.sync().finally(() => written.close())
  }
}

export interface Restored {
  manifest: Manifest
  /** How many keys were written. */
  keys: number
}

/** Throws BackupError with words for the person. */
export async function restore({ redis, uploadsFolder, file, newestData }: RestoreOptions): Promise<Restored> {
  await requireEmpty(redis)
  const folder = await mkdtemp(join(tmpdir(), 'lectern-restore-'))
  try {
    const manifest = await unpack(file, folder, newestData)
    return await withSnapshot(folder, snapshotName, async (snapshot) => {
      await redis.set(keys.unfinishedRestore(), manifest.at)
      await clear(redis)
      await copyUploads(join(folder, uploadsName), uploadsFolder)
      const copied = await copyKeys(snapshot, redis)
      // Last: from here on a server may start.
      await redis.del(keys.unfinishedRestore())
      return { manifest, keys: copied }
    })
  } finally {
    // A file may still be written when another has failed.
    await rm(folder, { recursive: true, force: true, maxRetries: 10 })
  }
}
