// The time stamps of the ledgers, and since when none could be had.
import { keys } from '@lectern/shared/keys'
import type { LedgerStamp, StampStanding } from '@lectern/shared/ledger'
import type { Redis } from 'ioredis'
import { script } from '../../core/script.ts'

export type StampsStore = ReturnType<typeof createStampsStore>
/** `recordedAt`: by the agreed clock, in ms. */
export interface StoredStamp extends LedgerStamp {
  recordedAt: number
}
export interface StampsOf {
  last: StoredStamp | undefined
  failure: StampStanding['failure']
}

const runFailed = script<number>(import.meta.url, './failed.lua')

/** The wait before the second attempt, which doubles for each further one, and the longest, in ms. */
const firstWaitMs = 60_000
const longestWaitMs = 3_600_000

const readStamp = ([text]: string[]): StoredStamp | undefined =>
  text === undefined ? undefined : (JSON.parse(text) as StoredStamp)

export function createStampsStore(redis: Redis) {
  return {
    async of(conferenceId: string): Promise<StampsOf> {
      const [stamps, { since, reason, tries, nextAt }] = await Promise.all([
        redis.zrevrange(keys.ledgerStamps(conferenceId), 0, 0),
        redis.hgetall(keys.stampFailure(conferenceId)) as Promise<Record<string, string | undefined>>,
      ])
      const failure =
        since && reason && nextAt
          ? { since: Number(since), reason, tries: Number(tries), nextAt: Number(nextAt) }
          : null
      return { last: readStamp(stamps), failure }
    },

    /** The first stamp that fixes this entry. */
    async fixing(conferenceId: string, seq: number): Promise<StoredStamp | undefined> {
      return readStamp(await redis.zrangebyscore(keys.ledgerStamps(conferenceId), seq, '+inf', 'LIMIT', 0, 1))
    },

    async add(conferenceId: string, stamp: StoredStamp): Promise<void> {
      await redis
        .multi()
        .zadd(keys.ledgerStamps(conferenceId), stamp.head.seq, JSON.stringify(stamp))
        .del(keys.stampFailure(conferenceId))
        .exec()
    },

    /** `after`: seq of the last stamp that the attempt knew. */
    async failed(conferenceId: string, after: number, now: number, reason: string): Promise<void> {
      const given = [after, now, reason.slice(0, 500), firstWaitMs, longestWaitMs]
      await runFailed(redis, [keys.ledgerStamps(conferenceId), keys.stampFailure(conferenceId)], given)
    },
  }
}
