// Minutes that the CE office has granted or taken away.
import type { Override } from '@lectern/shared/creditOffice'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { swap } from '../core/swap.ts'

export type OverridesStore = ReturnType<typeof createOverridesStore>

const read = (text: string | null): Override[] => (text === null ? [] : (JSON.parse(text) as Override[]))

export function createOverridesStore(redis: Redis) {
  return {
    /** Adds an override of a person's minutes in a session; a repeat has no effect. */
    async add(sessionId: string, personId: string, made: Override): Promise<void> {
      for (;;) {
        const text = await redis.hget(keys.overrides(sessionId), personId)
        const before = read(text)
        if (before.some(({ id }) => id === made.id)) return
        const after = JSON.stringify([...before, made])
        if (await swap(redis, keys.overrides(sessionId), personId, text, after)) return
      }
    },

    /** Each person's, oldest first. */
    of: async (sessionId: string, personIds: string[]): Promise<Override[][]> =>
      (await redis.hmget(keys.overrides(sessionId), ...personIds)).map(read),

    /** By person id, as JSON: to notice that some have changed. */
    texts: (sessionId: string): Promise<Record<string, string>> => redis.hgetall(keys.overrides(sessionId)),
  }
}
