// Time on stage, computed by hand: slots of ten seconds in which a person was on stage and the session on air.
import { describe, expect, test } from '@jest/globals'
import type { CreditPolicy } from './creditPolicy.ts'
import { earnedOf } from './creditRules.ts'
import { presentedTime, presentedWords } from './facultyCredit.ts'
import { withBit } from './slots.ts'
import {
  countSlots,
  mergedStageTime,
  presentedVerdicts,
  slotsOnStage,
  stageTimeProblems,
  withinSession,
} from './stageTime.ts'
import type { SessionFacts } from './watchTime.ts'

const liveAt = Date.UTC(2027, 2, 1, 9)
const minuteMs = 60_000
/** An hour on air but for these minutes. */
function hour(changes: Partial<SessionFacts> = {}, dark: [from: number, to: number] = [0, 0]): SessionFacts {
  let onAir: Uint8Array = new Uint8Array()
  for (let slot = 0; slot < 360; slot += 1)
    if (slot < dark[0] * 6 || slot >= dark[1] * 6) onAir = withBit(onAir, slot)
  return { liveAt, until: liveAt + 60 * minuteMs, breaks: [], onAir, outages: [], presenters: [], ...changes }
}
/** Minutes of the session. */
const stretches = (...minutes: [from: number, to: number][]) =>
  minutes.map(([from, to]): [number, number] => [liveAt + from * minuteMs, liveAt + to * minuteMs])
const minutesIn = (facts: SessionFacts, ...minutes: [from: number, to: number][]): number =>
  countSlots(slotsOnStage(facts, stretches(...minutes))) / 6

describe('minutes on stage', () => {
  test.each<[string, SessionFacts, [number, number][], number]>([
    ['all of it', hour(), [[0, 60]], 60],
    ['a half', hour(), [[30, 60]], 30],
    [
      'in two parts',
      hour(),
      [
        [0, 10],
        [50, 60],
      ],
      20,
    ],
    ['from before the start and after the end', hour(), [[-30, 90]], 60],
    [
      'a break is nobody’s',
      hour({ breaks: [{ from: liveAt + 20 * minuteMs, to: liveAt + 30 * minuteMs }] }),
      [[0, 60]],
      50,
    ],
    ['a dark stage is nobody’s', hour({}, [0, 45]), [[0, 60]], 15],
    ['in the break and in the dark alone', hour({}, [0, 45]), [[0, 45]], 0],
    ['less than half of a slot is none of it', hour(), [[0, 4 / 60]], 0],
    ['half of a slot is the slot', hour(), [[0, 5 / 60]], 1 / 6],
    [
      'two parts of one slot add up',
      hour(),
      [
        [0, 3 / 60],
        [5 / 60, 7 / 60],
      ],
      1 / 6,
    ],
    ['never there', hour(), [], 0],
  ])('%s', (_, facts, minutes, expected) => {
    expect(minutesIn(facts, ...minutes)).toBeCloseTo(expected, 9)
  })

  test('those who hand over within a slot share the hour, and none of it is lost', () => {
    const [one, other] = [minutesIn(hour(), [0, 29.95]), minutesIn(hour(), [29.95, 60])]
    expect([one, other]).toEqual([30, 30])
  })

  test('an open stretch ends with the session', () => {
    const [only] = withinSession(hour(), [{ from: liveAt - 5, to: Infinity }])
    expect(only).toEqual([liveAt, liveAt + 60 * minuteMs])
  })
})

describe('verdicts', () => {
  const facts = hour({ breaks: [{ from: liveAt + 20 * minuteMs, to: liveAt + 30 * minuteMs }] }, [50, 60])
  const slots = slotsOnStage(facts, stretches([0, 40]))
  const count = (verdicts: readonly string[]) =>
    Object.fromEntries(
      [...Map.groupBy(verdicts, (each) => each)].map(([name, all]) => [name, all.length / 6]),
    )

  test('on stage, off stage, in the break and in the dark', () => {
    expect(count(presentedVerdicts(facts, { slots, overrides: [] }))).toEqual({
      counted: 30,
      break: 10,
      not_on_stage: 10,
      off_air: 10,
    })
  })
  test('the office states minutes and takes minutes away, on air only; its last word counts', () => {
    const overrides = [
      { from: 0, to: 360, credited: true },
      { from: 0, to: 60, credited: false },
    ]
    expect(count(presentedVerdicts(facts, { slots, overrides }))).toEqual({
      withdrawn: 10,
      granted: 30,
      break: 10,
      off_air: 10,
    })
  })
  test('where no time on stage was kept, all that was on air counts, whatever the office said of watching', () => {
    const { presenters: _, ...former } = facts
    const overrides = [{ from: 0, to: 60, credited: false }]
    expect(count(presentedVerdicts(former, { slots: new Uint8Array(), overrides }))).toEqual({
      counted: 40,
      break: 10,
      off_air: 10,
    })
  })
})

test('two people who become one have both times, what they share once', () => {
  const facts = hour()
  const [one, other] = [stretches([0, 20]), stretches([10, 30], [50, 60])].map((each) => ({
    stretches: each,
    slots: slotsOnStage(facts, each),
  }))
  const merged = mergedStageTime(facts, one!, other!)
  expect(merged.stretches).toEqual(stretches([0, 30], [50, 60]))
  expect(countSlots(merged.slots)).toBe(240)
  expect(mergedStageTime(facts, merged, other!)).toEqual(merged)
})

