// The memory for an hour of watched time in Redis: the product's own store marks every segment for everyone,
// and all keys are measured. How many bits are set makes no difference.
import { slotMs } from '@lectern/shared/attendance'
import { redisLocation } from '@lectern/shared/redisAway'
import { Redis } from 'ioredis'
import { createMarksStore, segmentOf } from '../../../server/src/attendance/marksStore.ts'
import { personIdOf } from '../crowd/people.ts'
import type { BareRedis } from '../floor/bareRedis.ts'
import type { Helper } from '../helper.ts'

const hourSlots = 3_600_000 / slotMs

/** Bytes of seats and bitmaps per viewer, after an hour. */
export async function bytesOfOneHour(
  redisUrl: string,
  weigher: Helper<BareRedis>,
  sessionId: string,
  group: string,
  people: number,
): Promise<number> {
  const redis = new Redis(redisLocation(redisUrl))
  const marks = createMarksStore(redis)
  const everybody = Array.from({ length: people }, (_, index) => personIdOf(group, index))
  for (let segment = 0; segment <= segmentOf(hourSlots - 1); segment++)
    for (const kind of ['present', 'delivered'] as const)
      await marks.mark(kind, sessionId, segment, new Map([[0, everybody]]))
  await marks.markOnAir(sessionId, hourSlots - 1)
  redis.disconnect()
  const weights = await weigher.ask('memoryOf', `{s:${sessionId}}:*`)
  const ofWatchedTime = Object.entries(weights).filter(([key]) =>
    /:(seats|present:\d+|delivered:\d+|onair)$/.test(key),
  )
  return ofWatchedTime.reduce((sum, [, bytes]) => sum + bytes, 0) / people
}
