import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { AttendancePolicy } from './attendance.ts'
import { type CheckFact, checkMoments, checkOutcomes, takenBack } from './attentionChecks.ts'
import { withBit } from './slots.ts'

const liveAt = 1_800_000_000_000
const at = (slot: number, ms = 0): number => liveAt + slot * 10_000 + ms
const bits = (...slots: number[]): Uint8Array => slots.reduce(withBit, new Uint8Array())
const always = bits(...Array.from({ length: 200 }, (_, slot) => slot))
const checks = { perHour: 3, answerSeconds: 60, extensionSeconds: 60, uncreditMinutes: 5 }
const policy: AttendancePolicy = { checks, excuseOutages: true, maxExcusedMinutes: 10 }
const session = { liveAt, until: at(200) }

/** Sent in slot 60, to be answered in a minute. */
const sent = (facts: Partial<CheckFact> = {}): CheckFact => ({
  check: 0,
  sentAt: at(60, 4000),
  dueAt: at(66, 4000),
  answeredAt: null,
  ...facts,
})
interface Facts {
  check?: Partial<CheckFact>
  proofs?: number[]
  present?: Uint8Array
  until?: number
}
const outcome = ({ check = {}, proofs = [], present = always, until = at(200) }: Facts) =>
  checkOutcomes({ liveAt, until }, { present, proofs, checks: [sent(check)] }, policy)[0]?.outcome
const back = (earlier: CheckFact[], proofs: number[], uncreditMinutes = 5) =>
  takenBack(
    session,
    { present: always, proofs, checks: [...earlier, sent({ check: 9 })] },
    { ...policy, checks: { ...checks, uncreditMinutes } },
  )

describe('what became of a check', () => {
  test.each<[string, ReturnType<typeof outcome>, Facts]>([
    ['answered', 'answered', { check: { answeredAt: at(61) } }],
    ['followed by a vote in its time', 'answered', { proofs: [at(60, 4000)] }],
    ['followed by a vote in its last moment', 'answered', { proofs: [at(66, 4000)] }],
    ['that only an earlier vote and a later one surround', 'missed', { proofs: [at(60), at(66, 4001)] }],
    ['not answered by somebody who was there all the time', 'missed', {}],
    ['whose time is over to the millisecond', 'missed', { until: at(66, 4000) }],
    ['whose time is not over', 'open', { until: at(66, 3999) }],
    ['answered while its time runs', 'answered', { until: at(62), check: { answeredAt: at(61) } }],
    ['with a page that was away for one slot', 'lapsed', { present: bits(60, 61, 62, 63, 65, 66) }],
    ['with a page that left in its last slot', 'lapsed', { present: bits(60, 61, 62, 63, 64, 65) }],
    ['with a page that left as it was sent', 'lapsed', { present: bits(60) }],
    [
      'whose time ended with a slot: the next is none of it',
      'missed',
      { present: bits(60, 61, 62, 63, 64, 65), check: { dueAt: at(66) } },
    ],
  ])('one %s is %s', (_, expected, facts) => {
    expect(outcome(facts)).toBe(expected)
  })

  test('where the policy knows no checks, there are none', () => {
    const person = { present: always, proofs: [], checks: [sent()] }
    const without = { ...policy, checks: null }
    expect(checkOutcomes(session, person, without)).toEqual([])
    expect(takenBack(session, person, without)).toEqual([])
    expect(checkMoments(without, () => 0.5, 3_600_000)).toEqual([])
  })
})

describe('a missed check takes back', () => {
  test('the slots behind the last vote, up to the one in which its time was over', () => {
    expect(back([], [at(10), at(50, 9999)])).toEqual([{ from: 51, to: 67 }])
  })

  test('the slots behind the last answer', () => {
    const earlier = sent({ sentAt: at(40), dueAt: at(46), answeredAt: at(45) })
    expect(back([earlier], [at(10)])).toEqual([{ from: 46, to: 67 }])
  })

  test('never more than the policy’s bound, be there a proof or not', () => {
    expect(back([], [], 5)).toEqual([{ from: 37, to: 67 }])
    expect(back([], [at(20)], 2)).toEqual([{ from: 55, to: 67 }])
    expect(back([], [], 0)).toEqual([{ from: 67, to: 67 }])
  })

  test('the same whatever came after it', () => {
    expect(back([], [at(50), at(70)])).toEqual(back([], [at(50)]))
  })
})

test('neither a lapsed, an answered nor an open check takes anything back', () => {
  const lapsed = { present: bits(60), proofs: [], checks: [sent()] }
  const answered = { present: always, proofs: [], checks: [sent({ answeredAt: at(62) })] }
  expect(takenBack(session, lapsed, policy)).toEqual([])
  expect(takenBack(session, answered, policy)).toEqual([])
  const open = { present: always, proofs: [], checks: [sent()] }
  expect(takenBack({ liveAt, until: at(65) }, open, policy)).toEqual([])
})

describe('moments of checks', () => {
  test('there is one in each nth part of an hour of live time', () => {
    const moments = checkMoments(policy, (window) => [0, 0.5, 1][window % 3]!, 3_600_000)
    expect(moments).toEqual([
      { window: 0, atMs: 120_000 },
      { window: 1, atMs: 1_800_000 },
      { window: 2, atMs: 3_480_000 },
    ])
  })

  test('one that has not come yet is not among them', () => {
    expect(checkMoments(policy, () => 0.5, 599_999)).toEqual([])
    expect(checkMoments(policy, () => 0.5, 600_000)).toEqual([{ window: 0, atMs: 600_000 }])
    expect(checkMoments(policy, () => 0.5, 0)).toEqual([])
  })

  test('whatever chance gives: each within its window, two never close together, and none moves as time goes on', () => {
    const chance = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 60, maxLength: 60 })
    const perHour = fc.integer({ min: 1, max: 12 })
    fc.assert(
      fc.property(chance, perHour, fc.integer({ min: 0, max: 18_000_000 }), (values, often, liveMs) => {
        const by = { ...policy, checks: { ...checks, perHour: often } }
        const windowMs = 3_600_000 / often
        const all = checkMoments(by, (window) => values[window]!, 18_000_000)
        expect(all).toHaveLength(5 * often)
        for (const { window, atMs } of all) expect(Math.floor(atMs / windowMs)).toBe(window)
        for (const [i, { atMs }] of all.slice(1).entries())
          expect(atMs - all[i]!.atMs).toBeGreaterThanOrEqual(windowMs / 5 - 1)
        expect(checkMoments(by, (window) => values[window]!, liveMs)).toEqual(
          all.filter(({ atMs }) => atMs <= liveMs),
        )
      }),
    )
  })
})
