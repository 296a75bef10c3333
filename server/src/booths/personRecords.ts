// What a person left at booths, in the lists of their data, merged with another's, and erased: exhibitors
// keep nothing of somebody who was erased.
import { leadFields } from '@lectern/shared/consents'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import type { PersonRecords } from '../accounts/personRecords.ts'
import { moveField } from '../core/moveField.ts'
import type { Booths } from './boothParts.ts'
import { createStaffRecords } from './desk/staffRecords.ts'
import type { HallVisit } from './hall/hallStore.ts'
import { consentPlace } from './visit/leadsStore.ts'
import type { VisitorIds } from './visit/presenceStore.ts'

type Parts = Pick<Booths, 'booths' | 'presence' | 'leads' | 'chats' | 'bookings' | 'live' | 'intents'> & {
  redis: Redis
}

/** Both people's visits in order; those that touch become one. */
function joinedVisits(moved: string, kept: string): string {
  const end = ([, to]: HallVisit) => to ?? Number.POSITIVE_INFINITY
  const all = [...(JSON.parse(moved) as HallVisit[]), ...(JSON.parse(kept) as HallVisit[])]
  const joined: HallVisit[] = []
  for (const visit of all.sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1)
    if (last && visit[0] <= end(last)) last[1] = end(visit) > end(last) ? visit[1] : last[1]
    else joined.push([...visit])
  }
  return JSON.stringify(joined)
}

export function createBoothRecords(parts: Parts): PersonRecords {
  const { redis, booths, presence, leads, chats, bookings, live, intents } = parts
  const asStaff = createStaffRecords(parts)

  /** The exhibitor's desk loses the person's details at once. */
  async function withdraw(boothId: string, personId: string): Promise<void> {
    const [booth, visitor] = await Promise.all([booths.find(boothId), presence.visitorOf(boothId, personId)])
    if (!booth || !visitor) return
    const parties = { boothId, exhibitorId: booth.exhibitorId, personId, visitor }
    const withdrawn = await leads.withdraw(parties, leadFields)
    if (withdrawn) await live.leadChanged(boothId, visitor.visitorId, withdrawn)
    await intents.settled(consentPlace(boothId, visitor.visitorId))
    live.touch(boothId, 'present', 'calls', 'missed', 'chats', 'bookings')
  }

  /** The desk keeps a number that nobody is behind any more: in what came of calls, and in withdrawals. */
  async function forgetVisitor(
    boothId: string,
    personId: string,
    { visitorId, number }: VisitorIds,
  ): Promise<void> {
    await withdraw(boothId, personId)
    const booked = (await bookings.from(boothId, 0)).filter((booking) => booking.visitorId === visitorId)
    for (const { slot } of booked) await bookings.cancel(boothId, slot, visitorId)
    await redis.del(keys.boothConsents(boothId, visitorId), keys.boothChat(boothId, visitorId))
    await redis.zrem(keys.boothChats(boothId), visitorId)
    await redis.zrem(keys.boothPresent(boothId), visitorId)
    await redis.zrem(keys.boothArrived(boothId), visitorId)
    await redis.hset(keys.boothVisitors(boothId), `v ${visitorId}`, `- ${number}`)
    // Last: until then a repeat finds them.
    await redis.hdel(keys.boothVisitors(boothId), `p ${personId}`)
    live.touch(boothId, 'present', 'chats', 'bookings')
  }

  /** At a booth where both have been, the desk keeps the visitor of the person who stays. */
  async function moveVisitor(boothId: string, from: string, to: string): Promise<void> {
    const [moved, kept] = await Promise.all([
      presence.visitorOf(boothId, from),
      presence.visitorOf(boothId, to),
    ])
    if (!moved) return
    if (kept) await withdraw(boothId, from)
    else await redis.hset(keys.boothVisitors(boothId), `v ${moved.visitorId}`, `${to} ${moved.number}`)
    await moveField(redis, keys.boothVisitors(boothId), `p ${from}`, `p ${to}`)
  }

  return {
    async collect(personId) {
      const visits = await presence.visitsOf(personId)
      const left = await Promise.all(
        visits.map(async ({ boothId, visitorId }) => ({
          booth: (await booths.find(boothId))?.name ?? boothId,
          ...(await leads.given(boothId, visitorId)),
          chat: (await chats.read(boothId, visitorId)).messages
            .filter(({ staff }) => staff === null)
            .map(({ at, text }) => ({ at: new Date(at).toISOString(), text })),
        })),
      )
      const hall = await redis.hget(keys.hallVisits(), personId)
      const days = (JSON.parse(hall ?? '[]') as HallVisit[]).map(([from]) => new Date(from).toISOString())
      return {
        'Visited booths': left,
        'Visits to the exhibit hall': days,
        ...(await asStaff.collect(personId)),
      }
    },

    async move(from, to) {
      await asStaff.move(from, to)
      for (const boothId of await redis.smembers(keys.boothsVisited(from))) {
        await redis.sadd(keys.boothsVisited(to), boothId)
        await moveVisitor(boothId, from, to)
        await redis.srem(keys.boothsVisited(from), boothId)
      }
      await redis.hdel(keys.hallInside(), from)
      await moveField(redis, keys.hallVisits(), from, to, joinedVisits)
    },

    async erase(personId) {
      for (const boothId of await redis.smembers(keys.boothsVisited(personId))) {
        const visitor = await presence.visitorOf(boothId, personId)
        if (visitor) await forgetVisitor(boothId, personId, visitor)
        await redis.srem(keys.boothsVisited(personId), boothId)
      }
      await redis.hdel(keys.hallInside(), personId)
      await asStaff.erase(personId)
    },
  }
}
