// Work in several steps that is never left half done. What is to be done is on disk before its first step; whoever does it may
// die at any moment, and any other server completes it. Each step may be done twice; what the ledger has already is not
// recorded again.
import { isDeepStrictEqual } from 'node:util'
import { AppError, errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { LedgerRecord } from '@lectern/shared/ledger'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { script } from '../core/script.ts'
import type { LedgerStore } from './ledgerStore.ts'

export type Recording = (records: LedgerRecord[]) => Promise<void>
type Work = (data: never, record: Recording) => Promise<unknown>
export type Works = Record<string, Work>

interface Intent {
  kind: string
  data: unknown
  /** The ledger's last entry before it: what it has recorded stands behind. */
  sinceSeq: number
}

export interface IntentsOptions<All extends Works> {
  redis: Redis
  clock: Clock
  ledger: Pick<LedgerStore, 'append' | 'head' | 'read'>
  log: Log
  works: All
}

/** For so long (ms) a server is left alone with what it has begun. Longer than the ledger tries to write an entry. */
export const leaseMs = 15_000
const sweepEveryMs = 5000
const waitMs = 100
const waits = 30
const pageSize = 500

const runIntent = script(import.meta.url, './lease.lua')
/** Another server has the work, or has done it, since this one stood still for longer than its lease. */
const lost = Symbol('lost')
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export function createIntents<All extends Works>(options: IntentsOptions<All>) {
  const { redis, clock, ledger, log } = options
  const intentKeys = [keys.creditIntents(), keys.creditLeases()]

  async function recordedSince(seq: number): Promise<LedgerRecord[]> {
    const found: LedgerRecord[] = []
    for (let next = seq + 1; ; ) {
      const page = await ledger.read(next, pageSize)
      found.push(...page)
      if (page.length < pageSize) return found
      next = page.at(-1)!.seq + 1
    }
  }

  /** Records what the ledger does not have yet, whoever has begun it. */
  async function recordRest(sinceSeq: number, records: LedgerRecord[]): Promise<void> {
    const there = await recordedSince(sinceSeq)
    const rest = records.filter(
      (record) =>
        !there.some(
          ({ kind, by, data }) =>
            kind === record.kind && by === record.by && isDeepStrictEqual(data, record.data),
        ),
    )
    if (rest.length > 0) await ledger.append(rest)
  }

  /**
   * Of one who works on it until then. Whoever comes later, a process or a connection that stood still, needs a new lease first:
   * another server may have done all of it.
   */
  function recording(id: string, { sinceSeq }: Intent, until: number, isFirst: boolean): Recording {
    let [leasedUntil, isAlone] = [until, isFirst]
    return async (records) => {
      const now = clock()
      if (now >= leasedUntil) {
        const answer = await runIntent(redis, intentKeys, [id, now, now + leaseMs, ''])
        if (typeof answer !== 'string') throw lost
        leasedUntil = now + leaseMs
        isAlone = false
      }
      await (isAlone ? ledger.append(records) : recordRest(sinceSeq, records))
    }
  }

  async function forget(id: string): Promise<void> {
    await redis.multi().hdel(keys.creditIntents(), id).hdel(keys.creditLeases(), id).exec()
  }

  /** `lost` where another server has taken it over. */
  async function perform(id: string, intent: Intent, record: Recording): Promise<unknown> {
    const work = options.works[intent.kind]
    if (!work) throw new Error(`no work of the kind ${intent.kind}`)
    try {
      const outcome = await work(intent.data as never, record)
      await forget(id)
      return outcome
    } catch (error) {
      if (error === lost) return lost
      // A refusal comes before anything was changed; everything else is done by whoever takes it over.
      if (error instanceof AppError) await forget(id)
      else redis.hset(keys.creditLeases(), id, 0).catch(() => undefined)
      throw error
    }
  }

  async function takeOver(id: string): Promise<'done' | 'busy' | 'none'> {
    const now = clock()
    const until = now + leaseMs
    const answer = await runIntent(redis, intentKeys, [id, now, until, ''])
    if (answer === -1) return 'none'
    if (typeof answer !== 'string') return 'busy'
    const intent = JSON.parse(answer) as Intent
    log.info({ intent: intent.kind }, 'completing what another server had begun')
    try {
      const outcome = await perform(id, intent, recording(id, intent, until, false))
      return outcome === lost ? 'busy' : 'done'
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return 'done'
    }
  }

  const intents = {
    /**
     * Does it, or has whoever has begun the same do it and answers undefined: look at what is there then. Refusals of
     * the work are thrown.
     */
    async begin<Kind extends keyof All & string>(
      kind: Kind,
      id: string,
      data: Parameters<All[Kind]>[0],
    ): Promise<Awaited<ReturnType<All[Kind]>> | undefined> {
      const intent: Intent = { kind, data, sinceSeq: (await ledger.head()).seq }
      const now = clock()
      const until = now + leaseMs
      const answer = await runIntent(redis, intentKeys, [id, now, until, JSON.stringify(intent)])
      const outcome = answer === 1 ? await perform(id, intent, recording(id, intent, until, true)) : lost
      if (outcome !== lost) return outcome as Awaited<ReturnType<All[Kind]>>
      await intents.settled(id)
    },

    /** Resolves once there is no such work any more. */
    async settled(id: string): Promise<void> {
      for (let i = 0; i < waits; i++) {
        if ((await takeOver(id)) !== 'busy') return
        await wait(waitMs)
      }
      throw errors.conflict(
        'This is being recorded at the moment. Try again in a few seconds; nothing is lost.',
      )
    },

    /** Completes all that servers have let go of. What cannot be completed yet keeps nothing else from it. */
    async sweep(): Promise<void> {
      const now = clock()
      const leases = await redis.hgetall(keys.creditLeases())
      const failures: unknown[] = []
      for (const [id, until] of Object.entries(leases))
        if (Number(until) <= now) await takeOver(id).catch((error: unknown) => failures.push(error))
      if (failures.length > 0) throw failures[0]
    },
  }

  let sweeping = false
  const timer = setInterval(() => {
    if (sweeping) return
    sweeping = true
    intents
      .sweep()
      .catch((error: unknown) => log.warn({ err: error }, 'what was begun could not be completed yet'))
      .finally(() => {
        sweeping = false
      })
  }, sweepEveryMs)
  timer.unref()

  return { ...intents, close: () => clearInterval(timer) }
}
export type Intents<All extends Works> = ReturnType<typeof createIntents<All>>
