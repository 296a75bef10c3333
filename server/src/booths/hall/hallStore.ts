// Who is, and was, in the exhibit hall. While a person is
// inside, their credit clock is stopped on every device.
import { keys } from '@lectern/shared/keys'
import { slotMs } from '@lectern/shared/slotTimes'
import type { Redis } from 'ioredis'
import type { Clock } from '../../core/clock.ts'
import { script } from '../../core/script.ts'

/** When (ms) a person was in the hall; `to` is null while they are. */
export type HallVisit = [from: number, to: number | null]

export type HallStore = ReturnType<typeof createHallStore>

const runEnter = script(import.meta.url, './enterHall.lua')
const runLeave = script(import.meta.url, './leaveHall.lua')

export function createHallStore(redis: Redis, clock: Clock) {
  const hallKeys = [keys.hallInside(), keys.hallVisits()]
  return {
    /** True if they were not inside before. */
    enter: async (personId: string): Promise<boolean> =>
      (await runEnter(redis, hallKeys, [personId, clock(), slotMs])) === 1,
    /** True if they were inside. */
    leave: async (personId: string): Promise<boolean> =>
      (await runLeave(redis, hallKeys, [personId, clock()])) === 1,

    async insideOf(personIds: string[]): Promise<boolean[]> {
      if (personIds.length === 0) return []
      return (await redis.smismember(keys.hallInside(), personIds)).map((inside) => inside === 1)
    },

    /** Each person's visits, oldest first. */
    async visitsOf(personIds: string[]): Promise<HallVisit[][]> {
      if (personIds.length === 0) return []
      const texts = await redis.hmget(keys.hallVisits(), ...personIds)
      return texts.map((text) => (text === null ? [] : (JSON.parse(text) as HallVisit[])))
    },
  }
}
