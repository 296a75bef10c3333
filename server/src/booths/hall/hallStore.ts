// Who is, and was, in an exhibit hall. Each conference has its own; a person is in one at a time. While they
// are inside, their credit clock is stopped on every device, for sessions of any conference.
import { keys } from '@lectern/shared/keys'
import { slotMs } from '@lectern/shared/slotTimes'
import type { Redis } from 'ioredis'
import type { Clock } from '../../core/clock.ts'
import { script } from '../../core/script.ts'

/** When (ms) a person was in the hall; `to` is null while they are. */
export type HallVisit = [from: number, to: number | null]

export type HallStore = ReturnType<typeof createHallStore>

const runEnter = script<number>(import.meta.url, './enterHall.lua')
const runLeave = script<string | null>(import.meta.url, './leaveHall.lua')

export function createHallStore(redis: Redis, clock: Clock) {
  const hallKeys = [keys.hallInside(), keys.hallVisits()]
  return {
    /** True if they were in no hall before. Does nothing if they are in another one. */
    enter: async (personId: string, conferenceId: string): Promise<boolean> =>
      (await runEnter(redis, hallKeys, [personId, clock(), slotMs, conferenceId])) === 1,
    /** Leaves whichever hall they are in. Returns the id of its conference; null if they were in none. */
    leave: (personId: string): Promise<string | null> => runLeave(redis, hallKeys, [personId, clock()]),

    /** Whether each person is in any hall. */
    async insideOf(personIds: string[]): Promise<boolean[]> {
      if (personIds.length === 0) return []
      return (await redis.hmget(keys.hallInside(), ...personIds)).map((inside) => inside !== null)
    },
    /** The id of the conference whose hall they are in, or null. */
    hallOf: (personId: string): Promise<string | null> => redis.hget(keys.hallInside(), personId),

    /** Each person's visits, oldest first. */
    async visitsOf(personIds: string[]): Promise<HallVisit[][]> {
      if (personIds.length === 0) return []
      const texts = await redis.hmget(keys.hallVisits(), ...personIds)
      return texts.map((text) => (text === null ? [] : (JSON.parse(text) as HallVisit[])))
    },
  }
}
