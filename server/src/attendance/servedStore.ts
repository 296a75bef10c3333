// Whom each server serves and whom each outage affected: an outage excuses these people and nobody else.
import { keys } from '@lectern/shared/keys'
import { hasBit } from '@lectern/shared/watchTime'
import type { Redis } from 'ioredis'
import { script } from '../core/script.ts'
import { seatLayout } from './seatsStore.ts'

export type ServedStore = ReturnType<typeof createServedStore>

const runServe = script(import.meta.url, './serve.lua')

/** Seconds; longer than freezing a session takes after a failure. */
const keptSeconds = 30 * 24 * 3600
/** People per call. */
const portion = 500

export function createServedStore(redis: Redis) {
  async function write(
    sessionId: string,
    bitmap: string,
    people: ReadonlyMap<string, boolean>,
  ): Promise<void> {
    const all = [...people]
    for (let i = 0; i < all.length; i += portion)
      await runServe(
        redis,
        [keys.seats(sessionId), bitmap],
        [
          keptSeconds,
          seatLayout.afterNumber,
          ...all.slice(i, i + portion).flatMap(([personId, isHere]) => [personId, Number(isHere)]),
        ],
      )
  }

  return {
    /** `people`: by person id, whether this server serves them now. */
    serve: (sessionId: string, server: string, people: ReadonlyMap<string, boolean>): Promise<void> =>
      write(sessionId, keys.servedBy(sessionId, server), people),

    /** These people were on the failed media node or worker. */
    keepPeople: (sessionId: string, outageId: string, personIds: readonly string[]): Promise<void> =>
      write(sessionId, keys.outageServed(sessionId, outageId), new Map(personIds.map((id) => [id, true]))),

    /** A bitmap of the seats that a server serves now. */
    bitmap: async (sessionId: string, server: string): Promise<Uint8Array> =>
      (await redis.getBuffer(keys.servedBy(sessionId, server))) ?? new Uint8Array(0),

    /**
     * Copies whom a server served when it failed, so that
     * its later changes do not matter. The first copy wins.
     */
    keep: async (sessionId: string, server: string, outageId: string): Promise<void> => {
      await redis.copy(keys.servedBy(sessionId, server), keys.outageServed(sessionId, outageId))
    },

    /** For each of these seats, the outages that affected it. */
    async outagesOf(
      sessionId: string,
      outageIds: readonly string[],
      seats: readonly number[],
    ): Promise<string[][]> {
      const kept = await Promise.all(
        outageIds.map((outageId) => redis.getBuffer(keys.outageServed(sessionId, outageId))),
      )
      return seats.map((seat) => outageIds.filter((_, i) => kept[i] && hasBit(kept[i], seat)))
    },
  }
}
