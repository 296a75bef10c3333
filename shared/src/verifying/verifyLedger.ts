// Verifies an export: reads it once, line by line, and names the first deviation from what was signed.
import type { LedgerEntry } from '../ledger.ts'
import { type ExportHeader, fingerprintOf, hashOf, type Sha256 } from '../ledgerChain.ts'
import { contentsMax } from '../ledgerContent.ts'
import { type Finding, findings, type Placed } from './findings.ts'
import { judgeFooter, judgeWithheld } from './footer.ts'
import { type AnyItem, type Item, readItem } from './items.ts'
import type { Line } from './lines.ts'
import { createOwed } from './owed.ts'
import { createStamps, type VerifiedStamp } from './stamps.ts'
import { createTrail, type EntryItem, type Tools, type Trail } from './trail.ts'

export type Report =
  | {
      is: 'unaltered'
      count: number
      from: number
      to: number
      fingerprint: string
      contents: number
      /** Contents that were deleted, as entries say. */
      purged: number
      /** Contents that the export withholds, since they are not of the activity that it is of. */
      withheld: number
      /** Id of that activity; absent for a whole ledger. */
      activityId?: string
      /** Time stamps, oldest first. */
      stamps: VerifiedStamp[]
    }
  | { is: 'altered'; finding: Finding }
  /** `why`: what it is instead. */
  | { is: 'no export'; why?: string }

type BrokenItem = Extract<Item, { is: 'broken' }>

const broken = (line: number): BrokenItem => ({ line, is: 'broken', text: '', about: {} })

/** Reads ahead by one item; contents come with the entry before them. */
function createReader(lines: AsyncIterable<Line>, sha256: Sha256) {
  const iterator = lines[Symbol.asyncIterator]()
  let line = 0
  const readLine = async (): Promise<AnyItem | undefined> => {
    const { done, value } = await iterator.next()
    return done ? undefined : readItem(value, ++line, sha256)
  }
  let after: Item | undefined
  let hasAfter = false
  const read = async (): Promise<Item | undefined> => {
    let item: AnyItem | undefined = after
    if (!hasAfter) item = await readLine()
    hasAfter = false
    // A content without an entry before it is out of place.
    if (item?.is === 'content' || item?.is === 'withheld') return broken(item.line)
    if (item?.is !== 'entry') return item
    let next = await readLine()
    for (; next?.is === 'content' || next?.is === 'withheld'; next = await readLine()) {
      // More than an entry has are not kept.
      if (item.contents.length + item.withheld.length >= contentsMax) {
        next = broken(next.line)
        break
      }
      if (next.is === 'content') item.contents.push(next)
      else item.withheld.push(next)
    }
    after = next
    hasAfter = true
    return item
  }
  let ahead: Promise<Item | undefined> | undefined
  return {
    peek: () => (ahead ??= read()),
    next: (): Promise<Item | undefined> => {
      const item = ahead ?? read()
      ahead = undefined
      return item
    },
  }
}
type Reader = ReturnType<typeof createReader>

/** The hash that the next line links to. */
const linkOf = (item: Item | undefined): string | undefined =>
  item?.is === 'entry' ? item.entry.prev : item?.is === 'footer' ? item.footer.lastHash : undefined

/** Whether the trail continues from here if the lines in between are left out. */
const follows = (trail: Trail, item: Item | undefined): boolean =>
  linkOf(item) === trail.hash() &&
  (item?.is === 'entry'
    ? item.entry.seq === trail.seq() + 1
    : item?.is === 'footer' && item.footer.count === trail.seq())

/** Entries are missing before this one: are they gone, or elsewhere in the file? Reads it to the end. */
async function judgeGap(expected: number, item: EntryItem, reader: Reader): Promise<Finding> {
  let missing: Placed | undefined
  let isCopy = false
  for (let later = await reader.next(); later; later = await reader.next()) {
    if (later.is === 'footer' && item.entry.seq > later.footer.count) isCopy = true
    if (later.is !== 'entry') continue
    if (later.entry.seq === expected) missing ??= later
    if (later.entry.seq === item.entry.seq) isCopy = true
  }
  if (isCopy && missing) return findings.inserted(item)
  return missing ? findings.reordered(missing, item) : findings.removed(expected, item)
}

/** An entry that is intact but links to another entry than the one before it. */
function judgeLink(item: EntryItem, next: Item | undefined, trail: Trail, sha256: Sha256): Finding {
  const { entry } = item
  const last = trail.last()
  if (follows(trail, next)) return findings.inserted(item)
  if (entry.seq <= trail.seq()) {
    const twin = trail.at(entry.seq)
    const isGenuine = entry.prev === trail.hashAt(entry.seq - 1) && linkOf(next) === entry.hash
    return findings.inserted(twin && isGenuine && twin.entry.hash !== entry.hash ? twin : item)
  }
  if (!last) return findings.changed(entry.seq, item, 'it is not linked to the beginning')
  if (entry.prev === last.entry.prev) return findings.inserted(last)
  const relinked = hashOf({ ...(entry as LedgerEntry), prev: last.entry.hash }, sha256)
  if (linkOf(next) === relinked)
    return findings.changed(entry.seq, item, 'it is linked to another entry than the previous one')
  const sure = linkOf(next) === entry.hash
  return findings.changed(
    last.entry.seq,
    last,
    sure
      ? 'its own hash was recomputed, but the next entry is linked to the original one'
      : `its own hash was recomputed, or entry ${entry.seq} was changed as well`,
  )
}

