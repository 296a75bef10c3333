// Reads a ledger for what concerns an activity, some hundreds of entries at a time.
import type { LedgerEntry, LedgerKind } from '@lectern/shared/ledger'
import type { Ledger } from '../ledger/ledgerStore.ts'

const pageSize = 500

export interface Scan {
  ledger: Pick<Ledger, 'lines'>
  /** The last entry to read. */
  head: number
  kinds: readonly LedgerKind[]
  /** Entries after this one. */
  after?: number
  /** Where entries of each kind are, up to the head; without it the whole ledger is read. */
  index?: EntryIndex | undefined
}

/** By kind, the numbers of its entries, ascending. */
export type EntryIndex = ReadonlyMap<string, readonly number[]>

/**
 * An entry is canonical text, in which its kind comes before the previous hash; quotes in words are escaped.
 */
const kindIn = (line: string): string | undefined => /"kind":"([\w.]+)","prev":/.exec(line)?.[1]

/** Kinds with many entries for each person, which no sheet is made from. */
const ignored: ReadonlySet<string> = new Set<LedgerKind>([
  'attendance.frozen',
  'check.answered',
  'disclosure.acknowledged',
])

/** Reads the ledger once, so that several sheets need not. */
export async function indexOf(ledger: Scan['ledger'], head: number): Promise<EntryIndex> {
  const index = new Map<string, number[]>()
  for (let seq = 1; seq <= head; seq += pageSize)
    for (const [i, line] of (await ledger.lines(seq, Math.min(pageSize, head + 1 - seq))).entries()) {
      const kind = kindIn(line)
      if (kind === undefined || ignored.has(kind)) continue
      const seqs = index.get(kind)
      if (seqs) seqs.push(seq + i)
      else index.set(kind, [seq + i])
    }
  return index
}

/** First numbers and lengths of the stretches to read. */
function* stretches({ head, kinds, after = 0, index }: Scan): Generator<[from: number, count: number]> {
  if (!index) {
    for (let seq = after + 1; seq <= head; seq += pageSize) yield [seq, Math.min(pageSize, head + 1 - seq)]
    return
  }
  const wanted = kinds.flatMap((kind) => index.get(kind) ?? []).filter((seq) => seq > after)
  wanted.sort((a, b) => a - b)
  for (let i = 0; i < wanted.length; ) {
    const from = wanted[i]!
    let last = from
    for (; i < wanted.length && wanted[i]! < from + pageSize; i++) last = wanted[i]!
    yield [from, last + 1 - from]
  }
}

/** Entries of these kinds, oldest first, in pages that may be empty. */
export async function* entriesOf(scan: Scan): AsyncGenerator<LedgerEntry[]> {
  const kinds: ReadonlySet<string> = new Set(scan.kinds)
  for (const [from, count] of stretches(scan)) {
    const lines = await scan.ledger.lines(from, count)
    if (lines.length < count) throw new Error('entries are missing in Redis')
    // Parsing every line would take most of the time.
    yield lines.filter((line) => kinds.has(kindIn(line) ?? '')).map((line) => JSON.parse(line) as LedgerEntry)
  }
}
