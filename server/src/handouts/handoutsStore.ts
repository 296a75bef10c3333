// The slides and handouts of each session. The files themselves are among the uploads, under the same ids.
import type { Handout } from '@lectern/shared/handouts'
import { keys } from '@lectern/shared/keys'
import type { LedgerRecord } from '@lectern/shared/ledger'
import { handoutsMax } from '@lectern/shared/limits'
import type { Redis } from 'ioredis'
import { script } from '../core/script.ts'
import { swapRecorded } from '../core/swapRecorded.ts'
import { intentHead, type Place } from '../ledger/intent.ts'

const runAdd = script<'added' | 'there' | 'full'>(import.meta.url, './add.lua')

export interface StoredHandout extends Handout {
  /** Who uploaded it: a person's id. */
  by: string
  /** SHA-256 of the file as it was sent. */
  digest: string
}

/** Where the evidence of a handout's review is kept until the ledger has it. */
export const reviewPlace = (sessionId: string, handoutId: string): Place => [
  keys.sessionIntents(sessionId),
  `handout ${handoutId}`,
]

const read = (text: string): StoredHandout => JSON.parse(text) as StoredHandout

export type HandoutsStore = ReturnType<typeof createHandoutsStore>

export function createHandoutsStore(redis: Redis) {
  return {
    /** The oldest first. */
    async of(sessionId: string): Promise<StoredHandout[]> {
      const texts = await redis.hvals(keys.handouts(sessionId))
      return texts.map(read).sort((a, b) => a.at - b.at || a.id.localeCompare(b.id))
    },

    /** How many of these sessions' files wait for a review. */
    async waiting(sessionIds: readonly string[]): Promise<number> {
      const files = await Promise.all(sessionIds.map((sessionId) => redis.hvals(keys.handouts(sessionId))))
      return files.flat().filter((text) => read(text).status === 'waiting').length
    },

    async find(sessionId: string, handoutId: string): Promise<StoredHandout | undefined> {
      const text = await redis.hget(keys.handouts(sessionId), handoutId)
      return text === null ? undefined : read(text)
    },

    /** `there`: this very upload is stored already; `full`: the session has its maximum. */
    add: (sessionId: string, added: StoredHandout): Promise<'added' | 'there' | 'full'> =>
      runAdd(redis, [keys.handouts(sessionId)], [added.id, JSON.stringify(added), handoutsMax]),

    /** False if it was changed since it was read. `evidence` is stored with it. */
    review: (
      sessionId: string,
      before: StoredHandout,
      after: StoredHandout,
      evidence: LedgerRecord,
      at: number,
    ): Promise<boolean> =>
      swapRecorded(redis, {
        key: keys.handouts(sessionId),
        field: after.id,
        read: JSON.stringify(before),
        next: JSON.stringify(after),
        evidence: {
          place: reviewPlace(sessionId, after.id),
          head: intentHead('entries', at),
          record: evidence,
        },
      }),

    async remove(sessionId: string, handoutId: string): Promise<void> {
      await redis.hdel(keys.handouts(sessionId), handoutId)
    },
  }
}
