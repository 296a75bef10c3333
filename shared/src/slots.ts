// The slots of a session: ten seconds each on the server's clock, counted from going live. Bitmaps have one
// bit per slot.
import { slotMs } from './slotTimes.ts'

/** In ms since the epoch; `to` is excluded. */
export interface Interval {
  from: number
  to: number
}

/** A time in which the platform failed. One with an id concerns only the people whose facts name it. */
export type PlatformOutage = Interval & { id?: string }

/** The times in which the platform failed this person. */
export const outagesOf = (
  outages: readonly PlatformOutage[],
  person: { outages?: readonly string[] },
): PlatformOutage[] => outages.filter(({ id }) => id === undefined || person.outages?.includes(id))

/** A slot has what fills most of it: at least this many ms. */
export const majorityMs = slotMs / 2
export const slotsPerMinute = 60_000 / slotMs

/** Negative before `liveAt`. */
export const slotAt = (liveAt: number, at: number): number => Math.floor((at - liveAt) / slotMs)

/** Number of slots until `until`; a last one cut short counts if it has most of its time. */
export const slotCount = (liveAt: number, until: number): number =>
  Math.max(0, slotAt(liveAt, until + majorityMs))

/** Bit 0 is the most significant bit of byte 0, as Redis counts. */
export const hasBit = (bits: Uint8Array, slot: number): boolean =>
  slot >= 0 && ((bits[slot >> 3] ?? 0) & (0x80 >> (slot & 7))) !== 0

/** A copy with the bit set, longer if needed. There are no slots before the session went live. */
export function withBit(bits: Uint8Array, slot: number): Uint8Array {
  const copy = new Uint8Array(Math.max(bits.length, (slot >> 3) + 1))
  copy.set(bits)
  if (slot >= 0) copy[slot >> 3]! |= 0x80 >> (slot & 7)
  return copy
}

/** First and last slot with a bit; `first` is greater than `last` if there is none. */
export function rangeOf(bits: Uint8Array): { first: number; last: number } {
  const isSet = (byte: number): boolean => byte !== 0
  const from = bits.findIndex(isSet)
  if (from < 0) return { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY }
  const to = bits.findLastIndex(isSet)
  const lowestOne = 31 - Math.clz32(bits[to]! & -bits[to]!)
  return { first: from * 8 + Math.clz32(bits[from]!) - 24, last: to * 8 + 7 - lowestOne }
}

/** The moments in any of the intervals, each once, in order. */
export function unite(intervals: readonly Interval[]): Interval[] {
  const united: Interval[] = []
  for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
    const last = united.at(-1)
    if (to <= from) continue
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else united.push({ from, to })
  }
  return united
}

/** The parts of `united` outside all `others`. Both must be united. */
export function without(united: readonly Interval[], others: readonly Interval[]): Interval[] {
  return united.flatMap(({ from, to }) => {
    const rest: Interval[] = []
    let start = from
    for (const other of others) {
      if (other.to <= start) continue
      if (other.from >= to) break
      if (other.from > start) rest.push({ from: start, to: other.from })
      start = other.to
    }
    if (start < to) rest.push({ from: start, to })
    return rest
  })
}

export const msOf = (united: readonly Interval[]): number =>
  united.reduce((sum, { from, to }) => sum + to - from, 0)

/** How many ms of each slot lie in any of the intervals. */
export function msWithin(intervals: readonly Interval[], liveAt: number, slots: number): Uint16Array {
  const within = new Uint16Array(slots)
  if (intervals.length === 0) return within
  for (const { from, to } of unite(intervals)) {
    const last = Math.min(slots - 1, slotAt(liveAt, to))
    for (let slot = Math.max(0, slotAt(liveAt, from)); slot <= last; slot += 1) {
      const begin = liveAt + slot * slotMs
      within[slot]! += Math.min(to, begin + slotMs) - Math.max(from, begin)
    }
  }
  return within
}
