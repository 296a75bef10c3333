import { describe, expect, test } from '@jest/globals'
import { creditResult } from './credit.ts'
import { creditOf, policiesFor, type WatchedSession } from './creditRules.ts'
import { named } from './subject.ts'
import {
  blocking,
  codes,
  day,
  learner,
  liveAt,
  message,
  minute,
  policyFile,
  resultOf,
  there,
  watched,
} from './testing/testCredit.ts'

const ama = policyFile('ama')
const ancc = policyFile('ancc')
const who = learner('physician')
const reason = (result: ReturnType<typeof resultOf>, code: string) =>
  result.reasons.find((each) => each.code === code)

describe('applicable policies', () => {
  const designations = ['participation', 'ancc', 'eaccme', 'ama', 'unknown'].map((policyId) => ({
    policyId,
    maximum: 1,
    designatedAt: 1,
    number: '',
  }))
  const policies = ['ama', 'ancc', 'ancc-50', 'eaccme', 'participation'].map(policyFile)
  const ids = (profession: Parameters<typeof policiesFor>[2]) =>
    policiesFor({ designations }, policies, profession).map(({ id }) => id)

  test('those designated for the profession, in the order of the designations', () => {
    expect(ids('physician')).toEqual(['eaccme', 'ama'])
    expect(ids('nurse')).toEqual(['ancc'])
  })

  test('participation applies to professions that no other designated policy names', () => {
    expect(ids('pharmacist')).toEqual(['participation'])
    expect(ids('other')).toEqual(['participation'])
  })

  test('none, if nothing is designated for the profession', () => {
    const only = { designations: designations.slice(1, 2) }
    expect(policiesFor(only, policies, 'physician')).toEqual([])
    expect(creditOf({ ...only, test: [] }, policies, [watched(60)], who, liveAt)).toEqual([])
  })
})

describe('while the activity runs', () => {
  const running = watched(30, 30, { endedAt: null, settled: false })

  test('credit earned so far is shown but cannot be claimed yet', () => {
    const result = resultOf({ policy: ama, sessions: [running], who, now: liveAt + 30 * minute })
    expect(result).toMatchObject({ eligible: false, amount: 0, earned: 0.5, claimBy: null })
    expect(blocking(result)).toEqual(['not_ended'])
    expect(message(result, 'not_ended')).toBe('“Heart failure” has not ended yet.')
  })

  test('one session that has not begun keeps the activity open', () => {
    const next = watched(0, 0, { title: 'Imaging', liveAt: null, endedAt: null, settled: false })
    const result = resultOf({ policy: ama, sessions: [watched(60), next], who })
    expect(result).toMatchObject({ eligible: false, amount: 0, earned: 1 })
    expect(message(result, 'not_ended')).toBe('“Imaging” has not ended yet.')
    const both = resultOf({ policy: ama, sessions: [watched(60), next, next], who })
    expect(message(both, 'not_ended')).toBe('2 of 3 sessions have not ended yet.')
  })

  test('a session that has ended but is not settled blocks briefly', () => {
    const result = resultOf({ policy: ama, sessions: [watched(60, 60, { settled: false })], who })
    expect(blocking(result)).toEqual(['not_settled'])
    expect(message(result, 'not_settled')).toMatch(
      /^The minutes of “Heart failure” are being finalised, which/,
    )
  })

  test('an activity without sessions has not ended', () => {
    const result = resultOf({ policy: ama, sessions: [], who, now: liveAt })
    expect(blocking(result)).toEqual(['not_ended', 'nothing_watched'])
  })
})

