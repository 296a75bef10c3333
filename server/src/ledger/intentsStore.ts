// Intents and their leases in Redis. Intents are stored with the state they
// record, leases with the ledger, so that one script checks the lease and appends.
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { script } from '../core/script.ts'
import { swap } from '../core/swap.ts'
import { type Intent, type Place, readIntent } from './intent.ts'

const runLease = script(import.meta.url, './lease.lua')

export function createIntentsStore(redis: Redis) {
  return {
    /** Every hash that may contain intents. */
    async hashes(): Promise<string[]> {
      const [sessionIds, boothIds] = await Promise.all([
        redis.smembers(keys.sessions()),
        redis.hvals(keys.boothsOfExhibitors()),
      ])
      return [
        keys.ledgerIntents(),
        keys.creditIntents(),
        keys.freezeIntents(),
        keys.outageIntents(),
        ...sessionIds.map(keys.sessionIntents),
        ...boothIds.map(keys.boothIntents),
      ]
    },

    /** False if this place already has one. */
    put: async ([key, field]: Place, text: string): Promise<boolean> =>
      (await redis.hsetnx(key, field, text)) === 1,

    async find([key, field]: Place): Promise<Intent | undefined> {
      const text = await redis.hget(key, field)
      return text === null ? undefined : readIntent(text)
    },

    /** Intents of one hash, oldest first. */
    async all(key: string): Promise<{ place: Place; intent: Intent }[]> {
      const fields = Object.entries(await redis.hgetall(key))
      return fields
        .map(([field, text]) => ({ place: [key, field] as const, intent: readIntent(text) }))
        .sort((a, b) => a.intent.at - b.intent.at)
    },

    /** False if entries have been added since it was read. */
    remove: ([key, field]: Place, { text }: Intent): Promise<boolean> => swap(redis, key, field, text, null),

    /** False while another server has it. */
    lease: async (intentId: string, token: string, now: number, until: number): Promise<boolean> =>
      (await runLease(redis, [keys.leases()], [intentId, token, now, until])) === 1,

    /** Lets others take it before the lease expires. Recorded steps stay noted. */
    letGo: async (intentId: string): Promise<void> => {
      await redis.hset(keys.leases(), intentId, '- 0')
    },

    /** The work is complete: a server that still believes it has the lease can no longer append. */
    release: async (intentId: string): Promise<void> => {
      await redis.multi().hdel(keys.leases(), intentId).unlink(keys.recordedSteps(intentId)).exec()
    },

    /** By intent id, when (ms) each lease expires. */
    async leases(): Promise<Map<string, number>> {
      const fields = Object.entries(await redis.hgetall(keys.leases()))
      return new Map(fields.map(([id, lease]) => [id, Number(lease.split(' ')[1])]))
    },
  }
}
