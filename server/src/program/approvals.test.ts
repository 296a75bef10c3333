// An accredited session goes live only if it is approved, however it is started.
import { beforeEach, expect, test } from '@jest/globals'
import type { Session } from '@lectern/shared/program'
import type { ReviewedTogether } from '@lectern/shared/programPlanning'
import { codeOf } from '../testing/answers.ts'
import { clearedFaculty, planningOf } from '../testing/planning.ts'
import { startServers } from '../testing/servers.ts'
import { createProgramStore } from './programStore.ts'

const clock = () => Date.UTC(2026, 11, 1, 9)
const server = await startServers({ servers: 2, noMistakes: true, clock })
const office = planningOf(server)
const activityId = 'heart-failure-2026'
const hour = 3_600_000
const start = Date.UTC(2027, 2, 1, 9)

let n = 0
let id = ''
/** A draft with a track of its own, cleared unless `more` says otherwise. */
async function draft(more: object = {}): Promise<Session> {
  return server.operate<Session>('PUT', 'sessions', {
    ...{ id, title: id, startsAt: start, endsAt: start + hour, track: id, activityId },
    speakers: [clearedFaculty('okafor')],
    moderators: [clearedFaculty('moreau')],
    ...more,
  })
}
beforeEach(() => {
  id = `talk-${++n}`
})

const startBy = async (personId: string, at = 0) =>
  codeOf((await server.connect(personId, at)).send('program.start', { sessionId: id }))

test('a draft is refused to the desk, the organiser and a script alike, with what is missing', async () => {
  await draft()
  expect(await startBy('moreau')).toBe('not_approved')
  expect(await startBy('ito', 1)).toBe('not_approved')
  const store = createProgramStore(server.connection, clock)
  expect(await codeOf(store.move(id, 'start'))).toBe('not_approved')
  expect((await store.state(id)).phase).toBe('scheduled')
})

test('it is submitted, approved and then goes live; the desk sees whose turn it is meanwhile', async () => {
  const { version } = await draft()
  const desk = planningOf(server, 'moreau')
  expect(await desk.review(id)).toMatchObject({ status: 'draft', turn: 'organiser', accredited: true })
  await office.act('program.submit', id, { version })
  expect(await desk.review(id)).toMatchObject({ turn: 'office', approval: { name: 'Hana Ito' } })
  expect(await startBy('moreau')).toBe('not_approved')
  await office.act('program.approve', id, { version: version! + 1 })
  expect(await desk.review(id)).toMatchObject({ status: 'approved', missing: [], turn: null })
  expect(await startBy('moreau')).toBe('ok')
  expect(await codeOf(office.act('program.withdraw', id, { version: version! + 2, why: 'Too late' }))).toBe(
    'conflict',
  )
})

test('what is missing keeps it from being approved, by office or script, and is named', async () => {
  const { version } = await draft({ moderators: ['moreau'] })
  const refused = office.act('program.approve', id, { version })
  await expect(refused).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/moderator Luc Moreau has no disclosure on file/),
    details: { missing: [{ code: 'not_cleared', who: 'faculty', personId: 'moreau' }] },
  })
  await expect(server.operate('POST', `sessions/${id}/approve`)).rejects.toMatchObject({ code: 'conflict' })
})

test('a step retried after its reply was lost is done once', async () => {
  const { version } = await draft()
  for (const _ of [1, 2]) await office.act('program.submit', id, { version })
  expect(await office.versionOf(id)).toBe(version! + 1)
  for (const _ of [1, 2]) await office.act('program.approve', id, { version: version! + 1 })
  expect(await office.versionOf(id)).toBe(version! + 2)
})

