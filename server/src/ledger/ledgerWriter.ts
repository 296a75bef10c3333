// Appends to a conference's ledger. One server's appends are written together; the script serialises those of
// several servers: it appends only after the last entry the writer saw, under a lease, and each step once.
import { keys } from '@lectern/shared/keys'
import type { LedgerKind, LedgerRecord, RecordedEntry } from '@lectern/shared/ledger'
import { canonicalText, chain, type Link, type Sha256 } from '@lectern/shared/ledgerChain'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import { script } from '../core/script.ts'
import type { Sealed } from './contents.ts'

export interface LedgerWriterOptions {
  redis: Redis
  conferenceId: string
  clock: Clock
  sha256: Sha256
  readHead: () => Promise<Link>
  /** An entry that was written before, with its contents. */
  find: (seq: number) => Promise<RecordedEntry>
  /** Of its contents. */
  contentsKey: string
}

/** Ties entries to an intent: they are appended only while its lease holds, and each step once. */
export interface Fence {
  intent: string
  /** The lease's token. */
  token: string
  step: string
  /** Appending renews the lease until then (ms). */
  until: number
}

/** Another server has taken over the intent: this one stalled for longer than its lease. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError'
}

export type Append = (records: readonly LedgerRecord[], fence: Fence) => Promise<RecordedEntry[]>
export type Write = (sealed: readonly Sealed[], fence: Fence) => Promise<RecordedEntry[]>

interface Item {
  sealed: Sealed
  fence: Fence
  /** The step's name, as the script stores it. */
  step: string
}
interface Waiting {
  items: Item[]
  resolve: (entries: RecordedEntry[]) => void
  reject: (error: unknown) => void
}
/** By item, its ledger entry, or undefined if its lease was lost. */
type Written = Map<Item, RecordedEntry | undefined>
/** The script's reply: null if it appended everything, else the current head, or the state of each entry. */
type Answer = null | { head: Link } | { known: number[] }

const runAppend = script<(string | number)[]>(import.meta.url, './append.lua')

/** Entries written at once, unless a single caller brings more. */
const batchSize = 400
/** Characters of contents written at once, unless a single caller brings more. */
const batchLength = 4 * 1024 * 1024
/** What people receive or rely on as final: a time stamp should fix it soon. */
const worthStamp: ReadonlySet<LedgerKind> = new Set(['attendance.frozen', 'certificate.issued'])
/** Attempts to send a batch whose reply was lost. */
const attempts = 3

/** Of the contents, in characters. */
const lengthOf = ({ items }: Waiting): number =>
  items.reduce((sum, { sealed }) => sum + sealed.lines.reduce((all, [, line]) => all + line.length, 0), 0)

/**
 * True if Redis itself refused, so that it certainly did
 * nothing. After any other error the entries may be written.
 */
const isRefusal = (error: unknown): boolean => error instanceof Error && error.name === 'ReplyError'

function readAnswer([kind, ...rest]: (string | number)[]): Answer {
  if (kind === undefined) return null
  if (kind === 'known') return { known: rest.map(Number) }
  const [seq, hash, at] = rest
  return { head: { seq: Number(seq), hash: String(hash), at: Number(at) } }
}

