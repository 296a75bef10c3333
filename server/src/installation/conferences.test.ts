// Several conferences on one installation: whose is what, copying, archiving, deleting.
import { readdir } from 'node:fs/promises'
import { expect, test } from '@jest/globals'
import type { Me } from '@lectern/shared/accounts'
import type { Conference, ListedConference, OwnConference } from '@lectern/shared/conferences'
import { keys } from '@lectern/shared/keys'
import { noOutcomes, outcomesPlan } from '@lectern/shared/outcomes'
import type { Session } from '@lectern/shared/program'
import type { Planning } from '@lectern/shared/programPlanning'
import { createOutcomesStore } from '../outcomes/outcomesStore.ts'
import { codeOf, errorIn } from '../testing/answers.ts'
import { watchedSession } from '../testing/credit.ts'
import { png } from '../testing/files.ts'
import { faculty, sessionOf } from '../testing/people.ts'
import { type Method, startServers } from '../testing/servers.ts'

const server = await startServers({ servers: 2, noMistakes: true })

async function ask<Answer>(method: Method, path: string, as: string, body?: unknown): Promise<Answer> {
  const response = await server.request(path, { method, as, body })
  if (!response.ok) throw Object.assign(new Error(), await errorIn(response))
  return (await response.json()) as Answer
}
const create = (title: string, more: object = {}) =>
  ask<Conference>('POST', '/api/office/conferences', 'ito', { title, timeZone: 'Europe/Berlin', ...more })
const operate = server.operateAt
const invite = (conferenceId: string, id: string, roles: string[]) =>
  operate<{ personId: string }>(conferenceId, 'POST', 'people', { id, name: id, roles, sameName: true })
const listed = async (id: string) =>
  (await ask<{ conferences: ListedConference[] }>('GET', '/api/office/conferences', 'ito')).conferences.find(
    (each) => each.id === id,
  )

test('a conference gets an address from its title, and a repeat with its id finds it', async () => {
  expect((await create('Rheuma für alle 2027')).id).toBe('rheuma-fur-alle-2027')
  expect((await create('Rheuma für alle 2027')).id).toBe('rheuma-fur-alle-2027-2')
  const given = { id: 'my-own', startsOn: '2027-03-01', endsOn: '2027-03-02', languages: ['de'] }
  expect(await create('Mine', given)).toMatchObject(given)
  expect(await create('Mine', given)).toMatchObject(given)
  expect(await codeOf(create('Another', given))).toBe('conflict')
  expect(await codeOf(create('Backwards', { startsOn: '2027-03-02', endsOn: '2027-03-01' }))).toBe(
    'invalid_request',
  )
  expect(await codeOf(create('No day', { startsOn: '2027-02-30' }))).toBe('invalid_request')
})

test('people see the conferences at which they have a place, and no other exists for them', async () => {
  const [here, there] = [await create('Here'), await create('There')]
  await invite(here.id, 'hannah', ['clinician'])
  await invite(there.id, 'hannah', ['speaker'])
  await invite(there.id, 'theo', ['organiser'])
  const mine = async (as: string) =>
    (await ask<{ conferences: OwnConference[] }>('GET', '/api/conferences', as)).conferences
  expect(new Set((await mine('hannah')).map(({ id, roles }) => `${id} ${roles.join()}`))).toEqual(
    new Set([`${here.id} clinician`, `${there.id} speaker`]),
  )
  expect((await mine('theo')).map(({ id }) => id)).toEqual([there.id])
  expect((await mine('ito')).length).toBeGreaterThan(3)
  expect((await ask<Me>('GET', `/c/${here.id}/api/me`, 'hannah')).person.roles).toEqual(['clinician'])
  expect((await ask<Me>('GET', `/c/${there.id}/api/me`, 'hannah')).person.roles).toEqual(['speaker'])
  expect((await ask<Me>('GET', '/api/me', 'theo')).conference.id).toBe(there.id)
  // What exists without them, and what does not exist, are the same.
  for (const path of ['api/me', 'api/program', 'api/conference', 'api/office/conference']) {
    const [foreign, unknown] = await Promise.all(
      [here.id, 'nowhere'].map(async (id) => {
        const answer = await server.request(`/c/${id}/${path}`, { as: 'theo' })
        return [answer.status, await errorIn(answer)]
      }),
    )
    expect(foreign).toEqual(unknown)
  }
  await expect(server.connect('theo', 0, here.id)).rejects.toMatchObject({ data: { code: 'not_found' } })
  expect(await codeOf(ask('GET', '/api/office/conferences', 'theo'))).toBe('forbidden')
})