test('many are approved together, each by its own rule; a repeat changes nothing', async () => {
  const complete = await draft()
  id = `${id}-lacking`
  const lacking = await draft({ moderators: ['moreau'] })
  id = `${id}-changed`
  const changed = await draft()
  await server.operate('PUT', 'sessions', { id: changed.id, title: 'Another title' })
  const seen = [complete, lacking, changed].map(({ id, version }) => [id, version!] as const)
  const versions = { ...Object.fromEntries(seen), 'not-planned': 1 }
  for (const _ of [1, 2]) {
    const reply = await office.act('program.approveTogether', '', { versions })
    const { outcomes, sessions } = reply as ReviewedTogether
    const refused = Object.fromEntries(outcomes.map(({ sessionId, refusal }) => [sessionId, refusal]))
    expect(refused).toEqual({
      [complete.id]: null,
      [lacking.id]: { code: 'conflict', message: expect.stringContaining('Luc Moreau has no disclosure') },
      [changed.id]: { code: 'stale', message: expect.any(String) },
      'not-planned': { code: 'not_found', message: expect.any(String) },
    })
    expect(sessions.map(({ session, review }) => [session.id, session.version, review.status])).toEqual(
      expect.arrayContaining([
        [complete.id, complete.version! + 1, 'approved'],
        [lacking.id, lacking.version, 'draft'],
        [changed.id, changed.version! + 1, 'draft'],
      ]),
    )
  }
})

test('an organiser submits many together and approves none; no more than 500 go in one request', async () => {
  const { personId } = await server.invite({ name: 'Another organiser', roles: ['organiser'] })
  const { version } = await draft()
  const ask = (what: string, versions: object) =>
    server.request(`/api/office/program/${what}`, { as: personId, method: 'POST', body: { versions } })
  expect((await ask('approvals', { [id]: version })).status).toBe(403)
  expect((await ask('submissions', { [id]: version })).status).toBe(200)
  expect((await office.review(id)).status).toBe('in_review')
  const tooMany = Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`talk-${i}`, 1]))
  expect((await ask('submissions', tooMany)).status).toBe(400)
})

test('a change of what was decided on takes the approval back and says why; another does not', async () => {
  await server.plan(await draft())
  await server.operate('PUT', 'sessions', { id, summary: 'Three cases.' })
  expect(await office.review(id)).toMatchObject({ status: 'approved', why: [] })
  await server.operate('PUT', 'sessions', { id, endsAt: start + hour + 60_000 })
  expect(await office.review(id)).toMatchObject({ status: 'in_review', why: ['The time was changed.'] })
  expect(await startBy('moreau')).toBe('not_approved')
})

test('a satellite planned next to it takes the approval back, with both names', async () => {
  await server.plan(await draft())
  const satellite = { title: 'A satellite', kind: 'satellite', track: id } as const
  const times = { startsAt: start + hour + 60_000, endsAt: start + 2 * hour }
  const { conflicts } = await office.change(`${id}-satellite`, null, { ...satellite, ...times })
  expect(conflicts).toContainEqual(
    expect.objectContaining({ code: 'promotion_too_near', sessionIds: [id, `${id}-satellite`] }),
  )
  const { status, why, missing } = await office.review(id)
  expect([status, missing[0]!.code]).toEqual(['in_review', 'conflict'])
  expect(why[0]).toMatch(new RegExp(`“${id}” and “A satellite” are 1 minutes apart`))
})

test('a changed designation takes the approval of its sessions back', async () => {
  const [activity] = (
    await server.operate<{ activities: { id: string }[] }>('GET', 'activities')
  ).activities.filter((each) => each.id === activityId)
  const copy = {
    ...activity,
    id: `activity-${n}`,
    designations: [{ policyId: 'ama', maximum: 1, designatedAt: 1 }],
  }
  await server.operate('PUT', 'activities', copy)
  await server.plan(await draft({ activityId: copy.id }))
  expect((await office.review(id)).status).toBe('approved')
  const designations = [{ policyId: 'ama', maximum: 0.5, designatedAt: 1 }]
  await server.operate('PUT', 'activities', { id: copy.id, designations })
  const { status, missing } = await office.review(id)
  expect([status, missing.map(({ code }) => code)]).toEqual(['in_review', ['not_approved']])
})

