// Times in which the platform failed, as it noticed them itself.
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { script } from '../core/script.ts'

export interface Outage {
  id: string
  /**
   * `server`: it died, or could not reach Redis; `node`: a media node died; `stall`: a server that lives stood still, which
   * excuses nobody by itself and is shown to the office.
   */
  cause: 'server' | 'node' | 'stall'
  /** Null: it concerned every session. */
  sessionId: string | null
  /** The server that failed. */
  server?: string
  /** Only the people whom it touched are excused; while it is false, they are not known yet, and nobody is. */
  kept?: boolean
  from: number
  /** Null while it lasts. */
  to: number | null
}

/** An outage that is not in the ledger as it is now. */
export interface Unrecorded {
  outage: Outage
  /** What the ledger has of it, or may have from `ledgerSeq` on. */
  opened: boolean
  ledgerSeq: number
}

export interface Pulse {
  /** How many other servers live. */
  others: number
  /** This server was silent for too long, or another one took it for failed. */
  wasMissed: boolean
}

interface Row extends Outage {
  opened?: boolean
  closed?: boolean
  ledgerSeq?: number
  leaseUntil?: number
}

export type OutagesStore = ReturnType<typeof createOutagesStore>

const runPulse = script<[number, number]>(import.meta.url, './pulse.lua')
const runStall = script(import.meta.url, './stall.lua')
const runOutage = script(import.meta.url, './outage.lua')

/** How long a server may take to bring an outage to the ledger, in ms. */
const leaseMs = 10_000

const readOutage = ({ id, cause, sessionId, server, kept, from, to }: Row): Outage => ({
  id,
  cause,
  sessionId,
  ...(server !== undefined && { server }),
  ...((server ?? kept) !== undefined && { kept: kept ?? false }),
  from,
  to,
})

const isUnrecorded = ({ opened, closed, to }: Row): boolean => !closed && !(opened && to === null)

export function createOutagesStore(redis: Redis) {
  const step = (id: string, name: string, ...more: (string | number)[]): Promise<unknown> =>
    runOutage(redis, [keys.outages()], [id, name, ...more])

  return {
    /**
     * This server lives. Other servers whose last sign of life is more than `lostAfterMs` old become outages from then to now.
     * So does this server's own silence since `answeredAt`, when it gave the last one that was answered, unless it `stoodStill`.
     * Throws while Redis is away: what waits for it would come as if nothing had happened.
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
        [keys.serverPulses(), keys.outages()],
        [server, at, lostAfterMs, answeredAt ?? '', Number(stoodStill)],
      )
      return { others, wasMissed: missed === 1 }
    },
    /** This server stood still for most of this time: it did not fail, whatever others noted meanwhile. */
    stall: async (server: string, from: number, to: number): Promise<void> => {
      await runStall(redis, [keys.outages()], [server, from, to])
    },
    /** It ends of its own will. */
    goodbye: async (server: string): Promise<void> => {
      await redis.hdel(keys.serverPulses(), server)
    },

    /** Of several servers that notice it, the first notes it. */
    open: async (outage: Omit<Outage, 'to'>): Promise<void> => {
      await step(outage.id, 'open', JSON.stringify({ ...outage, to: null }))
    },
    close: async (id: string, at: number): Promise<void> => {
      await step(id, 'close', at)
    },

    async all(): Promise<Outage[]> {
      const rows = await redis.hvals(keys.outages())
      return rows.map((text) => readOutage(JSON.parse(text) as Row)).sort((a, b) => a.from - b.from)
    },

    /**
     * Those whose opening or end the ledger does not have, and that no other server is bringing there. `headSeq`: the
     * ledger's last entry now.
     */
    async unrecorded(at: number, headSeq: () => Promise<number>): Promise<Unrecorded[]> {
      const rows = await redis.hgetall(keys.outages())
      const ids = Object.entries(rows)
        .filter(([, text]) => isUnrecorded(JSON.parse(text) as Row))
        .map(([id]) => id)
      if (ids.length === 0) return []
      const seq = await headSeq()
      const leased = (await Promise.all(ids.map((id) => step(id, 'lease', at, at + leaseMs, seq)))) as (
        | string
        | null
      )[]
      return leased.flatMap((text) => {
        if (text === null) return []
        const row = JSON.parse(text) as Row
        return [{ outage: readOutage(row), opened: row.opened ?? false, ledgerSeq: row.ledgerSeq ?? seq }]
      })
    },
    /** The ledger has it as it was when it was leased. */
    recorded: async ({ id, to }: Outage): Promise<void> => {
      await step(id, 'recorded', to === null ? 0 : 1)
    },
    kept: async (id: string): Promise<void> => {
      await step(id, 'kept')
    },
    /** It concerned nobody. */
    drop: async (id: string): Promise<void> => {
      await redis.hdel(keys.outages(), id)
    },
  }
}
