// Deletes contents of the ledger: what is a person's when they are erased, and a conference's once its
// records need not be kept any more, with its signed agreements. An entry names the digests first, so that an
// auditor knows purged from removed. What an activity rests on that is held back for an inquiry stays.
import { keys } from '@lectern/shared/keys'
import type { LedgerEntry } from '@lectern/shared/ledger'
import { contentsOf } from '@lectern/shared/ledgerContent'
import type { Redis } from 'ioredis'
import type { Recording } from './intent.ts'
import type { Intents } from './intents.ts'
import type { Ledger } from './ledgerStore.ts'
import { createRetentionStore } from './retentionStore.ts'

export type Purging = ReturnType<typeof createPurging>

/** Digests that one entry names. */
const portion = 500

/** One portion: recorded, then deleted. Each may run twice. */
interface Portion {
  conferenceId: string
  digests: string[]
  by: string
  /** Whose they were; absent: the time of keeping is over. */
  personId?: string
}

interface KeptBack {
  activityIds: ReadonlySet<string>
  digests: ReadonlySet<string>
}

/** A signed agreement among the uploads. */
export interface PurgeableFile {
  id: string
  /** SHA-256 of the file. */
  digest: string
}

export interface PurgingOptions {
  redis: Redis
  ledgerOf: (conferenceId: string) => Pick<Ledger, 'head' | 'read'>
  /** Agreements of a conference's supporters that are kept, and are about none of these activities. */
  agreementFiles: (conferenceId: string, held: ReadonlySet<string>) => Promise<PurgeableFile[]>
  /** Deletes the file; it is not among `agreementFiles` any more. */
  removeFile: (conferenceId: string, fileId: string) => Promise<void>
}

/** Entries read at a time. */
const pageSize = 500