test('a request without a conference is about the one of what it names, else the latest', async () => {
  const [first, second] = [await create('First'), await create('Second')]
  await invite(first.id, 'paula', ['clinician'])
  await invite(second.id, 'paula', ['clinician'])
  await operate(first.id, 'PUT', 'sessions', sessionOf('in-first', { conferenceId: first.id }))
  const me = await ask<Me>('GET', '/api/me', 'paula')
  expect(me.conference.id).toBe(second.id)
  expect(await codeOf(ask('GET', '/api/program/in-first', 'paula'))).toBe('ok')
  expect(await codeOf(ask('GET', `/c/${second.id}/api/program/in-first`, 'paula'))).toBe('not_found')
  expect(await codeOf(ask('GET', `/c/${first.id}/api/program/in-first`, 'paula'))).toBe('ok')
  expect(await codeOf(server.operate('GET', 'people'))).toBe('invalid_request')
})

test('an id that another conference uses is not free', async () => {
  const [one, two] = [await create('One'), await create('Two')]
  await operate(one.id, 'PUT', 'sessions', sessionOf('taken', { conferenceId: one.id }))
  expect(await codeOf(operate(two.id, 'PUT', 'sessions', sessionOf('taken')))).toBe('conflict')
  expect(await codeOf(operate(two.id, 'GET', 'sessions/taken'))).toBe('not_found')
})

test('a copy has the programme, the activities and their texts, and nobody', async () => {
  const support = [{ supporter: 'Example Foundation', nature: 'Educational grant' }]
  const own = { supporter: 'Session Supporter', nature: '' }
  const days = { startsOn: '2027-03-26', endsOn: '2027-03-27' }
  const source = await create('Source', { ...days, languages: ['de'], support })
  await invite(source.id, 'dora', ['speaker'])
  const activity = {
    ...{ id: 'source-activity', title: 'Credit', format: 'Live activity', number: '202600419' },
    provider: { name: 'The Institute', address: '1 Main Street', number: '1234567' },
    attendance: { checks: null, excuseOutages: true, maxExcusedMinutes: 10 },
    designations: [{ policyId: 'ama', maximum: 1, designatedAt: 1 }],
    evaluation: [{ id: 'useful', kind: 'rating', prompt: 'How useful was it?' }],
  }
  await operate(source.id, 'PUT', 'activities', activity)
  const outcomes = createOutcomesStore(server.connection)
  const change = { id: 'earlier', text: 'Start earlier' }
  const asked = outcomesPlan.parse({
    ...noOutcomes,
    commitment: { changes: [change], barriers: [] },
    measured: [{ outcome: 'knowledge', measurements: ['objective'] }],
  })
  await outcomes.save(activity.id, asked, 0)
  // 9:00 in Berlin, two days before the clocks change.
  const startsAt = Date.UTC(2027, 2, 26, 8)
  const planned = { startsAt, endsAt: startsAt + 3_600_000, activityId: activity.id, summary: 'What is new.' }
  await operate(
    source.id,
    'PUT',
    'sessions',
    sessionOf('original', { ...planned, speakers: [faculty('dora')], support: [own] }),
  )
  const copying = { id: 'the-copy', startsOn: '2027-04-02', copyOf: source.id }
  const copy = await create('Copy', copying)
  expect(copy).toMatchObject({ languages: ['de'], support, startsOn: '2027-04-02' })
  const sessionsOf = async (id: string) =>
    (await operate<{ sessions: Session[] }>(id, 'GET', 'sessions')).sessions
  const [session, ...others] = await sessionsOf(copy.id)
  expect(others).toEqual([])
  expect(session).toMatchObject({
    title: 'original',
    summary: 'What is new.',
    support: [own],
    conferenceId: copy.id,
    // 9:00 in Berlin again.
    startsAt: Date.UTC(2027, 3, 2, 7),
    endsAt: Date.UTC(2027, 3, 2, 8),
    speakers: [],
    moderators: [],
  })
  expect(session!.id).not.toBe('original')
  const { activities } = await operate<{ activities: { id: string }[] }>(copy.id, 'GET', 'activities')
  expect(activities).toMatchObject([{ title: 'Credit', number: '', evaluation: [{ id: 'useful' }] }])
  expect(session!.activityId).toBe(activities[0]!.id)
  expect((await outcomes.plan(activities[0]!.id)).plan).toEqual({ ...asked, measured: [] })
  expect((await operate<{ people: unknown[] }>(copy.id, 'GET', 'people')).people).toEqual([])
  // Repeated after a lost reply, it changes nothing of what was edited since.
  await operate(copy.id, 'PUT', 'sessions', { id: session!.id, title: 'Edited' })
  await create('Copy', copying)
  expect((await sessionsOf(copy.id)).map(({ title }) => title)).toEqual(['Edited'])
  expect((await sessionsOf(source.id)).map(({ title }) => title)).toEqual(['original'])
})

