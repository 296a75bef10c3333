// Evidence reaches the ledger exactly once, whatever crashes. The intent is stored
// first, by the script that changes the state it records or before the first step of the
// work. Then a server leases it and does the work; each step may run twice. Appending
// checks the lease and skips recorded steps. Any server completes what another one left.
import { AppError, errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { LedgerRecord, RecordedEntry } from '@lectern/shared/ledger'
import { isRedisAway } from '@lectern/shared/redisAway'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { newId } from '../core/newId.ts'
import { createFailures } from './failures.ts'
import {
  type Defined,
  type Intent,
  intentHead,
  NotYetError,
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
interface Attempt {
  intent: Intent
  place: Place
  /** Of its lease. */
  token: string
}
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** The work of an intent made only of entries, one per line. */
const enter = (_: undefined, record: Recording, lines: string[]): Promise<RecordedEntry[]> =>
  record(
    'entry',
    lines.map((line) => JSON.parse(line) as LedgerRecord),
  )

export function createIntents(options: IntentsOptions) {
  const { clock, ledger, log, mayWork = () => true } = options
  const store = createIntentsStore(options.redis)
  const failures = createFailures(clock, log)
  const works = new Map<string, Work>([['entries', enter]])
  /** The hashes of works that are begun by name. */
  const defined = new Set<string>()

  const add = (added: Works): void => {
    for (const [kind, work] of Object.entries(added)) works.set(kind, work)
  }

  /** The outcome of an attempt that threw; rethrows the error if it failed. */
  async function unfinished({ intent, place, token }: Attempt, error: unknown): Promise<Outcome> {
    if (error instanceof LeaseLostError) return 'busy'
    if (error instanceof NotYetError) {
      await store.letGo(intent.id, token, clock())
      return 'busy'
    }
    await store.letGo(intent.id, token, clock()).catch(() => undefined)
    // Nothing is wrong with the intent if Redis is away.
    if (!isRedisAway(error)) failures.failed(intent, place, error)
    throw error
  }

  async function perform(attempt: Attempt, work: Work): Promise<Outcome> {
    const { intent, token } = attempt
    let hasBegun = false
    const record: Recording = (step, records) => {
      hasBegun = true
      return ledger.append(records, { intent: intent.id, token, step, until: clock() + leaseMs })
    }
    try {
      return { done: await work(intent.data as never, record, intent.lines) }
    } catch (error) {
      // A refusal comes before any server has recorded anything. After any other error, the next attempt
      // completes the work.
      if (error instanceof AppError && !hasBegun && !(await store.hasBegun(intent.id)))
        return { refused: error }
      return unfinished(attempt, error)
    }
  }

  /** Does the work unless another server has it. */
  async function take(place: Place): Promise<Outcome> {
    const leased = await store.find(place)
    if (!leased) return 'none'
    const work = works.get(leased.kind)
    if (!work) {
      const unknown = new Error('this server knows no work of this kind')
      if (!failures.waits(leased.id)) failures.failed(leased, place, unknown)
      return 'busy'
    }
    const [token, now] = [newId(), clock()]
    if (!(await store.lease({ intentId: leased.id, token, now, until: now + leaseMs }))) return 'busy'
    for (;;) {
      // Another server may have finished it before the lease was taken.
      const intent = await store.find(place)
      const outcome = intent?.id === leased.id ? await perform({ intent, place, token }, work) : 'none'
      if (outcome === 'busy') return outcome
      // Entries added meanwhile are recorded, too.
      if (outcome !== 'none' && !(await store.remove({ place, intent: intent! }))) continue
      await store.release(leased.id)
      failures.done(leased.id)
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

  /**
   * Returns whether all are done. Those that failed a short while ago are left alone, and a failure does not
   * stop the others. Throws if Redis is away.
   */
  async function takeAll(pending: readonly { place: Place; intent: Intent }[]): Promise<boolean> {
    const due = pending.filter(({ intent }) => !failures.waits(intent.id))
    const outcomes = await Promise.allSettled(due.map(({ place }) => take(place)))
    for (const outcome of outcomes)
      if (outcome.status === 'rejected' && isRedisAway(outcome.reason)) throw outcome.reason
    const isDone = (outcome: (typeof outcomes)[number]) =>
      outcome.status === 'fulfilled' && outcome.value !== 'busy'
    return due.length === pending.length && outcomes.every(isDone)
  }

  /**
   * Completes what is pending in this hash and no other server has, if its name `concerns` the caller;
   * returns whether nothing of that is left.
   */
  const complete = async (key: string, concerns = (_name: string): boolean => true): Promise<boolean> =>
    takeAll((await store.all(key)).filter(({ place }) => concerns(place[1])))

  /** Completes intents older than a lease, and removes leases of finished work. */
  async function sweep(): Promise<void> {
    const now = clock()
    const leases = await store.leases()
    const pending = (await Promise.all((await store.hashes(defined)).map(store.all))).flat()
    const left = pending.filter(
      ({ intent }) =>
        intent.at + leaseMs <= now && (leases.get(intent.id) ?? 0) <= now && !failures.waits(intent.id),
    )
    if (left.length > 0) log.info({ intents: left.length }, 'completing what other servers left')
    const ids = new Set(pending.map(({ intent }) => intent.id))
    failures.keep(ids)
    for (const [id, until] of leases) if (until <= now && !ids.has(id)) await store.release(id)
    await takeAll(left)
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
      defined.add(key)
      return {
        async begin(kind, name, data) {
          const place = [key, name] as const
          const isOwn = await store.put(place, intentHead(kind, clock(), data))
          const outcome = isOwn ? await take(place) : 'busy'
          if (typeof outcome === 'object') {
            if ('refused' in outcome) throw outcome.refused
            return outcome.done as never
          }
          await settled(place)
          return isOwn ? null : undefined
        },
        async attempt(kind, name, data) {
          const place = [key, name] as const
          await store.put(place, intentHead(kind, clock(), data))
          return complete(key, (other) => other === name)
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

    /** What this server repeatedly failed to record, in words for the operator. */
    failing: failures.list,
  }
}
