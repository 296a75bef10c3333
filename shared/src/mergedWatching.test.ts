import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { AttendancePolicy } from './attendance.ts'
import { mergedWatching } from './mergedWatching.ts'
import { hasBit, withBit } from './slots.ts'
import { isCredited, judge, type PersonFacts, type SessionFacts } from './watchTime.ts'

const liveAt = 1_800_000_000_000
const slots = 60
const allBits = new Uint8Array(8).fill(0xff)
const facts: SessionFacts = {
  liveAt,
  until: liveAt + slots * 10_000,
  breaks: [],
  onAir: allBits,
  outages: [],
}
const policy: AttendancePolicy = {
  checks: { perHour: 12, answerSeconds: 30, extensionSeconds: 30, uncreditMinutes: 3 },
  excuseOutages: false,
  maxExcusedMinutes: 0,
}
const bitsOf = (on: readonly number[]) =>
  on.reduce<Uint8Array>((bits, slot) => withBit(bits, slot), new Uint8Array(8))
type Row = Omit<PersonFacts, 'overrides'> & { acknowledgedAt: number }
const row = (on: readonly number[], fields: object = {}): Row => ({
  acknowledgedAt: liveAt,
  present: bitsOf(on),
  delivered: bitsOf(on),
  hall: [],
  checks: [],
  proofs: [],
  ...fields,
})
const creditedIn = (of: Row) =>
  judge(facts, { ...of, overrides: [] }, policy).flatMap((verdict, slot) =>
    isCredited(verdict) ? [slot] : [],
  )
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

test('two halves of one session are the whole of it, and what both watched counts once', () => {
  const merged = mergedWatching(facts, row(range(0, 35)), row(range(25, 60)), policy)
  expect(creditedIn(merged)).toEqual(range(0, 60))
})

test('beats of one side and media of the other make no credit', () => {
  const beats: Row = { ...row(range(0, 10)), delivered: new Uint8Array(8) }
  const media: Row = { ...row(range(0, 10)), present: new Uint8Array(8) }
  expect(creditedIn(mergedWatching(facts, beats, media, policy))).toEqual([])
})

test('a visit to the hall on one side takes nothing from what counted on the other', () => {
  const inHall = row(range(0, 20), { hall: [[liveAt, liveAt + 200_000]] })
  expect(creditedIn(mergedWatching(facts, inHall, row(range(0, 10)), policy))).toEqual(range(0, 10))
})

const anyRow = fc
  .record({
    on: fc.uniqueArray(fc.nat(slots - 1)),
    off: fc.uniqueArray(fc.nat(slots - 1)),
    checks: fc.uniqueArray(fc.tuple(fc.nat(slots - 10), fc.boolean()), {
      maxLength: 3,
      selector: ([at]) => at,
    }),
    hall: fc.array(fc.nat(slots - 5), { maxLength: 1 }),
  })
  .map(({ on, off, checks, hall }) =>
    row(on, {
      delivered: bitsOf(on.filter((slot) => !off.includes(slot))),
      hall: hall.map((slot) => [liveAt + slot * 10_000, liveAt + (slot + 4) * 10_000]),
      checks: checks
        .sort(([a], [b]) => a - b)
        .map(([slot, isAnswered], check) => {
          const sentAt = liveAt + slot * 10_000
          const answeredAt = isAnswered ? sentAt + 1000 : null
          return { check, window: check, sentAt, dueAt: sentAt + 30_000, answeredAt }
        }),
    }),
  )

test('whatever counted for either counts, nothing else does, and repeating changes nothing', () => {
  fc.assert(
    fc.property(anyRow, anyRow, (one, other) => {
      const merged = mergedWatching(facts, one, other, policy)
      const credited = creditedIn(merged)
      const union = new Set([...creditedIn(one), ...creditedIn(other)])
      expect(credited.every((slot) => union.has(slot) || hasBit(merged.present, slot))).toBe(true)
      for (const slot of union) expect(credited).toContain(slot)
      expect(creditedIn(mergedWatching(facts, merged, other, policy))).toEqual(credited)
      expect(creditedIn(mergedWatching(facts, merged, one, policy))).toEqual(credited)
    }),
    { numRuns: 300 },
  )
})
