// Who may audit which activities of a conference, and until when. What was given stays listed after it ended.
import { keys } from '@lectern/shared/keys'
import type { LedgerRecord } from '@lectern/shared/ledger'
import type { Redis } from 'ioredis'
import { swap } from '../core/swap.ts'
import { type RecordedSwap, swapRecorded } from '../core/swapRecorded.ts'
import { intentHead, type Place } from '../ledger/intent.ts'

export interface StoredAuditor {
  activityIds: string[]
  givenAt: number
  by: string
  until: number
  /** When the office ended it. */
  endedAt: number | null
  /** When they last opened something. */
  seenAt: number | null
}

/** Opening something again within so many seconds is not noted: a page asks whenever it is looked at. */
const openedSeconds = 3600

/** Where the evidence of changes is kept until the ledger has it. */
export const auditorsPlace = (conferenceId: string): Place => [
  keys.auditIntents(),
  `auditors ${conferenceId}`,
]

export const isOpen = ({ endedAt, until }: StoredAuditor, now: number): boolean =>
  endedAt === null && until > now

export type AuditorsStore = ReturnType<typeof createAuditorsStore>

export function createAuditorsStore(redis: Redis) {
  const read = (text: string): StoredAuditor => JSON.parse(text) as StoredAuditor

  const store = {
    async find(conferenceId: string, personId: string): Promise<StoredAuditor | undefined> {
      const text = await redis.hget(keys.auditors(conferenceId), personId)
      return text === null ? undefined : read(text)
    },

    /** By person, those whose access is over included. */
    async all(conferenceId: string): Promise<Map<string, StoredAuditor>> {
      const texts = Object.entries(await redis.hgetall(keys.auditors(conferenceId)))
      return new Map(texts.map(([personId, text]) => [personId, read(text)]))
    },

    /** Conferences of which somebody is, or was, an auditor. */
    conferencesOf: (personId: string): Promise<string[]> => redis.smembers(keys.auditsOf(personId)),

    /** Stores it with its evidence. False if it was changed since `before` was read. */
    async change(
      conferenceId: string,
      personId: string,
      {
        before,
        next,
        record,
      }: { before: StoredAuditor | undefined; next: StoredAuditor; record: LedgerRecord },
    ): Promise<boolean> {
      // First: access that no list names could never be found again.
      await redis.sadd(keys.auditsOf(personId), conferenceId)
      const change: RecordedSwap = {
        key: keys.auditors(conferenceId),
        field: personId,
        read: before ? JSON.stringify(before) : null,
        next: JSON.stringify(next),
        evidence: {
          place: auditorsPlace(conferenceId),
          head: intentHead('entries', next.givenAt),
          record,
        },
      }
      return swapRecorded(redis, change)
    },

    /** Notes that something was opened; where access ends at the same moment, that is kept instead. */
    async seen(conferenceId: string, personId: string, at: number): Promise<void> {
      const before = await redis.hget(keys.auditors(conferenceId), personId)
      if (before === null) return
      const next = JSON.stringify({ ...read(before), seenAt: at } satisfies StoredAuditor)
      await swap(redis, keys.auditors(conferenceId), personId, before, next)
    },
    wasOpened: async (personId: string, what: string): Promise<boolean> =>
      (await redis.exists(keys.auditOpened(personId, what))) === 1,
    async opened(personId: string, what: string, at: number): Promise<void> {
      await redis.set(keys.auditOpened(personId, what), at, 'EX', openedSeconds)
    },

    /** Under the other id, unless that is an auditor there itself. */
    async move(from: string, to: string): Promise<void> {
      for (const conferenceId of await store.conferencesOf(from)) {
        const text = await redis.hget(keys.auditors(conferenceId), from)
        await redis.sadd(keys.auditsOf(to), conferenceId)
        if (text !== null) await redis.hsetnx(keys.auditors(conferenceId), to, text)
        await redis.hdel(keys.auditors(conferenceId), from)
      }
      await redis.del(keys.auditsOf(from))
    },
    async remove(personId: string): Promise<void> {
      for (const conferenceId of await store.conferencesOf(personId))
        await redis.hdel(keys.auditors(conferenceId), personId)
      await redis.del(keys.auditsOf(personId))
    },
    async forgetConference(conferenceId: string): Promise<void> {
      for (const personId of (await store.all(conferenceId)).keys())
        await redis.srem(keys.auditsOf(personId), conferenceId)
      await redis.del(keys.auditors(conferenceId))
    },
  }
  return store
}
