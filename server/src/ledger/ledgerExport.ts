// An export of the ledger, line by line: a header, every entry up to a head, each followed by its contents,
// and a signed footer. A content that several entries share follows the first of them. An export of one
// activity has the same entries, and withholds the contents of those about anything else: a line names each
// by its digest. It goes beyond the head only where contents were purged while it was read.
import type { LedgerEntry } from '@lectern/shared/ledger'
import {
  canonicalText,
  type ExportFooter,
  type ExportHeader,
  partFormat,
  signedText,
} from '@lectern/shared/ledgerChain'
import {
  afterWithholding,
  contentsOf,
  hasContentsOf,
  type LedgerPart,
  nothingWithheld,
  type WithheldList,
} from '@lectern/shared/ledgerContent'
import { sha256 } from '@lectern/shared/verifying/signature'
import type { LedgerKey } from './ledgerKey.ts'
import type { Ledger } from './ledgerStore.ts'

/** Entries read at a time, and contents: the most an export holds in memory. */
const pageSize = 500
const contentsAtOnce = 100
/** The end of a line of one person's content, which no other entry shares. */
const isOfPerson = /"of":"[^"]*","salt":"[\w-]*"(,"until":"erasure")?\}$/

export interface ExportedLedger {
  head: Ledger['head']
  lines: Ledger['lines']
  contents: Pick<Ledger['contents'], 'lines'>
}

/** What an export has written. */
interface Written {
  /** Digests of nobody's contents that were exported, and of those that were withheld. */
  exported: Set<string>
  withheld: Set<string>
  list: WithheldList
  /** Contents that are not there, and of which no entry so far says that they were purged. */
  missing: Set<string>
}

/** Notes what an entry lacks, and what it says was purged. */
function note(
  { kind, data }: LedgerEntry,
  digests: readonly string[],
  found: ReadonlyMap<string, string | null | undefined>,
  { missing }: Written,
): void {
  for (const digest of digests) if (found.has(digest) && found.get(digest) == null) missing.add(digest)
  if (kind === 'content.purged' && Array.isArray(data.digests))
    for (const digest of data.digests) missing.delete(String(digest))
}

/** The lines of these entries and their contents; a content of another activity is only named. */
async function withContents(
  entries: readonly string[],
  contents: ExportedLedger['contents'],
  hasContents: (entry: LedgerEntry) => boolean,
  written: Written,
): Promise<string[]> {
  const lines: string[] = []
  const { exported, withheld } = written
  for (let i = 0; i < entries.length; i += contentsAtOnce) {
    const own = entries.slice(i, i + contentsAtOnce).map((text) => {
      const entry = JSON.parse(text) as LedgerEntry
      const digests = contentsOf(entry).map(([, digest]) => digest)
      return { text, entry, isWhole: hasContents(entry), digests }
    })
    const wanted = [...new Set(own.flatMap(({ digests }) => digests))].filter(
      (digest) => !exported.has(digest),
    )
    const found = await contents.lines(wanted)
    const left = new Map(wanted.map((digest, k) => [digest, found[k]]))
    for (const { text, entry, digests, isWhole } of own) {
      lines.push(text)
      note(entry, digests, left, written)
      for (const digest of digests) {
        const line = left.get(digest)
        if (line == null || (!isWhole && withheld.has(digest))) continue
        lines.push(isWhole ? line : canonicalText({ withheld: digest }))
        if (isWhole) left.delete(digest)
        else written.list = afterWithholding(written.list, digest, sha256)
        if (!isOfPerson.test(line)) (isWhole ? exported : withheld).add(digest)
      }
    }
  }
  return lines
}

/** `part`: the activity that the export is of; without it the whole ledger is exported. */
export async function* exportLines(
  ledger: ExportedLedger,
  head: { seq: number; hash: string },
  about: Pick<ExportHeader, 'conference' | 'exportedAt'>,
  key: LedgerKey,
  part?: LedgerPart,
): AsyncGenerator<string> {
  const kind = part
    ? { format: partFormat as typeof partFormat, activity: part }
    : { format: 'lectern-ledger-2' as const }
  const header: ExportHeader = { ...kind, ...about, publicKey: key.publicKey }
  const hasContents = part ? hasContentsOf(part) : () => true
  const written: Written = {
    ...{ exported: new Set(), withheld: new Set(), missing: new Set() },
    list: nothingWithheld,
  }
  let last = head
  yield `${canonicalText(header)}\n`
  for (let seq = 1; seq <= last.seq; ) {
    const count = Math.min(pageSize, last.seq + 1 - seq)
    const entries = await ledger.lines(seq, count)
    // A truncated file is better than one that claims to be complete.
    if (entries.length < count) throw new Error('entries are missing in Redis')
    yield `${(await withContents(entries, ledger.contents, hasContents, written)).join('\n')}\n`
    seq += entries.length
    // What was purged meanwhile is named by an entry after that head.
    if (seq > last.seq && written.missing.size > 0) last = await ledger.head()
  }
  const end = { count: last.seq, lastHash: last.hash, ...(part && { withheld: written.list }) }
  const footer: ExportFooter = { ...end, signature: key.sign(signedText(header, end)) }
  yield `${canonicalText(footer)}\n`
}
