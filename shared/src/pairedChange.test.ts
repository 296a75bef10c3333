// The statistics of paired answers, against naive computations of the same formulas.
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { mcNemar, type PairedCounts, pairedChange, wilson } from './pairedChange.ts'

const count = (max: number) => fc.integer({ min: 0, max })
const counts: fc.Arbitrary<PairedCounts> = fc.record({
  bothRight: count(400),
  gained: count(400),
  lost: count(400),
  neitherRight: count(400),
})
const people = ({ bothRight, gained, lost, neitherRight }: PairedCounts) =>
  bothRight + gained + lost + neitherRight

/** The exact binomial tail in whole numbers. */
function naiveP(gained: number, lost: number): number {
  const n = gained + lost
  let term = 1n
  let tail = 0n
  for (let k = 0; k <= Math.min(gained, lost); k++) {
    tail += term
    term = (term * BigInt(n - k)) / BigInt(k + 1)
  }
  const scale = 10n ** 15n
  return Math.min(1, Number((2n * tail * scale) / 2n ** BigInt(n)) / 1e15)
}

/** Where a share's score test just rejects at 5%, found by halving. */
function naiveWilson(right: number, of: number, side: 'low' | 'high'): number {
  const seen = right / of
  const z = 1.959963984540054
  const isInside = (share: number) => (seen - share) ** 2 <= (z ** 2 * share * (1 - share)) / of
  let [inside, outside] = [seen, side === 'low' ? 0 : 1]
  if (isInside(outside) || inside === outside) return outside
  for (let i = 0; i < 80; i++) {
    const middle = (inside + outside) / 2
    if (isInside(middle)) inside = middle
    else outside = middle
  }
  return inside
}

test('McNemar’s exact p is the binomial tail, computed in whole numbers', () => {
  fc.assert(
    fc.property(count(300), count(300), (gained, lost) => {
      expect(mcNemar({ gained, lost })).toBeCloseTo(naiveP(gained, lost), 9)
    }),
  )
})

test('McNemar’s exact p of known splits', () => {
  expect(mcNemar({ gained: 0, lost: 0 })).toBe(1)
  expect(mcNemar({ gained: 5, lost: 5 })).toBe(1)
  expect(mcNemar({ gained: 6, lost: 0 })).toBeCloseTo(2 / 64, 12)
  expect(mcNemar({ gained: 9, lost: 1 })).toBeCloseTo((2 * 11) / 1024, 12)
  expect(mcNemar({ gained: 6000, lost: 4000 })).toBeLessThan(1e-80)
})

test('Wilson’s interval is where the score test rejects', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, share) => {
      const right = Math.round(of * share)
      const { low, high } = wilson(right, of)
      expect(low).toBeCloseTo(naiveWilson(right, of, 'low'), 9)
      expect(high).toBeCloseTo(naiveWilson(right, of, 'high'), 9)
    }),
  )
})

test('the interval holds the difference, stays within -1 to 1, and turns round with the sides', () => {
  fc.assert(
    fc.property(counts, (given) => {
      fc.pre(people(given) > 0)
      const { difference, low, high, p } = pairedChange(given)!
      expect(difference).toBeCloseTo((given.gained - given.lost) / people(given), 12)
      expect(low).toBeLessThanOrEqual(difference + 1e-12)
      expect(high).toBeGreaterThanOrEqual(difference - 1e-12)
      expect(low).toBeGreaterThanOrEqual(-1)
      expect(high).toBeLessThanOrEqual(1)
      const turned = pairedChange({ ...given, gained: given.lost, lost: given.gained })!
      expect(turned.low).toBeCloseTo(-high, 9)
      expect(turned.high).toBeCloseTo(-low, 9)
      expect(turned.p).toBeCloseTo(p, 12)
    }),
  )
})

test('more people with the same shares give a narrower interval', () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 4, max: 9 }), (given, times) => {
      fc.pre(people(given) > 0)
      const width = (of: PairedCounts) => {
        const { low, high } = pairedChange(of)!
        return high - low
      }
      const more = {
        bothRight: given.bothRight * times,
        gained: given.gained * times,
        lost: given.lost * times,
        neitherRight: given.neitherRight * times,
      }
      expect(width(more)).toBeLessThan(width(given))
    }),
  )
})

test('without people there is no change', () => {
  expect(pairedChange({ bothRight: 0, gained: 0, lost: 0, neitherRight: 0 })).toBeNull()
})