describe('the share', () => {
  const strict = { ...ama, minimumShare: 0.8 }

  const sessions = (...minutes: number[]): WatchedSession[] =>
    minutes.map((each, i) => watched(each, 60, { title: `Part ${i + 1}`, at: liveAt + i * day }))

  test('by session: a session below it is left out, and the others count', () => {
    const result = resultOf({ policy: strict, sessions: sessions(60, 20, 0), who })
    expect(result).toMatchObject({ eligible: true, amount: 1 })
    expect(codes(result)).toEqual(['session_left_out', 'time_credited'])
    expect(message(result, 'session_left_out')).toBe(
      '“Part 2” does not count: you watched 20 of 60 minutes (33%); 80% is needed.',
    )
    expect(message(result, 'time_credited')).toBe('You watched 80 of 180 minutes (44%). Counted: 60 minutes.')
  })

  test('by session: if none reaches it, there is no credit', () => {
    const result = resultOf({ policy: strict, sessions: sessions(40, 20), who })
    expect(result).toMatchObject({ eligible: false, amount: 0, earned: 0 })
    expect(codes(result)).toEqual(['share_below', 'session_left_out', 'session_left_out'])
  })

  test('by activity: the minutes of all sessions together', () => {
    const policy = { ...strict, shareOf: 'activity' as const }
    expect(resultOf({ policy, sessions: sessions(60, 36), who }).amount).toBe(1.5)
    const below = resultOf({ policy, sessions: sessions(60, 35), who })
    expect(below).toMatchObject({ eligible: false, earned: 0 })
    expect(message(below, 'share_below')).toBe('You watched 95 of 120 minutes (79%); 80% is needed.')
  })

  test('by activity: each moment of parallel sessions is possible once', () => {
    const policy = { ...strict, shareOf: 'activity' as const }
    const same = [watched(60), watched(0, 60, { title: 'Next door' })]
    expect(resultOf({ policy, sessions: same, who })).toMatchObject({ eligible: true, amount: 1 })
  })

  test('a fractional share is exact to the slot', () => {
    const policy = { ...ancc, minimumShare: 0.55 }
    const reasonsFor = (minutes: number) =>
      resultOf({ policy, sessions: [watched(minutes, 100 / 6)], who: learner('nurse') }).eligible
    expect(reasonsFor(55 / 6)).toBe(true)
    expect(reasonsFor(54 / 6)).toBe(false)
  })

  test('nothing watched earns nothing, whatever the share', () => {
    const result = resultOf({ policy: { ...ama, minimumShare: 0 }, sessions: sessions(0), who })
    expect(result).toMatchObject({ eligible: false, amount: 0, earned: 0 })
    expect(codes(result)).toEqual(['nothing_watched'])
    const policy = { ...ama, evaluationMinutes: 30 }
    expect(resultOf({ policy, sessions: sessions(0), who }).earned).toBe(0)
  })

  test('time in which nobody could gain anything is left out', () => {
    const verdicts = [...there(48), ...there(12).map(() => 'off_air' as const)]
    const session = watched(0, 0, { verdicts, endedAt: liveAt + 60 * minute })
    expect(message(resultOf({ policy: strict, sessions: [session], who }), 'time_credited')).toBe(
      'You watched 48 of 48 minutes (100%).',
    )
  })
})

describe('the amount', () => {
  test('rounding is explained with its numbers', () => {
    expect(message(resultOf({ policy: ama, sessions: [watched(52, 60)], who }), 'rounded')).toBe(
      'At 60 minutes per AMA PRA Category 1 Credit™, rounded to the nearest 0.25, a time of 52 minutes comes to 0.75 AMA PRA Category 1 Credits™.',
    )
    const nurse = resultOf({ policy: ancc, sessions: [watched(59)], who: learner('nurse') })
    expect(message(nurse, 'rounded')).toBe(
      'At 60 minutes per NCPD contact hour, rounded down to steps of 0.01, a time of 59 minutes comes to 0.98 NCPD contact hours.',
    )
    const plain = resultOf({ policy: ama, sessions: [watched(60)], who, maximum: 1 })
    expect(codes(plain)).toEqual(['time_credited'])
  })

  test('an amount that is too small is explained with the minimum', () => {
    const result = resultOf({ policy: ama, sessions: [watched(7)], who })
    expect(result).toMatchObject({ eligible: false, amount: 0, earned: 0 })
    expect(message(result, 'below_least')).toBe(
      'The smallest amount given is 0.25 AMA PRA Category 1 Credits™; your time of 7 minutes is worth less.',
    )
  })

  test('a designation below the minimum is worth nothing and is named as the cause', () => {
    const policy = policyFile('acpe-application')
    const result = resultOf({ policy, sessions: [watched(60)], who: learner('pharmacist'), maximum: 0.75 })
    expect(blocking(result)).toEqual(['below_least'])
    expect(message(result, 'below_least')).toBe(
      'The smallest amount given is 1.00 contact hour; what was designated is less.',
    )
  })

  test('decimals are not lost', () => {
    const policy = { ...ancc, minutesPerUnit: 60, step: 0.01 }
    for (let minutes = 1; minutes <= 600; minutes += 1) {
      const result = resultOf({ policy, sessions: [watched(minutes)], who: learner('nurse') })
      expect(result.earned).toBe(Number((Math.floor((minutes * 100) / 60) / 100).toFixed(2)))
    }
  })
})

