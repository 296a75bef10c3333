// An export of the ledger, line by line: a header, every entry up to a head, each followed by its contents, and
// a signed footer. A content that several entries share follows the first of them.
import type { LedgerEntry } from '@lectern/shared/ledger'
import { canonicalText, type ExportFooter, type ExportHeader, signedText } from '@lectern/shared/ledgerChain'
import { contentsOf } from '@lectern/shared/ledgerContent'
import type { LedgerKey } from './ledgerKey.ts'
import type { Ledger } from './ledgerStore.ts'

/** Entries read at a time, and contents: the most an export holds in memory. */
const pageSize = 500
const contentsAtOnce = 100
/** The end of a line of one person's content, which no other entry shares. */
const isOfPerson = /"of":"[^"]*","salt":"[\w-]*"(,"until":"erasure")?\}$/

export interface ExportedLedger {
  lines: Ledger['lines']
  contents: Pick<Ledger['contents'], 'lines'>
}

/** The lines of these entries and their contents. `shared`: digests of contents that were exported before. */
async function withContents(
  entries: readonly string[],
  contents: ExportedLedger['contents'],
  shared: Set<string>,
): Promise<string[]> {
  const lines: string[] = []
  for (let i = 0; i < entries.length; i += contentsAtOnce) {
    const own = entries.slice(i, i + contentsAtOnce).map((text) => ({
      text,
      digests: contentsOf(JSON.parse(text) as LedgerEntry).map(([, digest]) => digest),
    }))
    const wanted = [...new Set(own.flatMap(({ digests }) => digests))].filter((digest) => !shared.has(digest))
    const found = await contents.lines(wanted)
    const left = new Map(wanted.map((digest, k) => [digest, found[k]]))
    for (const { text, digests } of own) {
      lines.push(text)
      for (const digest of digests) {
        const line = left.get(digest)
        if (line == null) continue
        lines.push(line)
        left.delete(digest)
        if (!isOfPerson.test(line)) shared.add(digest)
      }
    }
  }
  return lines
}

export async function* exportLines(
  ledger: ExportedLedger,
  head: { seq: number; hash: string },
  about: Pick<ExportHeader, 'conference' | 'exportedAt'>,
  key: LedgerKey,
): AsyncGenerator<string> {
  const header: ExportHeader = { format: 'lectern-ledger-2', ...about, publicKey: key.publicKey }
  const shared = new Set<string>()
  yield `${canonicalText(header)}\n`
  for (let seq = 1; seq <= head.seq; ) {
    const count = Math.min(pageSize, head.seq + 1 - seq)
    const entries = await ledger.lines(seq, count)
    // A truncated file is better than one that claims to be complete.
    if (entries.length < count) throw new Error('entries are missing in Redis')
    yield `${(await withContents(entries, ledger.contents, shared)).join('\n')}\n`
    seq += entries.length
  }
  const end = { count: head.seq, lastHash: head.hash }
  const footer: ExportFooter = { ...end, signature: key.sign(signedText(header, end)) }
  yield `${canonicalText(footer)}\n`
}
