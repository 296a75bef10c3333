// Times in which the platform failed, as it noticed itself.
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { newId } from '../core/newId.ts'
import { script } from '../core/script.ts'
import { intentHead } from '../ledger/intent.ts'

export interface Outage {
  id: string
  /**
   * `server`: it died, or could not reach Redis; `node`: a media node died; `stall`: a running server
   * stalled, which by itself excuses nobody and is shown to the office.
   */
  cause: 'server' | 'node' | 'stall'
  /** Null: every session. */
  sessionId: string | null
  /** The server that failed. */
  server?: string
  /** Only the affected people are excused; while false, they are not known yet and nobody is excused. */
  kept?: boolean
  from: number
  /** Null while it lasts. */
  to: number | null
}

export interface Pulse {
  /** Number of other live servers. */
  others: number
  /** This server was silent for too long, or another one took it for failed. */
  wasMissed: boolean
}

export type OutagesStore = ReturnType<typeof createOutagesStore>

const runPulse = script<[number, number]>(import.meta.url, './pulse.lua')
const runStall = script(import.meta.url, './stall.lua')
const runOutage = script<string | null>(import.meta.url, './outage.lua')

const readOutage = ({ id, cause, sessionId, server, kept, from, to }: Outage): Outage => ({
  id,
  cause,
  sessionId,
  ...(server !== undefined && { server }),
  ...((server ?? kept) !== undefined && { kept: kept ?? false }),
  from,
  to,
})

export function createOutagesStore(redis: Redis) {
  const outageKeys = [keys.outages(), keys.outageIntents()]
  const step = (id: string, name: string, ...more: (string | number)[]) =>
    runOutage(redis, outageKeys, [id, name, ...more])
  const head = (id: string, at: number): string => intentHead('outage', at, { outage: id })

  return {
    /**
     * Gives this server's pulse. Other servers whose last pulse is more than
     * `lostAfterMs` old become outages from then to now. So does this server's own
     * silence since its last answered pulse (`answeredAt`), unless it `stoodStill`.
     * Throws while Redis is away: a queued pulse would arrive as if nothing had happened.
     */
    async pulse(
      server: string,
      at: number,
      lostAfterMs: number,
      answeredAt: number | undefined,
      stoodStill: boolean,
    ): Promise<Pulse> {
      if (redis.status !== 'ready') throw new Error('redis is away')
      const [others, missed] = await runPulse(
        redis,
        [keys.serverPulses(), ...outageKeys],
        [server, at, lostAfterMs, answeredAt ?? '', Number(stoodStill), newId()],
      )
      return { others, wasMissed: missed === 1 }
    },
    /** This server stalled for most of this time: it did not fail, even if others took it for failed. */
    stall: async (server: string, from: number, to: number): Promise<void> => {
      await runStall(redis, outageKeys, [server, from, to, newId()])
    },
    /** This server stops on purpose. */
    goodbye: async (server: string): Promise<void> => {
      await redis.hdel(keys.serverPulses(), server)
    },

    /** Names of the servers that give pulses. */
    living: (): Promise<string[]> => redis.hkeys(keys.serverPulses()),

    /** The first server to notice it wins. */
    open: async (outage: Omit<Outage, 'to'>): Promise<void> => {
      const text = JSON.stringify({ ...outage, to: null })
      await step(outage.id, 'open', text, head(outage.id, outage.from))
    },
    close: async (id: string, at: number): Promise<void> => {
      await step(id, 'close', at, head(id, at))
    },

    async all(): Promise<Outage[]> {
      const rows = await redis.hvals(keys.outages())
      return rows.map((text) => readOutage(JSON.parse(text) as Outage)).sort((a, b) => a.from - b.from)
    },

    /** Fixes the outage for recording: its end, if any, no longer moves. Undefined if it was dropped. */
    async seal(id: string): Promise<Outage | undefined> {
      const text = await step(id, 'seal')
      return text === null ? undefined : readOutage(JSON.parse(text) as Outage)
    },
    kept: async (id: string): Promise<void> => {
      await step(id, 'kept')
    },
    /**
     * The conferences whose ledgers have it. The first to say so is right: its opening and its closing are
     * recorded in the same ones.
     */
    async conferencesOf(id: string, conferenceIds: readonly string[]): Promise<string[]> {
      if (conferenceIds.length > 0)
        await redis.hsetnx(keys.outageConferences(), id, JSON.stringify(conferenceIds))
      return JSON.parse((await redis.hget(keys.outageConferences(), id)) ?? '[]') as string[]
    },

    /** The outage concerned nobody. */
    drop: async (id: string): Promise<void> => {
      await redis.hdel(keys.outages(), id)
    },
  }
}
