// The last line: the count, the last hash, what is withheld, and the signature over all and the first line.
import { type ExportFooter, type ExportHeader, fingerprintOf, signedText } from '../ledgerChain.ts'
import { nothingWithheld, type WithheldList } from '../ledgerContent.ts'
import { type Finding, findings } from './findings.ts'
import type { Tools, Trail } from './trail.ts'

/** The entries do not match the last line: which of the two was changed? */
function judgeDifference(
  footer: ExportFooter,
  trail: Trail,
  isSigned: boolean,
  isChainSigned: boolean,
): Finding {
  const seen = trail.seq()
  const last = trail.last()
  const disagrees = `it counts ${footer.count} entries, but the file ends with entry ${seen}`
  if (isChainSigned) return findings.footer('the signature fits the entries in the file')
  if (!isSigned && footer.lastHash === trail.hash()) return findings.footer(disagrees)
  if (footer.count > seen) return findings.cut(seen + 1, footer.count)
  const extra = trail.at(footer.count + 1)
  if (extra) return findings.inserted(extra)
  if (footer.count < seen || !last) return findings.footer(disagrees)
  const reason = isSigned
    ? 'its own hash was recomputed, but the signed last line has the original one'
    : 'its hash is not the one in the last line'
  return findings.changed(last.entry.seq, last, reason)
}

/** Undefined if what the file withholds is what was signed. */
export function judgeWithheld(
  { withheld: { count, hash } = nothingWithheld }: ExportFooter,
  inFile: WithheldList,
): Finding | undefined {
  return count === inFile.count && hash === inFile.hash
    ? undefined
    : findings.withheldList(count, inFile.count)
}

/** Undefined if the last line confirms the entries before it. */
export function judgeFooter(
  header: ExportHeader,
  footer: ExportFooter,
  trail: Trail,
  { sha256, isSigned, pinnedKey }: Tools,
): Finding | undefined {
  const { signature } = footer
  const signs = (end: Partial<ExportFooter>): boolean =>
    isSigned(signedText(header, { ...footer, ...end }), signature, header.publicKey)
  const chainEnd = { count: trail.seq(), lastHash: trail.hash() }
  if (footer.count !== chainEnd.count || footer.lastHash !== chainEnd.lastHash)
    return judgeDifference(footer, trail, signs(footer), signs(chainEnd))
  if (!signs(footer))
    return findings.signature(
      'The signature is not of this content. All entries are linked: the first or the last line was changed, or entries were, with all later hashes.',
    )
  if (pinnedKey !== undefined && pinnedKey !== header.publicKey)
    return findings.signature(
      `The signature is by another key (${fingerprintOf(header.publicKey, sha256)}) than the one given (${fingerprintOf(pinnedKey, sha256)}): this export was not made by that conference.`,
    )
  return undefined
}
