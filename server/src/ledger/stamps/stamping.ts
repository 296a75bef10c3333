// Has each ledger's newest entry countersigned by a time stamp authority: soon after attendance became final
// or a certificate was issued, and daily if anything else was recorded. A job asks; an intent records the
// stamp.
import { keys } from '@lectern/shared/keys'
import type { StampStanding } from '@lectern/shared/ledger'
import { BadStampError } from '@lectern/shared/timeStamps/check'
import type { Redis } from 'ioredis'
import { type Clock, dayMs } from '../../core/clock.ts'
import type { Log } from '../../core/log.ts'
import type { TimeStampSettings } from '../../core/timeStampConfig.ts'
import type { Jobs } from '../../jobs/jobs.ts'
import type { Intents } from '../intents.ts'
import type { LedgerStore } from '../ledgerStore.ts'
import { askForStamp } from './askForStamp.ts'
import { createStampRecording } from './recording.ts'
import { createStampsStore, type StampsOf } from './stampsStore.ts'

export interface StampingOptions {
  redis: Redis
  jobs: Pick<Jobs, 'define' | 'add' | 'find'>
  intents: Pick<Intents, 'define'>
  ledger: Pick<LedgerStore, 'of'>
  conferenceIds: () => Promise<string[]>
  /** Undefined: nothing is stamped. */
  settings: TimeStampSettings | undefined
  clock: Clock
  log: Log
  /** How long an authority may take to answer, in ms. */
  timeoutMs?: number
}

export type Stamping = ReturnType<typeof createStamping>

const job = 'ledger.stamp'
/** Between two stamps of a ledger, in ms, however much is recorded. */
const leastGapMs = 10 * 60_000
/** A job of another name is made after this time (ms), should one never have ended. */
const jobMs = 10 * 60_000

/** Entries that no stamp fixes, those of stamps aside. */
const openEntries = (seq: number, { last }: StampsOf): number => (last ? seq - last.head.seq - 1 : seq)

/** Whether one should be asked for now. `wanted`: the last entry that is worth one at once. */
export function isDue(head: { seq: number; wanted: number }, stamps: StampsOf, now: number): boolean {
  const { last, failure } = stamps
  if (openEntries(head.seq, stamps) === 0) return false
  if (failure) return now >= failure.nextAt
  if (!last) return true
  return now >= last.recordedAt + (head.wanted > last.head.seq ? leastGapMs : dayMs)
}

export function createStamping(options: StampingOptions) {
  const { redis, jobs, ledger, conferenceIds, settings, clock, log, timeoutMs } = options
  const store = createStampsStore(redis)

  const recording = createStampRecording(options.intents, store)

  async function headOf(conferenceId: string) {
    const [head, wanted] = await Promise.all([
      ledger.of(conferenceId).head(),
      redis.hget(keys.ledgerHead(conferenceId), 'wanted'),
    ])
    return { ...head, wanted: Number(wanted ?? 0) }
  }

  async function ask(conferenceId: string, isAskedFor: boolean, signal: AbortSignal): Promise<void> {
    const [head, stamps] = await Promise.all([headOf(conferenceId), store.of(conferenceId)])
    const isWanted = isAskedFor ? openEntries(head.seq, stamps) > 0 : isDue(head, stamps, clock())
    if (!settings || !isWanted) return
    const { seq, hash } = head
    try {
      const { token, stamp } = await askForStamp(
        { settings, clock, signal, ...(timeoutMs && { timeoutMs }) },
        hash,
      )
      const { at, authority, fingerprint, validUntil, policy, serial } = stamp
      await recording({
        conferenceId,
        stamp: { head: { seq, hash }, at, authority, fingerprint, validUntil, policy, serial },
        token: Buffer.from(token).toString('base64'),
      })
    } catch (error) {
      if (!(error instanceof BadStampError)) throw error
      log.warn({ conferenceId, reason: error.message }, 'the ledger could not be countersigned')
      await store.failed(conferenceId, stamps.last?.head.seq ?? 0, clock(), error.message)
    }
  }

  /** One id for each attempt, whichever server makes it. */
  const idOf = (conferenceId: string, { last, failure }: StampsOf, now: number): string =>
    `${conferenceId}-${last?.head.seq ?? 0}-${failure?.tries ?? 0}-${Math.floor(now / jobMs)}`

  async function add(conferenceId: string, stamps: StampsOf, isAskedFor: boolean): Promise<void> {
    const id = `${idOf(conferenceId, stamps, clock())}${isAskedFor ? '-asked' : ''}`
    await jobs.add(job, { conferenceId, isAskedFor }, { id })
  }

  jobs.define<{ conferenceId: string; isAskedFor: boolean }>(job, {
    handler: ({ data, signal }) => ask(data.conferenceId, data.isAskedFor, signal),
    attempts: 5,
    isExclusive: true,
  })

  return {
    store,

    /** Makes a job for each ledger whose newest entry should be stamped now. */
    async poll(): Promise<void> {
      if (!settings) return
      for (const conferenceId of await conferenceIds()) {
        const [head, stamps] = await Promise.all([headOf(conferenceId), store.of(conferenceId)])
        if (isDue(head, stamps, clock())) await add(conferenceId, stamps, false)
      }
    },

    /** Has it stamped now, whatever failed before. False without an authority. */
    async askNow(conferenceId: string): Promise<boolean> {
      if (!settings) return false
      await add(conferenceId, await store.of(conferenceId), true)
      return true
    },

    async standing(conferenceId: string): Promise<StampStanding> {
      const [{ seq }, stamps] = await Promise.all([ledger.of(conferenceId).head(), store.of(conferenceId)])
      const { last, failure } = stamps
      const id = idOf(conferenceId, stamps, clock())
      const made = await Promise.all([id, `${id}-asked`].map((each) => jobs.find(job, each)))
      return {
        authority: settings?.url.host ?? null,
        last: last ?? null,
        open: openEntries(seq, stamps),
        isAsking: made.some((each) => each?.state === 'waiting' || each?.state === 'running'),
        failure,
      }
    },

    /** The last stamp's token, DER; undefined if there is none, or it was purged. */
    async lastToken(conferenceId: string): Promise<Buffer | undefined> {
      const { last } = await store.of(conferenceId)
      const own = ledger.of(conferenceId)
      const [entry] = last ? await own.read(last.entry, 1) : []
      const { token } = entry ? await own.contents.of(entry) : {}
      return typeof token === 'string' ? Buffer.from(token, 'base64') : undefined
    },
  }
}
