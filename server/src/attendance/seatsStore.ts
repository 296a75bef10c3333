// Who has acknowledged a session's disclosures, and their seats in its bitmaps.
import { keys } from '@lectern/shared/keys'
import type { LedgerRecord } from '@lectern/shared/ledger'
import type { Redis } from 'ioredis'
import { script } from '../core/script.ts'
import { intentHead, type Place } from '../ledger/intent.ts'

export interface Seat {
  seat: number
  /** To the second. */
  acknowledgedAt: number
  /** The first characters of the acknowledged version. */
  words: string
}

/** The place of intents that record a person's acknowledgements. */
export const acknowledgedPlace = (sessionId: string, personId: string): Place => [
  keys.sessionIntents(sessionId),
  `acknowledged ${personId}`,
]

export type SeatsStore = ReturnType<typeof createSeatsStore>

const runSeat = script<string>(import.meta.url, './seat.lua')

const secondMs = 1000
/** How a seat is written: its number, when it was given, the first characters of the words' version. */
const whenLength = 6
const wordsLength = 3
/** In characters, for the scripts that read seats. */
export const seatLayout = { afterNumber: whenLength + wordsLength, words: wordsLength }

/** First characters of the version; the ledger has it in full. */
const wordsOf = (version: string): string => version.slice(0, wordsLength).padEnd(wordsLength, '-')
const whenOf = (at: number): string =>
  Math.floor(at / secondMs)
    .toString(36)
    .padStart(whenLength, '0')
/** Whether the seat acknowledged this version; it stores only the first characters. */
export const isOfWords = (seat: Seat, version: string): boolean => seat.words === wordsOf(version)

const readSeat = (text: string): Seat => ({
  seat: Number.parseInt(text.slice(0, -seatLayout.afterNumber), 36),
  acknowledgedAt: Number.parseInt(text.slice(-seatLayout.afterNumber, -wordsLength), 36) * secondMs,
  words: text.slice(-wordsLength),
})

export function createSeatsStore(redis: Redis) {
  return {
    /** The version that a seat must have acknowledged to be marked; undefined: none. */
    async demand(sessionId: string, version: string | undefined): Promise<void> {
      if (version === undefined) await redis.hdel(keys.sessionState(sessionId), 'words')
      else await redis.hset(keys.sessionState(sessionId), 'words', wordsOf(version))
    },

    /** A repeat has no effect. `evidence`: the ledger entry, stored with the seat. */
    async give(
      sessionId: string,
      personId: string,
      version: string,
      at: number,
      evidence?: LedgerRecord,
    ): Promise<Seat> {
      const intent = evidence ? [intentHead('entries', at), JSON.stringify(evidence)] : ['', '']
      const text = await runSeat(
        redis,
        [keys.seats(sessionId), keys.sessionIntents(sessionId)],
        [personId, whenOf(at), wordsOf(version), ...intent],
      )
      return readSeat(text)
    },

    async find(sessionId: string, personId: string): Promise<Seat | undefined> {
      const text = await redis.hget(keys.seats(sessionId), personId)
      return text === null ? undefined : readSeat(text)
    },

    /** The people among these who have a seat. */
    async of(sessionId: string, personIds: string[]): Promise<Map<string, Seat>> {
      if (personIds.length === 0) return new Map()
      const texts = await redis.hmget(keys.seats(sessionId), ...personIds)
      return new Map(
        personIds.flatMap((personId, i) => (texts[i] ? [[personId, readSeat(texts[i])] as const] : [])),
      )
    },

    async all(sessionId: string): Promise<Map<string, Seat>> {
      const fields = await redis.hgetall(keys.seats(sessionId))
      return new Map(Object.entries(fields).map(([personId, text]) => [personId, readSeat(text)]))
    },

    learners: (sessionId: string): Promise<string[]> => redis.hkeys(keys.seats(sessionId)),
  }
}
