import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { bodyRulesOf } from './bodyRules.ts'
import type { Conflict, ConflictCode } from './conflict.ts'
import { conflictsOf } from './conflicts.ts'
import type { Activity, Designation } from './credit.ts'
import type { Session } from './program.ts'
import {
  acpe,
  activityOf,
  ama,
  designatedFor,
  germany,
  member,
  minute,
  plannedSession,
} from './testing/programme.ts'
import { policyFile } from './testing/testCredit.ts'

const bodies = [ama, acpe, germany]
const check = (sessions: Session[], activities: Activity[] = [], timeZone = 'Europe/Berlin'): Conflict[] =>
  conflictsOf({ sessions, activities, bodies, timeZone })
const codes = (conflicts: Conflict[]): ConflictCode[] => conflicts.map(({ code }) => code)

test('a person is in one place at a time; one session after the other is no conflict, nor is planning', () => {
  const [a, b] = [member('a'), member('b')]
  const found = check([
    plannedSession('first', 0, 60, { speakers: [a], moderators: [a] }),
    plannedSession('second', 30, 90, { moderators: [a, b] }),
    plannedSession('third', 90, 120, { speakers: [b] }),
    plannedSession('fourth', 90, 120, { planners: [b] }),
  ])
  expect(found).toMatchObject([
    { code: 'person_twice', sessionIds: ['first', 'second'], personId: 'a', who: 'organiser', blocks: false },
  ])
  expect(found[0]!.message).toBe('Dr a is to be in “first” and in “second” at the same time.')
})

test('a satellite keeps 30 minutes from accredited education on its own track, and both are named', () => {
  const accredited = plannedSession('lecture', 0, 60, { activityId: 'x', track: 'A' })
  const activity = activityOf('x', [designatedFor('ama', 1)])
  const satellite = (from: number, track = 'A') =>
    plannedSession('satellite', from, from + 30, { kind: 'satellite', track })
  expect(codes(check([accredited, satellite(89)], [activity]))).toEqual(['promotion_too_near'])
  expect(codes(check([accredited, satellite(-59)], [activity]))).toEqual(['promotion_too_near'])
  expect(codes(check([accredited, satellite(20)], [activity]))).toEqual(['promotion_too_near'])
  expect(check([accredited, satellite(90)], [activity])).toEqual([])
  expect(check([accredited, satellite(-60)], [activity])).toEqual([])
  expect(check([accredited, satellite(65, 'B')], [activity])).toEqual([])
  const [found] = check([accredited, satellite(70)], [activity])
  expect(found).toMatchObject({ blocks: true, sessionIds: ['lecture', 'satellite'] })
  expect(found!.message).toMatch(/“lecture” and “satellite” are 10 minutes apart on “A”/)
})

test('a session that is exempt from Standard 3 needs no distance, and neither do its neighbours from it', () => {
  const exempt = plannedSession('lecture', 0, 60, { activityId: 'x', exemption: { ground: 'non_clinical' } })
  const activity = activityOf('x', [designatedFor('ama', 1)])
  const satellite = plannedSession('satellite', 60, 90, { kind: 'satellite' })
  expect(check([exempt, satellite], [activity])).toEqual([])
  const other = plannedSession('other', 90, 120, { activityId: 'x' })
  expect(check([exempt, satellite, other], [activity]).map(({ sessionIds }) => sessionIds)).toEqual([
    ['satellite', 'other'],
  ])
})

