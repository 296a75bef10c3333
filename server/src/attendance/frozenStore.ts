// The final facts of an ended session and of each person, as they are in the ledger.
import type { WatchedPage } from '@lectern/shared/evidence'
import { keys } from '@lectern/shared/keys'
import type { StageTime } from '@lectern/shared/stageTime'
import type { CheckFact, PersonFacts, SessionFacts } from '@lectern/shared/watchTime'
import type { Redis } from 'ioredis'

/** One person's row as plain JSON; bitmaps in base64. */
export interface FrozenRow {
  acknowledgedAt: number
  present: string
  delivered: string
  hall: [from: number, to: number | null][]
  checks: CheckFact[]
  proofs: number[]
  /** Ids of outages of the servers or nodes that served them; absent if none. */
  outages?: readonly string[]
  /** The pages that watched: evidence without weight for credit. */
  pages?: WatchedPage[]
}

/** The session's facts as plain JSON. */
export interface FrozenSession {
  liveAt: number
  endedAt: number
  breaks: SessionFacts['breaks']
  onAir: string
  outages: SessionFacts['outages']
  /** Who was on stage in it, each with an entry of their own; absent if that was not kept. */
  presenters?: readonly string[]
  /** The rules that judge it; absent from what earlier versions froze, which is judged as it was then. */
  rules?: 2
}

/** One person's time on stage as plain JSON. */
export type FrozenPresented = Omit<StageTime, 'slots'> & { slots: string }

export type FrozenStore = ReturnType<typeof createFrozenStore>
type FrozenPerson = Omit<PersonFacts, 'overrides'> & { acknowledgedAt: number; pages?: WatchedPage[] }

const portion = 500

export const toText = (bits: Uint8Array): string =>
  Buffer.from(bits.buffer, bits.byteOffset, bits.length).toString('base64')
export const fromText = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))

export const readSession = ({ endedAt, onAir, rules, ...facts }: FrozenSession): SessionFacts => ({
  ...facts,
  until: endedAt,
  onAir: fromText(onAir),
  ...(rules === undefined && { isFormer: true }),
})

export const readPresented = ({ stretches, slots }: FrozenPresented): StageTime => ({
  stretches,
  slots: fromText(slots),
})

const readRow = (text: string): FrozenPerson => {
  const row = JSON.parse(text) as FrozenRow
  return { ...row, present: fromText(row.present), delivered: fromText(row.delivered) }
}

export function createFrozenStore(redis: Redis) {
  return {
    /** From now on nobody is marked any more (`mark.lua`). */
    begin: async (sessionId: string, at: number): Promise<void> => {
      await redis.hset(keys.freezing(sessionId), 'begunAt', at)
    },
    /** Makes the saved facts final. */
    settle: async (sessionId: string, at: number): Promise<void> => {
      await redis.hset(keys.freezing(sessionId), 'settledAt', at)
    },
    isSettled: async (sessionId: string): Promise<boolean> =>
      (await redis.hexists(keys.freezing(sessionId), 'settledAt')) === 1,

    saveSession: async (sessionId: string, facts: FrozenSession): Promise<void> => {
      await redis.hset(keys.freezing(sessionId), 'facts', JSON.stringify(facts))
    },
    /** Null until the session is settled. */
    async session(sessionId: string): Promise<SessionFacts | null> {
      const [settledAt, text] = await redis.hmget(keys.freezing(sessionId), 'settledAt', 'facts')
      if (!settledAt || !text) return null
      return readSession(JSON.parse(text) as FrozenSession)
    },

    save: async (sessionId: string, rows: ReadonlyMap<string, FrozenRow>): Promise<void> => {
      if (rows.size === 0) return
      const fields = [...rows].flatMap(([personId, row]) => [personId, JSON.stringify(row)])
      await redis.hset(keys.frozen(sessionId), ...fields)
    },
    savePresented: async (sessionId: string, personId: string, row: FrozenPresented): Promise<void> => {
      await redis.hset(keys.presented(sessionId), personId, JSON.stringify(row))
    },
    async presented(sessionId: string, personIds: readonly string[]): Promise<Map<string, StageTime>> {
      if (personIds.length === 0) return new Map()
      const texts = await redis.hmget(keys.presented(sessionId), ...personIds)
      return new Map(
        personIds.flatMap((personId, i) =>
          texts[i] ? [[personId, readPresented(JSON.parse(texts[i]) as FrozenPresented)] as const] : [],
        ),
      )
    },

    /** Everyone, some hundreds at a time. Call it once the session is settled. */
    async *everyone(sessionId: string): AsyncGenerator<FrozenPerson[]> {
      let cursor = '0'
      do {
        const [next, fields] = await redis.hscan(keys.frozen(sessionId), cursor, 'COUNT', portion)
        cursor = next
        yield fields.flatMap((text, i) => (i % 2 === 1 ? [readRow(text)] : []))
      } while (cursor !== '0')
    },
    async of(sessionId: string, personIds: readonly string[]): Promise<Map<string, FrozenPerson>> {
      if (personIds.length === 0) return new Map()
      const texts = await redis.hmget(keys.frozen(sessionId), ...personIds)
      return new Map(
        personIds.flatMap((personId, i) => (texts[i] ? [[personId, readRow(texts[i])] as const] : [])),
      )
    },
  }
}