test('a copied series is one: its rule, its exceptions and what was taken out come along, over a change of the clocks', async () => {
  const source = await create('Rounds', { startsOn: '2027-03-15' })
  const at = (id: string) => (path: string) => `/c/${id}/api/office/${path}`
  const here = at(source.id)
  const hour = 3_600_000
  // Mondays at 17:00 in Berlin; the clocks change on 28 March.
  const startsAt = Date.UTC(2027, 2, 15, 16)
  const change = { title: 'Rounds', startsAt, endsAt: startsAt + hour }
  await ask('PUT', here('program/rounds'), 'ito', { version: null, change, scope: 'this' })
  const rule = { every: 1, weekdays: [1], count: 4 }
  await ask('POST', here('program/rounds/series'), 'ito', { version: 1, seriesId: 'weekly', rule })
  const planned = async (id: string) => {
    const { sessions, series } = await ask<Planning>('GET', at(id)('program'), 'ito')
    return { series, sessions: sessions.map(({ session }) => session) }
  }
  const [, second, third] = (await planned(source.id)).sessions
  await ask('PUT', here(`program/${second!.id}`), 'ito', {
    version: second!.version,
    change: { title: 'A guest' },
    scope: 'this',
  })
  await ask('POST', here(`program/${third!.id}/remove`), 'ito', { version: third!.version, scope: 'this' })

  const copying = { id: 'rounds-copy', startsOn: '2027-10-12', copyOf: source.id }
  for (const _ of [1, 2]) await create('Rounds again', copying)
  const copy = await planned('rounds-copy')
  const [seriesId] = Object.keys(copy.series)
  expect(copy.series).toEqual({ [seriesId!]: { every: 1, weekdays: [2], count: 4 } })
  expect(copy.sessions.map(({ title, startsAt: from, series }) => [title, from, series])).toEqual([
    // 17:00 in Berlin, in summer time, and from 31 October in winter time.
    ['Rounds', Date.UTC(2027, 9, 12, 15), { id: seriesId, on: '2027-10-12', own: [] }],
    ['A guest', Date.UTC(2027, 9, 19, 15), { id: seriesId, on: '2027-10-19', own: ['title'] }],
    ['Rounds', Date.UTC(2027, 10, 2, 16), { id: seriesId, on: '2027-11-02', own: [] }],
  ])
  // Edited as one: the exception stays, and what was taken out stays away.
  const [first] = copy.sessions
  const there = at('rounds-copy')
  await ask('PUT', there(`program/${first!.id}`), 'ito', {
    version: first!.version,
    change: { title: 'Grand rounds' },
    scope: 'all',
  })
  await ask('POST', there(`program/${first!.id}/series`), 'ito', {
    version: first!.version! + 1,
    seriesId,
    rule: { every: 1, weekdays: [2], count: 5 },
  })
  const after = await planned('rounds-copy')
  expect(after.sessions.map(({ title, series }) => [title, series!.on])).toEqual([
    ['Grand rounds', '2027-10-12'],
    ['A guest', '2027-10-19'],
    ['Grand rounds', '2027-11-02'],
    ['Grand rounds', '2027-11-09'],
  ])
  expect((await planned(source.id)).sessions.map(({ title }) => title)).toEqual([
    'Rounds',
    'A guest',
    'Rounds',
  ])
})

