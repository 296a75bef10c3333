import type { LedgerEntry } from '@lectern/shared/ledger'
import type { LedgerStore } from '../ledger/ledgerStore.ts'

/** Entries that are read at once. */
const portion = 500

/** All entries from this one on, oldest first. */
export async function* entriesFrom(
  ledger: Pick<LedgerStore, 'read'>,
  seq: number,
): AsyncGenerator<LedgerEntry> {
  for (let next = Math.max(1, seq); ; ) {
    const entries = await ledger.read(next, portion)
    yield* entries
    const last = entries.at(-1)
    if (!last || entries.length < portion) return
    next = last.seq + 1
  }
}
