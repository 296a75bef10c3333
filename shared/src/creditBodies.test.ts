// The rules of each credit body, row by row, tested with the policies shipped with the product.
import { describe, expect, test } from '@jest/globals'
import { type Profession, professions } from './accounts.ts'
import type { WatchedSession } from './creditRules.ts'
import {
  blocking,
  codes,
  day,
  learner,
  liveAt,
  message,
  minute,
  pause,
  policyFile,
  resultOf,
  resultsOf,
  there,
  watched,
} from './testing/testCredit.ts'

const physician = learner('physician')
const nurse = learner('nurse')
const pharmacist = learner('pharmacist')
const earned = (policyId: string, sessions: WatchedSession[], who = physician, maximum = 100): number =>
  resultOf({ policy: policyFile(policyId), sessions, who, maximum }).amount

describe('AMA PRA Category 1 Credit', () => {
  test.each([
    [7, 0],
    [7 + 1 / 6, 0],
    [7.5, 0.25],
    [8, 0.25],
    [22, 0.25],
    [23, 0.5],
    [52, 0.75],
    [52.5, 1],
    [53, 1],
    [60, 1],
    [67, 1],
    [68, 1.25],
    [90, 1.5],
  ])('%d minutes are %d: steps of a quarter, to the nearest quarter hour', (minutes, amount) => {
    expect(earned('ama', [watched(minutes)])).toBe(amount)
  })

  test('it is rounded once per activity, not once per session', () => {
    const sessions = [0, 1, 2].map((i) => watched(20, 20, { at: liveAt + i * 60 * minute }))
    expect(earned('ama', sessions)).toBe(1)
    expect(earned('ama', sessions.slice(0, 1))).toBe(0.25)
  })

  test('breaks are excluded', () => {
    const verdicts = [...there(30), ...pause(15), ...there(30)]
    expect(earned('ama', [watched(0, 0, { verdicts, endedAt: liveAt + 75 * minute })])).toBe(1)
  })

  test('concurrent sessions count once', () => {
    const second = watched(60, 60, { sessionId: 'two', at: liveAt + 30 * minute + 4321 })
    const result = resultOf({ policy: policyFile('ama'), sessions: [watched(60), second], who: physician })
    expect(result.amount).toBe(1.5)
    expect(message(result, 'concurrent_once')).toBe(
      '29 min 56 s overlapped with another session and were counted once.',
    )
  })

  test('of three overlapping sessions, every moment counts once', () => {
    const at = (minutes: number, from: number) =>
      watched(minutes, minutes, { sessionId: `from ${from}`, at: liveAt + from * minute + from * 77 })
    const result = resultOf({
      policy: policyFile('ama'),
      sessions: [at(60, 0), at(60, 20), at(30, 40)],
      who: physician,
    })
    // 80 minutes on the clock (and 1540 ms), of 150 in slots.
    expect(result.amount).toBe(1.25)
    expect(message(result, 'concurrent_once')).toBe(
      '69 min 58 s overlapped with another session and were counted once.',
    )
  })

  test('time that was claimed in another activity is not paid again, and only that', () => {
    const claimedFor = (minutes: number) => {
      const time = [{ from: liveAt - minute, to: liveAt + minutes * minute }]
      const who = learner('physician', { paid: [{ activityId: 'other', policyId: 'ama', time }] })
      return resultOf({ policy: policyFile('ama'), sessions: [watched(60)], who })
    }
    expect(claimedFor(30)).toMatchObject({ eligible: true, amount: 0.5 })
    expect(message(claimedFor(30), 'claimed_elsewhere')).toBe(
      '30 minutes were claimed for other credit already, and no minute earns twice.',
    )
    expect(claimedFor(60)).toMatchObject({ eligible: false, amount: 0, earned: 0 })
    expect(blocking(claimedFor(60))).toEqual(['below_least'])
    expect(claimedFor(0)).toMatchObject({ amount: 1 })
  })

  test('no least share is asked for: what was watched counts', () => {
    expect(earned('ama', [watched(47, 60)])).toBe(0.75)
    expect(earned('ama', [watched(284, 360)])).toBe(4.75)
  })

  test('credit never exceeds the designation', () => {
    const result = resultOf({
      policy: policyFile('ama'),
      sessions: [watched(80)],
      who: physician,
      maximum: 1,
    })
    expect(result).toMatchObject({ eligible: true, amount: 1, earned: 1, maximum: 1 })
    expect(message(result, 'capped')).toBe(
      'The activity is designated for at most 1.00 AMA PRA Category 1 Credit™; your time would be worth 1.25 AMA PRA Category 1 Credits™.',
    )
  })

  test.each([
    ['a moment before', liveAt - 1, 1, []],
    ['as it began', liveAt, 0, ['designated_late']],
    ['afterwards', liveAt + day, 0, ['designated_late']],
  ])('designated %s', (_, designatedAt, amount, reasons) => {
    const result = resultOf({
      policy: policyFile('ama'),
      sessions: [watched(60)],
      who: physician,
      designatedAt,
    })
    expect(result).toMatchObject({ amount, earned: amount })
    expect(blocking(result)).toEqual(reasons)
  })

  test('a designation between the first and the second session is too late as well', () => {
    const sessions = [watched(60), watched(60, 60, { at: liveAt + day })]
    const result = resultOf({
      policy: policyFile('ama'),
      sessions,
      who: physician,
      designatedAt: liveAt + minute,
    })
    expect(result.earned).toBe(0)
  })

  test('the certificate says what was watched and that the learner claims what matches the participation', () => {
    const { certificate, title } = policyFile('ama')
    expect(title).toBe('AMA PRA Category 1 Credit™')
    expect(certificate.statements.join('\n')).toContain(
      'The {{provider}} designates this {{format}} for a maximum of {{maximum}} *AMA PRA Category 1 Credit(s)*™. Physicians should claim only the credit commensurate with the extent of their participation in the activity.',
    )
    for (const field of ['name', 'activity', 'dates', 'amount'])
      expect(certificate.statements.join('\n')).toContain(`{{${field}}}`)
  })
})

