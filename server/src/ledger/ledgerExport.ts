// An export of the ledger, line by line: a header, every entry up to a head, and a signed footer.
import {
  canonicalText,
  type ExportFooter,
  type ExportHeader,
  exportFormat,
  signedText,
} from '@lectern/shared/ledgerChain'
import type { LedgerKey } from './ledgerKey.ts'
import type { Ledger } from './ledgerStore.ts'

/** Entries read at a time: the most an export holds in memory. */
const pageSize = 500

export async function* exportLines(
  ledger: Pick<Ledger, 'lines'>,
  head: { seq: number; hash: string },
  about: Pick<ExportHeader, 'conference' | 'exportedAt'>,
  key: LedgerKey,
): AsyncGenerator<string> {
  const header: ExportHeader = { format: exportFormat, ...about, publicKey: key.publicKey }
  yield `${canonicalText(header)}\n`
  for (let seq = 1; seq <= head.seq; ) {
    const count = Math.min(pageSize, head.seq + 1 - seq)
    const lines = await ledger.lines(seq, count)
    // A truncated file is better than one that claims to be complete.
    if (lines.length < count) throw new Error('entries are missing in Redis')
    yield `${lines.join('\n')}\n`
    seq += lines.length
  }
  const end = { count: head.seq, lastHash: head.hash }
  const footer: ExportFooter = { ...end, signature: key.sign(signedText(header, end)) }
  yield `${canonicalText(footer)}\n`
}
