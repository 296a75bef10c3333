import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { AttendancePolicy } from './attendance.ts'
import {
  type CheckFact,
  type CheckOutcome,
  checkMoments,
  checkOutcomes,
  takenBack,
} from './attentionChecks.ts'
import { withBit } from './slots.ts'

const liveAt = 1_800_000_000_000
const at = (slot: number, ms = 0): number => liveAt + slot * 10_000 + ms
const bits = (...slots: number[]): Uint8Array => slots.reduce(withBit, new Uint8Array())
const always = bits(...Array.from({ length: 200 }, (_, slot) => slot))
const checks = { perHour: 3, answerSeconds: 60, extensionSeconds: 60, uncreditMinutes: 5 }
const policy: AttendancePolicy = { checks, excuseOutages: true, maxExcusedMinutes: 10 }
const session = { liveAt, until: at(200), breaks: [], outages: [] as { from: number; to: number }[] }

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
  breaks?: { from: number; to: number | null }[]
  again?: Partial<CheckFact>[]
  outages?: { from: number; to: number }[]
  running?: boolean
}
const outcome = ({ check = {}, again = [], proofs = [], present = always, ...of }: Facts) => {
  const checks = [check, ...again].map((each, i) => sent({ window: 0, ...each, check: i }))
  const results = checkOutcomes({ ...session, ...of }, { present, proofs, checks }, policy)
  return results.map(({ outcome: each }) => each).join(' ')
}
/** Sent again in slot 70. */
const later = { sentAt: at(70), dueAt: at(76) }
const back = (earlier: CheckFact[], proofs: number[], uncreditMinutes = 5) =>
  takenBack(
    session,
    { present: always, proofs, checks: [...earlier, sent({ check: 9 })] },
    { ...policy, checks: { ...checks, uncreditMinutes } },
  )

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

describe('outcomes of a check', () => {
  test.each<[string, CheckOutcome, Facts]>([
    ['answered', 'answered', { check: { answeredAt: at(61) } }],
    ['followed by a vote in its time', 'answered', { proofs: [at(60, 4000)] }],
    ['followed by a vote in its last moment', 'answered', { proofs: [at(66, 4000)] }],
    ['that only an earlier vote and a later one surround', 'missed', { proofs: [at(60), at(66, 4001)] }],
    ['not answered by somebody who was there all the time', 'missed', {}],
    ['whose time is over to the millisecond', 'missed', { until: at(66, 4000) }],
    ['whose time is not over', 'open', { until: at(66, 3999) }],
    ['answered while its time runs', 'answered', { until: at(62), check: { answeredAt: at(61) } }],
    ['with a page that was away for one slot', 'missed', { present: bits(60, 61, 62, 63, 65, 66) }],
    [
      'with a page that was away for one slot, while the session runs',
      'postponed',
      { present: bits(60, 61, 62, 63, 65, 66), running: true },
    ],
    ['with a page that left as it was sent, and did not come back', 'missed', { present: bits(60) }],
    [
      'with a page that left before the session ended in its time',
      'open',
      { present: bits(60), until: at(62) },
    ],
    [
      'whose time ended with a slot: the next is none of it',
      'missed',
      { present: bits(60, 61, 62, 63, 64, 65), check: { dueAt: at(66) } },
    ],
    ['sent again and answered', 'answered', { present: bits(60), again: [{ ...later, answeredAt: at(75) }] }],
    ['postponed, and followed by a vote', 'answered', { present: bits(60), proofs: [at(90)] }],
    [
      'sent again, and overlooked',
      'missed',
      { present: bits(60, ...range(70, 80)), again: [later], running: true, proofs: [at(90)] },
    ],
    [
      'sent again to a page that is silent for a slot each time, but was there for a minute in all',
      'missed',
      { present: bits(...range(60, 66), 70, 71), again: [later], running: true },
    ],
    [
      'sent again to a page that was there for less',
      'postponed',
      { present: bits(60, 61, 70, 71), again: [later], running: true },
    ],
    ['sent again, and waiting', 'open', { present: bits(60), again: [later], running: true, until: at(72) }],
    ['sent again, and cut short by the end', 'missed', { present: bits(60), again: [later], until: at(72) }],
    [
      'that became due while the page was silent, never shown',
      'postponed',
      { check: { unsent: true }, running: true },
    ],
    ['that was never shown until the end', 'missed', { check: { unsent: true } }],
    [
      'cut short by a break in which the session ends',
      'open',
      { present: bits(60, 61), breaks: [{ from: at(62), to: null }], until: at(90) },
    ],
    [
      'in whose time a break began, whatever the page says during it',
      'postponed',
      { breaks: [{ from: at(62), to: at(80) }], running: true },
    ],
    [
      'that is sent again after the break, and overlooked',
      'missed',
      { breaks: [{ from: at(62), to: at(70) }], again: [later], running: true },
    ],
    [
      'whose time was over before the break',
      'missed',
      { breaks: [{ from: at(67), to: null }], until: at(90) },
    ],
    ['in whose time the platform failed', 'cancelled', { outages: [{ from: at(66), to: at(80) }] }],
    ['answered all the same', 'answered', { outages: [{ from: at(66), to: at(80) }], proofs: [at(61)] }],
    ['in whose time it did not fail any more', 'missed', { outages: [{ from: at(50), to: at(60, 4000) }] }],
    [
      'postponed by the person, and sent again during an outage',
      'postponed',
      { present: bits(60), again: [later], outages: [{ from: at(71), to: at(75) }], running: true },
    ],
  ])('one %s is %s', (_, expected, facts) => {
    expect(outcome(facts)).toBe(expected)
  })

  test('a policy without checks has no moments', () => {
    const person = { present: always, proofs: [], checks: [sent()] }
    const without = { ...policy, checks: null }
    expect(checkOutcomes(session, person, without)).toEqual([])
    expect(takenBack(session, person, without)).toEqual([])
    expect(checkMoments(without, () => 0.5, 3_600_000)).toEqual([])
  })
})