describe('ANCC contact hours', () => {
  test.each([
    ['ancc', 60, 1],
    ['ancc', 50, 0.83],
    ['ancc', 59 + 5 / 6, 0.99],
    ['ancc', 0.5, 0],
    ['ancc', 100, 1.66],
    ['ancc-50', 50, 1],
    ['ancc-50', 60, 1.2],
    ['ancc-50', 49 + 5 / 6, 0.99],
    ['ancc-50', 100, 2],
  ])('%s: %d minutes are %d, in hundredths, rounded down', (policyId, minutes, amount) => {
    expect(earned(policyId, [watched(minutes)], nurse)).toBe(amount)
  })

  test('evaluation time counts if the policy says so, and only once it is submitted', () => {
    const policy = { ...policyFile('ancc'), evaluationMinutes: 6 }
    const result = resultOf({ policy, sessions: [watched(60)], who: nurse })
    expect(result.amount).toBe(1.1)
    expect(message(result, 'evaluation_time')).toBe('The evaluation adds 6 minutes.')
    const without = resultOf({
      policy,
      sessions: [watched(60)],
      who: learner('nurse', { evaluatedAt: null }),
    })
    expect(without).toMatchObject({ eligible: false, amount: 0, earned: 1 })
  })

  test("the certificate shows the provider's address and accreditation, and no supporter", () => {
    const { certificate } = policyFile('ancc')
    expect(certificate.withAddress).toBe(true)
    expect(certificate.statements.join('\n')).toContain('is accredited as a provider of nursing continuing')
  })
})

