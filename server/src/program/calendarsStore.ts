// Addresses by which calendars follow people's own agendas. A token is derived from a secret and what is
// stored here, and is itself stored nowhere, so that its owner can read it again and nobody else can.
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'

/** Whose agenda, of which conference. */
export interface CalendarOwner {
  personId: string
  conferenceId: string
}
export interface CalendarSecret {
  token: string
  /** ms since the epoch */
  madeAt: number
}

interface Stored {
  nonce: string
  madeAt: number
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')

export type CalendarsStore = ReturnType<typeof createCalendarsStore>

export function createCalendarsStore(redis: Redis, secret: string, clock: Clock) {
  const tokenOf = ({ personId, conferenceId }: CalendarOwner, nonce: string): string =>
    createHmac('sha256', secret).update(`calendar ${personId} ${conferenceId} ${nonce}`).digest('base64url')

  const store = {
    async find(owner: CalendarOwner): Promise<CalendarSecret | undefined> {
      const text = await redis.hget(keys.calendarsOf(owner.personId), owner.conferenceId)
      if (text === null) return undefined
      const { nonce, madeAt } = JSON.parse(text) as Stored
      return { token: tokenOf(owner, nonce), madeAt }
    },

    /** A new one; an earlier one stops working. */
    async make(owner: CalendarOwner): Promise<CalendarSecret> {
      const before = await store.find(owner)
      const made: Stored = { nonce: randomBytes(18).toString('base64url'), madeAt: clock() }
      const token = tokenOf(owner, made.nonce)
      // First: until the person's own record names it, it leads nowhere.
      await redis.set(keys.calendar(hashOf(token)), JSON.stringify(owner))
      await redis.hset(keys.calendarsOf(owner.personId), owner.conferenceId, JSON.stringify(made))
      if (before) await redis.del(keys.calendar(hashOf(before.token)))
      return { token, madeAt: made.madeAt }
    },

    async revoke(owner: CalendarOwner): Promise<void> {
      const before = await store.find(owner)
      await redis.hdel(keys.calendarsOf(owner.personId), owner.conferenceId)
      if (before) await redis.del(keys.calendar(hashOf(before.token)))
    },

    async revokeAll(personId: string): Promise<void> {
      for (const conferenceId of await redis.hkeys(keys.calendarsOf(personId)))
        await store.revoke({ personId, conferenceId })
    },

    /** Undefined unless the token is the one that its owner has now. */
    async ownerOf(token: string): Promise<CalendarOwner | undefined> {
      const text = await redis.get(keys.calendar(hashOf(token)))
      if (text === null) return undefined
      const owner = JSON.parse(text) as CalendarOwner
      return (await store.find(owner))?.token === token ? owner : undefined
    },
  }
  return store
}
