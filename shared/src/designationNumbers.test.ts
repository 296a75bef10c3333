import { expect, test } from '@jest/globals'
import { conflictsOf } from './conflicts.ts'
import { creditConflicts } from './conflictsOfCredit.ts'
import type { Activity, Designation } from './credit.ts'
import { numberProblems, numbersElsewhere } from './designationNumbers.ts'
import { designationProblems, isMultiple, partProblems } from './designations.ts'
import { acpe, activityOf, ama, designatedFor, germany, nine, plannedSession } from './testing/programme.ts'

const dayMinutes = 1440
const bodies = [ama, acpe, germany]
/** Two sessions of an hour, on two days. */
const sessions = [
  plannedSession('one', 0, 180, { activityId: 'x' }),
  plannedSession('two', dayMinutes, dayMinutes + 180, { activityId: 'x' }),
]
const refused = (designation: Designation, of = sessions, changes: Partial<Activity> = {}) =>
  creditConflicts(of, {
    activities: [{ ...activityOf('x', [designation]), ...changes }],
    bodies,
    timeZone: 'Europe/Berlin',
  }).map(({ message }) => message)
const uan = (sequence: string, audience = 'P', year = '27') => `1234-0000-${year}-${sequence}-L01-${audience}`
const vnr = (n: number) => `276000000000000000${n}`

test('two numbers for the same people and part leave open which one holds', () => {
  const twice = (more: Partial<Designation>) => [...numberProblems(designatedFor('acpe', 1, more), acpe)]
  expect(twice({ number: uan('001'), numbers: [{ number: uan('002'), profession: 'pharmacist' }] })).toEqual([
    `the numbers ${uan('001')} and ${uan('002')} are both for the same people and part: give one of them`,
  ])
  expect(twice({ numbers: [{ number: uan('001') }, { number: uan('002') }] })).toHaveLength(1)
  expect(twice({ number: uan('001'), numbers: [{ number: uan('001', 'T') }] })).toEqual([])
  const ofSessions = [
    { number: uan('001'), sessionId: 'one' },
    { number: uan('002'), sessionId: 'two' },
  ]
  expect(twice({ per: 'session', numbers: ofSessions })).toEqual([])
})

test('a number for one session or day is for what is claimed by itself', () => {
  const of = (more: Partial<Designation>) => refused(designatedFor('acpe', 1, more))
  const ofSession = [{ number: uan('001'), sessionId: 'one' }]
  expect(of({ numbers: ofSession })[0]).toMatch(/no session is claimed by itself: designate it by session/)
  expect(of({ per: 'session', numbers: ofSession })).toEqual([])
  expect(of({ numbers: [{ number: uan('001'), on: '2027-03-01' }] })[0]).toMatch(/designate it by day/)
  expect(
    of({ number: uan('001'), numbers: [{ number: uan('001', 'T'), profession: 'nurse' }] }).join(),
  ).toMatch(/“nurse”, whom ACPE gives nothing/)
})

test('the points of a VNR are booked once, so each day or session has one of its own', () => {
  const of = (more: Partial<Designation>) => refused(designatedFor('germany', 4, more))
  const once = /the VNR 2760000000000000001 is for one measure, whose points are booked once/
  expect(of({ number: vnr(1) })).toEqual([])
  expect(of({ per: 'day', number: vnr(1) })).toEqual([expect.stringMatching(once)])
  expect(of({ per: 'session', number: vnr(1) })).toEqual([expect.stringMatching(once)])
  const numbers = [
    { number: vnr(1), on: '2027-03-01' },
    { number: vnr(2), on: '2027-03-02' },
  ]
  expect(of({ per: 'day', numbers })).toEqual([])
  const both = [numbers[0]!, { ...numbers[1]!, on: '2027-03-01' }]
  expect(of({ per: 'day', numbers: both })[0]).toMatch(/both for the same people and part/)
})

test('a session whose number is still to come can be planned, and is not approved', () => {
  const designation = designatedFor('acpe', 1, {
    per: 'session',
    numbers: [{ number: uan('001'), sessionId: 'one' }],
  })
  expect(refused(designation)).toEqual([])
  const found = conflictsOf({
    sessions,
    activities: [activityOf('x', [designation])],
    bodies,
    timeZone: 'Europe/Berlin',
  })
  expect(found).toMatchObject([{ code: 'number_missing', blocks: true, sessionIds: ['two'] }])
})

test('a series over the year’s end has a UAN of its first year; a session with its own may have its year', () => {
  const turn = Date.UTC(2027, 11, 20, 9) - nine
  const of = (more: Partial<Designation>) =>
    refused(
      designatedFor('acpe', 1, more),
      [0, 20 * dayMinutes].map((later, i) =>
        plannedSession(`s${i}`, turn / 60_000 + later, turn / 60_000 + later + 60, { activityId: 'x' }),
      ),
    )
  expect(of({ number: uan('001') })).toEqual([])
  expect(of({ number: uan('001', 'P', '28') })[0]).toMatch(/year 2028, and the activity begins in 2027/)
  const own = (sessionId: string, year: string) =>
    of({ per: 'session', numbers: [{ number: uan('001', 'P', year), sessionId }] })
  expect(own('s1', '28')).toEqual([])
  expect(own('s1', '27')).toEqual([])
  expect(own('s0', '28')).toHaveLength(1)
})

