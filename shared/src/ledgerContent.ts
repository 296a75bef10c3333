// What an entry of the ledger rests on lies beside it: the entry holds a salted digest of each content. A
// content can be deleted (a person is erased, six years are over) and the chain stays whole; the salt keeps it
// from being guessed afterwards. No imports at run time, so that an auditor needs only Node.

export interface LedgerContent {
  /** Plain JSON. */
  value: unknown
  /** Id of the person whose content it is. Absent: it is nobody's, and equal values are stored once. */
  of?: string
  /** Deleted when the person is erased; absent: kept for as long as attendance must stay verifiable. */
  until?: 'erasure'
}

/** By name, e.g. `policy ama`. */
export type LedgerContents = Record<string, LedgerContent>

/** As it is stored and exported: one line of canonical JSON. */
export interface ContentLine {
  content: unknown
  of?: string
  /** 128 bits in base64url. */
  salt: string
  until?: 'erasure'
}

/** In UTF-16 code units of its line. */
export const contentMax = 2 * 1024 * 1024
/** Contents of one entry. */
export const contentsMax = 32

/**
 * The line of a content, whose value is given as canonical text; an entry holds the SHA-256 of the line. Throws
 * RangeError if it is longer than allowed.
 */
export function contentLine(
  value: string,
  salt: string,
  { of, until }: Omit<LedgerContent, 'value'>,
): string {
  const owner = of === undefined ? '' : `,"of":${JSON.stringify(of)}`
  const line = `{"content":${value}${owner},"salt":"${salt}"${until ? `,"until":"${until}"` : ''}}`
  if (line.length > contentMax)
    throw new RangeError(`the ledger holds no content of ${line.length} characters`)
  return line
}

/** By name, the digests of the contents of an entry, in the order of an export. */
export function contentsOf({ data }: { data: Record<string, unknown> }): [name: string, digest: string][] {
  const { contents } = data
  if (typeof contents !== 'object' || contents === null || Array.isArray(contents)) return []
  return Object.entries(contents)
    .filter((each): each is [string, string] => typeof each[1] === 'string')
    .sort(([a], [b]) => (a < b ? -1 : 1))
}
