// How well media reached a session's viewers, minute by minute. It decides nothing: credit is judged from
// marks.
import { countsOf, type DeliveryQuality, qualityOf } from '@lectern/shared/deliveryQuality'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { script } from '../core/script.ts'

export type QualityStore = ReturnType<typeof createQualityStore>

const runAdd = script<0 | 1>(import.meta.url, './quality.lua')
const minuteMs = 60_000
/** Of a session: a day. */
const minutesMax = 1440

export function createQualityStore(redis: Redis) {
  return {
    /** Adds a sample that ended at `at` (ms); one without viewers adds nothing. */
    async add(sessionId: string, at: number, quality: DeliveryQuality): Promise<void> {
      const counts = countsOf(quality)
      if (counts.every((count) => count === 0)) return
      await runAdd(redis, [keys.deliveryQuality(sessionId)], [at - (at % minuteMs), minutesMax, ...counts])
    },

    /** By the start of the minute. */
    async minutes(sessionId: string): Promise<Map<number, DeliveryQuality>> {
      const texts = await redis.hgetall(keys.deliveryQuality(sessionId))
      return new Map(
        Object.entries(texts).map(([at, text]) => [Number(at), qualityOf(text.split(',').map(Number))]),
      )
    },
  }
}
