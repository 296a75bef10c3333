import { expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import { dayOf } from '@lectern/shared/zoneTime'
import { dayMs } from '../core/clock.ts'
import { seededActivities } from '../example/seededActivities.ts'
import { intentHead } from '../ledger/intent.ts'
import { leaseMs } from '../ledger/intents.ts'
import { codeOf } from '../testing/answers.ts'
import { conferenceId } from '../testing/conference.ts'
import {
  connectCredit,
  entriesOf,
  liveAt,
  plannedActivity,
  plannedSession,
  policies,
  watchedSession,
} from '../testing/credit.ts'
import { fileRedis } from '../testing/redis.ts'
import { createActivityPlans } from './activityPlans.ts'
import { createRecordsStore } from './registers/activities/recordsStore.ts'

const now = liveAt
const house = await fileRedis()
const server = connectCredit(house.url, () => now)

test('a designation is in the ledger with its time and amount', async () => {
  const planned = plannedActivity('planned')
  await server.plan(conferenceId, planned)
  expect(await server.activities.find('planned')).toEqual(planned)
  expect((await entriesOf(server.ledger)).at(-1)).toMatchObject({
    kind: 'activity.designated',
    by: 'platform',
    data: { activityId: 'planned', designations: planned.designations },
  })
})

test('a plan that a killed server left is completed before the next one, and never overwrites it', async () => {
  const left = plannedActivity('twice', { place: 'Left' })
  await server.redis.hset(
    keys.creditIntents(),
    'designate twice',
    intentHead('designate', now, { planned: left }),
  )
  await server.plan(conferenceId, plannedActivity('twice', { place: 'Newer' }))
  expect(await server.redis.hlen(keys.creditIntents())).toBe(0)
  expect(await server.activities.find('twice')).toMatchObject({ place: 'Newer' })
  const entries = (await entriesOf(server.ledger)).filter(({ data }) => data.activityId === 'twice')
  expect(entries).toHaveLength(2)
})

test('a server that stalled in the middle of a plan does not overwrite a later one', async () => {
  let time = now
  const stalled = Promise.withResolvers<void>()
  const reached = Promise.withResolvers<void>()
  const { url } = house
  const slow = connectCredit(
    url,
    () => time,
    (ledger) => ({
      ...ledger,
      append: async (...given) => {
        const entries = await ledger.append(...given)
        reached.resolve()
        await stalled.promise
        return entries
      },
    }),
  )
  const other = connectCredit(url, () => time)
  const older = slow.plan(conferenceId, plannedActivity('slow', { place: 'Older' }))
  await reached.promise
  time += leaseMs + 1
  await other.plan(conferenceId, plannedActivity('slow', { place: 'Newer' }))
  stalled.resolve()
  await older
  expect(await other.activities.find('slow')).toMatchObject({ place: 'Newer' })
})

test('a removed activity does not come back with a plan that was left half done', async () => {
  const place = [keys.creditIntents(), 'designate gone'] as const
  const left = intentHead('designate', now, { planned: plannedActivity('gone') })
  await server.redis.hset(...place, left)
  await server.remove('gone')
  expect(await server.redis.hexists(...place)).toBe(0)
  expect(await server.activities.find('gone')).toBeUndefined()
  expect(await codeOf(server.remove('gone'))).toBe('not_found')
})

test('the seeded activities meet the rules for every activity', async () => {
  for (const seeded of seededActivities(now, dayOf(now, 'UTC'))) await server.plan(conferenceId, seeded)
  expect((await server.activities.all(conferenceId)).map(({ id }) => id)).toContain('heart-failure-2026')
})

const ama = { policyId: 'ama', maximum: 1, designatedAt: liveAt - dayMs }
const choice = { id: 'q', kind: 'choice', prompt: 'Which?', options: [{ id: 'a', text: 'A' }] }
test.each([
  ['an unknown policy', { designations: [{ ...ama, policyId: 'nonsense' }] }],
  ['a policy named twice', { designations: [ama, ama] }],
  ['a date in the future', { designations: [{ ...ama, designatedAt: now + 1 }] }],
  ['a right answer that cannot be given', { test: [{ ...choice, correct: ['b'] }] }],
  ['a right answer to an evaluation', { evaluation: [{ ...choice, correct: ['a'] }] }],
  [
    'a body whose certificates name its number, without one',
    { designations: [{ ...ama, policyId: 'acpe-knowledge' }] },
  ],
  [
    'a body whose certificates name the address, without one',
    { designations: [{ ...ama, policyId: 'ancc' }], provider: { name: 'The Institute' } },
  ],
  [
    'a body that demands answered attention checks, without any',
    { designations: [{ ...ama, policyId: 'eaccme' }] },
  ],
  [
    'checks that come faster than they may be answered',
    {
      attendance: {
        checks: { perHour: 60, perMinutes: 30, answerSeconds: 60, extensionSeconds: 0, uncreditMinutes: 5 },
        ...{ excuseOutages: true, maxExcusedMinutes: 10 },
      },
    },
  ],
  ['two questions of one id', { evaluation: [choice, choice] }],
  ['an amount between two steps', { designations: [{ ...ama, maximum: 1.1 }] }],
  ['less than the least of the body', { designations: [{ ...ama, policyId: 'eaccme', maximum: 0.25 }] }],
  ['a UAN that is none', { designations: [{ ...ama, policyId: 'acpe-knowledge', number: 'hello' }] }],
  [
    'a UAN of a home study',
    { designations: [{ ...ama, policyId: 'acpe-knowledge', number: '1234-0000-26-001-H01-P' }] },
  ],
  [
    'half an hour of an application activity',
    {
      designations: [
        { ...ama, policyId: 'acpe-application', maximum: 0.5, number: '1234-0000-26-001-L01-P' },
      ],
    },
  ],
  [
    'UANs of two activities',
    {
      designations: [
        {
          ...ama,
          policyId: 'acpe-knowledge',
          number: '1234-0000-26-001-L01-P',
          numbers: [{ number: '1234-0000-26-002-L01-T', profession: 'pharmacy_technician' }],
        },
      ],
    },
  ],
  [
    'a point and a half',
    { designations: [{ ...ama, policyId: 'germany', maximum: 1.5, number: `276${'0'.repeat(16)}` }] },
  ],
  ['a format that the AMA does not name', { format: 'Webinar by Zoom' }],
  [
    'a provider’s number that PARS cannot take',
    { provider: { name: 'The Institute', address: 'x', number: '12' } },
  ],
  ['an activity’s number that PARS cannot take', { number: '7' }],
  ['a policy that another one supersedes', { designations: [{ ...ama, policyId: 'ancc-50' }] }],
])('%s is refused, and nothing is kept of it', async (_what, changes) => {
  expect(await codeOf(server.plan(conferenceId, plannedActivity('wrong', changes)))).toBe('invalid_request')
  expect(await server.activities.find('wrong')).toBeUndefined()
})

test('a body that demands a test is planned before the test is written; a test that is there stays', async () => {
  const designations = [{ ...ama, policyId: 'acpe-knowledge', number: '1234-0000-26-501-L01-P' }]
  const of = (changes: object) => server.plan(conferenceId, { id: 'pharmacists', ...changes })
  const { test: questions } = await server.plan(
    conferenceId,
    plannedActivity('pharmacists', { designations, test: [] }),
  )
  expect(questions).toEqual([])
  const { test: written } = plannedActivity('other')
  const ungraded = written.map((question) => ({ ...question, correct: [] }))
  expect(await codeOf(of({ test: ungraded }))).toBe('ok')
  expect(await codeOf(of({ test: written }))).toBe('ok')
  await expect(of({ test: [] })).rejects.toThrow(/test: ACPE .* demands a test with right answers/)
})

test('what the page has not seen is not overwritten, field by field', async () => {
  const seen = await server.plan(conferenceId, plannedActivity('seen', { place: 'Berlin' }))
  const of = (changes: object, shown: object) =>
    codeOf(server.plan(conferenceId, { id: 'seen', ...changes }, { seen: shown }))
  expect(await of({ place: 'Bonn' }, { place: 'Berlin' })).toBe('ok')
  // Another tab has the activity as it was: its own field is free, and the place is not.
  expect(await of({ title: 'Heart' }, { title: seen.title })).toBe('ok')
  expect(await of({ place: 'Köln' }, { place: 'Berlin' })).toBe('stale')
  await expect(
    server.plan(conferenceId, { id: 'seen', place: 'Köln' }, { seen: { place: 'Berlin' } }),
  ).rejects.toThrow('Somebody else has changed the place of this activity meanwhile.')
  // The reply to the same request was lost.
  expect(await of({ place: 'Bonn' }, { place: 'Berlin' })).toBe('ok')
  // A field that was absent is left out of what was seen.
  expect(await of({ jointProviders: ['A'] }, {})).toBe('ok')
  expect(await of({ jointProviders: ['B'] }, {})).toBe('stale')
  expect(await server.activities.find('seen')).toMatchObject({ place: 'Bonn', jointProviders: ['A'] })
  expect(await codeOf(server.plan(conferenceId, { id: 'never', place: 'x' }, { seen: {} }))).toBe('not_found')
})

test('a plan that is completed while another one is checked is not overwritten by it', async () => {
  const before = await server.plan(conferenceId, plannedActivity('both'))
  const { activities, planningForms, program, intents } = server
  const recordsStore = createRecordsStore(server.redis)
  let isFirst = true
  const slow = createActivityPlans({
    ...{ activities, planningForms, recordsStore, policies, intents, clock: () => now },
    program: {
      ...program,
      // It has read the activity, and somebody else is faster.
      views: async (of) => {
        if (isFirst) await other.plan(conferenceId, { id: 'both', place: 'Bonn' })
        isFirst = false
        return program.views(of)
      },
    },
  })
  const other = connectCredit(house.url, () => now)
  const planned = await slow.plan(conferenceId, { id: 'both', title: 'Heart' })
  expect(planned).toEqual({ ...before, place: 'Bonn', title: 'Heart' })
  expect(await server.activities.find('both')).toEqual(planned)
})

test('a refusal names the field and the rule', async () => {
  const wrong = plannedActivity('wrong', { designations: [{ ...ama, maximum: 1.1 }] })
  await expect(server.plan(conferenceId, wrong)).rejects.toThrow(
    'designations.ama.maximum: 1.1 is no multiple of 0.25, the step of AMA PRA Category 1 Credit™',
  )
})

test('more than the planned sessions are worth is refused, part by part', async () => {
  const of = (id: string, changes: object) => plannedActivity(id, { designations: [{ ...ama, ...changes }] })
  await server.plan(conferenceId, of('timed', {}))
  await server.program.saveSession(plannedSession('timed-session', 'timed'))
  await expect(server.plan(conferenceId, of('timed', { maximum: 8 }))).rejects.toThrow(
    /designations\.ama\.maximum: .*its planned 60 minutes are worth 1 at most/,
  )
  const maximums = [{ partId: 'timed-session', maximum: 1.25 }]
  expect(await codeOf(server.plan(conferenceId, of('timed', { per: 'session', maximums })))).toBe(
    'invalid_request',
  )
  expect(await codeOf(server.plan(conferenceId, of('timed', { per: 'session' })))).toBe('ok')
})

test('a VNR is of one activity; every other one is refused with its title', async () => {
  const measure = (id: string, number: string) =>
    server.plan(
      conferenceId,
      plannedActivity(id, { designations: [{ ...ama, policyId: 'germany', number }] }),
    )
  await measure('first', '2760000000000000777')
  await expect(measure('second', '2760000000000000777')).rejects.toThrow(
    'designations.germany.number: the number 2760000000000000777 is the one of “Activity first”, too: its points are booked once',
  )
  await measure('second', '2760000000000000778')
  // Its own plan, sent again, is no second one.
  await measure('first', '2760000000000000777')
})

test('numbers of days to come can be added once a first day has begun, and those of begun days stay', async () => {
  const vnr = (n: number) => `276000000000000000${n}`
  const days = (...numbers: { number: string; on: string }[]) =>
    plannedActivity('days', {
      designations: [{ ...ama, policyId: 'germany', maximum: 1, per: 'day', numbers }],
      test: [],
    })
  const [first, second] = [
    { number: vnr(1), on: '2026-03-02' },
    { number: vnr(2), on: '2026-03-03' },
  ]
  await server.plan(conferenceId, days(first))
  await server.program.saveSession(plannedSession('day-1', 'days'))
  const next = { startsAt: liveAt + dayMs, endsAt: liveAt + dayMs + 3_600_000 }
  await server.program.saveSession({ ...plannedSession('day-2', 'days'), ...next })
  await watchedSession(server.redis, 'day-1', {})
  expect(await codeOf(server.plan(conferenceId, days(first, second)))).toBe('ok')
  expect(await codeOf(server.plan(conferenceId, days({ ...first, number: vnr(3) }, second)))).toBe('conflict')
})

test('a maximum of something that is no part of the activity is refused', async () => {
  await server.plan(conferenceId, plannedActivity('parts', { designations: [ama] }))
  await server.program.saveSession(plannedSession('parts-session', 'parts'))
  const maximums = [{ partId: 'nothing', maximum: 1 }]
  const designations = [{ ...ama, per: 'session', maximums }]
  await expect(server.plan(conferenceId, plannedActivity('parts', { designations }))).rejects.toThrow(
    'designations.ama.maximums: “nothing” is no session of the activity',
  )
})

test.each(['office', 'profile', 'appeals', 'certificates'])('an activity cannot be called %s', async (id) => {
  expect(await codeOf(server.plan(conferenceId, plannedActivity(id)))).toBe('invalid_request')
})

test('once a session has gone live no credit is designated, raised or given another date', async () => {
  const planned = plannedActivity('begun')
  await server.plan(conferenceId, planned)
  await server.program.saveSession(plannedSession('begun-session', 'begun'))
  await watchedSession(server.redis, 'begun-session', {})
  const rest = planned.designations.slice(1)
  const with_ = (...designations: unknown[]) => plannedActivity('begun', { designations })
  expect(await codeOf(server.plan(conferenceId, with_({ ...ama, maximum: 2 }, ...rest)))).toBe('conflict')
  expect(await codeOf(server.plan(conferenceId, with_({ ...ama, designatedAt: liveAt }, ...rest)))).toBe(
    'conflict',
  )
  const more = { policyId: 'royal-college', maximum: 1, designatedAt: liveAt - dayMs }
  expect(await codeOf(server.plan(conferenceId, with_(ama, ...rest, more)))).toBe('conflict')
  // What people may have earned is not taken away.
  expect(await codeOf(server.plan(conferenceId, with_(...rest)))).toBe('conflict')
  expect(await server.activities.find('begun')).toEqual(planned)
  // The announced rules for attention checks and faults decide minutes, too.
  const attendance = { ...planned.attendance, maxExcusedMinutes: 30 }
  expect(await codeOf(server.plan(conferenceId, { ...planned, attendance }))).toBe('conflict')
  // Everything else can still be corrected.
  expect(await codeOf(server.plan(conferenceId, { ...planned, title: 'A better title' }))).toBe('ok')
})
