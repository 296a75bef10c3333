// What a slot is worth, against a count of its seconds: breaks, visits to the hall, a dark stage, two devices
// and the office's decisions. Faults and checks are in `watchTime.property.test.ts` and `faults.test.ts`.
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { SlotVerdict } from './attendance.ts'
import { hasBit, isCredited, judge, withBit } from './watchTime.ts'

const liveAt = 1_800_000_000_000
const slots = 60
const bitsOf = (marks: readonly number[]): Uint8Array => marks.reduce(withBit, new Uint8Array())
const stretch = fc
  .tuple(fc.nat(slots * 10), fc.nat(200))
  .map(([from, length]) => ({ from, to: from + length }))
const marks = fc.oneof(
  fc.constant(Array.from({ length: slots }, (_, slot) => slot)),
  fc.array(fc.nat(slots), { maxLength: 90 }),
)
const arrangement = fc.record({
  /** Seconds after going live. */
  until: fc.integer({ min: 1, max: slots * 10 }),
  breaks: fc.array(stretch, { maxLength: 3 }),
  hall: fc.array(stretch, { maxLength: 3 }),
  onAir: marks,
  devices: fc.array(fc.record({ present: marks, delivered: marks }), { minLength: 1, maxLength: 2 }),
  overrides: fc.array(fc.record({ from: fc.nat(slots), to: fc.nat(slots), credited: fc.boolean() }), {
    maxLength: 3,
  }),
})

/** Whether a slot is possible, and whether it is credited, second by second. */
function worth(of: typeof arrangement extends fc.Arbitrary<infer A> ? A : never, slot: number) {
  const seconds = Array.from({ length: 10 }, (_, i) => slot * 10 + i).filter((second) => second < of.until)
  const within = (all: readonly { from: number; to: number }[]) =>
    seconds.filter((second) => all.some(({ from, to }) => from <= second && second < to)).length
  const isPossible = of.onAir.includes(slot) && seconds.length - within(of.breaks) >= 5
  if (!isPossible) return { isPossible, isCredited: false }
  const decision = of.overrides.toReversed().find(({ from, to }) => from <= slot && slot < to)
  const isThere = (kind: 'present' | 'delivered') => of.devices.some((each) => each[kind].includes(slot))
  const isSeen = isThere('present') && isThere('delivered') && within(of.hall) * 2 < seconds.length
  return { isPossible, isCredited: decision ? decision.credited : isSeen }
}

test('each slot is worth what its seconds are', () => {
  fc.assert(
    fc.property(arrangement, (of) => {
      const at = (seconds: number) => liveAt + seconds * 1000
      const timed = (all: typeof of.breaks) => all.map(({ from, to }) => ({ from: at(from), to: at(to) }))
      const united = (kind: 'present' | 'delivered') => bitsOf(of.devices.flatMap((each) => each[kind]))
      const verdicts = judge(
        {
          ...{ liveAt, until: at(of.until), breaks: timed(of.breaks), onAir: bitsOf(of.onAir), outages: [] },
        },
        {
          ...{ present: united('present'), delivered: united('delivered'), checks: [], proofs: [] },
          hall: timed(of.hall).map(({ from, to }): [number, number] => [from, to]),
          overrides: of.overrides,
        },
        { checks: null, excuseOutages: true, maxExcusedMinutes: 10 },
      )
      // A last slot counts if it has most of its time.
      expect(verdicts).toHaveLength(Math.floor((of.until + 5) / 10))
      const nobodys: SlotVerdict[] = ['break', 'off_air']
      verdicts.forEach((verdict, slot) => {
        const is = { isPossible: !nobodys.includes(verdict), isCredited: isCredited(verdict) }
        expect(is).toEqual(worth(of, slot))
        if (verdict === 'counted') expect(hasBit(united('present'), slot)).toBe(true)
      })
    }),
    { numRuns: 300 },
  )
})
