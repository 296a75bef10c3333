// Until when credit can be claimed and tested, by the days of the calendar where the conference is.
import { describe, expect, test } from '@jest/globals'
import type { CreditPolicy } from './creditPolicy.ts'
import type { WatchedSession } from './creditRules.ts'
import { reportLimit, reportsFrom } from './creditWaiting.ts'
import { named } from './subject.ts'
import {
  blocking,
  type Case,
  day,
  learner,
  message,
  minute,
  policyFile,
  resultOf,
  watched,
} from './testing/testCredit.ts'

const acpe = policyFile('acpe-knowledge')
const ama = policyFile('ama')
const italy = policyFile('italy-ecm')
const germany = policyFile('germany')
const berlin = 'Europe/Berlin'
const pharmacist = learner('pharmacist')
const physician = learner('physician')
const moment = (iso: string): number => Date.parse(iso)
/** An hour that ends at a moment, wholly watched. */
const hour = (ends: string, more: Partial<WatchedSession> = {}) =>
  watched(60, 60, { at: moment(ends) - 60 * minute, ...more })
const at = (now: string | number, of: Pick<Case, 'policy' | 'sessions' | 'who'> & Partial<Case>) =>
  resultOf({ timeZone: berlin, maximum: 3, ...of, now: typeof now === 'string' ? moment(now) : now })
const byUnit = { ...ama, calculates: 'by_unit' } satisfies CreditPolicy

describe('the last day is whole', () => {
  test.each<[string, string, string, string]>([
    ['a session in the evening', berlin, '2027-01-15T21:00+01:00', '2027-03-15T23:59:59.999+01:00'],
    ['a session just after midnight', berlin, '2027-01-16T01:00+01:00', '2027-03-16T23:59:59.999+01:00'],
    ['clocks that change in between', berlin, '2027-02-15T21:00+01:00', '2027-04-15T23:59:59.999+02:00'],
    ['a zone far west of UTC', 'Pacific/Honolulu', '2027-01-15T21:00-10:00', '2027-03-15T23:59:59.999-10:00'],
    ['a zone far east of UTC', 'Pacific/Auckland', '2027-01-15T09:00+13:00', '2027-03-15T23:59:59.999+13:00'],
    ['a leap year', berlin, '2028-01-15T21:00+01:00', '2028-03-14T23:59:59.999+01:00'],
  ])('59 days after %s', (_what, timeZone, ended, last) => {
    const of = { policy: acpe, sessions: [hour(ended)], who: pharmacist, timeZone }
    expect(at(last, of)).toMatchObject({ eligible: true, claimBy: moment(last) })
    expect(blocking(at(moment(last) + 1, of))).toEqual(['deadline_passed'])
  })

  test('what is over says until when it was, and why', () => {
    const sessions = [hour('2027-01-15T21:00+01:00')]
    const late = at('2027-06-01T12:00Z', { policy: acpe, sessions, who: pharmacist })
    expect(message(late, 'deadline_passed')).toBe(
      'This credit could be claimed until the end of 15 March 2027, 59 days after you last took part. That time is over.',
    )
    const whole = at('2027-06-01T12:00Z', { policy: germany, sessions, who: physician })
    expect(message(whole, 'deadline_passed')).toBe(
      'This credit could be claimed until the end of 14 February 2027, 30 days after the end. That time is over.',
    )
    const subject = named('Ana Ruiz')
    const hers = at('2027-06-01T12:00Z', {
      policy: ama,
      sessions: [hour('2027-01-15T21:00+01:00', { grantedAt: moment('2027-04-20T10:00Z') })],
      who: { ...physician, subject },
    })
    expect(message(hers, 'deadline_passed')).toBe(
      'This credit could be claimed until the end of 20 May 2027, 30 days after minutes were granted. That time is over.',
    )
  })
})

describe('the days are the learner’s own', () => {
  // 23:30 to 0:30; the person left at 23:50.
  const overMidnight = watched(20, 60, { at: moment('2027-01-15T23:30+01:00') })

  test('they count from the last moment that counts, and those of what is whole from its end', () => {
    const policy = { ...acpe, minimumShare: 0 }
    expect(at('2027-01-16T12:00Z', { policy, sessions: [overMidnight], who: pharmacist }).claimBy).toBe(
      moment('2027-03-15T23:59:59.999+01:00'),
    )
    const share = { ...italy, minimumShare: 0.3 }
    expect(at('2027-01-16T12:00Z', { policy: share, sessions: [overMidnight], who: physician }).claimBy).toBe(
      moment('2027-03-17T23:59:59.999+01:00'),
    )
  })

  test('a session over midnight is of the day on which it began, for whoever stayed to its end too', () => {
    const stayed = watched(60, 60, { at: moment('2027-01-15T23:30+01:00') })
    const of = { policy: { ...acpe, minimumShare: 0 }, who: pharmacist }
    expect(at('2027-01-16T12:00Z', { ...of, sessions: [stayed] }).claimBy).toBe(
      moment('2027-03-15T23:59:59.999+01:00'),
    )
    const granted = { ...stayed, grantedAt: moment('2027-03-10T09:00Z') }
    expect(at('2027-03-16T12:00Z', { ...of, sessions: [granted] }).claimBy).toBe(
      moment('2027-03-16T23:59:59.999+01:00'),
    )
  })

  test('the register counts from the same date', () => {
    const from = (policy: CreditPolicy) =>
      reportsFrom(policy, moment('2027-01-16T00:30+01:00'), moment('2027-01-15T23:50+01:00'))
    expect(reportLimit(acpe, from(acpe), berlin)).toBe(moment('2027-03-16T23:59:59.999+01:00'))
    expect(reportLimit(italy, from(italy), berlin)).toBe(moment('2027-04-16T23:59:59.999+02:00'))
    expect(reportLimit(ama, from(ama), berlin)).toBeNull()
  })

  test('a session that nobody ends does not keep a claim until it is lost', () => {
    const first = hour('2027-01-15T21:00+01:00')
    const open = watched(0, 60, {
      ...{ sessionId: 'open', at: moment('2027-01-20T10:00Z'), endsAt: moment('2027-01-20T11:00Z') },
      ...{ endedAt: null, settled: false },
    })
    const of = { policy: acpe, sessions: [first, open], who: pharmacist }
    expect(blocking(at('2027-02-10T12:00Z', of))).toEqual(['not_ended'])
    expect(at('2027-02-16T12:00Z', of)).toMatchObject({
      amount: 1,
      claimBy: moment('2027-03-15T23:59:59.999+01:00'),
    })
  })
})

