// The contents that entries name: which have come, which are purged or withheld, and which are missing.
import type { Sha256 } from '../ledgerChain.ts'
import {
  afterWithholding,
  contentsOf,
  hasContentsOf,
  type LedgerPart,
  nothingWithheld,
} from '../ledgerContent.ts'
import { type Finding, findings, type Owed } from './findings.ts'
import type { Entry } from './items.ts'
import type { EntryItem } from './trail.ts'

const digestsIn = ({ data }: Entry): string[] => (Array.isArray(data.digests) ? data.digests.map(String) : [])

/** `part`: the activity that the export is of; undefined for a whole ledger, which withholds nothing. */
export function createOwed(part: LedgerPart | undefined, sha256: Sha256) {
  const why = part
    ? 'although an export of this activity must have it'
    : 'although this is an export of a whole ledger'
  const isOwn = part ? hasContentsOf(part) : () => true
  const owed = new Map<string, Owed>()
  const seen = new Set<string>()
  const purged = new Set<string>()
  const withheld = new Set<string>()
  let list = nothingWithheld
  let missing = 0

  /** What entry `seq` still lacks. */
  const firstOf = (seq: number): Owed | undefined =>
    [...owed.values()].reverse().find((each) => each.seq === seq)

  /** The contents of an entry come in the order of its names. */
  function takeContents({ entry, contents }: EntryItem): Finding | undefined {
    const digests = contentsOf(entry).map(([, digest]) => digest)
    let last = { name: '', place: -1 }
    for (const { digest, line } of contents) {
      const own = owed.get(digest)
      if (own?.seq !== entry.seq) {
        const lacks = firstOf(entry.seq)
        if (lacks) return findings.contentChanged(lacks, line)
        return own ? findings.contentMoved(own, line, entry.seq) : findings.contentInserted(line, entry.seq)
      }
      const place = digests.indexOf(digest)
      if (place < last.place) return findings.contentBehind(own, line, last.name)
      last = { name: own.name, place }
      owed.delete(digest)
      seen.add(digest)
    }
    return undefined
  }

  /** Takes what the export withholds of this entry. */
  function takeWithheld({ entry, withheld: named }: EntryItem): Finding | undefined {
    for (const { digest, line } of named) {
      const own = owed.get(digest)
      if (own?.seq !== entry.seq) {
        const lacks = firstOf(entry.seq)
        return lacks ? findings.contentChanged(lacks, line) : findings.contentInserted(line, entry.seq)
      }
      if (isOwn(entry)) return findings.contentWithheld(own, line, why)
      owed.delete(digest)
      withheld.add(digest)
      list = afterWithholding(list, digest, sha256)
    }
    return undefined
  }

  return {
    /** Takes an entry and the contents that follow it; the finding if one of them is not what it names. */
    take(item: EntryItem): Finding | undefined {
      const { entry } = item
      if (entry.kind === 'content.purged') for (const digest of digestsIn(entry)) purged.add(digest)
      for (const [name, digest] of contentsOf(entry)) {
        // What was withheld of another entry, and is this one's too, comes with this one.
        if (isOwn(entry)) withheld.delete(digest)
        // It follows the first entry that names it, and no later one.
        if (!seen.has(digest) && !withheld.has(digest) && !owed.has(digest))
          owed.set(digest, { seq: entry.seq, name })
      }
      return takeContents(item) ?? takeWithheld(item)
    },

    /** What an unreadable line after this entry must have been, if a content of it is missing. */
    lacking: (seq: number, line: number): Finding | undefined => {
      const lacks = firstOf(seq)
      return lacks && findings.contentChanged(lacks, line)
    },

    /** At the end: a content that is missing although no entry says that it was purged. */
    judge(): Finding | undefined {
      for (const [digest, each] of owed) {
        if (!purged.has(digest)) return findings.contentRemoved(each)
        missing += 1
      }
      return undefined
    },

    /** What the export withholds, as its last line must say. */
    withheld: () => list,

    /** How many contents there are, how many were purged, and how many are withheld. */
    counts: () => ({ contents: seen.size, purged: missing, withheld: withheld.size }),
  }
}