/** An approved session of an activity of its own. */
async function approvedActivity(more: object = {}): Promise<{ id: string; attendance: { checks: object } }> {
  const { activities } = await server.operate<{
    activities: { id: string; attendance: { checks: object } }[]
  }>('GET', 'activities')
  const activity = {
    ...activities.find((each) => each.id === activityId)!,
    ...{ id: `activity-${n}`, designations: [{ policyId: 'ama', maximum: 1, designatedAt: 1 }], ...more },
  }
  await server.operate('PUT', 'activities', activity)
  await server.plan(await draft({ activityId: activity.id }))
  expect((await office.review(id)).status).toBe('approved')
  return activity
}

test.each<[string, object | ((of: { attendance: { checks: object } }) => object), string]>([
  [
    'how attention is checked',
    ({ attendance }) => ({
      attendance: { ...attendance, checks: { ...attendance.checks, answerSeconds: 30 } },
    }),
    'How attention is checked and faults are excused was changed.',
  ],
  [
    'whether faults are excused',
    ({ attendance }) => ({ attendance: { ...attendance, excuseOutages: false, maxExcusedMinutes: 0 } }),
    'How attention is checked and faults are excused was changed.',
  ],
  ['who provides it, too', { jointProviders: ['Lakeside Society'] }, 'The joint providers were changed.'],
  ['where it is held', { place: 'Hall 2' }, 'The place of its activity was changed.'],
])('a change of %s takes the approval of its sessions back and says why', async (_what, change, why) => {
  const activity = await approvedActivity()
  const fields = typeof change === 'function' ? change(activity) : change
  await server.operate('PUT', 'activities', { id: activity.id, ...fields })
  expect(await office.review(id)).toMatchObject({ status: 'in_review', why: [why] })
  expect(await startBy('moreau')).toBe('not_approved')
})

test('what nobody was told of or is judged by leaves it approved', async () => {
  const { id: own } = await approvedActivity({ jointProviders: [] })
  await server.operate('PUT', 'activities', { id: own, number: '202600418', jointProviders: [] })
  expect((await office.review(id)).status).toBe('approved')
})

test('new details of the provider take back what was approved with the ones before, and nothing else', async () => {
  const save = (provider: object) =>
    server.request('/api/office/provider', { as: 'ito', method: 'PUT', body: provider })
  const provider = { name: 'Riverside Institute', address: '1 Riverside Walk', number: '1234567' }
  expect((await save(provider)).status).toBe(200)
  await approvedActivity({ provider: { ...provider, name: 'Another Institute' } })
  const other = id
  id = `talk-${++n}`
  await approvedActivity({ provider })
  expect((await save({ ...provider, name: 'Hillside Institute' })).status).toBe(200)
  const why = ['The details of the provider were changed.']
  expect(await office.review(id)).toMatchObject({ status: 'in_review', why })
  expect((await office.review(other)).status).toBe('approved')
})

test('a body that asks for a test takes the approval back until the test is written', async () => {
  const { activities } = await server.operate<{ activities: { id: string }[] }>('GET', 'activities')
  const own = `activity-${n}`
  const ama = { policyId: 'ama', maximum: 1, designatedAt: 1 }
  const acpe = { ...ama, policyId: 'acpe-knowledge', number: `1234-0000-27-${100 + n}-L01-P` }
  await server.operate('PUT', 'activities', {
    ...{ ...activities.find((each) => each.id === activityId), id: own, test: [] },
    designations: [ama],
  })
  await server.plan(await draft({ activityId: own }))
  await server.operate('PUT', 'activities', { id: own, designations: [ama, acpe] })
  const { status, version, missing } = await office.review(id)
  expect(status).toBe('in_review')
  expect(missing[0]).toEqual({
    ...{ code: 'statement_incomplete', who: 'office' },
    message: expect.stringMatching(/^test: ACPE .* demands a test with right answers, and there is none$/),
  })
  expect(await codeOf(office.act('program.approve', id, { version }))).toBe('conflict')
  expect(await startBy('moreau')).toBe('not_approved')
  // As a server does that dies before it took the approval back.
  const store = createProgramStore(server.connection, clock)
  await store.savePlan({ ...(await store.session(id)), status: 'approved' }, version)
  expect(await startBy('moreau')).toBe('not_approved')
  const questions = [{ id: 'one', kind: 'yes_no', prompt: 'Is it?', correct: ['yes'] }]
  await server.operate('PUT', 'activities', { id: own, test: questions })
  expect(await codeOf(office.act('program.approve', id, { version: version + 1 }))).toBe('ok')
})

