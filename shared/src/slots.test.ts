import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { hasBit, msOf, msWithin, rangeOf, slotAt, slotCount, unite, withBit, without } from './slots.ts'

const liveAt = 1_800_000_000_000
const none = new Uint8Array()
const slotList = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 })
const bitsOf = (slots: readonly number[]): Uint8Array => slots.reduce(withBit, none)
const slotsOf = (bits: Uint8Array): number[] =>
  Array.from({ length: bits.length * 8 }, (_, slot) => slot).filter((slot) => hasBit(bits, slot))
const sorted = (slots: readonly number[]): number[] => [...new Set(slots)].sort((a, b) => a - b)
const interval = fc
  .tuple(fc.integer({ min: -50_000, max: 250_000 }), fc.integer({ min: 0, max: 90_000 }))
  .map(([from, length]) => ({ from: liveAt + from, to: liveAt + from + length }))

test.each([
  [0, 0],
  [9999, 0],
  [10_000, 1],
  [-1, -1],
  [-10_001, -2],
])('%i ms after going live is in slot %i', (ms, slot) => {
  expect(slotAt(liveAt, liveAt + ms)).toBe(slot)
})

test.each([
  [-20_000, 0],
  [0, 0],
  [4999, 0],
  [5000, 1],
  [14_999, 1],
  [15_000, 2],
  [3_600_000, 360],
])('a session that ended %i ms after going live has %i slots', (ms, slots) => {
  expect(slotCount(liveAt, liveAt + ms)).toBe(slots)
})

describe('bits', () => {
  test('bit 0 is the most significant of the first byte, as in SETBIT of Redis', () => {
    expect([...bitsOf([0])]).toEqual([0b1000_0000])
    expect([...bitsOf([7, 8])]).toEqual([0b0000_0001, 0b1000_0000])
  })

  test('positions before the beginning or beyond the end have no bit', () => {
    const bits = new Uint8Array([255])
    for (const slot of [-1, -8, 8, 1000]) expect(hasBit(bits, slot)).toBe(false)
    expect([...withBit(bits, -1)]).toEqual([255])
  })

  test('setting a bit leaves the original unchanged', () => {
    const bits = new Uint8Array([0])
    withBit(bits, 3)
    expect([...bits]).toEqual([0])
  })

  test('exactly the bits that were set are there, in any order and however often they were set', () => {
    fc.assert(
      fc.property(slotList, fc.infiniteStream(fc.nat()), (slots, random) => {
        const again = [...slots, ...slots.filter((_, i) => i % 3 === 0)]
        const keyed = again.map((slot) => ({ slot, by: random.next().value as number }))
        const shuffled = keyed.toSorted((a, b) => a.by - b.by).map(({ slot }) => slot)
        expect(slotsOf(bitsOf(slots))).toEqual(sorted(slots))
        expect(bitsOf(shuffled)).toEqual(bitsOf(slots))
      }),
    )
  })

  test('the union of two devices’ bits has all marks of both devices', () => {
    fc.assert(
      fc.property(slotList, slotList, (first, second) => {
        const [a, b] = [bitsOf(first), bitsOf(second)]
        const union = Uint8Array.from(
          { length: Math.max(a.length, b.length) },
          (_, i) => (a[i] ?? 0) | (b[i] ?? 0),
        )
        expect(union).toEqual(bitsOf([...first, ...second]))
        expect(slotsOf(union)).toEqual(sorted([...first, ...second]))
      }),
    )
  })

  test('the range goes from the first to the last bit', () => {
    fc.assert(
      fc.property(slotList, (slots) => {
        const { first, last } = rangeOf(bitsOf(slots))
        if (slots.length === 0) expect(first).toBeGreaterThan(last)
        else expect([first, last]).toEqual([Math.min(...slots), Math.max(...slots)])
      }),
    )
  })
})

describe('intervals', () => {
  test('uniting keeps each moment of the originals once', () => {
    fc.assert(
      fc.property(
        fc.array(interval, { maxLength: 8 }),
        fc.integer({ min: -50_000, max: 340_000 }),
        (all, ms) => {
          const at = liveAt + ms
          const has = ({ from, to }: { from: number; to: number }): boolean => from <= at && at < to
          expect(unite(all).filter(has)).toHaveLength(all.some(has) ? 1 : 0)
        },
      ),
    )
  })

  test('adjacent intervals become one', () => {
    expect(
      unite([
        { from: 10, to: 20 },
        { from: 0, to: 10 },
      ]),
    ).toEqual([{ from: 0, to: 20 }])
  })

  test('shared out over slots, no time is lost or counted twice', () => {
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 8 }), (all) => {
        const within = msWithin(all, liveAt, 40)
        const end = liveAt + 400_000
        const cut = all.map(({ from, to }) => ({ from: Math.max(from, liveAt), to: Math.min(to, end) }))
        expect(within.reduce((sum, ms) => sum + ms, 0)).toBe(msOf(unite(cut)))
        expect(Math.max(...within)).toBeLessThanOrEqual(10_000)
      }),
    )
  })
})

test('subtracting intervals leaves the union less the others', () => {
  expect(
    without(
      [{ from: 0, to: 10 }],
      [
        { from: 2, to: 4 },
        { from: 4, to: 5 },
        { from: 9, to: 20 },
      ],
    ),
  ).toEqual([
    { from: 0, to: 2 },
    { from: 5, to: 9 },
  ])
  fc.assert(
    fc.property(fc.array(interval), fc.array(interval), (some, others) => {
      const rest = without(unite(some), unite(others))
      expect(unite(rest)).toEqual(rest)
      expect(msOf(rest) + msOf(unite(others))).toBe(msOf(unite([...some, ...others])))
      expect(msOf(unite([...rest, ...others]))).toBe(msOf(rest) + msOf(unite(others)))
    }),
  )
})
