// Evidence reaches the ledger exactly once, whatever crashes. The intent is stored first, by the script that changes the state
// it is about or before the first step of a work; then a server leases it and does the work, each step of which may run
// twice. Appending checks the lease and skips what is recorded already. Any server completes what another one left.
import { AppError, errors } from '@lectern/shared/errors'
import type { LedgerRecord } from '@lectern/shared/ledger'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { newId } from '../core/newId.ts'
import { type Intent, intentHead, type Place } from './intent.ts'
import { createIntentsStore } from './intentsStore.ts'
import { LeaseLostError, type LedgerStore } from './ledgerStore.ts'

/** Appends the records of one step, and answers what the ledger has of them: of a step that ran before, what it wrote then. */
export type Recording = (step: string, records: readonly LedgerRecord[]) => Promise<LedgerRecord[]>
type Work = (data: never, record: Recording) => Promise<unknown>
export type Works = Record<string, Work>

export interface IntentsOptions {
  redis: Redis
  clock: Clock
  ledger: Pick<LedgerStore, 'append'>
  log: Log
  /** False while this server's clock is not trusted. */
  mayWork?: () => boolean
}

export type Intents = ReturnType<typeof createIntents>
/** Works of these kinds, which lie in one hash. */
export interface Defined<All extends Works> {
  /**
   * Does the work and answers its outcome. Where one of this name is under way, has that one done and answers undefined:
   * look at what is there then. Refusals of the work are thrown.
   */
  begin<Kind extends keyof All & string>(
    kind: Kind,
    name: string,
    data: Parameters<All[Kind]>[0],
  ): Promise<Awaited<ReturnType<All[Kind]>> | undefined>
  /** Resolves once there is no work of this name any more. Throws `conflict` where that takes too long. */
  settled(name: string): Promise<void>
}

/** For so long (ms) after its last entry a server is left alone with what it has leased. */
export const leaseMs = 15_000
const sweepEveryMs = 5000
const waitMs = 100
const waits = 30

/** What became of an attempt; `busy`: another server has the intent; `none`: there is none (any more). */
type Outcome = { done: unknown } | { refused: AppError } | 'busy' | 'none'
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** The work of an intent that consists of its entries: a line each. */
const enter = (lines: string[], record: Recording): Promise<LedgerRecord[]> =>
  record(
    'entry',
    lines.map((line) => JSON.parse(line) as LedgerRecord),
  )

export function createIntents(options: IntentsOptions) {
  const { clock, ledger, log, mayWork = () => true } = options
  const store = createIntentsStore(options.redis)
  const works = new Map<string, Work>([['entries', enter]])

  async function perform(intent: Intent, work: Work, token: string): Promise<Outcome> {
    let hasBegun = false
    const record: Recording = (step, records) => {
      hasBegun = true
      return ledger.append(records, { intent: intent.id, token, step, until: clock() + leaseMs })
    }
    try {
      return { done: await work(intent.data as never, record) }
    } catch (error) {
      if (error instanceof LeaseLostError) return 'busy'
      // A refusal comes before anything is recorded. Everything else is completed by the next server that takes it.
      if (error instanceof AppError && !hasBegun) return { refused: error }
      await store.letGo(intent.id).catch(() => undefined)
      throw error
    }
  }

  /** Does the work where no other server has it. */
  async function take(place: Place): Promise<Outcome> {
    const leased = await store.find(place)
    if (!leased) return 'none'
    const work = works.get(leased.kind)
    const [token, now] = [newId(), clock()]
    if (!work || !(await store.lease(leased.id, token, now, now + leaseMs))) return 'busy'
    for (;;) {
      // Another server may have finished it before it was leased.
      const intent = await store.find(place)
      const outcome = intent?.id === leased.id ? await perform(intent, work, token) : 'none'
      if (outcome === 'busy') return outcome
      // Entries that were added meanwhile are recorded too.
      if (outcome !== 'none' && !(await store.remove(place, intent!))) continue
      await store.release(leased.id)
      return outcome
    }
  }

  /** Resolves once nothing is left to be recorded at this place. Throws `conflict` where that takes too long. */
  async function settled(place: Place): Promise<void> {
    for (let i = 0; i < waits; i++) {
      if ((await take(place)) !== 'busy') return
      await wait(waitMs)
    }
    throw errors.conflict(
      'This is being recorded at the moment. Try again in a few seconds; nothing is lost.',
    )
  }

  /** Completes what is older than a lease, and clears leases of which the work is done. One failure stops nothing else. */
  async function sweep(): Promise<void> {
    const now = clock()
    const leases = await store.leases()
    const pending = (await Promise.all((await store.hashes()).map(store.all))).flat()
    const failures: unknown[] = []
    for (const { place, intent } of pending)
      if (intent.at + leaseMs <= now && (leases.get(intent.id) ?? 0) <= now) {
        log.info({ intent: intent.kind }, 'completing what another server left')
        await take(place).catch((error: unknown) => failures.push(error))
      }
    const ids = new Set(pending.map(({ intent }) => intent.id))
    for (const [id, until] of leases) if (until <= now && !ids.has(id)) await store.release(id)
    if (failures.length > 0) throw failures[0]
  }

  let sweeping = false
  async function sweepOnce(): Promise<void> {
    if (sweeping || !mayWork()) return
    sweeping = true
    await sweep().catch((error: unknown) => log.warn({ err: error }, 'some evidence is not recorded yet'))
    sweeping = false
  }
  const timer = setInterval(() => void sweepOnce(), sweepEveryMs)
  timer.unref()

  return {
    settled,
    sweep,

    /** Adds works by kind, of which the intents lie in this hash. */
    define<All extends Works>(key: string, added: All): Defined<All> {
      for (const [kind, work] of Object.entries(added)) works.set(kind, work)
      return {
        async begin(kind, name, data) {
          const place = [key, name] as const
          const isOwn = await store.put(place, intentHead(kind, clock(), data))
          const outcome = isOwn ? await take(place) : 'busy'
          if (typeof outcome !== 'object') return settled(place) as Promise<undefined>
          if ('refused' in outcome) throw outcome.refused
          return outcome.done as never
        },
        settled: (name) => settled([key, name]),
      }
    },

    close: () => clearInterval(timer),
  }
}
