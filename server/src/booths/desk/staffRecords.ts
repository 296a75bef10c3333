// What is kept about a person as a member of a booth's staff: in the lists of their data, merged with
// another's, and erased. Visitors keep what was said to them, by "Former staff".
import type { StaffMember } from '@lectern/shared/booths'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import type { PersonRecords } from '../../accounts/personRecords.ts'
import { script } from '../../core/script.ts'
import type { Booths } from '../boothParts.ts'

const runForget = script<number>(import.meta.url, './forgetStaff.lua')
const runMove = script<number>(import.meta.url, './moveStaff.lua')

const nobody: StaffMember = { staffId: 'former-staff', name: 'Former staff' }

type Parts = Pick<Booths, 'booths' | 'presence' | 'live'> & { redis: Redis }

export function createStaffRecords({ redis, booths, presence, live }: Parts): PersonRecords {
  async function forget(boothId: string, personId: string): Promise<void> {
    const visitorIds = await redis.zrange(keys.boothChats(boothId), '0', '-1')
    const texts = [
      keys.boothCalls(boothId),
      ...visitorIds.map((visitorId) => keys.boothChat(boothId, visitorId)),
    ]
    for (const key of texts) await runForget(redis, [key], [personId, JSON.stringify(nobody)])
    await redis.zrem(keys.boothStaff(boothId), personId)
    await redis.hdel(keys.boothStaffStates(boothId), personId)
    await redis.hdel(keys.boothStaffTimes(boothId), `ms ${personId}`, `last ${personId}`)
    // It has the names of those who were there.
    await redis.hdel(keys.boothTold(boothId), 'staff')
    live.touch(boothId, 'staff', 'chats', 'calls', 'missed')
  }

  return {
    async collect(personId) {
      const boothIds = await redis.smembers(keys.boothsWorkedAt(personId))
      const worked = await Promise.all(
        boothIds.map(async (boothId) => ({
          booth: (await booths.find(boothId))?.name ?? boothId,
          minutes: Math.round(((await presence.staffTimes(boothId)).get(personId) ?? 0) / 60_000),
        })),
      )
      return { 'Worked at booths': worked }
    },
    async move(from, to) {
      for (const boothId of await redis.smembers(keys.boothsWorkedAt(from))) {
        await redis.sadd(keys.boothsWorkedAt(to), boothId)
        const about = [
          keys.boothStaffTimes(boothId),
          keys.boothStaff(boothId),
          keys.boothStaffStates(boothId),
        ]
        await runMove(redis, about, [from, to])
        await redis.srem(keys.boothsWorkedAt(from), boothId)
      }
    },
    async erase(personId) {
      for (const boothId of await redis.smembers(keys.boothsWorkedAt(personId))) {
        await forget(boothId, personId)
        await redis.srem(keys.boothsWorkedAt(personId), boothId)
      }
    },
  }
}
