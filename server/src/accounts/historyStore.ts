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
}
export type HistoryStore = ReturnType<typeof createHistoryStore>

export const createHistoryStore = (redis: Redis) => ({
  async add(personId: string, entry: HistoryEntry): Promise<void> {
    if (entry.what.length === 0) return
    await redis
      .multi()
      .lpush(keys.personHistory(personId), JSON.stringify(entry))
      .ltrim(keys.personHistory(personId), 0, historyMax - 1)
      .exec()
  },
  /** Newest first. */
  async of(personId: string): Promise<HistoryEntry[]> {
    const texts = await redis.lrange(keys.personHistory(personId), 0, -1)
    return texts.map((text) => JSON.parse(text) as HistoryEntry)
  },
  async remove(personId: string): Promise<void> {
    await redis.del(keys.personHistory(personId))
  },
})