describe('minutes that were granted', () => {
  const ended = '2027-01-15T21:00+01:00'
  const granted = (grantedAt: string) => [hour(ended, { grantedAt: moment(grantedAt) })]

  test.each<[string, CreditPolicy, string, string]>([
    ['after the deadline', ama, '2027-05-01T09:00Z', '2027-05-31T23:59:59.999+02:00'],
    ['on the last day', ama, '2027-04-15T09:00Z', '2027-05-15T23:59:59.999+02:00'],
    ['long before the deadline', ama, '2027-01-20T09:00Z', '2027-04-15T23:59:59.999+02:00'],
    ['for one session of a series', byUnit, '2027-05-01T09:00Z', '2027-05-31T23:59:59.999+02:00'],
    ['for what is given whole', germany, '2027-03-01T09:00Z', '2027-03-31T23:59:59.999+02:00'],
  ])('%s', (_what, policy, grantedAt, last) => {
    const of = { policy, sessions: granted(grantedAt), who: physician }
    expect(at(last, of)).toMatchObject({ eligible: true, claimBy: moment(last) })
    expect(blocking(at(moment(last) + 1, of))).toEqual(['deadline_passed'])
  })

  test('twice: the last grant sets the time', () => {
    const sessions = [
      hour(ended, { grantedAt: moment('2027-05-01T09:00Z') }),
      hour('2027-01-16T21:00+01:00', { sessionId: 'two', grantedAt: moment('2027-05-20T09:00Z') }),
    ]
    expect(at('2027-06-19T21:00Z', { policy: ama, sessions, who: physician })).toMatchObject({ amount: 2 })
  })

  test('can be claimed no later than the register takes a record', () => {
    const of = { policy: acpe, sessions: granted('2027-03-10T09:00Z'), who: pharmacist }
    const last = moment('2027-03-16T23:59:59.999+01:00')
    expect(at(last, of)).toMatchObject({ eligible: true, claimBy: last })
    expect(message(at(last + 1, of), 'deadline_passed')).toBe(
      'This credit could be claimed until the end of 16 March 2027, 60 days after you last took part, while its register takes records. That time is over.',
    )
    const afterwards = granted('2027-04-10T09:00Z')
    expect(at('2027-04-11T09:00Z', { ...of, sessions: afterwards })).toMatchObject({ amount: 0 })
  })

  test('of one session of a series reopen that session alone', () => {
    const sessions = [
      hour(ended),
      ...granted('2027-05-01T09:00Z').map((one) => ({ ...one, sessionId: 'two' })),
    ]
    const amounts = sessions.map(
      (session) => at('2027-05-02T09:00Z', { policy: byUnit, sessions: [session], who: physician }).amount,
    )
    expect(amounts).toEqual([0, 1])
  })
})

describe('the days of a test', () => {
  const sessions = [
    watched(120, 120, { at: moment('2027-01-15T19:00+01:00'), grantedAt: moment('2027-03-20T09:00Z') }),
  ]
  const policy = { ...italy, test: { minimumScore: 0.75, attempts: null, days: 3 } }
  const tested = (score: number, when: string) =>
    learner('physician', { testScores: [score], testedAt: [moment(when)] })
  const untested = learner('physician', { testScores: [], testedAt: [] })

  test('the last of them is whole', () => {
    const of = { policy, sessions }
    expect(at('2027-01-20T09:00Z', { ...of, who: tested(0.75, '2027-01-18T22:59:59Z') }).amount).toBe(3)
    expect(blocking(at('2027-01-20T09:00Z', { ...of, who: tested(0.75, '2027-01-18T23:00Z') }))).toEqual([
      'test_late',
    ])
  })

  test('until then it is to do, by that day; afterwards nobody is sent to it', () => {
    const of = { policy, sessions, who: untested }
    expect(at('2027-01-16T09:00Z', of).reasons.find(({ code }) => code === 'test_missing')).toMatchObject({
      todo: true,
      by: moment('2027-01-18T23:59:59.999+01:00'),
    })
    const late = at('2027-01-19T09:00Z', of).reasons.filter(({ blocks }) => blocks)
    expect(late).toMatchObject([{ code: 'test_late', todo: false, by: null }])
    expect(late[0]!.message).toBe(
      'The test is taken within 3 days of the end. You did not take it in that time.',
    )
    const failed = at('2027-01-19T09:00Z', { ...of, who: tested(0.749, '2027-01-16T09:00Z') })
    expect(failed.reasons.filter(({ blocks }) => blocks)).toMatchObject([
      {
        code: 'test_failed',
        todo: false,
        message: expect.stringMatching(/74%.*The time for the test is over/),
      },
    ])
  })
})

test('what was computed before time zones were kept is computed by moments again', () => {
  const sessions = [hour('2027-01-15T21:00+01:00')]
  const { claimBy } = resultOf({ policy: acpe, sessions, who: pharmacist })
  expect(claimBy).toBe(sessions[0]!.endedAt! + 59 * day)
})