export function createPurging({ redis, ledgerOf, agreementFiles, removeFile }: PurgingOptions) {
  const store = createRetentionStore(redis)

  async function* entriesOf(conferenceId: string): AsyncGenerator<LedgerEntry> {
    const ledger = ledgerOf(conferenceId)
    const { seq: head } = await ledger.head()
    for (let seq = 1; seq <= head; seq += pageSize) yield* await ledger.read(seq, pageSize)
  }

  /**
   * What entries name that are about these activities, or about no single one: any of them rests on agreements,
   * disclosures, policies and the provider.
   */
  async function digestsAbout(conferenceId: string, activityIds: ReadonlySet<string>): Promise<Set<string>> {
    const digests = new Set<string>()
    if (activityIds.size === 0) return digests
    const ofSession = new Map<unknown, unknown[]>()
    for await (const { data } of entriesOf(conferenceId))
      if (data.activityId !== undefined && data.sessionId !== undefined)
        ofSession.set(data.sessionId, [...(ofSession.get(data.sessionId) ?? []), data.activityId])
    const isOfOthers = ({ activityId, sessionId }: LedgerEntry['data']): boolean => {
      const about = activityId === undefined ? (ofSession.get(sessionId) ?? []) : [activityId]
      return about.length > 0 && !about.some((id) => activityIds.has(String(id)))
    }
    for await (const entry of entriesOf(conferenceId))
      if (!isOfOthers(entry.data)) for (const [, digest] of contentsOf(entry)) digests.add(digest)
    return digests
  }

  /** The same as before while nothing else is held back. */
  async function keptBack(conferenceId: string, before?: KeptBack): Promise<KeptBack> {
    const activityIds = new Set((await store.holds(conferenceId)).keys())
    const isSame = before?.activityIds.size === activityIds.size
    if (isSame && [...activityIds].every((id) => before.activityIds.has(id))) return before
    return { activityIds, digests: await digestsAbout(conferenceId, activityIds) }
  }

  async function purgeFiles(
    conferenceId: string,
    held: ReadonlySet<string>,
    record: Recording,
  ): Promise<void> {
    for (const { id, digest } of await agreementFiles(conferenceId, held)) {
      const data = { conferenceId, why: 'kept long enough', digests: [], file: { id, digest } }
      await record(`purged file ${id}`, [{ kind: 'content.purged', by: 'platform', data }])
      await removeFile(conferenceId, id)
    }
  }

  async function purge({ conferenceId, digests, by, personId }: Portion, record: Recording): Promise<void> {
    const [first] = digests
    if (first === undefined) return
    const why = personId === undefined ? 'kept long enough' : 'erased'
    const data = { conferenceId, why, digests, ...(personId !== undefined && { personId }) }
    const [entry] = await record(`purged ${conferenceId} ${first}`, [{ kind: 'content.purged', by, data }])
    await store.purged(conferenceId, first, { at: entry!.at, why, contents: digests.length })
    const change = redis.multi().hdel(keys.ledgerContents(conferenceId), ...digests)
    if (personId !== undefined)
      change.srem(keys.ledgerErasable(personId), ...digests.map((digest) => `${conferenceId} ${digest}`))
    await change.exec()
  }

  return {
    /** Deletes what of a person need not be kept; in every ledger. */
    async person(personId: string, by: string, record: Recording): Promise<void> {
      const members = (await redis.smembers(keys.ledgerErasable(personId))).sort()
      const all = members.map((member) => member.split(' ') as [conferenceId: string, digest: string])
      for (const [conferenceId, own] of Map.groupBy(all, ([conferenceId]) => conferenceId))
        for (let i = 0; i < own.length; i += portion) {
          const digests = own.slice(i, i + portion).map(([, digest]) => digest)
          await purge({ conferenceId, digests, by, personId }, record)
        }
    },

    /** Two people became one. */
    async move(from: string, to: string): Promise<void> {
      await redis.sunionstore(keys.ledgerErasable(to), keys.ledgerErasable(to), keys.ledgerErasable(from))
      await redis.del(keys.ledgerErasable(from))
    },

    /** Deletes every content of a conference but those of activities that are held back. */
    async conference(conferenceId: string, record: Recording): Promise<void> {
      let kept = await keptBack(conferenceId)
      for (let cursor = '0'; ; ) {
        const [next, fields] = await redis.hscan(keys.ledgerContents(conferenceId), cursor, 'COUNT', portion)
        const now = await keptBack(conferenceId, kept)
        if (now !== kept) {
          // Another activity is held back, or released.
          kept = now
          cursor = '0'
          continue
        }
        const digests = fields.filter((digest, i) => i % 2 === 0 && !kept.digests.has(digest))
        for (let i = 0; i < digests.length; i += portion)
          await purge({ conferenceId, digests: digests.slice(i, i + portion), by: 'platform' }, record)
        if (next === '0') break
        cursor = next
      }
      await purgeFiles(conferenceId, kept.activityIds, record)
    },
  }
}

export interface RetentionOptions {
  purging: Purging
  intents: Pick<Intents, 'define'>
  redis: Redis
  conferenceIds: () => Promise<string[]>
  /** Until when (ms) a conference's records must be kept; null if nothing was held. */
  keptUntil: (conferenceId: string) => Promise<number | null>
  clock: () => number
}

/** Returns a function that deletes the contents of conferences whose time of keeping is over. */
export function createRetention(options: RetentionOptions): () => Promise<void> {
  const { purging, redis, conferenceIds, keptUntil, clock } = options
  const store = createRetentionStore(redis)
  const { attempt } = options.intents.define(keys.retentionIntents(), {
    purge: ({ conferenceId }: { conferenceId: string }, record: Recording) =>
      purging.conference(conferenceId, record),
  })
  /** How each conference stood when this server had purged what it could. */
  const done = new Map<string, string>()
  return async () => {
    for (const conferenceId of await conferenceIds()) {
      const until = await keptUntil(conferenceId)
      if (until === null || until > clock()) continue
      const standing = await store.standing(conferenceId)
      if (done.get(conferenceId) === standing) continue
      await attempt('purge', conferenceId, { conferenceId })
      done.set(conferenceId, await store.standing(conferenceId))
    }
  }
}