test.each<[string, [number, number][], [number, number][], RegExp | undefined]>([
  ['as it was frozen', [[0, 40]], [[0, 40]], undefined],
  ['slots added', [[0, 40]], [[0, 45]], /counts 270 slots as presented, and its times on stage give 240/],
  ['slots taken out', [[0, 40]], [[0, 30]], /counts 180 slots as presented, and its times on stage give 240/],
  ['slots in the dark', [[0, 60]], [[0, 60]], undefined],
  ['times outside the session', [[0, 61]], [[0, 50]], /not in order, or outside the session/],
  [
    'times that overlap',
    [
      [0, 30],
      [20, 50],
    ],
    [[0, 50]],
    /not in order/,
  ],
  ['a time that ends before it begins', [[30, 20]], [[20, 30]], /not in order/],
])('%s', (_, minutes, counted, words) => {
  const facts = hour({}, [50, 60])
  const time = { stretches: stretches(...minutes), slots: slotsOnStage(facts, stretches(...counted)) }
  const problems = [...stageTimeProblems(facts, time)]
  if (words) expect(problems.join()).toMatch(words)
  else expect(problems).toEqual([])
})

test.each([
  ['a dark stage', hour({}, [50, 60])],
  ['a break', hour({ breaks: [{ from: liveAt + 50 * minuteMs, to: null }] })],
])('a slot presented in %s is a contradiction, also behind the end', (_, facts) => {
  const all = stretches([0, 60])
  for (const slot of [310, 359, 361])
    expect([
      ...stageTimeProblems(facts, { stretches: all, slots: withBit(slotsOnStage(facts, all), slot) }),
    ]).toEqual(['it counts 1 slots as presented in which the session was not on air'])
})

describe('credit for presenting', () => {
  const policy = {
    ...{
      id: 'faculty',
      title: 'Faculty',
      unit: { one: 'credit', many: 'credits' },
      professions: ['physician'],
    },
    ...{ audience: 'faculty', calculates: 'measured', minutesPerUnit: 30, step: 0.25, rounding: 'nearest' },
    ...{ least: 0.25, minimumShare: 0, shareOf: 'session', minimumChecks: null, evaluation: 'optional' },
    ...{
      evaluationMinutes: 0,
      test: null,
      claimDays: null,
      appealDays: 30,
      dailyMaximum: null,
      requires: [],
    },
    ...{ board: null, paidWith: [], formats: [], also: null },
  } as unknown as CreditPolicy
  const activity = {
    designations: [{ policyId: 'faculty', maximum: 2, designatedAt: 0, number: '' }],
    test: [],
  }
  const learner = {
    ...{ profession: 'physician' as const, evaluatedAt: null, testScores: [], hasDeclared: true },
    identifiers: {} as never,
  }
  const held = (title: string, minutes: [number, number][], at = liveAt, byStage = true) => {
    const facts = { ...hour(), liveAt: at, until: at + 60 * minuteMs }
    const own = minutes.map(([from, to]): [number, number] => [at + from * minuteMs, at + to * minuteMs])
    const { presenters: _, ...former } = facts
    return {
      ...{ sessionId: `${title} ${at}`, title, liveAt: at, endedAt: facts.until, settled: true },
      verdicts: [],
      checks: { answered: 0, missed: 0 },
      presented: presentedVerdicts(byStage ? facts : former, {
        slots: slotsOnStage(facts, own),
        overrides: [],
      }),
      ...(byStage && { byStage: true as const }),
    }
  }
  const earned = (...sessions: ReturnType<typeof held>[]) => {
    const [only] = earnedOf(activity, [policy], sessions, learner, liveAt + 86_400_000)
    return {
      amount: only!.result.earned,
      words: only!.result.reasons.map(({ message }) => message).join(' '),
    }
  }
  const later = liveAt + 120 * minuteMs

  test.each<[string, ReturnType<typeof held>[], number]>([
    ['both of a panel that are there for the hour', [held('Panel', [[0, 60]])], 2],
    ['each of two who share it half and half', [held('Talk', [[30, 60]])], 1],
    ['32 minutes come to 1.0666, rounded to the nearest quarter', [held('Talk', [[0, 32]])], 1],
    ['35 minutes come to 1.1666, rounded to the nearest quarter', [held('Talk', [[0, 35]])], 1.25],
    ['no more than was designated', [held('One', [[0, 60]]), held('Two', [[0, 30]], later)], 2],
    ['a talk given twice: the longer one', [held('Talk', [[0, 15]]), held('talk ', [[0, 45]], later)], 1.5],
    [
      'a talk given twice, longer the first time',
      [held('Talk', [[0, 45]]), held('Talk', [[0, 15]], later)],
      1.5,
    ],
    ['a session without recorded stage time: all of it', [held('Talk', [[0, 10]], liveAt, false)], 2],
    ['never on stage', [held('Talk', [])], 0],
  ])('%s', (_, sessions, expected) => {
    expect(earned(...sessions).amount).toBe(expected)
  })

  test('the reasons say what was counted', () => {
    expect(earned(held('Talk', [[0, 32]])).words).toContain(
      'You presented 32 minutes: on stage 32 minutes, while the session was on air.',
    )
    expect(earned(held('Talk', [])).words).toContain('the CE office can state the minutes')
    expect(earned(held('Talk', [[0, 10]], liveAt, false)).words).toContain('counting all of each session')
  })

  test('the words for a certificate name what the office stated, and what counts whole', () => {
    const granted = { ...held('Two', []), verdicts: Array<'granted'>(60).fill('granted'), presented: [] }
    const [one, two] = [held('One', [[0, 22]]), held('Three', [], later, false)].map((each) => ({
      ...each,
      verdicts: each.presented,
    }))
    expect(presentedWords(presentedTime([one!]))).toBe('on stage 22 minutes')
    expect(presentedWords(presentedTime([one!, granted, two!]))).toBe(
      'on stage 22 minutes, and 10 minutes as the CE office stated, and 60 minutes of sessions that count whole',
    )
  })
})