test('an archived conference starts nothing and stays readable', async () => {
  const { id } = await create('Old')
  await invite(id, 'archie', ['moderator', 'clinician'])
  const planned = sessionOf('too-late', { moderators: [faculty('archie')] })
  await operate(id, 'PUT', 'sessions', planned)
  expect(await ask('POST', `/api/office/conferences/${id}/archive`, 'ito')).toHaveProperty('archivedAt')
  const client = await server.connect('archie', 0, id)
  expect(await codeOf(client.send('program.start', { sessionId: 'too-late' }))).toBe('conflict')
  expect(await codeOf(ask('GET', `/c/${id}/api/program`, 'archie'))).toBe('ok')
  await ask('POST', `/api/office/conferences/${id}/unarchive`, 'ito')
  await client.send('program.start', { sessionId: 'too-late' })
  expect(await codeOf(ask('POST', `/api/office/conferences/${id}/archive`, 'ito'))).toBe('conflict')
})

test('a conference that was held is kept for six years; one that was not is deleted with all its keys', async () => {
  const [held, planned] = [await create('Held'), await create('Planned')]
  await operate(held.id, 'PUT', 'sessions', sessionOf('held-session'))
  await watchedSession(server.connection, 'held-session', {})
  const { keepUntil } = (await listed(held.id))!
  expect(new Date(keepUntil!).toISOString()).toBe('2032-03-02T09:00:00.000Z')
  const refusal = await ask('DELETE', `/api/office/conferences/${held.id}`, 'ito').catch((error) => error)
  expect(refusal).toMatchObject({ code: 'conflict', message: expect.stringContaining('2032-03-02') })

  await invite(planned.id, 'only-there', ['clinician'])
  await invite(planned.id, 'there-too', ['clinician'])
  await invite(held.id, 'there-too', ['clinician'])
  await operate(planned.id, 'PUT', 'sessions', sessionOf('never-held'))
  await operate(planned.id, 'PUT', 'sessions', sessionOf('never-restored'))
  await operate(planned.id, 'DELETE', 'sessions/never-restored')
  await ask('PUT', `/c/${planned.id}/api/agenda/never-held`, 'only-there')
  const link = await operate<{ link: string }>(planned.id, 'POST', 'links', { personId: 'only-there' })
  const client = await server.connect('only-there', 1, planned.id)
  const gone = new Promise((resolve) => client.socket.once('disconnect', resolve))
  await ask('DELETE', `/api/office/conferences/${planned.id}`, 'ito')
  await gone
  expect(await listed(planned.id)).toBeUndefined()
  const left = (await server.connection.keys('*')).filter((key) => /planned|never-|only-there/.test(key))
  expect(left).toEqual([])
  await expect(server.enter(link.link)).rejects.toMatchObject({ code: 'link_unknown' })
  expect((await ask<Me>('GET', '/api/me', 'there-too')).conference.id).toBe(held.id)
  expect(await codeOf(create('Planned', { id: planned.id }))).toBe('ok')
})

test('the example goes with one press, with its people, files and sessions, and is never created again', async () => {
  await server.request('/api/office/conference/logo', { method: 'POST', as: 'ito', file: png([], 40, 40) })
  await invite('other', 'nobody', ['clinician']).catch(() => undefined)
  const { id } = await create('Real')
  await invite(id, 'office-too', ['office'])
  await invite(id, 'noah', ['clinician'])
  const files = (await readdir(server.uploads)).length
  await ask('DELETE', '/api/office/example', 'office-too')
  expect((await readdir(server.uploads)).length).toBeLessThanOrEqual(files)
  const people = await server.connection.smembers(keys.people())
  for (const gone of ['clara', 'okafor', 'ellis', 'ito']) expect(people).not.toContain(gone)
  expect(people).toContain('noah')
  const left = (await server.connection.keys('*')).filter((key) =>
    /heart-failure|meridian|\{p:clara\}|\{c:cardiology\}|of:cardiology/.test(key),
  )
  expect(left).toEqual([])
  await server.start({ LECTERN_EXAMPLE: '1' })
  expect(await server.connection.exists(keys.conference('cardiology'))).toBe(0)
})
