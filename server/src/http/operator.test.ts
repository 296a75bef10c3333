// Operators plan people, sessions and activities: nonsense is refused with the field and the reason, omitted
// fields stay, and what nothing depends on can be deleted.
import { describe, expect, test } from '@jest/globals'
import { signIn } from '../../../scripts/programClient.ts'
import { errorIn } from '../testing/answers.ts'
import { type Method, operatorToken, startServers } from '../testing/servers.ts'

const lectern = await startServers()
const server = lectern.servers[0]!

const ask = (method: Method, path: string, body?: unknown): Promise<Response> =>
  lectern.request(`/api/operator/${path}`, {
    method,
    headers: { authorization: `Bearer ${operatorToken}` },
    body,
  })
async function answer<Answer = Record<string, unknown>>(method: Method, path: string, body?: unknown) {
  const response = await ask(method, path, body)
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as Answer
}
async function refusal(method: Method, path: string, body?: unknown): Promise<string> {
  const response = await ask(method, path, body)
  return `${response.status} ${(await errorIn(response)).message}`
}

const session = (more: Record<string, unknown> = {}) => ({
  id: 'grand-rounds',
  title: 'Grand rounds',
  startsAt: '2027-03-01T09:00:00+01:00',
  endsAt: '2027-03-01T10:00:00+01:00',
  speakers: ['okafor'],
  ...more,
})

test('a wrong token is refused, with where to find the right one', async () => {
  const response = await fetch(`${server.address}/api/operator/people`, { headers: { authorization: 'no' } })
  expect(response.status).toBe(403)
  expect(await response.text()).toMatch(/data\/secrets\.json as OPERATOR_TOKEN/)
})

describe('a person', () => {
  test('keeps omitted fields, so that a corrected name costs no profession', async () => {
    await answer('POST', 'people', {
      id: 'vale',
      name: 'Ines Vael',
      credentials: 'MD',
      affiliation: 'St Anne',
      profession: 'physician',
      roles: ['clinician'],
    })
    await answer('POST', 'people', { id: 'vale', name: 'Ines Vale' })
    expect(await answer('GET', 'people/vale')).toEqual({
      id: 'vale',
      name: 'Ines Vale',
      credentials: 'MD',
      affiliation: 'St Anne',
      profession: 'physician',
      roles: ['clinician'],
    })
  })

  test.each([
    [{ roles: ['clinician'] }, /needs name and roles/],
    [{ id: 'nobody-yet', profession: 'nurse' }, /needs name and roles/],
    [{ name: 'Eve', roles: ['clinician'], phone: 'x' }, /"phone".*Allowed: id, name, givenName/],
    [{ name: 'Eve', roles: ['exhibitor'] }, /exhibitorId: .*company/],
    [{ name: 'Eve', roles: [] }, /roles/],
    [{ name: '\u3164', roles: ['clinician'] }, /name: nothing that can be seen/],
    [{ name: 'clara nwosu', roles: ['clinician'] }, /409 There is somebody called clara nwosu already/],
  ])('%j is refused', async (person, words) => {
    expect(await refusal('POST', 'people', person)).toMatch(words)
  })

  test('gets one link per id, however often it is requested, and none once that is revoked', async () => {
    const link = async (body: object, path = 'links') => (await answer('POST', path, body)).link
    const person = { id: 'oduya', name: 'Ada Oduya', roles: ['clinician'], linkId: 'first' }
    const first = await link(person, 'people')
    expect(await link(person, 'people')).toBe(first)
    const asked = [1, 2, 3].map(() => link({ personId: 'oduya', linkId: 'first', days: 3 }))
    expect(new Set(await Promise.all(asked))).toEqual(new Set([first]))
    const others = [{ linkId: 'second' }, {}, {}].map((more) => link({ personId: 'oduya', ...more }))
    expect(new Set([first, ...(await Promise.all(others))]).size).toBe(4)
    expect(await link({ personId: 'okafor', linkId: 'first' })).not.toBe(first)

    const cookie = await signIn(String(first))
    const account = `${server.address}/api/account`
    const { links } = (await (await fetch(account, { headers: { cookie } })).json()) as { links: unknown[] }
    expect(links).toHaveLength(4)
    const ended = await fetch(`${account}/end`, {
      method: 'POST',
      headers: { cookie, origin: server.address, 'content-type': 'application/json' },
      body: JSON.stringify({ every: 'all' }),
    })
    expect(ended.status).toBe(200)
    expect(await refusal('POST', 'links', { personId: 'oduya', linkId: 'first' })).toMatch(
      /^409 The link with this id has been revoked/,
    )
    const renamed = { ...person, name: 'Ada Okafor' }
    expect(await refusal('POST', 'people', renamed)).toMatch(/^409 The link with this id has been revoked/)
    expect(await answer('GET', 'people/oduya')).toMatchObject({ name: 'Ada Oduya' })
  })

  test('may have an existing name if the plan says so', async () => {
    const { personId } = await answer('POST', 'people', {
      name: 'Clara Nwosu',
      roles: ['clinician'],
      sameName: true,
    })
    expect(personId).not.toBe('clara')
  })

  test('leaves a role without a company once they staff none', async () => {
    await answer('POST', 'people', { id: 'park', roles: ['clinician'], exhibitorId: null })
    expect(await answer('GET', 'people/park')).not.toHaveProperty('exhibitorId')
  })

  test('is deleted with their links and sign-ins, unless something depends on them', async () => {
    const { personId, link } = await answer<{ personId: string; link: string }>('POST', 'people', {
      name: 'Short Stay',
      roles: ['clinician'],
    })
    const cookie = await signIn(link)
    const me = () => fetch(`${server.address}/api/me`, { headers: { cookie } }).then(({ status }) => status)
    expect(await me()).toBe(200)
    await answer('DELETE', `people/${personId}`)
    expect(await me()).toBe(401)
    await expect(signIn(link)).rejects.toMatchObject({ code: 'link_revoked' })
    expect(await refusal('DELETE', `people/${personId}`)).toMatch(/^404/)
    expect(await refusal('DELETE', 'people/okafor')).toMatch(/^409 .*faculty of “/)
  })

  test('can be found again', async () => {
    const { people } = await answer<{ people: { id: string; name: string }[] }>('GET', 'people')
    expect(people).toContainEqual(expect.objectContaining({ id: 'clara', name: 'Clara Nwosu' }))
  })
})