describe('remaining tasks', () => {
  const end = liveAt + 60 * minute

  test('all are listed at once, each with its deadline', () => {
    const policy = policyFile('acpe-knowledge')
    const identifiers = { ...who.identifiers, nabpId: '' }
    const learning = learner('pharmacist', { evaluatedAt: null, testScores: [], identifiers })
    const result = resultOf({ policy, sessions: [watched(60)], who: learning })
    expect(result).toMatchObject({ eligible: false, amount: 0, earned: 1, claimBy: end + 59 * day })
    expect(result.reasons.filter(({ todo }) => todo)).toEqual([
      {
        code: 'evaluation_missing',
        blocks: true,
        todo: true,
        by: end + 59 * day,
        message: 'Complete the evaluation.',
      },
      {
        code: 'test_missing',
        blocks: true,
        todo: true,
        by: end + 59 * day,
        message: 'Take the test and score at least 70%. You have 3 attempts.',
      },
      {
        code: 'profile_missing',
        blocks: true,
        todo: true,
        by: end + 59 * day,
        message: 'Add your NABP e-Profile ID to your details.',
      },
    ])
  })

  test.each([
    [[0.29], 'Your best score in the test is 29%; 70% is needed. You have 2 attempts left.'],
    [[0.6], 'Your best score in the test is 60%; 70% is needed. You have 2 attempts left.'],
    [[0.6, 0.699], 'Your best score in the test is 69%; 70% is needed. You have 1 attempt left.'],
    [[0, 0.5, 0.4], 'Your best score in the test is 50%; 70% is needed. You have used all 3 attempts.'],
  ])('after test scores %j', (testScores, words) => {
    const policy = policyFile('acpe-knowledge')
    const result = resultOf({ policy, sessions: [watched(60)], who: learner('pharmacist', { testScores }) })
    expect(result.reasons.find(({ code }) => /test|attempts/.test(code))?.message).toBe(words)
  })

  test('an evaluation that only adds minutes is offered and blocks nothing', () => {
    const policy = { ...ancc, evaluation: 'optional' as const, evaluationMinutes: 6 }
    const result = resultOf({
      policy,
      sessions: [watched(60)],
      who: learner('nurse', { evaluatedAt: null }),
    })
    expect(result).toMatchObject({ eligible: true, amount: 1 })
    expect(reason(result, 'evaluation_missing')).toMatchObject({
      blocks: false,
      todo: true,
      message: 'Submitting the evaluation would add 6 minutes.',
    })
  })

  test('credit can be claimed until its deadline after the last session; then nothing can be fixed', () => {
    const sessions = [watched(60, 60, { at: liveAt + day }), watched(60)]
    const last = end + day + 90 * day
    const at = (now: number) =>
      resultOf({ policy: ama, sessions, who: learner('physician', { evaluatedAt: null }), now })
    expect(at(last)).toMatchObject({ claimBy: last })
    expect(blocking(at(last))).toEqual(['evaluation_missing'])
    expect(blocking(at(last + 1))).toEqual(['evaluation_missing', 'deadline_passed'])
    expect(at(last + 1).reasons.every(({ todo, by }) => !todo && by === null)).toBe(true)
    expect(at(last + 1)).toMatchObject({ eligible: false, amount: 0, earned: 2 })
    expect(message(at(last + 1), 'deadline_passed')).toBe(
      'This credit could be claimed for 90 days after you last took part. That time is over.',
    )
  })

  test('a policy without a deadline has none', () => {
    const policy = { ...ama, claimDays: null }
    const result = resultOf({ policy, sessions: [watched(60)], who, now: end + 5000 * day })
    expect(result).toMatchObject({ eligible: true, claimBy: null })
  })
})

test('no sentence for the CE office addresses the officer, in any state of a learner', () => {
  const subject = named('Natalia Kowalska')
  const identifiers = { ...who.identifiers, nabpId: '' }
  const policies = ['ama', 'acpe-knowledge', 'acpe-application', 'eaccme', 'italy-ecm', 'germany'].map(
    policyFile,
  )
  const texts = new Set<string>()
  for (const policy of policies)
    for (const minutes of [0, 7, 47, 61.5, 90])
      for (const testScores of [[], [0.1], [0.1, 0.2, 0.3], [1]])
        for (const withTest of [true, false])
          for (const maximum of [0.1, 1, 100]) {
            const learning = { evaluatedAt: null, identifiers, testScores, subject }
            const sessions = [watched(minutes, 90), watched(minutes, 120, { title: 'Next door' })]
            const result = resultOf({
              policy: { ...policy, minimumChecks: 0.75 },
              sessions,
              who: learner(policy.professions[0]!, learning),
              maximum,
              withTest,
            })
            for (const { message: text } of result.reasons) texts.add(text)
          }
  expect([...texts].filter((text) => /\b(you|your)\b/i.test(text))).toEqual([])
  expect([...texts].filter((text) => /^(Take|Add|Complete|Write)\b/.test(text))).toEqual([])
  expect(texts).toContain('Natalia watched less than 80% of each session, so none of them counts.')
  expect(texts).toContain('Natalia has not submitted the evaluation.')
  expect(texts).toContain(
    'Natalia’s best score in the test is 10%; 70% is needed. Natalia has 2 attempts left.',
  )
})

test('missed checks count across all sessions of the activity', () => {
  const policy = { ...ama, minimumChecks: 0.75 }
  const sessionsWith = (answered: number, missed: number) => [
    watched(60, 60, { checks: { answered: 3, missed: 0 } }),
    watched(60, 60, { at: liveAt + day, checks: { answered, missed } }),
  ]
  expect(resultOf({ policy, sessions: sessionsWith(0, 1), who }).eligible).toBe(true)
  const below = resultOf({ policy, sessions: sessionsWith(0, 2), who })
  expect(blocking(below)).toEqual(['checks_below'])
  expect(below.earned).toBe(2)
})

test('every result satisfies its contract', () => {
  for (const policy of [ama, policyFile('acpe-practice'), policyFile('italy-ecm')])
    for (const minutes of [0, 7, 60, 61.5]) {
      const learning = learner(policy.professions[0]!, { evaluatedAt: null, testScores: [0.1] })
      const result = resultOf({ policy, sessions: [watched(minutes, 70)], who: learning })
      expect(creditResult.parse(result)).toEqual(result)
    }
})
