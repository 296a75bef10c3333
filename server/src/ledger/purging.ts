// Deletes contents of the ledger: what is a person's when they are erased, and a conference's once its
// records need not be kept any more. An entry names the digests first, so that an auditor knows purged from
// removed.
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import type { Recording } from './intent.ts'
import type { Intents } from './intents.ts'
import { createRetentionStore } from './retentionStore.ts'

export type Purging = ReturnType<typeof createPurging>

/** Digests that one entry names. */
const portion = 500

/** One portion: recorded, then deleted. Each may run twice. */
interface Portion {
  conferenceId: string
  digests: string[]
  by: string
  /** Whose they were; absent: the time of keeping is over. */
  personId?: string
}

export function createPurging(redis: Redis) {
  const store = createRetentionStore(redis)

  async function purge({ conferenceId, digests, by, personId }: Portion, record: Recording): Promise<void> {
    const [first] = digests
    if (first === undefined) return
    const why = personId === undefined ? 'kept long enough' : 'erased'
    const data = { conferenceId, why, digests, ...(personId !== undefined && { personId }) }
    const [entry] = await record(`purged ${conferenceId} ${first}`, [{ kind: 'content.purged', by, data }])
    await store.purged(conferenceId, first, { at: entry!.at, why, contents: digests.length })
    const change = redis.multi().hdel(keys.ledgerContents(conferenceId), ...digests)
    if (personId !== undefined)
      change.srem(keys.ledgerErasable(personId), ...digests.map((digest) => `${conferenceId} ${digest}`))
    await change.exec()
  }

  return {
    /** Deletes what of a person need not be kept; in every ledger. */
    async person(personId: string, by: string, record: Recording): Promise<void> {
      const members = (await redis.smembers(keys.ledgerErasable(personId))).sort()
      const all = members.map((member) => member.split(' ') as [conferenceId: string, digest: string])
      for (const [conferenceId, own] of Map.groupBy(all, ([conferenceId]) => conferenceId))
        for (let i = 0; i < own.length; i += portion) {
          const digests = own.slice(i, i + portion).map(([, digest]) => digest)
          await purge({ conferenceId, digests, by, personId }, record)
        }
    },

    /** Two people became one. */
    async move(from: string, to: string): Promise<void> {
      await redis.sunionstore(keys.ledgerErasable(to), keys.ledgerErasable(to), keys.ledgerErasable(from))
      await redis.del(keys.ledgerErasable(from))
    },

    /** Deletes every content of a conference, until one of its activities is held back. */
    async conference(conferenceId: string, record: Recording): Promise<void> {
      while (!(await store.isHeld(conferenceId))) {
        const [, fields] = await redis.hscan(keys.ledgerContents(conferenceId), '0', 'COUNT', portion)
        const digests = fields.filter((_, i) => i % 2 === 0).slice(0, portion)
        if (digests.length === 0) return
        await purge({ conferenceId, digests, by: 'platform' }, record)
      }
    },
  }
}

export interface RetentionOptions {
  purging: Purging
  intents: Pick<Intents, 'define'>
  redis: Redis
  conferenceIds: () => Promise<string[]>
  /** Until when (ms) a conference's records must be kept; null if nothing was held. */
  keptUntil: (conferenceId: string) => Promise<number | null>
  clock: () => number
}

/** Returns a function that deletes the contents of conferences whose time of keeping is over. */
export function createRetention(options: RetentionOptions): () => Promise<void> {
  const { purging, redis, conferenceIds, keptUntil, clock } = options
  const store = createRetentionStore(redis)
  const { attempt } = options.intents.define(keys.retentionIntents(), {
    purge: ({ conferenceId }: { conferenceId: string }, record: Recording) =>
      purging.conference(conferenceId, record),
  })
  return async () => {
    for (const conferenceId of await conferenceIds()) {
      const until = await keptUntil(conferenceId)
      if (until === null || until > clock() || (await store.isHeld(conferenceId))) continue
      if ((await redis.hlen(keys.ledgerContents(conferenceId))) === 0) continue
      await attempt('purge', conferenceId, { conferenceId })
    }
  }
}