describe('a session', () => {
  test('accepts times as people write them and faculty by id, and keeps omitted fields', async () => {
    await answer('PUT', 'sessions', session({ track: 'Main stage', moderators: ['moreau'] }))
    await answer('PUT', 'sessions', { id: 'grand-rounds', title: 'Grand rounds: sepsis' })
    expect(await answer('GET', 'sessions/grand-rounds')).toMatchObject({
      title: 'Grand rounds: sepsis',
      startsAt: Date.parse('2027-03-01T08:00:00Z'),
      endsAt: Date.parse('2027-03-01T09:00:00Z'),
      track: 'Main stage',
      speakers: [{ personId: 'okafor', name: 'Adaeze Okafor', credentials: 'MD, FACC' }],
      moderators: [{ personId: 'moreau', name: 'Luc Moreau' }],
    })
  })

  test('keeps the disclosures of people who stay on its faculty, until they are taken off file', async () => {
    const disclosure = { clearedAt: Date.now() - 1000, relationships: [] }
    const id = 'with-disclosures'
    await answer('PUT', 'sessions', session({ id, speakers: [{ personId: 'okafor', disclosure }] }))
    await answer('PUT', 'sessions', { id, speakers: ['okafor', 'lindqvist'] })
    const planned = () =>
      answer<{ speakers: { disclosure?: unknown }[] }>('GET', `sessions/${id}`).then(
        ({ speakers }) => speakers,
      )
    expect((await planned()).map((speaker) => 'disclosure' in speaker)).toEqual([true, false])
    await answer('PUT', 'sessions', { id, speakers: [{ personId: 'okafor', disclosure: null }] })
    expect((await planned()).map((speaker) => 'disclosure' in speaker)).toEqual([false])
  })

  test.each<[Record<string, unknown>, RegExp]>([
    [{ endsAt: '2027-03-01T08:00:00+01:00' }, /would end before it starts/],
    [{ endsAt: '2027-03-01T09:00:00+01:00' }, /would end before it starts/],
    [{ endsAt: '2027-04-01T09:00:00+01:00' }, /a day at most/],
    [{ startsAt: 'tomorrow' }, /startsAt: a time like 2026-11-28T22:30/],
    [{ startsAt: '2027-03-01T09:00:00' }, /startsAt: a time like/],
    [{ startsAt: '2027-02-30T09:00:00Z' }, /startsAt: a time like/],
    [{ speakers: ['nobody'] }, /speakers: there is no person "nobody"/],
    [{ moderators: [{ personId: 'nobody' }] }, /moderators: there is no person "nobody"/],
    [{ speakers: ['okafor', 'okafor'] }, /speakers: "okafor" is named twice/],
    [{ activityId: 'nothing' }, /there is no activity "nothing"/],
    [{ room: 'Hall 2' }, /"room".*Allowed: id, title/],
    [{ kind: 'keynote' }, /kind/],
    [{ title: '' }, /title/],
  ])('with %j is refused', async (more, words) => {
    expect(await refusal('PUT', 'sessions', session({ id: 'refused', ...more }))).toMatch(words)
    expect(await refusal('GET', 'sessions/refused')).toMatch(/^404/)
  })

  test('is refused if required fields are missing', async () => {
    expect(await refusal('PUT', 'sessions', { id: 'bare', title: 'Bare' })).toMatch(
      /needs title, startsAt and endsAt/,
    )
  })

  test('is deleted before it goes live', async () => {
    await answer('PUT', 'sessions', session({ id: 'short-lived' }))
    await answer('DELETE', 'sessions/short-lived')
    expect(await refusal('GET', 'sessions/short-lived')).toMatch(/^404/)
    const { sessions } = await answer<{ sessions: { id: string }[] }>('GET', 'sessions')
    expect(sessions.map(({ id }) => id)).not.toContain('short-lived')
    expect(await refusal('DELETE', 'sessions/short-lived')).toMatch(/^404/)
  })
})

