// Intents and their leases in Redis. Intents lie with the state that they are about, leases with the ledger: one script then
// looks at the lease and appends.
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { script } from '../core/script.ts'
import { swap } from '../core/swap.ts'
import { type Intent, type Place, readIntent } from './intent.ts'

const runLease = script(import.meta.url, './lease.lua')

export function createIntentsStore(redis: Redis) {
  return {
    /** Every hash that may hold intents. */
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

    /** False where there is one at this place already. */
    put: async ([key, field]: Place, text: string): Promise<boolean> =>
      (await redis.hsetnx(key, field, text)) === 1,

    async find([key, field]: Place): Promise<Intent | undefined> {
      const text = await redis.hget(key, field)
      return text === null ? undefined : readIntent(text)
    },

    /** Of one hash, the oldest first. */
    async all(key: string): Promise<{ place: Place; intent: Intent }[]> {
      const fields = Object.entries(await redis.hgetall(key))
      return fields
        .map(([field, text]) => ({ place: [key, field] as const, intent: readIntent(text) }))
        .sort((a, b) => a.intent.at - b.intent.at)
    },

    /** False where entries have been added to it since it was read. */
    remove: ([key, field]: Place, { text }: Intent): Promise<boolean> => swap(redis, key, field, text, null),

    /** False while another server has it. */
    lease: async (intentId: string, token: string, now: number, until: number): Promise<boolean> =>
      (await runLease(redis, [keys.leases()], [intentId, token, now, until])) === 1,

    /** Others need not wait for the lease to run out. What is recorded already stays noted. */
    letGo: async (intentId: string): Promise<void> => {
      await redis.hset(keys.leases(), intentId, '- 0')
    },

    /** Nothing of it is left: whoever still had the lease cannot append any more. */
    release: async (intentId: string): Promise<void> => {
      await redis.multi().hdel(keys.leases(), intentId).unlink(keys.recordedSteps(intentId)).exec()
    },

    /** By intent id, until when (ms) each lease runs. */
    async leases(): Promise<Map<string, number>> {
      const fields = Object.entries(await redis.hgetall(keys.leases()))
      return new Map(fields.map(([id, lease]) => [id, Number(lease.split(' ')[1])]))
    },
  }
}