describe('slots taken back by a missed check', () => {
  test('the slots after the last vote, up to the one in which the check expired', () => {
    expect(back([], [at(10), at(50, 9999)])).toEqual([{ from: 51, to: 67 }])
  })

  test('the slots after the last answer', () => {
    const earlier = sent({ sentAt: at(40), dueAt: at(46), answeredAt: at(45) })
    expect(back([earlier], [at(10)])).toEqual([{ from: 46, to: 67 }])
  })

  test('never more than the policy’s bound, with or without a proof', () => {
    expect(back([], [], 5)).toEqual([{ from: 37, to: 67 }])
    expect(back([], [at(20)], 2)).toEqual([{ from: 55, to: 67 }])
    expect(back([], [], 0)).toEqual([{ from: 67, to: 67 }])
  })

  test('the same, regardless of what comes later', () => {
    expect(back([], [at(50), at(70)])).toEqual(back([], [at(50)]))
  })
})

test('a check missed after being postponed takes back what it would have when first due', () => {
  const person = {
    present: bits(60, 61),
    proofs: [at(50)],
    checks: [sent({ window: 0 }), sent({ window: 0, ...later })],
  }
  expect(takenBack(session, person, policy)).toEqual([{ from: 51, to: 67 }])
})

test('postponed, answered, cancelled and open checks take nothing back', () => {
  const postponed = { present: bits(60), proofs: [], checks: [sent()] }
  const answered = { present: always, proofs: [], checks: [sent({ answeredAt: at(62) })] }
  const overlooked = { present: always, proofs: [], checks: [sent()] }
  expect(takenBack({ ...session, running: true }, postponed, policy)).toEqual([])
  expect(takenBack(session, answered, policy)).toEqual([])
  expect(takenBack({ ...session, outages: [{ from: at(62), to: at(63) }] }, overlooked, policy)).toEqual([])
  expect(takenBack({ ...session, until: at(65) }, overlooked, policy)).toEqual([])
})

describe('moments of checks', () => {
  test('one falls in each nth part of an hour of live time', () => {
    const moments = checkMoments(policy, (window) => [0, 0.5, 1][window % 3]!, 3_600_000)
    expect(moments).toEqual([
      { window: 0, atMs: 120_000 },
      { window: 1, atMs: 1_800_000 },
      { window: 2, atMs: 3_480_000 },
    ])
  })

  test('three for each 50 minutes are three in 50 minutes, whatever the draw', () => {
    const per50 = { ...policy, checks: { ...policy.checks!, perHour: 3, perMinutes: 50 } }
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 9, maxLength: 9 }),
        (drawn) => {
          const moments = (minutes: number) =>
            checkMoments(per50, (window) => drawn[window]!, minutes * 60_000)
          expect(moments(50)).toHaveLength(3)
          expect(moments(100)).toHaveLength(6)
        },
      ),
    )
  })

  test('future moments are left out', () => {
    expect(checkMoments(policy, () => 0.5, 599_999)).toEqual([])
    expect(checkMoments(policy, () => 0.5, 600_000)).toEqual([{ window: 0, atMs: 600_000 }])
    expect(checkMoments(policy, () => 0.5, 0)).toEqual([])
  })

  test('at random: each stays within its window, no two are close together, and none moves as time goes on', () => {
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
