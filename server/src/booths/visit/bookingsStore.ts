// Booked slots: one visitor each.
import { bookingSlotMs, bookingsEach } from '@lectern/shared/booths'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import type { Clock } from '../../core/clock.ts'
import { script } from '../../core/script.ts'

export interface BookingRecord {
  slot: number
  visitorId: string
  bookedAt: number
}

export type BookingsStore = ReturnType<typeof createBookingsStore>

const runBook = script(import.meta.url, './book.lua')
const runCancel = script(import.meta.url, './cancelBooking.lua')

export function createBookingsStore(redis: Redis, clock: Clock) {
  /** Since a time (ms), earliest first. */
  async function from(boothId: string, since: number): Promise<BookingRecord[]> {
    const fields = await redis.hgetall(keys.boothBookings(boothId))
    return Object.entries(fields)
      .map(([slot, text]) => {
        const { visitorId, at } = JSON.parse(text) as { visitorId: string; at: number }
        return { slot: Number(slot), visitorId, bookedAt: at }
      })
      .filter(({ slot }) => slot >= since)
      .sort((a, b) => a.slot - b.slot)
  }

  /** Bookings that have not ended, earliest first. */
  const coming = (boothId: string): Promise<BookingRecord[]> => from(boothId, clock() - bookingSlotMs)

  return {
    from,
    coming,
    /** A visitor's bookings that have not ended. */
    ofVisitor: async (boothId: string, visitorId: string): Promise<BookingRecord[]> =>
      (await coming(boothId)).filter((booking) => booking.visitorId === visitorId),
    /**
     * The caller checks that the slot lies within the opening
     * hours. Throws `slot_taken` if another visitor was faster.
     */
    async book(boothId: string, slot: number, visitorId: string): Promise<void> {
      const outcome = await runBook(
        redis,
        [keys.boothBookings(boothId)],
        [slot, visitorId, clock(), bookingSlotMs, bookingsEach],
      )
      if (outcome === 'taken') throw errors.slotTaken()
      if (outcome === 'enough')
        throw errors.conflict(
          `You have ${bookingsEach} meetings at this booth, the maximum. Cancel one first.`,
        )
    },
    /** Returns the visitor who held it; undefined if there is none, or none of this visitor. */
    async cancel(boothId: string, slot: number, visitorId?: string): Promise<string | undefined> {
      const holder = await runCancel(redis, [keys.boothBookings(boothId)], [slot, visitorId ?? ''])
      return (holder as string) || undefined
    },
  }
}
