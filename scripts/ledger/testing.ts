// Exports to tamper with.
import { generateKeyPairSync, sign } from 'node:crypto'
import type { LedgerEntry, LedgerRecord } from '../../shared/src/ledger.ts'
import {
  canonicalText,
  chain,
  type ExportHeader,
  hashOf,
  signedText,
  start,
} from '../../shared/src/ledgerChain.ts'
import { contentLine, contentsOf } from '../../shared/src/ledgerContent.ts'
import { sha256 } from '../../shared/src/verifying/signature.ts'

export const publicKeyOf = (keys: ReturnType<typeof newKeys>): string =>
  keys.publicKey.export({ format: 'jwk' }).x!
export const newKeys = () => generateKeyPairSync('ed25519')

const kinds = ['session.opened', 'check.answered', 'claim.made', 'override.made'] as const

export const recordOf = (n: number): LedgerRecord => ({
  kind: kinds[n % kinds.length]!,
  by: n % 3 === 0 ? 'platform' : `person-${n}`,
  data: { sessionId: 'heart-failure', n, reason: 'Netzausfall, "Größe" 😀', bits: 'AAEC/w==', kind: 'quiz' },
})

export const entriesOf = (count: number): LedgerEntry[] =>
  chain(
    Array.from({ length: count }, (_, n) => recordOf(n)),
    start,
    1_798_761_600_123,
    sha256,
  )

/** With its own hash recomputed for the changed content. */
export const rehashed = (entry: LedgerEntry, changes: Partial<LedgerEntry>): LedgerEntry => {
  const changed = { ...entry, ...changes }
  return { ...changed, hash: hashOf(changed, sha256) }
}

/** A content's line, and its digest. */
export function contentOf(value: unknown, of?: string): { line: string; digest: string } {
  const line = contentLine(canonicalText(value), 'c2FsdA', of === undefined ? {} : { of })
  return { line, digest: sha256(line) }
}

/** The lines of an export of these entries, signed as they are; `contents`: lines by digest. */
export function linesOfExport(
  entries: readonly LedgerEntry[],
  keys: ReturnType<typeof newKeys>,
  contents: ReadonlyMap<string, string> = new Map(),
  format: ExportHeader['format'] = 'lectern-ledger-2',
): string[] {
  const header: ExportHeader = {
    format,
    conference: { id: 'demo', title: 'Kardiologie 2026' },
    exportedAt: 1_798_761_700_000,
    publicKey: publicKeyOf(keys),
  }
  const last = entries.at(-1) ?? start
  const end = { count: entries.length, lastHash: last.hash }
  const signature = sign(null, Buffer.from(signedText(header, end)), keys.privateKey).toString('base64url')
  const left = new Map(contents)
  const body = entries.flatMap((entry) => {
    const lines = contentsOf(entry).flatMap(([, digest]) => {
      const line = left.get(digest)
      left.delete(digest)
      return line ?? []
    })
    return [canonicalText(entry), ...lines]
  })
  return [canonicalText(header), ...body, canonicalText({ ...end, signature })]
}
