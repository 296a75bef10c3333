// Parts of an activity that are claimed by themselves, and when a claim can be made.
import { describe, expect, test } from '@jest/globals'
import type { Designation } from './credit.ts'
import type { CreditPolicy } from './creditPolicy.ts'
import { earnedOf, timeFor } from './creditRules.ts'
import type { WatchedSession } from './creditTime.ts'
import { talksIn } from './facultyCredit.ts'
import { msOf } from './slots.ts'
import {
  blocking,
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

const ama = policyFile('ama')
const acpe = policyFile('acpe-knowledge')
const physician = learner('physician')
const pharmacist = learner('pharmacist')
const planned = (endsAt: number, facts: Partial<WatchedSession> = {}): WatchedSession =>
  watched(0, 0, { liveAt: null, endedAt: null, settled: false, endsAt, sessionId: 'later', ...facts })

function earned(
  designation: Partial<Designation>,
  sessions: readonly WatchedSession[],
  { policy = ama, who = physician, others = [] as CreditPolicy[] } = {},
) {
  const designations = [{ policyId: policy.id, maximum: 1, designatedAt: 1, number: '', ...designation }]
  const now = liveAt + 400 * day
  return earnedOf({ id: 'series', designations, test: [] }, [policy, ...others], sessions, who, now)
}

describe('a series', () => {
  const weekly = [0, 1, 2].map((week) =>
    watched(week === 1 ? 30 : 60, 60, {
      sessionId: `week-${week}`,
      title: `Week ${week}`,
      at: liveAt + week * 7 * day,
    }),
  )

  test('each session is designated, earned and dated by itself', () => {
    const parts = earned({ per: 'session' }, weekly)
    expect(parts.map(({ result }) => [result.part, result.earned, result.maximum])).toEqual([
      [{ id: 'week-0', title: 'Week 0' }, 1, 1],
      [{ id: 'week-1', title: 'Week 1' }, 0.5, 1],
      [{ id: 'week-2', title: 'Week 2' }, 1, 1],
    ])
    expect(parts.map(({ endedAt }) => endedAt)).toEqual(weekly.map(({ endedAt }) => endedAt))
  })

  test('one session can have a maximum of its own', () => {
    const maximums = [{ partId: 'week-2', maximum: 0.5 }]
    const parts = earned({ per: 'session', maximums }, weekly)
    expect(parts.map(({ result }) => result.earned)).toEqual([1, 0.5, 0.5])
  })

  test('a session can be claimed as soon as it has ended, whatever is still to come', () => {
    const next = planned(liveAt + 8 * day, { sessionId: 'next' })
    const results = resultsOf({ policy: ama, sessions: [weekly[0]!, next], who: physician, per: 'session' })
    expect(results.map(({ eligible }) => eligible)).toEqual([true, false])
  })

  test('a policy that counts by unit needs no word about it', () => {
    const policy = { ...ama, calculates: 'by_unit' as const }
    expect(earned({}, weekly, { policy })).toHaveLength(3)
  })

  test('a session that was approved after another one had begun is not late', () => {
    const parts = earned({ per: 'session', designatedAt: liveAt + day }, weekly)
    expect(parts.map(({ result }) => result.earned)).toEqual([0, 0.5, 1])
  })
})

describe('the date and the deadlines are the learner’s own', () => {
  const first = watched(60)
  const end = first.endedAt!
  const missed = watched(0, 60, { sessionId: 'last', at: liveAt + 70 * day })

  test('days for claiming count from the last session in which the person took part', () => {
    const at = (now: number) => resultOf({ policy: acpe, sessions: [first, missed], who: pharmacist, now })
    expect(at(end + 44 * day)).toMatchObject({ eligible: true, claimBy: end + 59 * day })
    expect(blocking(at(end + 75 * day))).toEqual(['deadline_passed'])
  })

  test('the dates are those of the time that counts', () => {
    const [only] = earned({ maximum: 2 }, [first, missed])
    expect(only).toMatchObject({ attended: { from: liveAt, to: end }, endedAt: end })
    const late = watched(0, 0, { verdicts: [...pause(5), ...there(20)], at: liveAt })
    expect(earned({}, [late])[0]!.attended).toEqual({ from: liveAt + 5 * minute, to: liveAt + 25 * minute })
  })

  test('a claim that would come too late does not wait for the last session', () => {
    const far = planned(end + 69 * day)
    expect(
      resultOf({ policy: acpe, sessions: [first, far], who: pharmacist, now: end + minute }),
    ).toMatchObject({
      eligible: true,
      amount: 1,
    })
  })

  test('it waits for a session that leaves enough days, and not for one that was never held', () => {
    const soon = planned(end + day)
    const at = (now: number) => resultOf({ policy: acpe, sessions: [first, soon], who: pharmacist, now })
    expect(blocking(at(end + minute))).toEqual(['not_ended'])
    expect(at(end + 3 * day)).toMatchObject({ eligible: true, claimBy: end + 59 * day })
  })

  test('it waits for a session that the person is in', () => {
    const running = watched(20, 20, { sessionId: 'now', at: end + 50 * day, endedAt: null, settled: false })
    const result = resultOf({
      policy: acpe,
      sessions: [first, running],
      who: pharmacist,
      now: end + 50 * day,
    })
    expect(blocking(result)).toEqual(['not_ended'])
  })

  test('what is given whole waits for its end, and its days count from there', () => {
    const policy = policyFile('italy-ecm')
    const sessions = [watched(95, 95), watched(0, 5, { sessionId: 'two', at: liveAt + 30 * day })]
    const now = liveAt + 40 * day
    const far = planned(end + 200 * day)
    expect(blocking(resultOf({ policy, sessions: [sessions[0]!, far], who: physician, now }))).toEqual([
      'not_ended',
    ])
    expect(resultOf({ policy, sessions, who: physician, now, maximum: 2 })).toMatchObject({
      eligible: true,
      amount: 2,
      claimBy: sessions[1]!.endedAt! + 60 * day,
    })
  })

  test('granted minutes can be claimed for days of their own', () => {
    const grantedAt = end + 95 * day
    const at = (now: number) =>
      resultOf({ policy: ama, sessions: [{ ...first, grantedAt }], who: physician, now })
    expect(at(grantedAt + 29 * day)).toMatchObject({ eligible: true, claimBy: grantedAt + 30 * day })
    expect(blocking(at(grantedAt + 31 * day))).toEqual(['deadline_passed'])
    const early = resultOf({
      policy: ama,
      sessions: [{ ...first, grantedAt: end + day }],
      who: physician,
    })
    expect(early.claimBy).toBe(end + 90 * day)
  })
})

describe('one minute is paid once', () => {
  const hour = [{ from: liveAt, to: liveAt + 60 * minute }]
  const claimed = (policyId: string, activityId = 'series') => ({ activityId, policyId, time: hour })
  const amount = (paid: ReturnType<typeof claimed>[], others: CreditPolicy[]) =>
    earned({}, [watched(60)], { who: learner('physician', { paid }), others })[0]!.result.earned

  test('a claim takes nothing from itself', () => {
    expect(amount([claimed('ama')], [])).toBe(1)
  })

  test('another policy takes its minutes, unless one of the two says that they go together', () => {
    const other = { ...ama, id: 'other' }
    expect(amount([claimed('other')], [other])).toBe(0)
    expect(amount([claimed('other')], [{ ...other, paidWith: ['ama'] }])).toBe(1)
    // Of another activity they were for another session at the same time.
    expect(amount([claimed('other', 'elsewhere')], [{ ...other, paidWith: ['ama'] }])).toBe(0)
    // A policy that nobody has any more says nothing.
    expect(amount([claimed('gone')], [])).toBe(0)
  })

  test('the same policy in another activity takes them in any case', () => {
    expect(amount([claimed('ama', 'elsewhere')], [])).toBe(0)
  })

  test('what is given whole takes all its time, and is not given for what is left of it', () => {
    const germany = policyFile('germany')
    expect(timeFor(1, hour, [], germany)).toEqual(hour)
    const paid = [{ ...claimed('ama', 'elsewhere'), time: [{ from: liveAt, to: liveAt + 30 * minute }] }]
    const result = earned({}, [watched(60)], { policy: germany, who: learner('physician', { paid }) })[0]!
      .result
    expect(blocking(result)).toContain('share_below')
    expect(result.reasons.find(({ code }) => code === 'share_below')?.message).toBe(
      'You watched 60 of 60 minutes (100%), but 30 minutes of that counted for credit that was claimed already; 80% is needed.',
    )
  })

  test('an amount takes as many minutes as it is worth, those watched alone first', () => {
    const shared = [{ from: liveAt, to: liveAt + 30 * minute }]
    expect(timeFor(0.5, hour, shared, ama)).toEqual([
      { from: liveAt + 30 * minute, to: liveAt + 60 * minute },
    ])
    expect(msOf(timeFor(0.75, hour, shared, ama))).toBe(45 * minute)
    // 53 minutes are worth a whole credit, and no more than these are taken.
    expect(msOf(timeFor(1, [{ from: liveAt, to: liveAt + 53 * minute }], [], ama))).toBe(53 * minute)
  })
})

test('a session that begins on the other side of midnight stays in the day of its plan, with its number', () => {
  const [first, second] = ['2760000000000000001', '2760000000000000002']
  const numbers = [
    { number: first!, on: '2027-03-27' },
    { number: second!, on: '2027-03-28' },
  ]
  const designation = { per: 'day' as const, maximum: 2, numbers }
  const days = (sessions: WatchedSession[]) =>
    earned(designation, sessions, { policy: { ...policyFile('germany'), claimDays: null } }).map(
      ({ result }) => [result.part?.id, result.earned, blocking(result)],
    )
  const noon = watched(90, 90, { sessionId: 'noon', on: '2027-03-27' })
  const at = liveAt + 12 * 60 * minute
  // Planned for midnight, and begun two minutes early; and planned before it, and begun late.
  const early = watched(50, 90, { sessionId: 'early', at, on: '2027-03-27', plannedOn: '2027-03-28' })
  const late = watched(90, 90, { sessionId: 'late', at, on: '2027-03-28', plannedOn: '2027-03-27' })
  expect(days([noon, early])).toEqual([
    ['2027-03-27', 2, []],
    ['2027-03-28', 0, ['share_below']],
  ])
  expect(days([late])).toEqual([['2027-03-27', 2, []]])
})

test('pharmacists and technicians need a number of their own', () => {
  const number = '1234-0000-27-001-L01-P'
  const technician = learner('pharmacy_technician')
  const of = (designation: Partial<Designation>, who: typeof technician) =>
    blocking(
      earned(designation, [watched(60)], {
        policy: { ...acpe, test: null, claimDays: null, reportDays: null },
        who,
      })[0]!.result,
    )
  expect(of({ number }, pharmacist)).toEqual([])
  expect(of({ number }, technician)).toEqual(['number_missing'])
  const numbers = [{ number: '1234-0000-27-001-L01-T', profession: 'pharmacy_technician' as const }]
  expect(of({ number, numbers }, technician)).toEqual([])
})

describe('faculty', () => {
  const faculty: CreditPolicy = { ...ama, id: 'ama-faculty', audience: 'faculty', minutesPerUnit: 30 }
  const talk = (title: string, at: number, minutes = 60) =>
    watched(0, minutes, { title, sessionId: title, at, presented: there(minutes) })

  test('an hour presented is two credits, and is no learner’s credit', () => {
    const designations = [faculty, ama].map(({ id }) => ({
      policyId: id,
      maximum: 4,
      designatedAt: 1,
      number: '',
    }))
    const results = earnedOf(
      { designations, test: [] },
      [faculty, ama],
      [talk('One', liveAt)],
      physician,
      liveAt + 2 * day,
    )
    expect(results.map(({ result }) => [result.policyId, result.amount])).toEqual([
      ['ama', 0],
      ['ama-faculty', 2],
    ])
  })

  test('a talk that is given again counts once', () => {
    const talks = [talk('Sepsis', liveAt), talk('  sepsis ', liveAt + day), talk('Shock', liveAt + 2 * day)]
    expect(earned({ maximum: 10 }, talks, { policy: faculty })[0]!.result.earned).toBe(4)
  })

  test.each<[string, [minutes: number, dark: number][], number]>([
    [
      'broken off, and given at length the next day',
      [
        [5, 55],
        [60, 0],
      ],
      2,
    ],
    [
      'never on air, and given the next day',
      [
        [0, 60],
        [60, 0],
      ],
      2,
    ],
    [
      'given at length, and in short the next day',
      [
        [60, 0],
        [30, 30],
      ],
      2,
    ],
    [
      'broken off twice',
      [
        [10, 50],
        [15, 45],
      ],
      0.5,
    ],
  ])('of a talk %s the longest counts', (_what, times, credits) => {
    const talks = times.map(([minutes, dark], i) => ({
      ...talk('Sepsis', liveAt + i * day),
      sessionId: String(i),
      presented: [...there(minutes), ...Array<'off_air'>(dark * 6).fill('off_air')],
    }))
    const [given] = earned({ maximum: 10 }, talks, { policy: faculty })
    expect(given!.result.earned).toBe(credits)
  })

  describe('a talk that was claimed elsewhere', () => {
    /** What was claimed of a talk of so many minutes, as the server stores it. */
    function claimOf(minutes: number, how: { activityId?: string; partId?: string } = {}) {
      const [given] = earned({ maximum: 10 }, [talk('Sepsis', liveAt - 30 * day, minutes)], {
        policy: faculty,
      })
      const { own, talks, result } = given!
      const time = timeFor(result.earned, own, [], faculty)
      return {
        ...{ activityId: 'elsewhere', policyId: faculty.id, time, ...how },
        talks: talksIn(time, talks!, result.earned, faculty),
      }
    }
    const again = (minutes: number, paid: ReturnType<typeof claimOf>[], title = 'SEPSIS') =>
      earned({ maximum: 10 }, [talk(title, liveAt, minutes)], {
        policy: faculty,
        who: learner('physician', { paid }),
      })[0]!.result

    test.each([
      [60, 60, 0],
      [30, 60, 1],
      [60, 30, 0],
      // 56 min 15 s were rounded up to an hour.
      [56.25, 60, 0],
      [10, 45, 1.25],
    ])('for %d minutes earns for %d minutes what is left: %d', (before, minutes, amount) => {
      expect(again(minutes, [claimOf(before)]).earned).toBe(amount)
    })

    test('says why; another talk earns in full, and so does one whose claim was revoked', () => {
      const result = again(60, [claimOf(60)])
      expect(message(result, 'concurrent_once')).toBe(
        'A talk that is given again counts once, and 60 minutes of this was claimed where it was given before. A talk with another title is another one.',
      )
      expect(again(60, [claimOf(60)], 'Shock').earned).toBe(2)
      expect(again(60, []).earned).toBe(2)
    })

    test('in another session of a series that is claimed by itself counts once, too', () => {
      const talks = [10, 60].map((minutes, i) => ({
        ...talk('Sepsis', liveAt + i * day, minutes),
        sessionId: `day-${i}`,
      }))
      const paid = [claimOf(10, { activityId: 'series', partId: 'day-0' })]
      const parts = earned({ maximum: 10, per: 'session' }, talks, {
        policy: faculty,
        who: learner('physician', { paid }),
      })
      // 10 minutes were worth 0.25, which is 7 min 30 s.
      expect(parts.map(({ result }) => [result.part?.id, result.earned])).toEqual([['day-1', 1.75]])
    })
  })

  test('credit that was designated after the activity had begun is none, although the talk came later', () => {
    const talks = [watched(60), talk('Sepsis', liveAt + 2 * day)]
    const given = earned({ maximum: 10, designatedAt: liveAt + day }, talks, { policy: faculty })
    expect(given[0]!.result).toMatchObject({ earned: 0, amount: 0 })
    expect(blocking(given[0]!.result)).toContain('designated_late')
  })

  test('the reasons say what was presented, and that those who share a session claim their own part', () => {
    const { result } = earned({ maximum: 10 }, [talk('Sepsis', liveAt)], { policy: faculty })[0]!
    expect(message(result, 'time_credited')).toBe(
      'You presented 60 minutes, counting all of each session. Where several share one, each claims only what they presented themselves.',
    )
  })

  test('who only listened is not told about it', () => {
    expect(earned({}, [watched(60)], { policy: faculty })).toEqual([])
  })
})

test('who asks for no points of a board is served by the general policy, and keeps what it gave', () => {
  const [moc, general] = [policyFile('moc-abim'), policyFile('participation')]
  const of = (facts: Parameters<typeof learner>[1], policies = [moc, general]) => {
    const designations = policies.map(({ id }) => ({ policyId: id, maximum: 1, designatedAt: 1, number: '' }))
    const activity = { id: 'series', designations, test: [{ id: 'q' }] as never }
    const who = learner('physician', facts)
    return earnedOf(activity, policies, [watched(60)], who, liveAt + 2 * day).map(({ result }) => [
      result.policyId,
      result.earned,
    ])
  }
  expect(of({ mocWishes: [] })).toEqual([['participation', 1]])
  expect(of({ mocWishes: ['ABIM'] })).toEqual([['moc-abim', 1]])
  expect(of({ mocWishes: [] }, [moc, general, ama])).toEqual([['ama', 1]])
  const time = [{ from: liveAt, to: liveAt + 60 * minute }]
  const paid = [{ activityId: 'series', policyId: 'participation', time }]
  expect(of({ mocWishes: ['ABIM'], paid })).toEqual([
    ['moc-abim', 0],
    ['participation', 1],
  ])
})

test('points of a board are for those who gave its id', () => {
  const policy: CreditPolicy = {
    ...ama,
    id: 'moc-abim',
    board: { id: 'ABIM', creditTypes: [] },
    requires: ['boardId', 'birthMonth', 'birthDay'],
    paidWith: ['ama'],
  }
  expect(earned({}, [watched(60)], { policy })[0]!.result).toMatchObject({ earned: 1 })
  const boardIds = { ...physician.identifiers.boardIds, ABIM: '', ABS: '99' }
  const who = learner('physician', { identifiers: { ...physician.identifiers, boardIds } })
  expect(earned({}, [watched(60)], { policy, who })).toEqual([])
})