test('a session without credit counts as promotion where a company is behind it, and is asked about where nobody knows', () => {
  const accredited = plannedSession('lecture', 0, 60, { activityId: 'x' })
  const activity = activityOf('x', [designatedFor('ama', 1)])
  const beside = (more: Partial<Session>) =>
    codes(
      check([accredited, plannedSession('beside', 70, 90, { kind: 'unaccredited', ...more })], [activity]),
    )
  expect(beside({})).toEqual([])
  expect(beside({ speakers: [member('a')] })).toEqual([])
  expect(beside({ support: [{ supporter: 'Acme', nature: 'Grant' }] })).toEqual(['promotion_too_near'])
  const employee = { clearedAt: 1, relationships: [{ company: 'Acme', nature: 'Adviser' }] }
  expect(beside({ speakers: [{ ...member('a'), disclosure: employee }] })).toEqual(['promotion_too_near'])
  expect(beside({ speakers: [member('a', false)] })).toEqual(['promotion_unclear'])
  expect(beside({ kind: 'break', speakers: [member('a', false)] })).toEqual([])
})

test('each accredited session near a promotion is named, even between longer ones', () => {
  const accredited = (id: string, from: number, to: number) =>
    plannedSession(id, from, to, { activityId: 'x' })
  const found = check(
    [
      accredited('long', 0, 200),
      accredited('short', 10, 20),
      plannedSession('satellite', 40, 45, { kind: 'satellite' }),
      plannedSession('wide', -10, 300, { kind: 'satellite' }),
    ],
    [activityOf('x', [designatedFor('ama', 3)])],
  )
  const named = new Set(found.flatMap(({ sessionIds }) => sessionIds))
  expect([...named].sort()).toEqual(['long', 'satellite', 'short', 'wide'])
})

test('a designation fits the planned time: breaks are left out, concurrent sessions count once', () => {
  const of = (maximum: number, ...more: Session[]) =>
    codes(
      check(
        [plannedSession('talk', 0, 60, { activityId: 'x', track: 'A' }), ...more],
        [activityOf('x', [designatedFor('ama', maximum)])],
      ),
    )
  expect(of(1)).toEqual([])
  expect(of(1.25)).toEqual(['designation_above_time'])
  const concurrent = plannedSession('other', 15, 75, { activityId: 'x', track: 'B' })
  expect(of(1.25, concurrent)).toEqual([])
  expect(of(1.5, concurrent)).toEqual(['designation_above_time'])
  expect(of(1, plannedSession('pause', 20, 35, { kind: 'break', track: 'A' }))).toEqual([
    'designation_above_time',
  ])
  expect(of(1, plannedSession('pause', 20, 35, { kind: 'break', track: 'B' }))).toEqual([])
  // The AMA rounds to the nearest quarter of an hour.
  expect(of(1.25, plannedSession('short', 60, 68, { activityId: 'x' }))).toEqual([])
  expect(of(1.25, plannedSession('short', 60, 67, { activityId: 'x' }))).toEqual(['designation_above_time'])
})

test('a body that awards the whole by its own formula is only asked about', () => {
  const [found] = check(
    [plannedSession('talk', 0, 60, { activityId: 'x' })],
    [activityOf('x', [designatedFor('germany', 2, { number: '2760123456789012345' })])],
  )
  expect(found).toMatchObject({ code: 'designation_above_time', blocks: false, who: 'office' })
})