describe('ACPE', () => {
  test.each([
    ['acpe-knowledge', 14, 0],
    ['acpe-knowledge', 15, 0.25],
    ['acpe-knowledge', 44, 0.5],
    ['acpe-application', 59, 0],
    ['acpe-application', 60, 1],
    ['acpe-practice', 15 * 60 - 1, 0],
    ['acpe-practice', 15 * 60, 15],
  ])('%s: %d minutes are %d contact hours', (policyId, minutes, amount) => {
    expect(earned(policyId, [watched(minutes)], pharmacist)).toBe(amount)
  })

  test('an application activity must be designated for an hour at least', () => {
    expect(earned('acpe-application', [watched(60)], pharmacist, 0.75)).toBe(0)
  })

  test.each([
    [15, { amount: 0.025, unit: 'CEU' }],
    [60, { amount: 0.1, unit: 'CEU' }],
    [90, { amount: 0.15, unit: 'CEU' }],
  ])('%i minutes: an hour is a tenth of a CEU', (minutes, also) => {
    const policy = policyFile('acpe-knowledge')
    expect(resultOf({ policy, sessions: [watched(minutes)], who: pharmacist }).also).toEqual(also)
  })

  test.each([
    [[], ['test_missing']],
    [[0.69], ['test_failed']],
    [[0.7], []],
    [[0.2, 0.9], []],
    [[0.9, 0.2], []],
    [[0.2, 0.3, 0.69], ['attempts_used']],
    [[0.2, 0.3, 0.4, 1], ['attempts_used']],
  ])('test scores %j: the best of three attempts must reach 0.7', (testScores, reasons) => {
    const who = learner('pharmacist', { testScores })
    const result = resultOf({ policy: policyFile('acpe-knowledge'), sessions: [watched(60)], who })
    expect(blocking(result)).toEqual(reasons)
    expect(result.eligible).toBe(reasons.length === 0)
  })

  test('an activity without a test earns nothing, and the learner cannot fix that', () => {
    const policy = policyFile('acpe-knowledge')
    const result = resultOf({ policy, sessions: [watched(60)], who: pharmacist, withTest: false })
    expect(result.reasons).toContainEqual(
      expect.objectContaining({ code: 'test_missing', blocks: true, todo: false }),
    )
  })

  test('it asks for the NABP e-Profile ID and the month and day of birth', () => {
    const identifiers = { ...pharmacist.identifiers, nabpId: '', birthMonth: null, birthDay: null }
    const policy = policyFile('acpe-knowledge')
    const result = resultOf({ policy, sessions: [watched(60)], who: learner('pharmacist', { identifiers }) })
    expect(blocking(result)).toEqual(['profile_missing'])
    expect(message(result, 'profile_missing')).toBe(
      'Add your NABP e-Profile ID, month of birth and day of birth to your details.',
    )
  })

  test.each(['acpe-knowledge', 'acpe-application', 'acpe-practice'])(
    '%s: records are reported within 60 days, and claimed before that',
    (policyId) => {
      const policy = policyFile(policyId)
      expect(policy.reportDays).toBe(60)
      const sessions = [watched(15 * 60)]
      const end = liveAt + 15 * 60 * minute
      const at = (now: number) => resultOf({ policy, sessions, who: pharmacist, now })
      expect(blocking(at(end + 60 * day + 1))).toEqual(['deadline_passed'])
      expect(at(end + minute).claimBy).toBeLessThan(end + 60 * day)
    },
  )

  test('our document is a statement of participation with the UAN; the official record is in CPE Monitor', () => {
    const { certificate, professions: who } = policyFile('acpe-knowledge')
    expect(who).toEqual(['pharmacist', 'pharmacy_technician'])
    expect(certificate.title).toBe('Statement of participation')
    expect(certificate.statements.join('\n')).toMatch(/UAN \{\{uan\}\}[\s\S]*\{\{also\}\}[\s\S]*CPE Monitor/)
  })
})

