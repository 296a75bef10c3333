// Evidence reaches the ledger exactly once, whatever crashes. The intent is stored
// first, by the script that changes the state it records or before the first step of the
// work. Then a server leases it and does the work; each step may run twice. Appending
// checks the lease and skips recorded steps. Any server completes what another one left.
import { AppError, errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { LedgerRecord } from '@lectern/shared/ledger'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { newId } from '../core/newId.ts'
import {
  type Defined,
  type Intent,
  intentHead,
  type Place,
  type Recording,
  type Work,
  type Works,
} from './intent.ts'
import { createIntentsStore } from './intentsStore.ts'
import type { LedgerStore } from './ledgerStore.ts'
import { LeaseLostError } from './ledgerWriter.ts'

export interface IntentsOptions {
  redis: Redis
  clock: Clock
  ledger: Pick<LedgerStore, 'append'>
  log: Log
  /** False while this server's clock is not trusted. */
  mayWork?: () => boolean
}

export type Intents = ReturnType<typeof createIntents>
/** How long (ms) after its last entry a server keeps its lease. */
export const leaseMs = 15_000
const sweepEveryMs = 5000
const waitMs = 100
const waits = 30

/** The result of an attempt; `busy`: another server has the intent; `none`: there is none (any more). */
type Outcome = { done: unknown } | { refused: AppError } | 'busy' | 'none'
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** The work of an intent made only of entries, one per line. */
const enter = (_: undefined, record: Recording, lines: string[]): Promise<LedgerRecord[]> =>
  record(
    'entry',
    lines.map((line) => JSON.parse(line) as LedgerRecord),
  )

export function createIntents(options: IntentsOptions) {
  const { clock, ledger, log, mayWork = () => true } = options
  const store = createIntentsStore(options.redis)
  const works = new Map<string, Work>([['entries', enter]])

  const add = (added: Works): void => {
    for (const [kind, work] of Object.entries(added)) works.set(kind, work)
  }

  async function perform(intent: Intent, work: Work, token: string): Promise<Outcome> {
    let hasBegun = false
    const record: Recording = (step, records) => {
      hasBegun = true
      return ledger.append(records, { intent: intent.id, token, step, until: clock() + leaseMs })
    }
    try {
      return { done: await work(intent.data as never, record, intent.lines) }
    } catch (error) {
      if (error instanceof LeaseLostError) return 'busy'
      // A refusal comes before anything is recorded. After any other
      // error, the next server completes the work.
      if (error instanceof AppError && !hasBegun) return { refused: error }
      await store.letGo(intent.id).catch(() => undefined)
      throw error
    }
  }

  /** Does the work unless another server has it. */
  async function take(place: Place): Promise<Outcome> {
    const leased = await store.find(place)
    if (!leased) return 'none'
    const work = works.get(leased.kind)
    const [token, now] = [newId(), clock()]
    if (!work || !(await store.lease(leased.id, token, now, now + leaseMs))) return 'busy'
    for (;;) {
      // Another server may have finished it before the lease was taken.
      const intent = await store.find(place)
      const outcome = intent?.id === leased.id ? await perform(intent, work, token) : 'none'
      if (outcome === 'busy') return outcome
      // Entries added meanwhile are recorded, too.
      if (outcome !== 'none' && !(await store.remove(place, intent!))) continue
      await store.release(leased.id)
      return outcome
    }
  }

  /** Resolves once nothing is left to record at this place. Throws `conflict` if that takes too long. */
  async function settled(place: Place): Promise<void> {
    for (let i = 0; i < waits; i++) {
      if ((await take(place)) !== 'busy') return
      await wait(waitMs)
    }
    throw errors.conflict(
      'This is being recorded at the moment. Try again in a few seconds; nothing is lost.',
    )
  }

  /** Returns whether all are done. One failure does not stop the others. */
  async function takeAll(places: readonly Place[]): Promise<boolean> {
    const outcomes = await Promise.allSettled(places.map(take))
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
    return outcomes.every((outcome) => outcome.status === 'fulfilled' && outcome.value !== 'busy')
  }

  /** Completes everything pending in this hash that no other server has; returns whether nothing is left. */
  const complete = async (key: string): Promise<boolean> =>
    takeAll((await store.all(key)).map(({ place }) => place))

  /** Completes intents older than a lease, and removes leases of finished work. */
  async function sweep(): Promise<void> {
    const now = clock()
    const leases = await store.leases()
    const pending = (await Promise.all((await store.hashes()).map(store.all))).flat()
    const left = pending.filter(
      ({ intent }) => intent.at + leaseMs <= now && (leases.get(intent.id) ?? 0) <= now,
    )
    if (left.length > 0) log.info({ intents: left.length }, 'completing what other servers left')
    const ids = new Set(pending.map(({ intent }) => intent.id))
    for (const [id, until] of leases) if (until <= now && !ids.has(id)) await store.release(id)
    await takeAll(left.map(({ place }) => place))
  }

  let sweeping = false
  async function sweepOnce(): Promise<void> {
    if (sweeping || !mayWork()) return
    sweeping = true
    await sweep().catch((error: unknown) => log.warn({ err: error }, 'some evidence is not recorded yet'))
    sweeping = false
  }
  let timer: NodeJS.Timeout | undefined

  return {
    settled,
    complete,
    sweep,

    /** Adds kinds of work. */
    add,

    /** Records entries without any change of state. */
    async enter(records: readonly LedgerRecord[]): Promise<void> {
      const place = [keys.ledgerIntents(), newId()] as const
      const lines = records.map((record) => JSON.stringify(record))
      await store.put(place, [intentHead('entries', clock()), ...lines].join('\n'))
      await settled(place)
    },

    /** Adds kinds of work whose intents share this hash; returns functions that begin them. */
    define<All extends Works>(key: string, added: All): Defined<All> {
      add(added)
      return {
        async begin(kind, name, data) {
          const place = [key, name] as const
          const isOwn = await store.put(place, intentHead(kind, clock(), data))
          const outcome = isOwn ? await take(place) : 'busy'
          if (typeof outcome !== 'object') return settled(place) as Promise<undefined>
          if ('refused' in outcome) throw outcome.refused
          return outcome.done as never
        },
        async attempt(kind, name, data) {
          const place = [key, name] as const
          await store.put(place, intentHead(kind, clock(), data))
          return (await take(place)) !== 'busy'
        },
        settled: (name) => settled([key, name]),
      }
    },

    /** Completes what servers before this one left, and from now on what others leave. */
    start(): void {
      void sweepOnce()
      timer = setInterval(() => void sweepOnce(), sweepEveryMs)
      timer.unref()
    },
    close: () => clearInterval(timer),
  }
}