describe('a body that asks for a share of the checks', () => {
  const eaccme = bodyRulesOf(policyFile('eaccme'))
  /** Sessions of so many minutes, one after the other; a break of ten minutes lies in the first. */
  function of(minutes: number[], perHour: number, more: Partial<Designation> = {}, perMinutes?: number) {
    const checks = { perHour, answerSeconds: 60, extensionSeconds: 60, uncreditMinutes: 20 }
    const attendance = {
      ...{ excuseOutages: true, maxExcusedMinutes: 10 },
      checks: { ...checks, ...(perMinutes !== undefined && { perMinutes }) },
    }
    const sessions = minutes.map((long, i) =>
      plannedSession(`talk-${i}`, i * 200, i * 200 + long, { activityId: 'x', track: 'A' }),
    )
    const pause = plannedSession('pause', 5, 15, { kind: 'break', track: 'A' })
    const activities = [{ ...activityOf('x', [designatedFor('eaccme', 0.5, more)]), attendance }]
    return conflictsOf({
      ...{ sessions: [...sessions, pause], activities, bodies: [eaccme], timeZone: 'Europe/Berlin' },
    }).filter(({ code }) => code === 'checks_too_few')
  }

  test.each([
    // The one check of an hour comes by the 54th minute, and a minute is there for the answer.
    ['of an hour, asked once in it', [70], 1, 0],
    ['of half an hour, asked once an hour', [40], 1, 1],
    ['that leaves a minute too little', [64], 1, 1],
    ['of half an hour, asked three times an hour', [40], 3, 0],
    ['with a long session and a short one', [40, 60], 1, 0],
    ['of short sessions alone', [22, 18], 3, 1],
  ])('needs time for one: an activity %s', (_what, minutes, perHour, found) => {
    expect(of(minutes, perHour)).toHaveLength(found)
  })

  test('needs it in each part that is claimed by itself, and says how long it takes', () => {
    const [found, ...others] = of([70, 30], 1, { per: 'session' })
    expect(others).toEqual([])
    expect(found).toMatchObject({ blocks: true, sessionIds: ['talk-1'], policyId: 'eaccme', who: 'office' })
    expect(found!.message).toMatch(/with 1 in 60 minutes it takes 55 minutes .* its longest session has 30\./)
    expect(of([70], 1, {}, 50)).toEqual([])
  })
})

test('steps, least amounts and numbers are those of the body', () => {
  const of = (policyId: string, maximum: number, more = {}) =>
    check(
      [plannedSession('talk', 0, 120, { activityId: 'x' })],
      [activityOf('x', [designatedFor(policyId, maximum, more)])],
    )
  expect(codes(of('ama', 1.1))).toEqual(['designation_step'])
  expect(codes(of('ama', 0.1))).toEqual(['designation_below_least', 'designation_step'])
  expect(of('acpe', 2, { number: '1234-0000-27-001-L01-P' })).toEqual([])
  expect(of('acpe', 2, { number: '1234-0000-26-001-L01-P' })[0]).toMatchObject({
    code: 'designation_number',
    blocks: true,
    policyId: 'acpe',
  })
  expect(codes(of('acpe', 2, { number: 'UAN 7' }))).toEqual(['designation_number'])
  expect(codes(of('germany', 1, { number: '123' }))).toEqual(['designation_number'])
})

test('numbers agree with the provider and its joint providers; a doubt that nobody confirmed blocks nothing', () => {
  const of = (policyId: string, number: string, more: Partial<Activity> = {}) =>
    check(
      [plannedSession('talk', 0, 60, { activityId: 'x' })],
      [{ ...activityOf('x', [designatedFor(policyId, 1, { number })]), ...more }],
    ).map(({ code, blocks }) => ({ code, blocks }))
  const refused = [{ code: 'designation_number', blocks: true }]
  const provider = { name: 'The Institute', address: '', number: '', acpeNumber: '4321' }
  expect(of('acpe', '1234-0000-27-001-L01-P', { provider })).toEqual(refused)
  expect(of('acpe', '4321-0000-27-001-L01-P', { provider })).toEqual([])
  expect(of('acpe', '1234-9999-27-001-L01-P')).toEqual(refused)
  const jointProviders = ['The Academy']
  expect(of('acpe', '1234-9999-27-001-L01-P', { jointProviders })).toEqual([])
  expect(of('acpe', '1234-0000-27-001-L01-P', { jointProviders })).toEqual(refused)
  expect(of('germany', '1230123456789012345')).toEqual([{ code: 'designation_number', blocks: false }])
})

test('sessions of a kind without credit are in no activity, and an activity that is named is planned', () => {
  expect(check([plannedSession('pause', 0, 15, { kind: 'break', activityId: 'x' })])).toMatchObject([
    { code: 'credit_for_kind', blocks: true },
    { code: 'activity_missing', who: 'office' },
  ])
})

