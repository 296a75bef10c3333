// An export of the ledger: a header, every entry up to a head, and a signed footer, a line each.
import {
  canonicalText,
  type ExportFooter,
  type ExportHeader,
  exportFormat,
  signedText,
} from '@lectern/shared/ledgerChain'
import type { LedgerKey } from './ledgerKey.ts'
import type { LedgerStore } from './ledgerStore.ts'

/** Entries read at once: what an export holds in memory, however long the ledger is. */
const pageSize = 500

export async function* exportLines(
  store: Pick<LedgerStore, 'lines'>,
  head: { seq: number; hash: string },
  about: Pick<ExportHeader, 'conference' | 'exportedAt'>,
  key: LedgerKey,
): AsyncGenerator<string> {
  const header: ExportHeader = { format: exportFormat, ...about, publicKey: key.publicKey }
  yield `${canonicalText(header)}\n`
  for (let seq = 1; seq <= head.seq; ) {
    const count = Math.min(pageSize, head.seq + 1 - seq)
    const lines = await store.lines(seq, count)
    // A file that breaks off is better than one that claims to be whole.
    if (lines.length < count) throw new Error('entries are missing in Redis')
    yield `${lines.join('\n')}\n`
    seq += lines.length
  }
  const end = { count: head.seq, lastHash: head.hash }
  const footer: ExportFooter = { ...end, signature: key.sign(signedText(header, end)) }
  yield `${canonicalText(footer)}\n`
}
