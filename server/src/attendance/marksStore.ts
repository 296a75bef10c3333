// The bitmaps of watched time: one bit per person and slot.
import { slotMs } from '@lectern/shared/attendance'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { script } from '../core/script.ts'
import { seatLayout } from './seatsStore.ts'

export type MarkKind = 'present' | 'delivered'

/** One person's slots, from the first. */
export interface Bits {
  present: Uint8Array
  delivered: Uint8Array
}
/** Everyone's slots in one segment, seat by seat. */
export type SegmentBits = Bits

export type MarksStore = ReturnType<typeof createMarksStore>

export const segmentSlots = 32
const seatBytes = segmentSlots / 8
/** From this number of seats on, reading whole segments is cheaper than reading each person's part. */
const manySeats = 32

const runMark = script<number>(import.meta.url, './mark.lua')

export const segmentOf = (slot: number): number => Math.floor(slot / segmentSlots)
const segmentsOf = (slots: number): number[] =>
  Array.from({ length: Math.ceil(slots / segmentSlots) }, (_, segment) => segment)

/** Extracts a seat's slots from all segments of one kind. */
export function bitsOfSeat(segments: readonly Uint8Array[], seat: number): Uint8Array {
  const bits = new Uint8Array(segments.length * seatBytes)
  for (const [i, segment] of segments.entries())
    bits.set(segment.subarray(seat * seatBytes, (seat + 1) * seatBytes), i * seatBytes)
  return bits
}

export function createMarksStore(redis: Redis) {
  const empty = Buffer.alloc(0)

  const store = {
    /** `people`: by slot within the segment. Returns how many were marked: those with a seat. */
    mark: async (
      kind: MarkKind,
      sessionId: string,
      segment: number,
      people: ReadonlyMap<number, readonly string[]>,
    ): Promise<number> =>
      await runMark(
        redis,
        [
          keys.seats(sessionId),
          keys[kind](sessionId, segment),
          keys.sessionState(sessionId),
          keys.freezing(sessionId),
        ],
        [
          segment * segmentSlots,
          slotMs,
          segmentSlots,
          seatLayout.afterNumber,
          seatLayout.words,
          ...[...people].flatMap(([slot, ids]) => [slot, ids.join(' ')]),
        ],
      ),

    markOnAir: async (sessionId: string, slot: number): Promise<void> => {
      await redis.setbit(keys.onAir(sessionId), slot, 1)
    },
    onAir: async (sessionId: string): Promise<Uint8Array> =>
      (await redis.getBuffer(keys.onAir(sessionId))) ?? empty,

    async segment(sessionId: string, segment: number): Promise<SegmentBits> {
      const [present, delivered] = await Promise.all([
        redis.getBuffer(keys.present(sessionId, segment)),
        redis.getBuffer(keys.delivered(sessionId, segment)),
      ])
      return { present: present ?? empty, delivered: delivered ?? empty }
    },

    /** The first `slots` slots of these seats. */
    async bits(sessionId: string, seats: readonly number[], slots: number): Promise<Bits[]> {
      const segments = segmentsOf(slots)
      if (seats.length > manySeats) {
        const whole = await Promise.all(segments.map((segment) => store.segment(sessionId, segment)))
        const present = whole.map((segment) => segment.present)
        const delivered = whole.map((segment) => segment.delivered)
        return seats.map((seat) => ({
          present: bitsOfSeat(present, seat),
          delivered: bitsOfSeat(delivered, seat),
        }))
      }
      const own = async (kind: MarkKind, seat: number): Promise<Uint8Array> => {
        const first = seat * seatBytes
        const parts = await Promise.all(
          segments.map((segment) =>
            redis.getrangeBuffer(keys[kind](sessionId, segment), first, first + seatBytes - 1),
          ),
        )
        // A segment that was never written has nothing to read.
        return bitsOfSeat(parts, 0)
      }
      return Promise.all(
        seats.map(async (seat) => {
          const [present, delivered] = await Promise.all([own('present', seat), own('delivered', seat)])
          return { present, delivered }
        }),
      )
    },

    /** Call once everything is frozen. */
    forget: async (sessionId: string, slots: number): Promise<void> => {
      for (const segment of segmentsOf(slots))
        await redis.unlink(keys.present(sessionId, segment), keys.delivered(sessionId, segment))
    },
  }
  return store
}