async function judgeBroken(
  item: BrokenItem,
  reader: Reader,
  trail: Trail,
  owed: ReturnType<typeof createOwed>,
): Promise<Finding> {
  const expected = trail.seq() + 1
  if (item.isTooLong) return findings.tooLong(item.line, trail.seq())
  const lacking = owed.lacking(trail.seq(), item.line)
  if (lacking) return lacking
  const next = await reader.next()
  if (follows(trail, next)) return findings.insertedLine(item.line, expected)
  const isEntry = item.text.startsWith('{"at":')
  if (!next && isEntry) return findings.cutWithin(expected, item.line)
  // One byte changed into a line end may have split the last line in two.
  const isLast = !next || (next.is === 'broken' && !(await reader.peek()) && !isEntry)
  if (isLast) return findings.footer('it cannot be read')
  return findings.changed(expected, item, 'its content does not fit its hash')
}

/** What programs do to a file that store it again; every line is changed then. */
function markedBy(first: Item | undefined): string | undefined {
  if (first?.is !== 'broken') return undefined
  if (first.text.startsWith('\ufeff'))
    return 'changed: it begins with a byte order mark, as a file has that a program stored again'
  return first.text.endsWith('\r')
    ? 'changed: its line end is that of Windows, as in a file that a program stored again'
    : undefined
}

/** How other files begin whose content may well be an export. */
const foreign = [
  ['\x1f\ufffd', 'it is compressed (gzip): unpack it first'],
  ['PK\x03\x04', 'it is a ZIP file: unpack it first'],
  ['\ufffd\ufffd{\0', 'it is stored as UTF-16, and exports are UTF-8: a program stored it again'],
] as const

/** No line of it is one of ours as it was written. */
function judgeForeign(first: Item | undefined): Report {
  const finding = markedBy(first)
  const text = first?.is === 'broken' ? first.text : ''
  if (finding !== undefined && /^\ufeff?\{"(activity|conference)":/.test(text))
    return { is: 'altered', finding: findings.header(finding) }
  const [, why] = foreign.find(([sign]) => text.startsWith(sign)) ?? []
  return { is: 'no export', ...(why !== undefined && { why }) }
}

/** The first line, or why this is not our file. */
async function readHeader(reader: Reader): Promise<ExportHeader | Report> {
  const first = await reader.next()
  if (first?.is === 'header') return first.header
  if (first?.is === 'entry') return { is: 'altered', finding: findings.header('removed') }
  // The lines after it tell: a changed line end may have split it in two, or joined it to the first entry.
  for (let later = await reader.next(); ; later = await reader.next()) {
    if (!later) return judgeForeign(first)
    if (later.is === 'entry' || later.is === 'footer') break
  }
  const why = markedBy(first)
  return { is: 'altered', finding: findings.header(why ?? 'changed, or is of another version of Lectern') }
}

/** `see` is given each entry with its contents, once both are linked. */
export async function verifyLedger(
  lines: AsyncIterable<Line>,
  tools: Tools,
  see: (item: EntryItem) => void = () => undefined,
): Promise<Report> {
  const reader = createReader(lines, tools.sha256)
  const header = await readHeader(reader)
  if ('is' in header) return header
  const altered = (finding: Finding): Report => ({ is: 'altered', finding })
  const trail = createTrail()
  const owed = createOwed(header.activity, tools.sha256)
  const stamps = createStamps(tools.checkStamp)
  let from = 0
  for (;;) {
    const item = await reader.next()
    const next = await reader.peek()
    if (!item || item.is === 'header') return altered(findings.cut(trail.seq() + 1, undefined))
    if (item.is === 'footer') {
      const finding =
        judgeFooter(header, item.footer, trail, tools) ??
        (next ? undefined : (owed.judge() ?? judgeWithheld(item.footer, owed.withheld())))
      if (!finding && next) return altered(findings.behindTheEnd(next.line))
      if (finding && follows(trail, next)) return altered(findings.insertedLine(item.line, trail.seq() + 1))
      if (finding) return altered(finding)
      const fingerprint = fingerprintOf(header.publicKey, tools.sha256)
      const to = trail.last()?.entry.at ?? 0
      return {
        is: 'unaltered',
        count: trail.seq(),
        from,
        to,
        fingerprint,
        ...owed.counts(),
        ...(header.activity && { activityId: header.activity.id }),
        stamps: stamps.all(),
      }
    }
    if (item.is === 'broken') return altered(await judgeBroken(item, reader, trail, owed))
    const expected = trail.seq() + 1
    if (item.entry.seq > expected) return altered(await judgeGap(expected, item, reader))
    if (item.entry.seq < expected || item.entry.prev !== trail.hash())
      return altered(judgeLink(item, next, trail, tools.sha256))
    if (!trail.last()) from = item.entry.at
    trail.add(item)
    const finding = owed.take(item) ?? stamps.take(item)
    if (finding) return altered(finding)
    see(item)
  }
}