describe('an activity', () => {
  test('keeps omitted fields', async () => {
    const before = await answer<{ test: unknown[]; number: string }>('GET', 'activities/heart-failure-2026')
    await answer('PUT', 'activities', { id: 'heart-failure-2026', place: 'Springfield' })
    expect(await answer('GET', 'activities/heart-failure-2026')).toEqual({ ...before, place: 'Springfield' })
  })

  test.each<[Record<string, unknown>, RegExp]>([
    [
      { designations: [{ policyId: 'AMA PRA', maximum: 1, designatedAt: '2026-01-01T00:00:00Z' }] },
      /there is no policy "AMA PRA"\. There are: .*ama, ancc/,
    ],
    [{ provider: { name: 'Riverside' } }, /provider\.address is required/],
    [{ colour: 'red' }, /"colour".*Allowed: id, title/],
    [{ designations: [] }, /designations/],
  ])('with %j is refused', async (more, words) => {
    expect(await refusal('PUT', 'activities', { id: 'heart-failure-2026', ...more })).toMatch(words)
  })

  test('is refused with its missing fields', async () => {
    expect(await refusal('PUT', 'activities', { id: 'bare' })).toMatch(/title/)
  })

  test('is deleted once no session belongs to it', async () => {
    const known = await answer<Record<string, unknown>>('GET', 'activities/heart-failure-2026')
    await answer('PUT', 'activities', { ...known, id: 'spare' })
    await answer('PUT', 'sessions', session({ id: 'in-spare', activityId: 'spare' }))
    expect(await refusal('DELETE', 'activities/spare')).toMatch(/^409 The session “Grand rounds”/)
    await answer('PUT', 'sessions', { id: 'in-spare', activityId: null })
    await answer('DELETE', 'activities/spare')
    expect(await refusal('GET', 'activities/spare')).toMatch(/^404/)
  })
})

test('the conference can be renamed and moved to another valid time zone', async () => {
  const before = await answer('GET', 'conference')
  expect(await answer('PUT', 'conference', { title: 'Cardiology Update' })).toEqual({
    ...before,
    title: 'Cardiology Update',
  })
  expect(await answer('PUT', 'conference', { timeZone: 'America/Chicago' })).toMatchObject({
    title: 'Cardiology Update',
    timeZone: 'America/Chicago',
  })
  expect(await refusal('PUT', 'conference', { timeZone: 'Berlin' })).toMatch(/not a time zone/)
})
