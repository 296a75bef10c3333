// Parses a line of an export. It counts only if it is byte for byte the canonical text of its content.
import type { LedgerEntry } from '../ledger.ts'
import {
  canonicalText,
  type ExportFooter,
  type ExportHeader,
  hashOf,
  partFormat,
  type Sha256,
  wholeFormats,
} from '../ledgerChain.ts'
import type { ContentLine } from '../ledgerContent.ts'
import type { Line } from './lines.ts'

/** Kinds are not checked: an older verifier reads a newer server's entries, and the hash covers the kind. */
export type Entry = Omit<LedgerEntry, 'kind'> & { kind: string }

/** What an entry rests on; its digest is that of the line. */
export interface ContentItem {
  line: number
  is: 'content'
  digest: string
  content: ContentLine
}

/** The export says that it has no such content. */
export interface WithheldItem {
  line: number
  is: 'withheld'
  digest: string
}

export type Item = { line: number } & (
  | { is: 'header'; header: ExportHeader }
  | { is: 'entry'; entry: Entry; contents: ContentItem[]; withheld: WithheldItem[] }
  | { is: 'footer'; footer: ExportFooter }
  /** Altered, or none of the three; `about`: what is still legible. */
  | { is: 'broken'; text: string; isTooLong?: true; about: { kind?: string; at?: number } }
)

export type AnyItem = Item | ContentItem | WithheldItem

type Shape = Record<string, (value: unknown) => boolean>
/** Members that may be absent. */
const optional = new Set(['of', 'until'])

const isText = (value: unknown): boolean => typeof value === 'string'
/** What is remembered of thousands of entries has a bound. */
const isWord = (value: unknown): boolean => typeof value === 'string' && value.length <= 100
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0
const isHash = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The only base64url text of this many bytes: another text for the same bytes would be an alteration too. */
export const isBase64url = (value: unknown, bytes: number): boolean => {
  if (typeof value !== 'string') return false
  const decoded = Buffer.from(value, 'base64url')
  return decoded.length === bytes && decoded.toString('base64url') === value
}

const header: Shape = {
  format: (value) => wholeFormats.some((format) => format === value),
  conference: isObject,
  exportedAt: isCount,
  publicKey: (value) => isBase64url(value, 32),
}
const footer: Shape = { count: isCount, lastHash: isHash, signature: (value) => isBase64url(value, 64) }
const part: Shape = {
  id: isText,
  sessionIds: (value) => Array.isArray(value) && value.every(isText),
}
const withheldList: Shape = { count: isCount, hash: isHash }

const shapes = {
  header,
  partHeader: {
    ...header,
    format: (value) => value === partFormat,
    activity: (value) => fits(value, part),
  },
  entry: {
    seq: (value) => isCount(value) && value !== 0,
    at: isCount,
    kind: isWord,
    by: isText,
    data: isObject,
    prev: isHash,
    hash: isHash,
  },
  content: {
    content: () => true,
    of: isText,
    salt: isText,
    until: (value) => value === 'erasure',
  },
  withheld: { withheld: isHash },
  footer,
  partFooter: { ...footer, withheld: (value) => fits(value, withheldList) },
} satisfies Record<string, Shape>

function fits(value: unknown, shape: Shape): boolean {
  if (!isObject(value)) return false
  const members = Object.entries(value as object)
  return (
    members.every(([name, member]) => Object.hasOwn(shape, name) && shape[name]!(member)) &&
    Object.keys(shape).every((name) => optional.has(name) || Object.hasOwn(value as object, name))
  )
}

/** Undefined unless the line is the canonical text of its content. */
function parseLine(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return canonicalText(value) === text ? value : undefined
  } catch {
    return undefined
  }
}

function describeBroken(text: string): { kind?: string; at?: number } {
  const kind = text.match(/"kind":"([A-Za-z._]{1,40})","prev":/)?.[1]
  const at = Number(text.match(/^\{"at":(\d{1,15}),/)?.[1])
  return { ...(kind !== undefined && { kind }), ...(!Number.isNaN(at) && { at }) }
}

export function readItem({ text, isExact, isTooLong }: Line, line: number, sha256: Sha256): AnyItem {
  if (isTooLong) return { line, is: 'broken', text, isTooLong, about: {} }
  const value = isExact ? parseLine(text) : undefined
  if (line === 1 && (fits(value, shapes.header) || fits(value, shapes.partHeader)))
    return { line, is: 'header', header: value as ExportHeader }
  if (fits(value, shapes.content))
    return { line, is: 'content', digest: sha256(text), content: value as ContentLine }
  if (fits(value, shapes.withheld))
    return { line, is: 'withheld', digest: (value as { withheld: string }).withheld }
  if (fits(value, shapes.footer) || fits(value, shapes.partFooter))
    return { line, is: 'footer', footer: value as ExportFooter }
  if (fits(value, shapes.entry)) {
    const entry = value as LedgerEntry
    if (hashOf(entry, sha256) === entry.hash) return { line, is: 'entry', entry, contents: [], withheld: [] }
  }
  return { line, is: 'broken', text, about: describeBroken(text) }
}
