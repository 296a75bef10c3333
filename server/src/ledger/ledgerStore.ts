// The ledgers in Redis: one for each conference.
import { createHash } from 'node:crypto'
import { keys } from '@lectern/shared/keys'
import type { LedgerEntry, LedgerRecord, RecordedEntry } from '@lectern/shared/ledger'
import { type Link, type Sha256, start } from '@lectern/shared/ledgerChain'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import { createContents, draftOf, seal } from './contents.ts'
import { type Append, createLedgerWriter, type Fence } from './ledgerWriter.ts'

export type LedgerStore = ReturnType<typeof createLedgerStore>
export type Ledger = ReturnType<typeof createLedger>

export const sha256: Sha256 = (text) => createHash('sha256').update(text).digest('hex')

/** The conference that a record is about, by what it names. Throws if it names nothing that exists. */
export type ConferenceOfRecord = (record: LedgerRecord) => Promise<string>

/** The ledger of one conference. */
function createLedger(redis: Redis, clock: Clock, conferenceId: string) {
  const contents = createContents(redis, conferenceId)

  async function readHead(): Promise<Link> {
    const [seq, hash, at] = await redis.hmget(keys.ledgerHead(conferenceId), 'seq', 'hash', 'at')
    return seq && hash && at ? { seq: Number(seq), hash, at: Number(at) } : start
  }

  async function lines(fromSeq: number, count: number): Promise<string[]> {
    const [first, last] = [Math.max(1, fromSeq), fromSeq + count - 1]
    if (last < first) return []
    const found = await redis.xrange(keys.ledger(conferenceId), `${first}-0`, `${last}-0`)
    return found.map(([, fields]) => fields[1]!)
  }

  const read = async (fromSeq: number, count: number): Promise<LedgerEntry[]> =>
    (await lines(fromSeq, count)).map((line) => JSON.parse(line) as LedgerEntry)

  async function find(seq: number): Promise<RecordedEntry> {
    const [entry] = await read(seq, 1)
    if (!entry) throw new Error(`the ledger lacks entry ${seq}`)
    const own = await contents.of(entry)
    return Object.keys(own).length > 0 ? { ...entry, contents: own } : entry
  }

  return {
    write: createLedgerWriter({
      redis,
      conferenceId,
      clock,
      sha256,
      readHead,
      find,
      contentsKey: contents.key,
    }),
    contents,

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

export function createLedgerStore(redis: Redis, clock: Clock, conferenceOf: ConferenceOfRecord) {
  const ledgers = new Map<string, ReturnType<typeof createLedger>>()

  function of(conferenceId: string) {
    const ledger = ledgers.get(conferenceId) ?? createLedger(redis, clock, conferenceId)
    ledgers.set(conferenceId, ledger)
    return ledger
  }

  return {
    of,

    /**
     * Appends to the ledger of the conference that the first record is about; all records of one call are
     * about the same conference.
     */
    append: (async (records: readonly LedgerRecord[], fence: Fence) => {
      // As they are now.
      const drafts = records.map(draftOf)
      if (drafts.length === 0) return []
      const { write, contents } = of(await conferenceOf(drafts[0]!.record))
      const secret = drafts.some(({ texts }) => texts.length > 0) ? await contents.secret() : ''
      return write(
        drafts.map((draft) => seal(draft, secret, sha256)),
        fence,
      )
    }) satisfies Append,
  }
}