test('one number belongs to one activity and one designation', () => {
  const other = { ...acpe, id: 'acpe-2', title: 'ACPE, too' }
  const shared = activityOf('x', [
    designatedFor('acpe', 1, { number: uan('001') }),
    designatedFor('acpe-2', 1, { number: uan('001') }),
  ])
  expect([...designationProblems(shared, [acpe, other])]).toEqual([
    `designations.acpe-2.number: the number ${uan('001')} is given for “acpe” already`,
  ])
  const both = (...of: Parameters<typeof designatedFor>) =>
    ['x', 'y'].map((id) => activityOf(id, [designatedFor(...of)]))
  const found = (activities: Activity[]) =>
    conflictsOf({
      sessions: ['x', 'y'].map((activityId, i) =>
        plannedSession(activityId, 60 * i, 60 * i + 60, { activityId }),
      ),
      ...{ activities, bodies, timeZone: 'Europe/Berlin' },
    })
  const measures = found(both('germany', 1, { number: vnr(1) }))
  expect(measures).toMatchObject([
    { code: 'designation_number', blocks: true, sessionIds: ['x'] },
    { code: 'designation_number', blocks: true, sessionIds: ['y'] },
  ])
  expect(measures[0]!.message).toMatch(/is the one of “Activity y”, too: its points are booked once/)
  // A talk that is given again may keep its UAN.
  expect(found(both('acpe', 1, { number: uan('001') }))).toMatchObject([{ blocks: false }, { blocks: false }])
  const [first] = both('acpe', 1, { number: uan('001') })
  // What is longer, or of another kind, is not the same talk.
  const longer = activityOf('y', [designatedFor('acpe', 0.5, { number: uan('001') })])
  const [shorter] = found([first!, longer]).filter(({ activityId }) => activityId === 'x')
  expect(shorter).toMatchObject({ code: 'designation_number', blocks: true })
  expect(shorter!.message).toMatch(
    /a UAN is of one education, and that one is designated for 0.5 instead of 1/,
  )
  const kind = activityOf('y', [designatedFor('acpe-2', 1, { number: uan('001') })])
  expect([...numbersElsewhere(first!, [first!, kind], [acpe, other])]).toEqual([
    {
      policyId: 'acpe',
      isDoubt: false,
      problem: `the number ${uan('001')} is the one of “Activity y”, too: a UAN is of one kind of activity, and that one is designated for “ACPE, too”`,
    },
  ])
  const perSession = activityOf('y', [
    designatedFor('acpe', 2, {
      per: 'session',
      numbers: [{ number: uan('001'), sessionId: 's' }],
      maximums: [{ partId: 's', maximum: 1 }],
    }),
  ])
  expect([...numbersElsewhere(first!, [perSession], [acpe])]).toMatchObject([{ isDoubt: true }])
})

test('maximums belong to parts that are claimed by themselves, one for each', () => {
  const of = (more: Partial<Designation>) => [
    ...partProblems(designatedFor('ama', 1, more), ama, { sessionIds: ['one'], days: ['2027-03-01'] }),
  ]
  const maximums = [{ partId: 'one', maximum: 0.5 }]
  expect(of({ per: 'session', maximums })).toEqual([])
  expect(of({ maximums })[0]).toMatch(/claimed as a whole/)
  expect(of({ per: 'day', maximums })).toEqual(['“one” is no day of the activity'])
  expect(of({ per: 'session', maximums: [...maximums, ...maximums] })).toEqual(['“one” has two maximums'])
})

test('what is held live has none of the formats of material, and what is given whole may be bound by time', () => {
  const live = { ...ama, liveFormats: ['Live activity'] }
  const bound = { ...germany, boundByTime: true as const }
  const of = (body: typeof ama, maximum: number, format: string) =>
    creditConflicts([plannedSession('one', 0, 60, { activityId: 'x' })], {
      activities: [{ ...activityOf('x', [designatedFor(body.id, maximum)]), format }],
      bodies: [body],
      timeZone: 'UTC',
    }).map(({ code }) => code)
  expect(of(live, 1, 'live activity')).toEqual([])
  expect(of(live, 1, 'Enduring material')).toEqual(['format_not_live'])
  expect(of(germany, 2, '')).toEqual([])
  expect(of(bound, 1, '')).toEqual([])
  expect(of(bound, 2, '')).toEqual(['designation_above_time'])
})

test('an amount is a multiple in hundredths exactly', () => {
  expect(isMultiple(1.15, 0.01)).toBe(true)
  expect(isMultiple(0.250000001, 0.25)).toBe(false)
})
