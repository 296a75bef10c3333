// The ledger in Redis.
import { createHash } from 'node:crypto'
import { keys } from '@lectern/shared/keys'
import type { LedgerEntry } from '@lectern/shared/ledger'
import { type Link, type Sha256, start } from '@lectern/shared/ledgerChain'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import { createLedgerWriter } from './ledgerWriter.ts'

export type LedgerStore = ReturnType<typeof createLedgerStore>

export const sha256: Sha256 = (text) => createHash('sha256').update(text).digest('hex')

export function createLedgerStore(redis: Redis, clock: Clock) {
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

  const read = async (fromSeq: number, count: number): Promise<LedgerEntry[]> =>
    (await lines(fromSeq, count)).map((line) => JSON.parse(line) as LedgerEntry)

  return {
    append: createLedgerWriter({ redis, clock, sha256, readHead, read }),

    /** The last entry; seq 0 if there is none. */
    async head(): Promise<{ seq: number; hash: string }> {
      const { seq, hash } = await readHead()
      return { seq, hash }
    },

    /** Oldest first. */
    read,

    /** The same as canonical texts, as in exports. */
    lines,
  }
}