/** An activity with two approved hours that is designated for both. */
async function twoHours(): Promise<[string, string]> {
  const { activities } = await server.operate<{ activities: { id: string }[] }>('GET', 'activities')
  const activity = {
    ...activities.find((each) => each.id === activityId),
    id: `activity-${n}`,
    designations: [{ policyId: 'ama', maximum: 2, designatedAt: 1 }],
  }
  await server.operate('PUT', 'activities', activity)
  const ids = [`${id}-1`, `${id}-2`] as const
  const planned = []
  for (const [i, one] of ids.entries()) {
    const times = { startsAt: start + i * hour, endsAt: start + (i + 1) * hour }
    planned.push(await draft({ id: one, title: one, activityId: activity.id, ...times }))
  }
  for (const session of planned) await server.plan(session)
  for (const one of ids) expect((await office.review(one)).status).toBe('approved')
  return [...ids]
}
const aboveTime = { status: 'in_review', why: [expect.stringMatching(/60 minutes are worth 1 at most/)] }

test('a session that a script removes takes back the approval of what is then worth less', async () => {
  const [first, second] = await twoHours()
  await server.operate('DELETE', `sessions/${second}`)
  expect(await office.review(first)).toMatchObject(aboveTime)
})

test('what became impossible without a word is refused at the start, approved or not', async () => {
  const [first, second] = await twoHours()
  const store = createProgramStore(server.connection, clock)
  // As a server does that dies before it looked at the rest of the programme.
  const { activityId: _, ...without } = await store.session(second)
  await store.savePlan({ ...without }, without.version!)
  expect((await store.session(first)).status).toBe('approved')
  const started = (await server.connect('moreau')).send('program.start', { sessionId: first })
  await expect(started).rejects.toMatchObject({
    code: 'not_approved',
    message: expect.stringMatching(/60 minutes are worth 1 at most/),
  })
})

test('a move to another time zone takes back the approval of what it makes impossible', async () => {
  const { activities } = await server.operate<{ activities: object[] }>('GET', 'activities')
  const number = '1234-0000-26-900-L01-P'
  const designations = [{ policyId: 'acpe-knowledge', maximum: 1, designatedAt: 1, number }]
  const questions = [{ id: 'one', kind: 'yes_no', prompt: 'Is it?', correct: ['yes'] }]
  const zoned = { ...activities[0], test: questions, id: `activity-${n}`, designations }
  await server.operate('PUT', 'activities', zoned)
  const eve = Date.UTC(2027, 0, 1, 1)
  await server.operate('PUT', 'conference', { timeZone: 'America/New_York' })
  await server.plan(await draft({ activityId: zoned.id, startsAt: eve, endsAt: eve + hour }))
  expect((await office.review(id)).status).toBe('approved')
  await server.operate('PUT', 'conference', { timeZone: 'Europe/Berlin' })
  expect(await office.review(id)).toMatchObject({
    status: 'in_review',
    why: [expect.stringMatching(/of the year 2026, and the activity begins in 2027/)],
  })
})

test('an approval taken back at the moment of the start: it is live or refused, never both', async () => {
  for (let round = 0; round < 20; round++) {
    id = `race-${round}`
    await server.plan(await draft())
    const version = await office.versionOf(id)
    const stores = [
      createProgramStore(server.connection, clock),
      createProgramStore(server.connection, clock),
    ]
    const [started, withdrawn] = await Promise.all([
      codeOf(stores[0]!.move(id, 'start')),
      codeOf(stores[1]!.savePlan({ ...(await stores[1]!.session(id)), status: 'draft' }, version)),
    ])
    const { phase } = await stores[0]!.state(id)
    expect(withdrawn).toBe('ok')
    expect([started, phase]).toEqual(started === 'ok' ? ['ok', 'live'] : ['not_approved', 'scheduled'])
  }
})

