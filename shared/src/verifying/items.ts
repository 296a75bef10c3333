// Parses a line of an export. It counts only if it is byte for byte the canonical text of its content.
import type { LedgerEntry } from '../ledger.ts'
import {
  canonicalText,
  type ExportFooter,
  type ExportHeader,
  exportFormats,
  hashOf,
  type Sha256,
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

export type Item = { line: number } & (
  | { is: 'header'; header: ExportHeader }
  | { is: 'entry'; entry: Entry; contents: ContentItem[] }
  | { is: 'footer'; footer: ExportFooter }
  /** Altered, or none of the three; `about`: what is still legible. */
  | { is: 'broken'; text: string; about: { kind?: string; at?: number } }
)

type Shape = Record<string, (value: unknown) => boolean>
/** Members that may be absent. */
const optional = new Set(['of', 'until'])

const isText = (value: unknown): boolean => typeof value === 'string'
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

const shapes = {
  header: {
    format: (value) => exportFormats.some((format) => format === value),
    conference: isObject,
    exportedAt: isCount,
    publicKey: (value) => isBase64url(value, 32),
  },
  entry: {
    seq: (value) => isCount(value) && value !== 0,
    at: isCount,
    kind: isText,
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
  footer: { count: isCount, lastHash: isHash, signature: (value) => isBase64url(value, 64) },
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

export function readItem({ text, isExact }: Line, line: number, sha256: Sha256): Item | ContentItem {
  const value = isExact ? parseLine(text) : undefined
  if (line === 1 && fits(value, shapes.header)) return { line, is: 'header', header: value as ExportHeader }
  if (fits(value, shapes.content))
    return { line, is: 'content', digest: sha256(text), content: value as ContentLine }
  if (fits(value, shapes.footer)) return { line, is: 'footer', footer: value as ExportFooter }
  if (fits(value, shapes.entry)) {
    const entry = value as LedgerEntry
    if (hashOf(entry, sha256) === entry.hash) return { line, is: 'entry', entry, contents: [] }
  }
  return { line, is: 'broken', text, about: describeBroken(text) }
}
