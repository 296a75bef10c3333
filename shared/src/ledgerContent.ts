// What an entry of the ledger rests on lies beside it: the entry holds a salted digest of each content. A
// content can be deleted (a person is erased, six years are over) and the chain stays whole; the salt keeps
// it from being guessed afterwards. No imports at run time, so that an auditor needs only Node.

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
 * The line of a content, whose value is given as canonical text; an entry holds the SHA-256 of the line.
 * Throws RangeError if it is longer than allowed.
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

/**
 * The activity that an export is of: it has the contents of the entries about it, and withholds all others.
 */
export interface LedgerPart {
  id: string
  sessionIds: string[]
}

type EntryData = { data: Record<string, unknown> }

/** Whether an entry is about this activity or one of its sessions. */
export const concerns =
  (activityId: string, sessionIds: ReadonlySet<string>) =>
  ({ data }: EntryData): boolean =>
    data.activityId === activityId || (typeof data.sessionId === 'string' && sessionIds.has(data.sessionId))

/** Whether an export of this part has an entry's contents; time stamps vouch for all of the ledger. */
export function hasContentsOf({
  id,
  sessionIds,
}: LedgerPart): (entry: EntryData & { kind: string }) => boolean {
  const isOwn = concerns(id, new Set(sessionIds))
  return (entry) => entry.kind === 'head.stamped' || isOwn(entry)
}

/** The contents that an export withholds, in its order. */
export interface WithheldList {
  count: number
  /** Of the list so far and the next digest, in hexadecimal; 64 zeros for none. */
  hash: string
}

export const nothingWithheld: WithheldList = { count: 0, hash: '0'.repeat(64) }

export const afterWithholding = (
  { count, hash }: WithheldList,
  digest: string,
  sha256: (text: string) => string,
): WithheldList => ({ count: count + 1, hash: sha256(`${hash}${digest}`) })

/** By name, the digests of the contents of an entry, in the order of an export. */
export function contentsOf({ data }: EntryData): [name: string, digest: string][] {
  const { contents } = data
  if (typeof contents !== 'object' || contents === null || Array.isArray(contents)) return []
  return Object.entries(contents)
    .filter((each): each is [string, string] => typeof each[1] === 'string')
    .sort(([a], [b]) => (a < b ? -1 : 1))
}