test('an exemption from Standard 3 is recorded by the office with its ground, read by learners, and undone', async () => {
  const { version } = await draft({ speakers: ['okafor'], moderators: ['moreau'] })
  const exempt = (ground: string | null, seen: number, as = 'ito') =>
    server.request(`/api/office/program/${id}/exemption`, {
      as,
      method: 'PUT',
      body: { version: seen, ground },
    })
  const { personId } = await server.invite({ name: 'An organiser', roles: ['organiser'] })
  for (const as of [personId, 'moreau', 'clara'])
    expect((await exempt('non_clinical', version!, as)).status).toBe(403)
  expect((await exempt('because', version!)).status).toBe(400)
  expect((await exempt('non_clinical', version! + 1)).status).toBe(409)
  for (const _ of [1, 2]) expect((await exempt('non_clinical', version!)).status).toBe(200)
  const review = await office.review(id)
  expect(review).toMatchObject({
    exemption: { ground: 'non_clinical', by: 'ito', name: 'Hana Ito', at: expect.any(Number) },
    missing: [{ code: 'not_submitted' }],
  })
  await office.act('program.approve', id, { version: version! + 1 })
  const clara = await server.connect('clara')
  const { disclosures } = await clara.send('attendance.status', { sessionId: id })
  expect(disclosures.exempt).toBe('non_clinical')
  const { session } = await clara.send('program.follow', { sessionId: id })
  expect(session.exemption).toEqual({ ground: 'non_clinical' })
  expect((await exempt(null, version! + 2)).status).toBe(200)
  expect(await office.review(id)).toMatchObject({
    status: 'in_review',
    why: ['The exemption from Standard 3 was changed.'],
  })
  expect((await office.review(id)).exemption).toBeUndefined()
})

test('who controls a session’s content does not exempt it', async () => {
  const { version } = await draft({ moderators: ['ito'] })
  const path = `/api/office/program/${id}/exemption`
  const body = { version: version!, ground: 'non_clinical' }
  const refused = await server.request(path, { as: 'ito', method: 'PUT', body })
  expect(refused.status).toBe(409)
  expect((await office.review(id)).exemption).toBeUndefined()
})

test('a session without credit needs no approval', async () => {
  await draft({ activityId: null, speakers: ['okafor'] })
  expect(await startBy('moreau')).toBe('ok')
})

test('the example conference is approved and has no conflict that blocks', async () => {
  const { sessions, conflicts } = await office.programme()
  const seeded = sessions.filter(({ session }) =>
    ['heart-failure', 'ecg-rounds', 'imaging'].includes(session.id),
  )
  expect(seeded.map(({ review }) => [review.status, review.missing])).toEqual(
    seeded.map(() => ['approved', []]),
  )
  const ids = seeded.map(({ session }) => session.id)
  expect(
    conflicts.filter(({ blocks, sessionIds }) => blocks && sessionIds.some((one) => ids.includes(one))),
  ).toEqual([])
})

// Last, since an operator must say which conference is meant as soon as there are two.
test('a session of another conference is not approved, and is as unknown as one that was never planned', async () => {
  const body = { id: 'another', title: 'Another conference', timeZone: 'UTC' }
  await server.request('/api/office/conferences', { method: 'POST', as: 'ito', body })
  const { version } = await draft()
  const response = await server.request('/c/another/api/office/program/approvals', {
    ...{ as: 'ito', method: 'POST', body: { versions: { [id]: version!, 'never-planned': 1 } } },
  })
  const { outcomes, sessions } = (await response.json()) as ReviewedTogether
  expect([outcomes[0]!.refusal, sessions]).toEqual([outcomes[1]!.refusal, []])
  expect(await office.review(id)).toMatchObject({ status: 'draft' })
})
