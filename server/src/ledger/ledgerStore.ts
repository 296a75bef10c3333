// The ledger in Redis: a stream whose ids are the entries' numbers, and its head. Only ever appended to.
import { createHash } from 'node:crypto'
import { keys } from '@lectern/shared/keys'
import type { LedgerEntry, LedgerRecord } from '@lectern/shared/ledger'
import { canonicalText, chain, type Link, type Sha256, start } from '@lectern/shared/ledgerChain'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import { script } from '../core/script.ts'

export type LedgerStore = ReturnType<typeof createLedgerStore>

interface Waiting {
  records: LedgerRecord[]
  resolve: () => void
  reject: (error: unknown) => void
}

const runAppend = script(import.meta.url, './append.lua')

/** Entries written at once, unless a single caller brings more. */
const batchSize = 400
/** How often a batch is sent whose answer was lost. */
const attempts = 3

export const sha256: Sha256 = (text) => createHash('sha256').update(text).digest('hex')

/** Redis itself refused: it certainly did nothing. Whatever else goes wrong may have been done. */
const isRefusal = (error: unknown): boolean => error instanceof Error && error.name === 'ReplyError'

export function createLedgerStore(redis: Redis, clock: Clock) {
  const scriptKeys = [keys.ledgerHead(), keys.ledger()]
  const waiting: Waiting[] = []
  let isWriting = false
  /** The last entry as far as this process knows; where it is wrong, the script says so. */
  let known: Link | undefined

  async function readHead(): Promise<Link> {
    const [seq, hash, at] = await redis.hmget(keys.ledgerHead(), 'seq', 'hash', 'at')
    return seq && hash && at ? { seq: Number(seq), hash, at: Number(at) } : start
  }

  async function lines(fromSeq: number, count: number): Promise<string[]> {
    const [first, last] = [Math.max(1, fromSeq), fromSeq + count - 1]
    if (last < first) return []
    const found = await redis.xrange(keys.ledger(), `${first}-0`, `${last}-0`)
    return found.map(([, fields]) => fields[1]!)
  }

  const holds = async (entry: LedgerEntry): Promise<boolean> =>
    (await lines(entry.seq, 1))[0] === canonicalText(entry)

  /** Null where they were appended, else the present head. */
  async function send(after: Link, entries: LedgerEntry[]): Promise<Link | null> {
    const { hash, at } = entries.at(-1)!
    const texts = entries.map(canonicalText)
    const head = (await runAppend(redis, scriptKeys, [after.hash, after.seq + 1, hash, at, ...texts])) as
      | []
      | [string, string, string]
    return head.length === 0 ? null : { seq: Number(head[0]), hash: head[1], at: Number(head[2]) }
  }

  /**
   * While it is not known whether a batch was taken, exactly the same is sent again: it fits the chain once, at one place.
   * Only when the chain has gone on without it is it made anew.
   */
  async function write(records: LedgerRecord[]): Promise<void> {
    let after = known ?? (await readHead())
    let entries = chain(records, after, clock(), sha256)
    let isUnsure = false
    for (let lost = 0; ; ) {
      const last = entries.at(-1)!
      try {
        const head = await send(after, entries)
        known = head ?? last
        if (head === null || (isUnsure && (await holds(last)))) return
        isUnsure = false
        after = head
        entries = chain(records, after, clock(), sha256)
      } catch (error) {
        known = undefined
        lost += 1
        if (isRefusal(error) || lost === attempts) throw error
        isUnsure = true
        if (await holds(last)) return
      }
    }
  }

  async function writeAll(): Promise<void> {
    if (isWriting) return
    isWriting = true
    // Whoever else appends in this turn comes along.
    await Promise.resolve()
    while (waiting.length > 0) {
      const batch = [waiting.shift()!]
      let size = batch[0]!.records.length
      while (waiting.length > 0 && size + waiting[0]!.records.length <= batchSize) {
        size += waiting[0]!.records.length
        batch.push(waiting.shift()!)
      }
      try {
        await write(batch.flatMap(({ records }) => records))
        for (const { resolve } of batch) resolve()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    isWriting = false
  }

  return {
    /**
     * Resolves when the records are on disk, in this order and next to each other: all of them or none. Where it rejects
     * because Redis went away, they may or may not have been written.
     */
    async append(records: LedgerRecord[]): Promise<void> {
      if (records.length === 0) return
      // Taken as they are now; one that cannot be written is refused here and harms nobody else's.
      const copies = records.map((record) => JSON.parse(canonicalText(record)) as LedgerRecord)
      await new Promise<void>((resolve, reject) => {
        waiting.push({ records: copies, resolve, reject })
        void writeAll()
      })
    },

    /** Of the last entry; seq 0 where there is none. */
    async head(): Promise<{ seq: number; hash: string }> {
      const { seq, hash } = await readHead()
      return { seq, hash }
    },

    /** Oldest first. */
    read: async (fromSeq: number, count: number): Promise<LedgerEntry[]> =>
      (await lines(fromSeq, count)).map((line) => JSON.parse(line) as LedgerEntry),

    /** The same as canonical texts, as exports hold them. */
    lines,
  }
}