describe('EACCME', () => {
  const checked = { checks: { answered: 3, missed: 0 } }

  test.each([
    [29, 0],
    [30, 0.5],
    [59, 0.5],
    [60, 1],
    [90, 1.5],
    [119, 1.5],
    [120, 2],
  ])('%i minutes are %d: half an ECMEC for each half hour', (minutes, amount) => {
    expect(earned('eaccme', [watched(minutes, minutes, checked)])).toBe(amount)
  })

  test('what was designated in halves is given in halves', () => {
    const long = Array.from({ length: 5 }, (_, i) =>
      watched(240, 240, { at: liveAt + i * day, on: `2027-01-0${i + 1}`, ...checked }),
    )
    expect(earned('eaccme', long, physician, 19.5)).toBe(19.5)
  })

  test('one day gives 8 at most, however long it is', () => {
    const on = (day_: string, hours: number, at: number) =>
      watched(hours * 60, hours * 60, { at, on: day_, ...checked })
    const days = [on('2027-01-15', 10, liveAt), on('2027-01-16', 3, liveAt + day)]
    const result = resultOf({ policy: policyFile('eaccme'), sessions: days, who: physician })
    expect(result.amount).toBe(11)
    expect(message(result, 'daily_maximum')).toBe(
      'No more than 8.0 ECMEC®s are given for one day, which 120 minutes are above.',
    )
    expect(earned('eaccme', [on('2027-01-15', 8, liveAt)])).toBe(8)
  })

  test('participation must be confirmed: missed checks leave no credit', () => {
    const policy = policyFile('eaccme')
    const resultWith = (answered: number, missed: number) =>
      resultOf({ policy, sessions: [watched(60, 60, { checks: { answered, missed } })], who: physician })
    expect(resultWith(3, 1).amount).toBe(1)
    expect(blocking(resultWith(2, 1))).toEqual(['checks_below'])
    expect(message(resultWith(2, 1), 'checks_below')).toBe(
      'You answered 2 of 3 attention checks (66%); 75% is needed.',
    )
    // No answers at all never suffice.
    expect(blocking(resultWith(0, 0))).toEqual(['checks_below'])
    expect(message(resultWith(0, 0), 'checks_below')).toBe(
      'You answered no attention check and no poll that counts as one; 75% is needed.',
    )
  })

  test('it is reported within four weeks and must be claimed before', () => {
    const { reportDays, claimDays } = policyFile('eaccme')
    expect(reportDays).toBe(28)
    expect(claimDays).toBeLessThan(28)
  })
})

describe('Germany', () => {
  test.each([
    [71, 90, 0],
    [72, 90, 2],
    [80, 90, 2],
    [90, 90, 2],
  ])('%i of %i minutes give %i of 2 points: all of them or none', (minutes, of, amount) => {
    expect(earned('germany', [watched(minutes, of)], physician, 2)).toBe(amount)
  })

  test('one of two sessions of one measure gives nothing', () => {
    const second = watched(0, 90, { at: liveAt + day })
    expect(earned('germany', [watched(90), second], physician, 4)).toBe(0)
  })

  test('with a measure for each day, each day gives its own points', () => {
    const days = [
      watched(90, 90, { on: '2027-01-15' }),
      watched(10, 90, { on: '2027-01-16', at: liveAt + day }),
    ]
    const results = resultsOf({
      policy: policyFile('germany'),
      sessions: days,
      who: physician,
      maximum: 2,
      per: 'day',
    })
    expect(results.map(({ part, amount }) => [part?.id, amount])).toEqual([
      ['2027-01-15', 2],
      ['2027-01-16', 0],
    ])
  })

  test('it asks for the EFN', () => {
    const who = learner('physician', { identifiers: { ...physician.identifiers, efn: '' } })
    const result = resultOf({ policy: policyFile('germany'), sessions: [watched(45)], who, maximum: 1 })
    expect(blocking(result)).toEqual(['profile_missing'])
    expect(message(result, 'profile_missing')).toBe('Add your EFN to your details.')
  })
})

