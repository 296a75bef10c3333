// A booth's staff: who is at its desk, in which state, and how long the desk was staffed.
import { type HourTime, type PresentStaff, presenceMs, type StaffState } from '@lectern/shared/booths'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import type { Clock } from '../../core/clock.ts'
import { fromPairs, script } from '../../core/script.ts'

const runSign = script<string>(import.meta.url, './staffSign.lua')

const hourMs = 3_600_000

export function createStaffStore(redis: Redis, clock: Clock) {
  function sign(
    boothId: string,
    staffId: string,
    kind: 'here' | 'beat' | 'leave',
    shown?: { name: string; state?: StaffState | undefined; picture?: string | undefined },
  ): Promise<string> {
    const now = clock()
    return runSign(
      redis,
      [
        keys.boothStaff(boothId),
        keys.boothStaffStates(boothId),
        keys.boothStaffTimes(boothId),
        keys.boothStaffedHours(boothId),
      ],
      [staffId, now, now + presenceMs, kind, shown ? JSON.stringify(shown) : '', now - (now % hourMs)],
    )
  }

  return {
    /** At the desk from now on; without `state`, an existing state is kept. */
    async staffHere(
      boothId: string,
      staffId: string,
      name: string,
      state?: StaffState,
      picture?: string,
    ): Promise<PresentStaff> {
      // Before the sign itself, so that what is kept about a person can always be found.
      await redis.sadd(keys.boothsWorkedAt(staffId), boothId)
      const text = await sign(boothId, staffId, 'here', { name, state, picture })
      return { staffId, ...(JSON.parse(text) as Omit<PresentStaff, 'staffId'>) }
    },
    /** False if they are no longer at the desk. */
    staffBeat: async (boothId: string, staffId: string): Promise<boolean> =>
      (await sign(boothId, staffId, 'beat')) !== '',
    async staffLeaves(boothId: string, staffId: string): Promise<void> {
      await sign(boothId, staffId, 'leave')
    },
    /**
     * Who is at the desk, by name, how many of them are not away, and until when (ms) the last of those is.
     */
    async atDesk(boothId: string): Promise<{ staff: PresentStaff[]; working: number; staffedUntil: number }> {
      const flat = await redis.zrangebyscore(keys.boothStaff(boothId), `(${clock()}`, '+inf', 'WITHSCORES')
      const until = new Map(Object.entries(fromPairs(flat)))
      const ids = [...until.keys()]
      const texts = ids.length > 0 ? await redis.hmget(keys.boothStaffStates(boothId), ...ids) : []
      const staff = ids
        .flatMap((staffId, i): PresentStaff[] => {
          const text = texts[i]
          return text ? [{ staffId, ...(JSON.parse(text) as Omit<PresentStaff, 'staffId'>) }] : []
        })
        .sort((a, b) => a.name.localeCompare(b.name) || a.staffId.localeCompare(b.staffId))
      const working = staff.filter(({ state }) => state !== 'away')
      const staffedUntil = Math.max(0, ...working.map(({ staffId }) => Number(until.get(staffId))))
      return { staff, working: working.length, staffedUntil }
    },

    /** For how long (ms) in each hour somebody worked at the desk, oldest first. */
    async staffedHours(boothId: string): Promise<HourTime[]> {
      const fields = await redis.hgetall(keys.boothStaffedHours(boothId))
      return Object.entries(fields)
        .map(([hour, ms]) => ({ hour: Number(hour), ms: Number(ms) }))
        .sort((a, b) => a.hour - b.hour)
    },
    /** How long (ms) each of the staff worked there, by person id. */
    async staffTimes(boothId: string): Promise<Map<string, number>> {
      const fields = Object.entries(await redis.hgetall(keys.boothStaffTimes(boothId)))
      return new Map(
        fields.flatMap(([field, ms]) => (field.startsWith('ms ') ? [[field.slice(3), Number(ms)]] : [])),
      )
    },
  }
}
