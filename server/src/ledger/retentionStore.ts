// The accreditation term, holds, and what was purged.
import { keys } from '@lectern/shared/keys'
import type { AccreditationTerm } from '@lectern/shared/retentionRules'
import type { Redis } from 'ioredis'

/** Why an activity's records are not purged. */
export interface Hold {
  reason: string
  /** A person's id. */
  by: string
  at: number
  /** Of the act that set it. */
  attempt: string
}
export interface Purged {
  at: number
  why: string
  /** How many. */
  contents: number
}
export type RetentionStore = ReturnType<typeof createRetentionStore>

export const createRetentionStore = (redis: Redis) => ({
  async term(): Promise<AccreditationTerm | null> {
    const text = await redis.get(keys.accreditationTerm())
    return text === null ? null : (JSON.parse(text) as AccreditationTerm)
  },
  async setTerm(term: AccreditationTerm): Promise<void> {
    await redis.set(keys.accreditationTerm(), JSON.stringify(term))
  },

  /** By activity. */
  async holds(conferenceId: string): Promise<Map<string, Hold>> {
    const texts = Object.entries(await redis.hgetall(keys.retentionHolds(conferenceId)))
    return new Map(texts.map(([activityId, text]) => [activityId, JSON.parse(text) as Hold]))
  },
  isHeld: async (conferenceId: string): Promise<boolean> =>
    (await redis.exists(keys.retentionHolds(conferenceId))) === 1,
  /** Does nothing to an activity that is held already. */
  async setHold(conferenceId: string, activityId: string, hold: Hold): Promise<void> {
    await redis.hsetnx(keys.retentionHolds(conferenceId), activityId, JSON.stringify(hold))
  },
  async removeHold(conferenceId: string, activityId: string): Promise<void> {
    await redis.hdel(keys.retentionHolds(conferenceId), activityId)
  },

  /** Changes with what is left to be purged, and with what is held back. */
  async standing(conferenceId: string): Promise<string> {
    const [contents, held] = await Promise.all([
      redis.hlen(keys.ledgerContents(conferenceId)),
      redis.hkeys(keys.retentionHolds(conferenceId)),
    ])
    return `${contents} ${held.sort().join(' ')}`
  },

  contents: (conferenceId: string): Promise<number> => redis.hlen(keys.ledgerContents(conferenceId)),
  /** A portion is named by its first digest: a repeat records the same. */
  async purged(conferenceId: string, first: string, purged: Purged): Promise<void> {
    await redis.hset(keys.purgedContents(conferenceId), first, JSON.stringify(purged))
  },
  /** The newest first. */
  async allPurged(conferenceId: string): Promise<Purged[]> {
    const texts = await redis.hvals(keys.purgedContents(conferenceId))
    return texts.map((text) => JSON.parse(text) as Purged).sort((a, b) => b.at - a.at)
  },
})