describe('Italy ECM', () => {
  const policy = policyFile('italy-ecm')

  test.each([
    [53, 60, ['share_below']],
    [54, 60, []],
    [60, 60, []],
  ])(
    '%i of %i minutes: nine tenths of the activity must have been watched',
    (credited, possible, reasons) => {
      const result = resultOf({ policy, sessions: [watched(credited, possible)], who: physician })
      expect(blocking(result)).toEqual(reasons)
      expect(result.earned > 0).toBe(reasons.length === 0)
    },
  )

  test('the event gives the credits that the provider computed for it, or none', () => {
    const of = (minutes: number) => earned('italy-ecm', [watched(minutes, 120)], physician, 3)
    expect(of(120)).toBe(3)
    expect(of(108)).toBe(3)
    expect(of(107)).toBe(0)
  })

  test('the share is one of all sessions together', () => {
    const resultWith = (second: number) =>
      resultOf({
        policy,
        sessions: [watched(60), watched(second, 60, { at: liveAt + day })],
        who: physician,
        maximum: 3,
      })
    expect(resultWith(48).amount).toBe(3)
    expect(message(resultWith(48), 'given_whole')).toMatch(/is given whole or not at all: 3.0 crediti ECM/)
    expect(resultWith(47)).toMatchObject({ amount: 0, earned: 0 })
    expect(message(resultWith(47), 'share_below')).toBe(
      'You watched 107 of 120 minutes (89%); 90% is needed.',
    )
  })

  test.each([
    [[0.74], ['test_failed']],
    [[0.75], []],
    [[], ['test_missing']],
    [[0, 0, 0, 0, 0, 0.75], []],
  ])('test scores %j: three quarters are needed', (testScores, reasons) => {
    const result = resultOf({ policy, sessions: [watched(60)], who: learner('nurse', { testScores }) })
    expect(blocking(result)).toEqual(reasons)
  })

  test.each(professions)('it is for everybody: %s', (profession) => {
    expect(resultOf({ policy, sessions: [watched(60)], who: learner(profession), maximum: 1.5 }).amount).toBe(
      1.5,
    )
  })
})

describe('Royal College of Physicians and Surgeons of Canada', () => {
  test.each([
    [14, 0],
    [15, 0.25],
    [59, 0.75],
    [60, 1],
  ])('%i minutes are %d', (minutes, amount) => {
    expect(earned('royal-college', [watched(minutes)])).toBe(amount)
  })
})

describe('participation, for everyone else', () => {
  test('the certificate states the designated credit and that it awards none of it', () => {
    const { certificate, title } = policyFile('participation')
    expect(title).toBe('Certificate of participation')
    expect(certificate.statements.join('\n')).toMatch(/attended[\s\S]*designated for \{\{designations\}\}/)
  })

  test('it requires no evaluation, test or number', () => {
    const who = learner('other', {
      evaluatedAt: null,
      testScores: [],
      identifiers: { ...physician.identifiers, npi: '' },
    })
    const result = resultOf({ policy: policyFile('participation'), sessions: [watched(60)], who })
    expect(result).toMatchObject({ eligible: true, amount: 1 })
    expect(codes(result)).toEqual(['time_credited'])
  })
})

test.each<[Profession, string]>([
  ['nurse', 'ancc'],
  ['nurse', 'ancc-50'],
  ['pharmacist', 'acpe-knowledge'],
  ['pharmacy_technician', 'acpe-knowledge'],
  ['other', 'participation'],
])('accreditors set no share: for a %s, %s demands four fifths of a session', (profession, policyId) => {
  const policy = policyFile(policyId)
  const resultWith = (minutes: number) =>
    resultOf({ policy, sessions: [watched(minutes, 60)], who: learner(profession) })
  expect(resultWith(48).earned).toBeGreaterThan(0)
  expect(resultWith(47 + 5 / 6)).toMatchObject({ eligible: false, amount: 0, earned: 0 })
  expect(message(resultWith(47 + 5 / 6), 'share_below')).toBe(
    'You watched 47 min 50 s of 60 min (79%); 80% is needed.',
  )
})
