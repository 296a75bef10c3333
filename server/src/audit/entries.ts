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
}

/** Entries of these kinds, oldest first, in pages that may be empty. */
export async function* entriesOf({ ledger, head, kinds, after = 0 }: Scan): AsyncGenerator<LedgerEntry[]> {
  // Parsing every line would take most of the time.
  const named = kinds.map((kind) => `"kind":"${kind}"`)
  for (let seq = after + 1; seq <= head; ) {
    const lines = await ledger.lines(seq, Math.min(pageSize, head + 1 - seq))
    if (lines.length === 0) throw new Error('entries are missing in Redis')
    seq += lines.length
    yield lines
      .filter((line) => named.some((name) => line.includes(name)))
      .map((line) => JSON.parse(line) as LedgerEntry)
      .filter(({ kind }) => kinds.includes(kind))
  }
}

/** Whether an entry is about this activity or one of its sessions. */
export const concerns =
  (activityId: string, sessionIds: ReadonlySet<string>) =>
  ({ data }: LedgerEntry): boolean =>
    data.activityId === activityId || sessionIds.has(String(data.sessionId))
