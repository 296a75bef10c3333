// Disclosure forms and the office's decisions over HTTP, down to what learners see and what may go live.
import { expect, test } from '@jest/globals'
import type { Disclosures } from '@lectern/shared/attendance'
import { keyOf } from '@lectern/shared/disclosureRules'
import type { DecideRequest, OfficeDisclosure, OwnDisclosure, SignRequest } from '@lectern/shared/disclosures'
import type { LedgerPage } from '@lectern/shared/ledger'
import { dayOf } from '@lectern/shared/zoneTime'
import { codeOf, errorIn, listen, statusAndCode } from '../testing/answers.ts'
import { plannedActivity } from '../testing/credit.ts'
import { sessionOf } from '../testing/people.ts'
import { type Method, startServers } from '../testing/servers.ts'

let now = Date.UTC(2026, 11, 1, 9)
const server = await startServers({ servers: 2, noMistakes: true, clock: () => now })
const yearMs = 366 * 86_400_000

const ask = (method: Method, path: string, as: string, body?: unknown) =>
  server.request(path, { method, as, body, server: method === 'GET' ? 1 : 0 })
async function answerOf<Answer>(response: Promise<Response>): Promise<Answer> {
  const answer = await response
  if (!answer.ok) throw new Error(JSON.stringify(await answer.json()))
  return (await answer.json()) as Answer
}

let made = 0
const next = (): number => {
  made += 1
  return made
}
/** A new speaker with an accredited session of theirs. */
async function speaker({ moderatorId = '' } = {}) {
  const n = next()
  const [personId, sessionId, activityId] = [`speaker-${n}`, `talk-${n}`, `activity-${n}`]
  await server.invite({ id: personId, name: `Dr Speaker ${n}`, roles: ['speaker', 'moderator'] })
  await server.operate('PUT', 'activities', plannedActivity(activityId))
  const plan = () =>
    server.operate('PUT', 'sessions', {
      ...sessionOf(sessionId, { startsAt: now, endsAt: now + 3_600_000 }),
      speakers: [personId],
      moderators: moderatorId ? [moderatorId] : [],
      activityId,
    })
  await plan()
  return { personId, sessionId, plan }
}
const consultant = { company: 'Acme Devices', nature: 'consultant' as const, isTraded: false, endedOn: null }
const signing = (fields: Partial<SignRequest> = {}): SignRequest => ({
  actId: `act-${next()}`,
  revision: 0,
  roles: ['faculty'],
  relationships: [],
  hasNone: (fields.relationships ?? []).length === 0,
  attests: true,
  signature: 'Dr Speaker',
  ...fields,
})
const sign = (as: string, fields: Partial<SignRequest> = {}) =>
  answerOf<OwnDisclosure>(ask('POST', '/api/disclosures/mine', as, signing(fields)))
const mine = (as: string) => answerOf<OwnDisclosure>(ask('GET', '/api/disclosures/mine', as))
const deciding = (sessionId: string, fields: Partial<DecideRequest> = {}): DecideRequest => ({
  actId: `act-${next()}`,
  revision: 1,
  relationship: keyOf(consultant),
  parts: [{ sessionId, part: 'speaker' }],
  decision: { relevant: true, exception: null, mitigation: 'peer_review', details: '' },
  ...fields,
})
const decide = (personId: string, request: DecideRequest, as = 'ito') =>
  ask('POST', `/api/disclosures/office/${personId}/decisions`, as, request)
/** Approved where nothing is missing for that. */
const start = async (personId: string, sessionId: string) => {
  await server.approve(sessionId)
  return codeOf((await server.connect(personId)).send('program.start', { sessionId }))
}
const shown = (sessionId: string) =>
  answerOf<Disclosures>(ask('GET', `/api/disclosures/preview/${sessionId}`, 'ito'))
const newest = async (kind: string) => {
  const { entries } = await answerOf<LedgerPage>(ask('GET', '/api/ledger', 'ito'))
  return entries.find((entry) => entry.kind === kind)
}

