// Brings data that an earlier version of Lectern wrote to the form that this one reads, at the first start.
// One server does it; the others wait. Every step may run twice, so a server that is killed leaves work that
// the next one completes.
import { ConfigError } from '@lectern/shared/configReader'
import { newestData } from '@lectern/shared/dataVersion'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { newId } from '../core/newId.ts'
import { script } from '../core/script.ts'
import { type MigrationOptions, migrateToConferences } from './toConferences.ts'

const leaseMs = 30_000
const lookAgainMs = 200
const runRenew = script<number>(import.meta.url, './renew.lua')
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function versionOf(redis: Redis): Promise<number | undefined> {
  const text = await redis.get(keys.dataVersion())
  return text === null ? undefined : Number(text)
}

/** Throws if the data is newer than this server. */
async function isCurrent(redis: Redis): Promise<boolean> {
  const version = await versionOf(redis)
  if (version !== undefined && version > newestData)
    throw new ConfigError(
      `The data in Redis was written by a newer version of Lectern: it has version ${version}, and this server reads data up to version ${newestData}. Nothing was changed. Start the newer version, or restore a backup that this one made.`,
    )
  return version === newestData
}

/** Runs while this server holds the lease; false if another one has it. */
async function underLease(redis: Redis, work: () => Promise<void>): Promise<boolean> {
  const token = newId()
  if ((await redis.set(keys.migrationLease(), token, 'PX', leaseMs, 'NX')) !== 'OK') return false
  const renewing = setInterval(() => {
    // One that is late finds the lease gone; what it still writes changes nothing that is newer.
    runRenew(redis, [keys.migrationLease()], [token, leaseMs]).catch(() => undefined)
  }, leaseMs / 3)
  renewing.unref()
  try {
    await work()
  } finally {
    clearInterval(renewing)
    await runRenew(redis, [keys.migrationLease()], [token, 0])
  }
  return true
}

/** Call before anything reads. Throws `ConfigError` for data of a newer version. */
export async function migrate(options: MigrationOptions): Promise<void> {
  const { redis } = options
  const work = async () => {
    if (await isCurrent(redis)) return
    await migrateToConferences(options)
    await options.beforeStep?.('version')
    await redis.set(keys.dataVersion(), newestData)
  }
  while (!(await isCurrent(redis))) if (!(await underLease(redis, work))) await wait(lookAgainMs)
}