test('impossible and unusual times are named', () => {
  expect(codes(check([plannedSession('back', 60, 60)]))).toEqual(['ends_before_start'])
  expect(codes(check([plannedSession('long', 0, 1441)]))).toEqual(['longer_than_a_day'])
  expect(codes(check([plannedSession('late', 14 * 60, 15 * 60 + 1)]))).toEqual(['over_days'])
  expect(check([plannedSession('until-midnight', 14 * 60, 15 * 60)])).toEqual([])
  const night = Date.UTC(2027, 9, 31, 0, 30)
  const [change] = check([{ ...plannedSession('night', 0, 0), startsAt: night, endsAt: night + 60 * minute }])
  expect(change).toMatchObject({ code: 'clock_change', blocks: false })
  expect(change!.message).toMatch(/put back .* lasts 60 minutes/)
})

const anySessions = fc.array(
  fc.record({
    from: fc.integer({ min: 0, max: 600 }),
    minutes: fc.integer({ min: 1, max: 200 }),
    track: fc.constantFrom('', 'A'),
    kind: fc.constantFrom('lecture', 'satellite', 'unaccredited', 'break'),
    who: fc.subarray(['a', 'b', 'c']),
  }),
  { maxLength: 25 },
)
type Drawn = typeof anySessions extends fc.Arbitrary<infer Value> ? Value : never

const drawn = (items: Drawn): Session[] =>
  items.map(({ from, minutes, track, kind, who }, i) =>
    plannedSession(`s${i}`, from, from + minutes, {
      track,
      kind: kind as 'lecture',
      speakers: who.map((id) => member(id)),
      ...(kind === 'lecture' && { activityId: 'x' }),
    }),
  )

/** The sessions that have a conflict of this kind with some other one, by comparing all with all. */
const expected = (sessions: Session[], clash: (a: Session, b: Session) => boolean): string[] =>
  sessions.filter((a) => sessions.some((b) => a !== b && (clash(a, b) || clash(b, a)))).map(({ id }) => id)
const named = (conflicts: Conflict[], code: ConflictCode): string[] => [
  ...new Set(conflicts.filter((each) => each.code === code).flatMap(({ sessionIds }) => sessionIds)),
]
const overlap = (a: Session, b: Session, gap: number) =>
  a.startsAt < b.endsAt + gap && b.startsAt < a.endsAt + gap

test('whoever is in two places and whatever is too near a promotion is named, and nothing else', () => {
  fc.assert(
    fc.property(anySessions, (items) => {
      const sessions = drawn(items)
      const conflicts = check(sessions, [activityOf('x', [designatedFor('ama', 0.25)])])
      const shares = (a: Session, b: Session) =>
        a.speakers.some(({ personId }) => b.speakers.some((other) => other.personId === personId))
      expect(named(conflicts, 'person_twice').sort()).toEqual(
        expected(sessions, (a, b) => shares(a, b) && overlap(a, b, 0)).sort(),
      )
      expect(named(conflicts, 'promotion_too_near').sort()).toEqual(
        expected(
          sessions,
          (a, b) =>
            a.activityId !== undefined &&
            b.kind === 'satellite' &&
            a.track === b.track &&
            overlap(a, b, 30 * minute),
        ).sort(),
      )
    }),
  )
})

test('the number of conflicts grows with the programme, not with its square', () => {
  const sessions = Array.from({ length: 1000 }, (_, i) =>
    plannedSession(`s${i}`, 0, 60, {
      speakers: [member('a')],
      ...(i % 2 ? { kind: 'satellite' as const } : { activityId: `x${i}` }),
    }),
  )
  expect(check(sessions).length).toBeLessThanOrEqual(5 * sessions.length)
})

test('the planned time of an activity is the same in whatever order its sessions are given', () => {
  fc.assert(
    fc.property(anySessions, (items) => {
      const sessions = drawn(items)
      const activity = activityOf('x', [designatedFor('ama', 200)])
      expect(check(sessions.toReversed(), [activity])).toEqual(check(sessions, [activity]))
    }),
  )
})