test('a form without relationships clears its sessions, and its evidence names nobody’s words', async () => {
  const { personId, sessionId } = await speaker()
  expect(await start(personId, sessionId)).toBe('disclosures_missing')
  expect((await shown(sessionId)).people).toMatchObject([{ isMissing: true }])
  const { form, parts } = await sign(personId)
  expect(form).toMatchObject({ signature: 'Dr Speaker', signedAt: now, validUntil: expect.any(Number) })
  expect(parts).toMatchObject([{ sessionId, part: 'speaker', state: 'cleared' }])
  const { people } = await shown(sessionId)
  expect(people).toMatchObject([{ relationships: [] }])
  expect(people[0]).not.toHaveProperty('isMissing')
  expect(await newest('disclosure.signed')).toMatchObject({
    by: personId,
    data: { personId, digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
  })
  expect(await start(personId, sessionId)).toBe('ok')
})

test('a relationship is decided on before the session goes live, and learners read exactly the outcome', async () => {
  const { personId, sessionId } = await speaker()
  await sign(personId, { relationships: [consultant] })
  expect(await start(personId, sessionId)).toBe('disclosures_missing')
  const queue = await answerOf<{ people: OfficeDisclosure[] }>(ask('GET', '/api/disclosures/office', 'ito'))
  const waiting = queue.people.find((each) => each.personId === personId)!
  expect(waiting).toMatchObject({
    revision: 1,
    parts: [{ state: 'undecided' }],
    relationships: [{ company: 'Acme Devices', words: 'Consultant', decisions: [] }],
  })
  const after = await answerOf<OfficeDisclosure>(decide(personId, deciding(sessionId)))
  expect(after.parts).toMatchObject([{ state: 'cleared' }])
  expect(after.relationships[0]!.decisions).toMatchObject([
    {
      sessionId,
      decided: { relevant: true, mitigation: 'peer_review', byName: 'Hana Ito', at: now, isLate: false },
    },
  ])
  expect((await shown(sessionId)).people).toEqual([
    {
      name: expect.stringContaining('Dr Speaker'),
      credentials: '',
      part: 'speaker',
      relationships: [{ company: 'Acme Devices', nature: 'Consultant', note: 'mitigated' }],
    },
  ])
  const entry = await newest('disclosure.decided')
  expect(entry).toMatchObject({ by: 'ito', data: { personId, sessionId, relevant: true } })
  expect(JSON.stringify(entry)).not.toContain('Acme')
  expect(await start(personId, sessionId)).toBe('ok')
})

test('nobody of the office decides about their own relationships', async () => {
  const { sessionId } = await speaker({ moderatorId: 'ito' })
  await sign('ito', { relationships: [consultant] })
  const own = deciding(sessionId, { parts: [{ sessionId, part: 'moderator' }] })
  const refused = await decide('ito', own)
  expect([refused.status, (await errorIn(refused)).message]).toEqual([
    409,
    expect.stringContaining('Nobody decides about their own relationships'),
  ])
})

test('an employee is refused unless an exception is recorded', async () => {
  const { personId, sessionId } = await speaker()
  const employee = { ...consultant, nature: 'employee' as const }
  await sign(personId, { relationships: [employee] })
  const about = { relationship: keyOf(employee) }
  const refused = await decide(personId, deciding(sessionId, about))
  expect([refused.status, (await errorIn(refused)).message]).toEqual([
    400,
    expect.stringContaining('excludes them'),
  ])
  expect(await start(personId, sessionId)).toBe('disclosures_missing')
  const exception = { relevant: false, exception: 'a' as const, mitigation: null, details: '' }
  await answerOf(decide(personId, deciding(sessionId, { ...about, decision: exception })))
  expect((await shown(sessionId)).people[0]!.relationships).toMatchObject([{ note: 'exception_a' }])
  expect(await start(personId, sessionId)).toBe('ok')
})

test('a renewed form with a new relationship during the session makes learners read the new words', async () => {
  const { personId, sessionId } = await speaker()
  await sign(personId)
  expect(await start(personId, sessionId)).toBe('ok')
  const clara = await server.connect('clara')
  const before = await clara.send('attendance.status', { sessionId })
  await clara.send('attendance.acknowledge', { sessionId, version: before.disclosures.version })
  const plans = listen(clara, 'program.plan')
  await sign(personId, { revision: 1, relationships: [consultant] })
  await plans.until(({ id }) => id === sessionId)
  const after = await clara.send('attendance.status', { sessionId })
  expect(after.disclosures.people[0]!.relationships).toMatchObject([{ company: 'Acme Devices', note: null }])
  expect(after.acknowledgedAt).toBeNull()
  // Decided on only now: learners are told so.
  now += 60_000
  await answerOf(decide(personId, deciding(sessionId, { revision: 2 })))
  const { disclosures } = await clara.send('attendance.status', { sessionId })
  expect(disclosures.people[0]!.relationships).toMatchObject([{ note: 'mitigated_late', recordedAt: now }])
})

test('a withdrawn form takes the clearance back; what learners of a running session were told stays', async () => {
  const { personId, sessionId } = await speaker()
  const running = await speaker()
  await server.operate('PUT', 'sessions', { id: running.sessionId, speakers: [personId] })
  await sign(personId)
  expect(await start(personId, running.sessionId)).toBe('ok')
  const told = await shown(running.sessionId)
  const { parts, form } = await answerOf<OwnDisclosure>(
    ask('POST', '/api/disclosures/mine/withdraw', personId, { actId: 'withdrawn', revision: 1 }),
  )
  expect(form).toBeNull()
  expect(parts.find((each) => each.sessionId === sessionId)).toMatchObject({ state: 'withdrawn' })
  expect(await start(personId, sessionId)).toBe('disclosures_missing')
  expect(await shown(running.sessionId)).toEqual(told)
  expect((await shown(sessionId)).people).toMatchObject([{ isMissing: true }])
})

test('what ended today ended by the calendar where the conference is', async () => {
  const { personId } = await speaker()
  // The first clocks of the earth are always a day or two ahead of its last ones.
  const [first, last] = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'] as const
  const relationships = [{ ...consultant, endedOn: dayOf(now, first) }]
  await server.operate('PUT', 'conference', { timeZone: last })
  await expect(sign(personId, { relationships })).rejects.toThrow(/which is in the future/)
  await server.operate('PUT', 'conference', { timeZone: first })
  await sign(personId, { relationships })
  await server.operate('PUT', 'conference', { timeZone: 'Europe/Berlin' })
})

test('an expired form clears nobody, and says so', async () => {
  const { personId, sessionId } = await speaker()
  await sign(personId)
  const before = now
  now += yearMs
  const cookie = await server.cookieOf(personId, true)
  const client = await server.connectWith(cookie)
  const refusal = await client.send('program.start', { sessionId }).catch((error: Error) => error.message)
  expect(refusal).toContain('their disclosure form has expired')
  now = before
})

test('a form counts for sessions that name the person later, and over what a plan claims about them', async () => {
  const { personId } = await speaker()
  await sign(personId, { relationships: [consultant] })
  const later = await speaker()
  await server.operate('PUT', 'sessions', {
    id: later.sessionId,
    speakers: [{ personId, disclosure: { clearedAt: 1, relationships: [] } }],
  })
  expect((await shown(later.sessionId)).people).toMatchObject([
    { relationships: [{ company: 'Acme Devices' }] },
  ])
  expect(await start(personId, later.sessionId)).toBe('disclosures_missing')
})

test('a draft is kept until the form is signed', async () => {
  const { personId } = await speaker()
  const draft = {
    roles: ['faculty'],
    relationships: [{ company: 'Ac', nature: null, isTraded: false, endedOn: '' }],
    hasNone: false,
  }
  expect((await ask('PUT', '/api/disclosures/mine/draft', personId, draft)).status).toBe(200)
  expect(await mine(personId)).toMatchObject({ form: null, draft })
  await sign(personId)
  expect(await mine(personId)).toMatchObject({ draft: null })
})

test('a repeat signs once; an outdated page is refused and nothing is lost', async () => {
  const { personId, sessionId } = await speaker()
  const request = signing({ relationships: [consultant] })
  const both = await Promise.all([0, 1].map(() => ask('POST', '/api/disclosures/mine', personId, request)))
  expect(both.map(({ status }) => status)).toEqual([201, 201])
  expect(await mine(personId)).toMatchObject({ revision: 1 })
  const outdated = await ask('POST', '/api/disclosures/mine', personId, signing())
  expect([outdated.status, (await errorIn(outdated)).code]).toEqual([409, 'stale'])
  // Two members of the office at the same time.
  const decisions = await Promise.all([0, 1].map(() => decide(personId, deciding(sessionId))))
  expect(decisions.map(({ status }) => status).sort()).toEqual([201, 409])
})

test.each([
  ['a relationship that ended in the future', { relationships: [{ ...consultant, endedOn: '2999-01-01' }] }],
  ['a day that does not exist', { relationships: [{ ...consultant, endedOn: '2026-02-30' }] }],
  ['no answer whether there is anything', { hasNone: false }],
  ['a picture in place of a name', { relationships: [{ ...consultant, company: 'logo.png' }] }],
  ['no role', { roles: [] }],
  ['no attestation', { attests: false as never }],
])('a form with %s is refused', async (_, fields) => {
  const [status, code] = await statusAndCode(
    ask('POST', '/api/disclosures/mine', 'okafor', signing(fields as Partial<SignRequest>)),
  )
  expect([status, code]).toEqual([400, 'invalid_request'])
})

test('relationships are the office’s and the person’s: others get nothing, and decide nothing', async () => {
  const { personId, sessionId } = await speaker()
  await sign(personId, { relationships: [consultant] })
  const states = await answerOf<object>(ask('GET', '/api/disclosures/states', 'ito'))
  expect(JSON.stringify(states)).toContain(personId)
  expect(JSON.stringify(states)).not.toContain('Acme')
  for (const as of ['clara', personId]) {
    expect(await statusAndCode(ask('GET', '/api/disclosures/office', as))).toEqual([403, 'forbidden'])
    expect(await statusAndCode(decide(personId, deciding(sessionId), as))).toEqual([403, 'forbidden'])
    expect(await statusAndCode(ask('GET', `/api/disclosures/preview/${sessionId}`, as))).toEqual([
      403,
      'forbidden',
    ])
  }
  for (const path of ['/api/program', `/api/program/${sessionId}`])
    expect(await (await ask('GET', path, 'clara')).text()).not.toContain('Acme')
  // A part that the person does not have.
  const foreign = await speaker()
  expect(await statusAndCode(decide(personId, deciding(foreign.sessionId)))).toEqual([400, 'invalid_request'])
})

test('asking makes a personal link that leads to the form, and is shown in the list', async () => {
  const { personId } = await speaker()
  const { link } = await answerOf<{ link: string }>(ask('POST', `/api/disclosures/${personId}/ask`, 'ito'))
  // Without a mail server it is listed for the office, which can have it again.
  expect(await answerOf(ask('POST', `/api/disclosures/${personId}/ask`, 'ito'))).toMatchObject({
    link: expect.stringContaining('/s/'),
  })
  expect(link).toMatch(/\/s\/[\w-]+\?next=\/c\/[\w-]+\/disclosure$/)
  expect(await mine(personId)).toMatchObject({ asked: { at: now } })
  const { personId: organiser } = await server.invite({ name: 'Only organiser', roles: ['organiser'] })
  // A personal link has all the rights of its owner.
  expect(await answerOf(ask('POST', `/api/disclosures/${personId}/ask`, organiser))).toMatchObject({
    link: null,
    delivery: 'listed',
  })
  expect(await statusAndCode(ask('POST', '/api/disclosures/nobody/ask', 'ito'))).toEqual([404, 'not_found'])
})
