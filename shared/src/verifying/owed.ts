// The contents that entries name: which have come, which are purged, and which are missing.
import { contentsOf } from '../ledgerContent.ts'
import { type Finding, findings, type Owed } from './findings.ts'
import type { Entry } from './items.ts'
import type { EntryItem } from './trail.ts'

const digestsIn = ({ data }: Entry): string[] => (Array.isArray(data.digests) ? data.digests.map(String) : [])

export function createOwed() {
  const owed = new Map<string, Owed>()
  const seen = new Set<string>()
  const purged = new Set<string>()
  let missing = 0

  /** What entry `seq` still lacks. */
  const firstOf = (seq: number): Owed | undefined =>
    [...owed.values()].reverse().find((each) => each.seq === seq)

  return {
    /** Takes an entry and the contents that follow it; the finding if one of them is not what it names. */
    take({ entry, contents }: EntryItem): Finding | undefined {
      if (entry.kind === 'content.purged') for (const digest of digestsIn(entry)) purged.add(digest)
      for (const [name, digest] of contentsOf(entry))
        if (!seen.has(digest)) owed.set(digest, { seq: entry.seq, name })
      for (const { digest, line } of contents) {
        const own = owed.get(digest)
        if (own?.seq !== entry.seq) {
          const lacks = firstOf(entry.seq)
          if (lacks) return findings.contentChanged(lacks, line)
          return own ? findings.contentMoved(own, line, entry.seq) : findings.contentInserted(line, entry.seq)
        }
        owed.delete(digest)
        seen.add(digest)
      }
      return undefined
    },

    /** What an unreadable line after this entry was, if a content of it is missing. */
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

    /** How many contents there are, and how many were purged. */
    counts: () => ({ contents: seen.size, purged: missing }),
  }
}
