// The verifier's findings, in words.
import type { Entry, Item } from './items.ts'

export interface Finding {
  what: 'changed' | 'removed' | 'inserted' | 'reordered' | 'cut' | 'header' | 'footer' | 'signature' | 'stamp'
  /** The first entry concerned; null if none is. */
  seq: number | null
  message: string
}

/** An entry, without what makes it large, and its position in the file. */
export interface Placed {
  line: number
  entry: Omit<Entry, 'data'>
}

/** A content that an entry names and that has not come yet. */
export interface Owed {
  seq: number
  name: string
}

/** e.g. "2026-11-25 15:16:20 UTC" */
export function timeText(at: number): string {
  const date = new Date(at)
  return Number.isNaN(date.getTime())
    ? `time ${at}`
    : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

function describe(seq: number, { kind, at }: { kind?: string; at?: number }, line: number): string {
  const details = [kind, at === undefined ? undefined : timeText(at), `line ${line}`]
  return `entry ${seq} (${details.filter((each) => each !== undefined).join(', ')})`
}
const named = ({ entry, line }: Placed): string => describe(entry.seq, entry, line)
const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
const range = (from: number, to: number): string =>
  from === to ? `entry ${from}` : `entries ${from} to ${to}`

export const findings = {
  changed: (seq: number, item: Placed | Extract<Item, { is: 'broken' }>, why: string): Finding => ({
    what: 'changed',
    seq,
    message: `${capital(describe(seq, 'entry' in item ? item.entry : item.about, item.line))} was changed: ${why}.`,
  }),
  removed: (from: number, next: Placed): Finding => ({
    what: 'removed',
    seq: from,
    message: `Removed: ${range(from, next.entry.seq - 1)}. ${capital(named(next))} is there instead.`,
  }),
  contentChanged: ({ seq, name }: Owed, line: number): Finding => ({
    what: 'changed',
    seq,
    message: `The content “${name}” of entry ${seq} (line ${line}) was changed: the entry holds another digest.`,
  }),
  contentRemoved: ({ seq, name }: Owed): Finding => ({
    what: 'removed',
    seq,
    message: `Removed: the content “${name}” of entry ${seq}. No entry says that it was purged.`,
  }),
  contentWithheld: ({ seq, name }: Owed, line: number, why: string): Finding => ({
    what: 'removed',
    seq,
    message: `Withheld: the content “${name}” of entry ${seq} (line ${line}), ${why}.`,
  }),
  withheldList: (signed: number, inFile: number): Finding => ({
    what: 'removed',
    seq: null,
    message: `The list of withheld contents was changed: the signature is of ${signed}, and the file names ${inFile}${signed === inFile ? ', but not the same ones' : ''}.`,
  }),
  contentMoved: ({ seq, name }: Owed, line: number, after: number): Finding => ({
    what: 'reordered',
    seq,
    message: `The order was changed: the content “${name}” of entry ${seq} (line ${line}) comes after entry ${after}.`,
  }),
  contentBehind: ({ seq, name }: Owed, line: number, other: string): Finding => ({
    what: 'reordered',
    seq,
    message: `The order was changed: the content “${name}” of entry ${seq} (line ${line}) comes after “${other}”.`,
  }),
  contentInserted: (line: number, after: number): Finding => ({
    what: 'inserted',
    seq: after,
    message: `Line ${line}, a content after entry ${after}, was inserted: no entry holds its digest.`,
  }),
  reordered: (missing: Placed, instead: Placed): Finding => ({
    what: 'reordered',
    seq: missing.entry.seq,
    message: `The order was changed: ${named(instead)} is where ${named(missing)} belongs.`,
  }),
  inserted: (placed: Placed): Finding => ({
    what: 'inserted',
    seq: placed.entry.seq,
    message: `${capital(named(placed))} was inserted: the entries around it are linked without it.`,
  }),
  insertedLine: (line: number, before: number): Finding => ({
    what: 'inserted',
    seq: before,
    message: `Line ${line}, before entry ${before}, was inserted: the entries around it are linked without it.`,
  }),
  behindTheEnd: (line: number): Finding => ({
    what: 'inserted',
    seq: null,
    message: `Line ${line} was inserted: it comes after the last line of the export.`,
  }),
  cut: (from: number, to: number | undefined): Finding => ({
    what: 'cut',
    seq: from,
    message:
      to === undefined
        ? `The file was cut off: it ends before entry ${from}, and without the signed last line.`
        : `Removed from the end: ${range(from, to)}.`,
  }),
  cutWithin: (seq: number, line: number): Finding => ({
    what: 'cut',
    seq,
    message: `Entry ${seq} (line ${line}) cannot be read and the file ends with it: it was changed or cut off there.`,
  }),
  tooLong: (line: number, after: number): Finding => ({
    what: 'changed',
    seq: after + 1,
    message: `Line ${line}, after entry ${after}, was changed: it is longer than any line of an export.`,
  }),
  header: (why: string): Finding => ({ what: 'header', seq: null, message: `The first line was ${why}.` }),
  footer: (why: string): Finding => ({
    what: 'footer',
    seq: null,
    message: `The last line, which holds the count and the signature, was changed: ${why}.`,
  }),
  badStamp: ({ entry, line }: Placed, why: string): Finding => ({
    what: 'stamp',
    seq: entry.seq,
    message: `The time stamp in ${describe(entry.seq, entry, line)} is not what the authority gave: ${why}.`,
  }),
  rewritten: (placed: Placed, head: number, stamp: { at: number; authority: string }): Finding => ({
    what: 'stamp',
    seq: head,
    message: `An entry before the time stamp of ${timeText(stamp.at)} was rewritten: entry ${head} has another hash than the one that “${stamp.authority}” stamped (${named(placed)}).`,
  }),
  signature: (message: string): Finding => ({ what: 'signature', seq: null, message }),
} as const
