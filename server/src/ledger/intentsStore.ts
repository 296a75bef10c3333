// Intents and their leases in Redis. Intents are stored with the state they
// record, leases with the ledger, so that one script checks the lease and appends.
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { script } from '../core/script.ts'
import { together } from '../core/together.ts'
import { type Intent, type Place, readIntent } from './intent.ts'

const runLease = script<number[]>(import.meta.url, './lease.lua')
const runRemove = script<number[]>(import.meta.url, './remove.lua')

interface Lease {
  intentId: string
  /** Of the server that wants it, for this attempt. */
  token: string
  now: number
  /** When it expires, in ms. */
  until: number
}

/** Runs what concerns one hash together; returns the results in the order of `items`. */
async function byHash<Item, Result>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  run: (key: string, own: Item[]) => Promise<Result[]>,
): Promise<Result[]> {
  const results = new Map<Item, Result>()
  await Promise.all(
    [...Map.groupBy(items, keyOf)].map(async ([key, own]) => {
      for (const [i, result] of (await run(key, own)).entries()) results.set(own[i]!, result)
    }),
  )
  return items.map((item) => results.get(item)!)
}

export function createIntentsStore(redis: Redis) {
  const lease = together(async (leases: Lease[]): Promise<boolean[]> => {
    const given = leases.flatMap(({ intentId, token, now, until }) => [intentId, token, now, until])
    return (await runLease(redis, [keys.leases()], given)).map((leased) => leased === 1)
  })

  return {
    /** Every hash that may contain intents; `defined`: of works that share one. */
    async hashes(defined: Iterable<string>): Promise<string[]> {
      const ids = await redis.zrange(keys.conferences(), '0', '-1')
      const [sessionIds, boothIds] = await Promise.all([
        Promise.all(ids.map((id) => redis.smembers(keys.sessions(id)))),
        Promise.all(ids.map((id) => redis.hvals(keys.boothsOfExhibitors(id)))),
      ])
      return [
        keys.ledgerIntents(),
        keys.outageIntents(),
        keys.auditIntents(),
        ...defined,
        ...sessionIds.flat().map(keys.sessionIntents),
        ...boothIds.flat().map(keys.boothIntents),
      ]
    },

    /** False if this place already has one. */
    put: async ([key, field]: Place, text: string): Promise<boolean> =>
      (await redis.hsetnx(key, field, text)) === 1,

    find: together((places: Place[]) =>
      byHash(
        places,
        ([key]) => key,
        async (key, own) => {
          const texts = await redis.hmget(key, ...own.map(([, field]) => field))
          return texts.map((text) => (text === null ? undefined : readIntent(text)))
        },
      ),
    ),

    /** Intents of one hash, oldest first. */
    async all(key: string): Promise<{ place: Place; intent: Intent }[]> {
      const fields = Object.entries(await redis.hgetall(key))
      return fields
        .map(([field, text]) => ({ place: [key, field] as const, intent: readIntent(text) }))
        .sort((a, b) => a.intent.at - b.intent.at)
    },

    /** False if entries have been added since it was read. */
    remove: together((read: { place: Place; intent: Intent }[]) =>
      byHash(
        read,
        ({ place }) => place[0],
        async (key, own) => {
          const given = own.flatMap(({ place, intent }) => [place[1], intent.text])
          return (await runRemove(redis, [key], given)).map((removed) => removed === 1)
        },
      ),
    ),

    /** False while another server has it. */
    lease,

    /** Lets others take it before the lease expires, unless one has. Recorded steps stay noted. */
    letGo: (intentId: string, token: string, now: number): Promise<boolean> =>
      lease({ intentId, token, now, until: 0 }),

    /** Whether any of its steps is recorded. */
    hasBegun: async (intentId: string): Promise<boolean> =>
      (await redis.exists(keys.recordedSteps(intentId))) === 1,

    /** The work is complete: a server that still believes it has the lease can no longer append. */
    release: together(async (intentIds: string[]): Promise<undefined[]> => {
      const steps = intentIds.map(keys.recordedSteps)
      await redis
        .multi()
        .hdel(keys.leases(), ...intentIds)
        .unlink(...steps)
        .exec()
      return []
    }),

    /** By intent id, when (ms) each lease expires. */
    async leases(): Promise<Map<string, number>> {
      const fields = Object.entries(await redis.hgetall(keys.leases()))
      return new Map(fields.map(([id, lease]) => [id, Number(lease.split(' ')[1])]))
    },
  }
}
