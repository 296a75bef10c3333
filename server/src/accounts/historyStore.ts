// What was changed about a person, by whom and when. Names the fields, never their values: those are in one
// place only, from which they can be erased.
import { keys } from '@lectern/shared/keys'
import { historyMax } from '@lectern/shared/limits'
import type { Redis } from 'ioredis'

export interface HistoryEntry {
  /** In ms. */
  at: number
  /** A person's id, `operator` or `platform`. */
  by: string
  /** e.g. "name", "mail address", "merged" */
  what: string[]
  /** Names the act of which it is, where that may be recorded twice. */
  of?: string
}
export type HistoryStore = ReturnType<typeof createHistoryStore>

/** In the history of a person whom a duplicate was merged into. */
export const mergedWords = 'merged with a duplicate'

export function createHistoryStore(redis: Redis) {
  const store = {
    async add(personId: string, entry: HistoryEntry): Promise<void> {
      if (entry.what.length === 0) return
      await redis
        .multi()
        .lpush(keys.personHistory(personId), JSON.stringify(entry))
        .ltrim(keys.personHistory(personId), 0, historyMax - 1)
        .exec()
    },
    /** `of` names the act: recording it again adds nothing. */
    async addOnce(personId: string, of: string, entry: HistoryEntry): Promise<void> {
      const before = await store.of(personId)
      if (!before.some((each) => each.of === of)) await store.add(personId, { ...entry, of })
    },
    /** Newest first. */
    async of(personId: string): Promise<HistoryEntry[]> {
      const texts = await redis.lrange(keys.personHistory(personId), 0, -1)
      return texts.map((text) => JSON.parse(text) as HistoryEntry)
    },
    async remove(personId: string): Promise<void> {
      await redis.del(keys.personHistory(personId))
    },
  }
  return store
}
