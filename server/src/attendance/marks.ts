// Collects marks and writes them together, a few times a second. Failed writes are queued and tried again.
import { slotMs } from '@lectern/shared/attendance'
import type { HallStore } from '../booths/hall/hallStore.ts'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { type MarkKind, type MarksStore, segmentOf, segmentSlots } from './marksStore.ts'

export interface MarksOptions {
  store: Pick<MarksStore, 'mark' | 'markOnAir'>
  hall: Pick<HallStore, 'insideOf'>
  clock: Clock
  log: Log
  /** These people are in the hall, so their beats marked nothing. */
  onLeftOut: (sessionId: string, personIds: string[]) => void
  /** Marks were written so late that their slots may have been judged without them. */
  onLate: (sessionId: string) => void
  /** How many marks may be queued. */
  most?: number
}

interface Batch {
  kind: MarkKind | 'onAir'
  sessionId: string
  segment: number
  /** By slot within the segment. */
  people: Map<number, string[]>
  /** When its first mark was collected. */
  since: number
}

export type Marks = ReturnType<typeof createMarks>

/** How often marks are written, in ms. */
const everyMs = 250
/** Limit of queued marks: 10,000 viewers for half an hour, in some 40 MB. */
const mostKept = 4_000_000
const logEveryMs = 1000

export function createMarks(options: MarksOptions) {
  const { store, hall, clock, log, onLeftOut, onLate, most = mostKept } = options
  let waiting = new Map<string, Batch>()
  let writing: Promise<void> | undefined
  let loggedAt = Number.NEGATIVE_INFINITY

  function add(kind: Batch['kind'], sessionId: string, slot: number, personIds: readonly string[]): void {
    const segment = segmentOf(slot)
    const key = `${kind} ${sessionId} ${segment}`
    let batch = waiting.get(key)
    if (!batch) {
      batch = { kind, sessionId, segment, people: new Map(), since: clock() }
      waiting.set(key, batch)
    }
    const inSegment = slot % segmentSlots
    const people = batch.people.get(inSegment)
    if (!people) batch.people.set(inSegment, [...personIds])
    else for (const personId of personIds) people.push(personId)
  }

  /** People in the hall do not watch, even if their other pages beat. */
  async function withoutHall({ sessionId, people }: Batch): Promise<Batch['people']> {
    const ids = [...new Set([...people.values()].flat())]
    const inside = await hall.insideOf(ids)
    const leftOut = ids.filter((_, i) => inside[i])
    if (leftOut.length === 0) return people
    onLeftOut(sessionId, leftOut)
    const out = new Set(leftOut)
    return new Map([...people].map(([slot, all]) => [slot, all.filter((personId) => !out.has(personId))]))
  }

  async function write(batch: Batch): Promise<void> {
    const { kind, sessionId, segment } = batch
    if (kind === 'onAir') {
      await Promise.all(
        [...batch.people.keys()].map((slot) => store.markOnAir(sessionId, segment * segmentSlots + slot)),
      )
    } else {
      const people = kind === 'present' ? await withoutHall(batch) : batch.people
      await store.mark(kind, sessionId, segment, people)
    }
    if (clock() - batch.since > slotMs) onLate(sessionId)
  }

  function keep(key: string, batch: Batch, error: unknown): void {
    const now = clock()
    if (now - loggedAt >= logEveryMs) {
      loggedAt = now
      log.warn({ sessionId: batch.sessionId, err: error }, 'marks of watched time were not written')
    }
    const later = waiting.get(key)
    waiting.set(key, batch)
    if (!later) return
    for (const [slot, people] of later.people)
      batch.people.set(slot, [...(batch.people.get(slot) ?? []), ...people])
    // Its age remains that of its first mark.
    batch.since = Math.min(batch.since, later.since)
  }

  const sizeOf = ({ people }: Batch): number => {
    let size = people.size
    for (const ids of people.values()) size += ids.length
    return size
  }

  /** Memory is bounded: drop the oldest marks first. */
  function dropOldest(): void {
    let kept = 0
    for (const batch of waiting.values()) kept += sizeOf(batch)
    if (kept <= most) return
    for (const [key, batch] of [...waiting].sort(([, a], [, b]) => a.since - b.since)) {
      waiting.delete(key)
      kept -= sizeOf(batch)
      log.error({ sessionId: batch.sessionId, segment: batch.segment }, 'marks of watched time were dropped')
      if (kept <= most) return
    }
  }

  async function writeAll(): Promise<void> {
    const taken = waiting
    waiting = new Map()
    await Promise.all(
      [...taken].map(([key, batch]) => write(batch).catch((error: unknown) => keep(key, batch, error))),
    )
    dropOldest()
  }

  /** Writes all marks collected so far; marks that arrive during the write come next. */
  async function flush(): Promise<void> {
    await writing
    if (waiting.size === 0) return
    writing = writeAll()
    await writing
    writing = undefined
  }

  const timer = setInterval(() => {
    if (!writing && waiting.size > 0) void flush()
  }, everyMs)
  timer.unref()

  return {
    present: (sessionId: string, slot: number, personId: string) =>
      add('present', sessionId, slot, [personId]),
    delivered: (sessionId: string, slot: number, personIds: readonly string[]) => {
      if (personIds.length > 0) add('delivered', sessionId, slot, personIds)
    },
    onAir: (sessionId: string, slot: number) => add('onAir', sessionId, slot, []),
    flush,
    async close(): Promise<void> {
      clearInterval(timer)
      await flush()
    },
  }
}
