// How ledger entries are chained and what an export contains: one definition for the server that writes and
// the command that verifies. No I/O and no imports at run time, so an auditor needs only Node; the hash
// function is passed in.
import type { LedgerEntry, LedgerRecord } from './ledger.ts'
import type { LedgerPart, WithheldList } from './ledgerContent.ts'

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
export type Sha256 = (text: string) => string

/**
 * The canonical text of a JSON value: keys sorted by their UTF-16 code units, no spaces, strings and numbers
 * as JSON.stringify writes them (as RFC 8785). Throws TypeError for values that JSON cannot hold: undefined,
 * NaN, dates.
 */
export function canonicalText(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${Array.from(value, canonicalText).join(',')}]`
  if (Object.prototype.toString.call(value) === '[object Object]') {
    const members = Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalText(member)}`).join(',')}}`
  }
  throw new TypeError(
    `the ledger cannot hold ${typeof value === 'number' ? 'this number' : `a ${typeof value}`}`,
  )
}

/** The entry that the next one follows. */
export type Link = Pick<LedgerEntry, 'seq' | 'hash' | 'at'>

/** Precedes the first entry. */
export const start: Link = { seq: 0, hash: '0'.repeat(64), at: 0 }

export function hashOf(entry: Omit<LedgerEntry, 'hash'>, sha256: Sha256): string {
  const { seq, at, kind, by, data, prev } = entry
  return sha256(canonicalText({ seq, at, kind, by, data, prev }))
}

/** Turns records into entries. Their time never runs backwards, whatever several servers' clocks say. */
export function chain(records: readonly LedgerRecord[], after: Link, now: number, sha256: Sha256) {
  let link = after
  return records.map(({ kind, by, data }): LedgerEntry => {
    const open = { seq: link.seq + 1, at: Math.max(now, link.at), kind, by, data, prev: link.hash }
    const entry = { ...open, hash: hashOf(open, sha256) }
    link = entry
    return entry
  })
}

/** Of a whole ledger. The first has no contents. */
export const wholeFormats = ['lectern-ledger-1', 'lectern-ledger-2'] as const
/** Of one activity: contents of entries about anything else are withheld. */
export const partFormat = 'lectern-ledger-3'

/** An export's first line. */
export interface ExportHeader {
  format: (typeof wholeFormats)[number] | typeof partFormat
  conference: { id: string; title: string }
  /** Of `partFormat` alone. */
  activity?: LedgerPart
  exportedAt: number
  /** Ed25519, 32 bytes in base64url. */
  publicKey: string
}

/** An export's last line. */
export interface ExportFooter {
  count: number
  lastHash: string
  /** Of `partFormat` alone. */
  withheld?: WithheldList
  /** Ed25519 of `signedText`, 64 bytes in base64url. */
  signature: string
}

export const signedText = (
  header: ExportHeader,
  { count, lastHash, withheld }: Omit<ExportFooter, 'signature'>,
): string => `${canonicalText(header)}\n${canonicalText({ count, lastHash, ...(withheld && { withheld }) })}`

/** Short enough to compare by eye or on the telephone: 128 bits in groups of four. */
export const fingerprintOf = (publicKey: string, sha256: Sha256): string =>
  sha256(publicKey).slice(0, 32).match(/.{4}/g)!.join(' ')

/** How many hexadecimal digits of the hash a code has: 40 bits. */
const headDigits = 10

/** An entry as a short code that certificates and receipts print: "1204-3f2a9-c01d7". */
export const headCode = ({ seq, hash }: { seq: number; hash: string }): string =>
  `${seq}-${hash.slice(0, headDigits / 2)}-${hash.slice(headDigits / 2, headDigits)}`

/** The entry's number and the first digits of its hash; undefined if it is no code. As typed. */
export function readHeadCode(typed: string): { seq: number; digits: string } | undefined {
  const [, seq, first, second] =
    /^\s*(\d{1,15})\s*-\s*([0-9a-f]{5})\s*(?:-\s*)?([0-9a-f]{5})\s*$/i.exec(typed) ?? []
  return seq === undefined ? undefined : { seq: Number(seq), digits: `${first}${second}`.toLowerCase() }
}