/** Returns the function that appends. */
export function createLedgerWriter(options: LedgerWriterOptions): Write {
  const { redis, conferenceId, clock, sha256, readHead, find, contentsKey } = options
  const waiting: Waiting[] = []
  let isWriting = false
  /** The last entry as far as this process knows; if it is wrong, the script says so. */
  let head: Link | undefined

  async function send(
    after: Link,
    items: readonly Item[],
    entries: readonly RecordedEntry[],
  ): Promise<Answer> {
    const { hash, at } = entries.at(-1)!
    const intents = [...new Set(items.map(({ fence }) => fence.intent))]
    const until = Math.max(...items.map(({ fence }) => fence.until))
    const fences = items.map(({ fence, step }) => [
      intents.indexOf(fence.intent) + 1,
      fence.intent,
      fence.token,
      step,
    ])
    const erasable = items.flatMap(({ sealed }) => sealed.erasable)
    const scriptKeys = [
      keys.ledgerHead(conferenceId),
      keys.ledger(conferenceId),
      keys.leases(),
      contentsKey,
      ...intents.map((intent) => keys.recordedSteps(intent)),
      ...erasable.map(({ personId }) => keys.ledgerErasable(personId)),
    ]
    const texts = entries.map(canonicalText)
    const contents = items.flatMap(({ sealed }) => sealed.lines.flat())
    const marks = erasable.map(({ digest }) => `${conferenceId} ${digest}`)
    const wanted = entries.findLast(({ kind }) => worthStamp.has(kind))?.seq ?? ''
    const numbers = [after.hash, after.seq + 1, hash, at, until]
    const given = [...numbers, JSON.stringify(fences), JSON.stringify(marks), wanted]
    return readAnswer(await runAppend(redis, scriptKeys, [...given, ...texts, ...contents]))
  }

  /** Removes items that must not be written; returns the others. */
  async function withoutKnown(items: readonly Item[], known: readonly number[], written: Written) {
    await Promise.all(
      items.map(async (item, i) => {
        const seq = known[i]!
        if (seq !== 0) written.set(item, seq < 0 ? undefined : await find(seq))
      }),
    )
    return items.filter((item) => !written.has(item))
  }

  /** A batch whose reply was lost is sent again: the script knows which steps were written. */
  async function writeItems(given: readonly Item[]): Promise<Written> {
    const written: Written = new Map()
    let items = given
    for (let lost = 0; items.length > 0; ) {
      try {
        head ??= await readHead()
        const records = items.map(({ sealed }) => sealed.record)
        const entries = chain(records, head, clock(), sha256)
        const answer = await send(head, items, entries)
        if (answer && 'known' in answer) items = await withoutKnown(items, answer.known, written)
        else if (answer) head = answer.head
        else {
          head = entries.at(-1)
          for (const [i, item] of items.entries()) {
            const { values } = item.sealed
            written.set(item, { ...entries[i]!, ...(values && { contents: values }) })
          }
          items = []
        }
      } catch (error) {
        head = undefined
        lost += 1
        if (isRefusal(error) || lost === attempts) throw error
      }
    }
    return written
  }

  async function writeBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      const written = await writeItems(batch.flatMap(({ items }) => items))
      for (const { items, resolve, reject } of batch) {
        const entries = items.flatMap((item) => written.get(item) ?? [])
        if (entries.length === items.length) resolve(entries)
        else reject(new LeaseLostError())
      }
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  async function writeAll(): Promise<void> {
    if (isWriting) return
    isWriting = true
    // Write everything else appended in this turn with it.
    await Promise.resolve()
    while (waiting.length > 0) {
      const batch = [waiting.shift()!]
      let [size, length] = [batch[0]!.items.length, lengthOf(batch[0]!)]
      for (let next = waiting[0]; next; next = waiting[0]) {
        size += next.items.length
        length += lengthOf(next)
        if (size > batchSize || length > batchLength) break
        batch.push(waiting.shift()!)
      }
      await writeBatch(batch)
    }
    isWriting = false
  }

  /**
   * Resolves with the entries once the records are on disk, adjacent and in this order: all or none.
   * A step recorded before returns its earlier entries. Rejects with `LeaseLostError` if the fence's lease
   * is lost. If it rejects because Redis went away, they may or may not be written.
   */
  return async function write(sealed: readonly Sealed[], fence: Fence): Promise<RecordedEntry[]> {
    if (sealed.length === 0) return []
    const items = sealed.map((each, i) => ({
      sealed: each,
      fence,
      step: `${fence.step} ${i}`,
    }))
    return new Promise((resolve, reject) => {
      waiting.push({ items, resolve, reject })
      void writeAll()
    })
  }
}
