// Who is at a booth: visitors, each with an id and a number of that booth only, and its staff. Presence
// expires.

import { callGraceMs, type HourCount, presenceMs, type Visitor } from '@lectern/shared/booths'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import type { Clock } from '../../core/clock.ts'
import { newId } from '../../core/newId.ts'
import { script } from '../../core/script.ts'
import { createStaffStore } from '../desk/staffStore.ts'

/** How long (ms) a person stays present after their connection is lost: time to reconnect. */
export const goneMs = 6000

/** How many present visitors a desk lists. */
const newestMax = 50

const hourMs = 3_600_000

/** A person as a visitor of one booth. */
export interface VisitorIds {
  visitorId: string
  number: number
}
/** Who was found gone, and the effects on calls. */
export interface SweepResult {
  gone: number
  /** Visitors, staff and open calls that are left. */
  left: number
  calls: { callId: string; before: string }[]
}

export type PresenceStore = ReturnType<typeof createPresenceStore>

const runVisit = script<[string, number, number]>(import.meta.url, './visit.lua')
const runBeat = script(import.meta.url, './beat.lua')
const runSweep = script<[number, number, [string, string][]]>(import.meta.url, './sweep.lua')

export function createPresenceStore(redis: Redis, clock: Clock) {
  async function sweep(boothId: string, leaving = ''): Promise<SweepResult> {
    const [gone, left, calls] = await runSweep(
      redis,
      [
        keys.boothPresent(boothId),
        keys.boothArrived(boothId),
        keys.boothCalls(boothId),
        keys.boothCallOf(boothId),
        keys.boothRinging(boothId),
        keys.boothMissed(boothId),
        keys.boothCallPeople(boothId),
        keys.boothStaff(boothId),
      ],
      [clock(), callGraceMs, leaving],
    )
    return { gone, left, calls: calls.map(([callId, before]) => ({ callId, before })) }
  }

  const store = {
    sweep,

    /** `came`: they were not there before. */
    async visit(boothId: string, personId: string): Promise<VisitorIds & { came: boolean }> {
      const now = clock()
      // Before the visit itself, so that a person with a number at a booth can always find it again.
      await redis.sadd(keys.boothsVisited(personId), boothId)
      const [visitorId, number, came] = await runVisit(
        redis,
        [
          keys.boothVisitors(boothId),
          keys.boothPresent(boothId),
          keys.boothArrived(boothId),
          keys.boothHours(boothId),
        ],
        [personId, newId(), now, now + presenceMs, now - (now % hourMs)],
      )
      return { visitorId, number, came: came === 1 }
    },
    /** The sweep reports the effect on calls. */
    leave: (boothId: string, visitorId: string): Promise<SweepResult> => sweep(boothId, visitorId),
    /** False if the visitor is no longer there. */
    beat: async (boothId: string, visitorId: string): Promise<boolean> =>
      (await runBeat(
        redis,
        [keys.boothPresent(boothId), keys.boothArrived(boothId)],
        [visitorId, clock(), clock() + presenceMs],
      )) === 1,
    /** Their connection is lost: without a sign of life through another one, their presence soon ends. */
    async detach(boothId: string, kind: 'visitor' | 'staff', who: string): Promise<void> {
      const key = kind === 'visitor' ? keys.boothPresent(boothId) : keys.boothStaff(boothId)
      await redis.zadd(key, 'XX', 'LT', clock() + goneMs, who)
    },

    /** The booths a person has visited, with their ids there. */
    async visitsOf(personId: string): Promise<{ boothId: string; visitorId: string }[]> {
      const boothIds = await redis.smembers(keys.boothsVisited(personId))
      const visits = await Promise.all(
        boothIds.map(async (boothId) => ({
          boothId,
          visitorId: (await store.visitorOf(boothId, personId))?.visitorId,
        })),
      )
      return visits.flatMap(({ boothId, visitorId }) => (visitorId ? [{ boothId, visitorId }] : []))
    },
    async visitorOf(boothId: string, personId: string): Promise<VisitorIds | undefined> {
      const text = await redis.hget(keys.boothVisitors(boothId), `p ${personId}`)
      const [visitorId, number] = text?.split(' ') ?? []
      return visitorId && number ? { visitorId, number: Number(number) } : undefined
    },
    async visitors(boothId: string): Promise<number> {
      return Number((await redis.hget(keys.boothVisitors(boothId), 'count')) ?? 0)
    },

    /** What the staff see of visitors. Throws `not_found` if there is no such visitor. */
    async shown(boothId: string, visitorIds: string[]): Promise<Visitor[]> {
      if (visitorIds.length === 0) return []
      const [known, fields] = await Promise.all([
        redis.hmget(keys.boothVisitors(boothId), ...visitorIds.map((visitorId) => `v ${visitorId}`)),
        redis.hmget(
          keys.boothShown(boothId),
          ...visitorIds.flatMap((visitorId) => [`name ${visitorId}`, `profession ${visitorId}`]),
        ),
      ])
      return visitorIds.map((visitorId, i) => {
        // Nobody may learn the person behind it: read only the number.
        const number = Number(known[i]?.split(' ')[1])
        if (!number) throw errors.notFound('visitor')
        return { visitorId, number, name: fields[2 * i] ?? null, profession: fields[2 * i + 1] ?? null }
      })
    },

    async present(boothId: string): Promise<{ count: number; newest: string[] }> {
      const [count, newest] = await Promise.all([
        redis.zcount(keys.boothPresent(boothId), `(${clock()}`, '+inf'),
        redis.zrevrange(keys.boothArrived(boothId), 0, newestMax - 1),
      ])
      return { count, newest }
    },
    async hours(boothId: string): Promise<HourCount[]> {
      const fields = await redis.hgetall(keys.boothHours(boothId))
      return Object.entries(fields)
        .map(([hour, visits]) => ({ hour: Number(hour), visits: Number(visits) }))
        .sort((a, b) => a.hour - b.hour)
    },
  }
  return { ...store, ...createStaffStore(redis, clock) }
}
