// A session that is not approved: whoever neither plans it nor has a part in it learns nothing of it, on any
// command, route, event, calendar or mail, exactly as if it did not exist.
import { beforeAll, expect, test } from '@jest/globals'
import type { Acknowledgement } from '@lectern/shared/command'
import { type CommandName, commands } from '@lectern/shared/commands'
import { createdIds } from '@lectern/shared/createdIds'
import type { Program } from '@lectern/shared/program'
import { isFor, type Role } from '@lectern/shared/roles'
import type { Route } from '@lectern/shared/route'
import { routes } from '@lectern/shared/routes'
import ICAL from 'ical.js'
import type { ProgramClient } from '../../scripts/programClient.ts'
import { listen, statusAndCode } from './testing/answers.ts'
import { exampleCommand, exampleHttp } from './testing/examples.ts'
import { clearedFaculty, planningOf } from './testing/planning.ts'
import { startServers } from './testing/servers.ts'

const server = await startServers({ servers: 2, clock: () => Date.UTC(2026, 11, 1, 9) })
const { address } = server.servers[0]!
const office = planningOf(server)
const hour = 3_600_000
const startsAt = Date.UTC(2027, 2, 1, 9)
const title = 'Unannounced results'

/** Who sees no draft of others, and what they are. */
const outsiders: Record<string, Role> = {
  noah: 'clinician',
  'other-speaker': 'speaker',
  'other-exhibitor': 'exhibitor',
}
/** Who sees this one. */
const insiders = ['okafor', 'moreau', 'the-planner', 'another-moderator', 'an-organiser', 'ito']

const fields = {
  title,
  startsAt,
  endsAt: startsAt + hour,
  track: 'Unannounced track',
  activityId: 'heart-failure-2026',
}
let draftsMade = 0
/** A new draft, with its faculty cleared; returns its id. */
async function draft(more: object = {}): Promise<string> {
  const id = `draft-${++draftsMade}`
  await server.operate('PUT', 'sessions', {
    ...{ id, ...fields, startsAt: startsAt + draftsMade * 24 * hour },
    endsAt: startsAt + draftsMade * 24 * hour + hour,
    speakers: [clearedFaculty('okafor')],
    moderators: [clearedFaculty('moreau')],
    planners: [clearedFaculty('the-planner')],
    ...more,
  })
  return id
}
const approve = async (id: string) =>
  office.act('program.approve', id, { version: await office.versionOf(id) })
const withdraw = async (id: string) =>
  office.act('program.withdraw', id, { version: await office.versionOf(id), why: 'To be planned again' })

let hidden = ''
const clients = new Map<string, ProgramClient>()
const cookies = new Map<string, string>()

beforeAll(async () => {
  const people: [string, Role][] = [
    ['other-speaker', 'speaker'],
    ['the-planner', 'clinician'],
    ['another-moderator', 'moderator'],
    ['an-organiser', 'organiser'],
  ]
  for (const [id, role] of people) await server.invite({ id, name: id, roles: [role] })
  await server.invite({ id: 'other-exhibitor', name: 'Staff', roles: ['exhibitor'], exhibitorId: 'meridian' })
  hidden = await draft()
  for (const id of Object.keys(outsiders)) {
    cookies.set(id, await server.cookieOf(id))
    clients.set(id, await server.connectWith(cookies.get(id)!, 1))
  }
})

const created: Readonly<Record<string, string>> = createdIds
const everyCommand = Object.keys(commands) as CommandName[]

async function sendAs(personId: string, name: CommandName, sessionId: string): Promise<Acknowledgement> {
  const free = created[name]
  const own = free ? { [free]: `new-${personId}-${name.replace('.', '-')}` } : {}
  const { socket } = clients.get(personId)!
  const request = exampleCommand(name, { sessionId, ...own })
  return socket.timeout(10_000).emitWithAck('command', name, request as never)
}

test.each(everyCommand)('the command %s answers as if the draft did not exist', async (name) => {
  for (const [personId, role] of Object.entries(outsiders)) {
    if (!isFor(commands[name].who, role)) continue
    const answer = await sendAs(personId, name, hidden)
    expect([name, role, JSON.stringify(answer)]).not.toContain('Unannounced')
    if (!JSON.stringify(exampleCommand(name, { sessionId: hidden })).includes(hidden)) continue
    expect([name, role, answer]).toEqual([name, role, await sendAs(personId, name, 'nothing-here')])
  }
})

const requestAs = (personId: string, route: Route, sessionId: string) => {
  const { path, headers, ...rest } = exampleHttp(route, { sessionId })
  const cookie = cookies.get(personId)!
  return fetch(address + path, { ...rest, redirect: 'manual', headers: { ...headers, cookie } })
}
/** Without the server's clock. */
const textOf = async (answer: Response): Promise<string> => (await answer.text()).replace(/"now":\d+/, '')
const walked = Object.entries<Route>(routes).filter(
  ([name, { who }]) => who !== 'operator' && name !== 'accounts.signOut' && name !== 'accounts.end',
)

test.each(walked)('the route %s answers as if the draft did not exist', async (name, route) => {
  for (const [personId, role] of Object.entries(outsiders)) {
    if (typeof route.who !== 'string' && !isFor(route.who, role)) continue
    const answer = await requestAs(personId, route, hidden)
    const text = await textOf(answer)
    expect([name, role, text.includes('Unannounced'), text.includes(hidden)]).toEqual([
      ...[name, role, false, false],
    ])
    if (!exampleHttp(route, { sessionId: hidden }).path.includes(hidden)) continue
    const absent = await requestAs(personId, route, 'nothing-here')
    expect([name, role, answer.status, text]).toEqual([name, role, absent.status, await textOf(absent)])
  }
})

const agendaOf = async (as: string): Promise<Program> =>
  (await (await server.request('/api/program', { as })).json()) as Program

test('its own people and those who plan or run the conference see it in the agenda, marked as a draft', async () => {
  for (const personId of insiders) {
    const found = (await agendaOf(personId)).sessions.find(({ session }) => session.id === hidden)
    expect([personId, found?.session.status]).toEqual([personId, 'draft'])
    expect((await server.request(`/api/program/${hidden}.ics`, { as: personId })).status).toBe(200)
  }
  for (const personId of Object.keys(outsiders)) {
    const seen = await agendaOf(personId)
    expect(seen.sessions.length).toBeGreaterThan(0)
    expect(JSON.stringify(seen)).not.toContain(hidden)
  }
})

test('an activity of which all sessions are drafts is not in the agenda’s credit', async () => {
  const activities = await server.operate<{ activities: { id: string }[] }>('GET', 'activities')
  const like = activities.activities.find(({ id }) => id === 'heart-failure-2026')!
  await server.operate('PUT', 'activities', { ...like, id: 'secret-activity' })
  await draft({ activityId: 'secret-activity' })
  expect(Object.keys((await agendaOf('noah')).credit!)).not.toContain('secret-activity')
  expect(Object.keys((await agendaOf('okafor')).credit!)).toContain('secret-activity')
})

test('what a learner reads of their credit in an activity has nothing of its drafts', async () => {
  const noah = await server.connect('noah')
  const sessionId = 'heart-failure'
  const { disclosures } = await noah.send('attendance.status', { sessionId })
  await noah.send('attendance.acknowledge', { sessionId, version: disclosures.version })
  const own = await (await server.request('/api/credit', { as: 'noah' })).text()
  expect(own).toContain('Heart failure in 2026')
  expect(own).not.toContain('Unannounced')
})

test('its changes are pushed to those who see it, on every server, and to nobody else', async () => {
  const id = await draft()
  const seeing = await Promise.all(insiders.map((personId, i) => server.connect(personId, i % 2)))
  const heard = seeing.map((client) => listen(client, 'program.plan'))
  const pushed: string[] = []
  for (const client of clients.values())
    client.socket.onAny((name: string, ...payload: unknown[]) =>
      pushed.push(`${name} ${JSON.stringify(payload)}`),
    )
  await server.operate('PUT', 'sessions', { id, summary: 'Changed while it is a draft' })
  await Promise.all(heard.map((plans) => plans.until((plan) => plan.id === id)))
  await server.operate('DELETE', `sessions/${id}`)
  // This one reaches everybody, after all that came before it.
  const later = [...clients.values()].map((client) => listen(client, 'program.plan'))
  await server.operate('PUT', 'sessions', {
    id: 'for-all',
    title: 'For all',
    startsAt,
    endsAt: startsAt + hour,
  })
  await Promise.all(later.map((plans) => plans.until((plan) => plan.id === 'for-all')))
  expect(pushed.filter((text) => text.includes(id))).toEqual([])
})

test('approved, it appears on open pages; taken back, it goes from them and can no longer be followed', async () => {
  const id = await draft()
  const noah = clients.get('noah')!
  const planner = await server.connect('the-planner')
  const [plans, removed] = [listen(noah, 'program.plan'), listen(noah, 'program.removed')]
  const kept = listen(planner, 'program.plan')
  await approve(id)
  expect(await plans.until((plan) => plan.id === id)).toMatchObject({ title, status: 'approved' })
  await noah.send('program.follow', { sessionId: id })
  await planner.send('program.follow', { sessionId: id })
  await withdraw(id)
  await removed.until(({ sessionId }) => sessionId === id)
  await kept.until((plan) => plan.id === id && plan.status === 'draft')
  expect(await statusAndCode(server.request(`/api/program/${id}`, { as: 'noah' }))).toEqual([
    404,
    'not_found',
  ])
  await expect(noah.send('program.follow', { sessionId: id })).rejects.toMatchObject({ code: 'not_found' })
  expect((await planner.send('program.follow', { sessionId: id })).session.status).toBe('draft')
})

const ownAgenda = async (as: string) => (await server.request('/api/agenda', { as })).json()

test('in somebody’s own agenda it waits until it is approved again, and their calendar takes it out meanwhile', async () => {
  const id = await draft()
  await approve(id)
  await server.request(`/api/agenda/${id}`, { as: 'noah', method: 'PUT' })
  const { address: calendar } = (await (
    await server.request('/api/calendar', { as: 'noah', method: 'POST' })
  ).json()) as { address: string }
  const entry = async () => {
    const text = await (await server.request(new URL(calendar).pathname)).text()
    const all = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')
    expect(all).toHaveLength(1)
    const event = new ICAL.Event(all[0]!)
    const status = event.component.getFirstPropertyValue('status')
    return { uid: event.uid, sequence: event.sequence, summary: event.summary, status }
  }
  const first = await entry()
  expect([first.status, await ownAgenda('noah')]).toEqual(['CONFIRMED', { sessionIds: [id] }])

  await server.operate('PUT', 'sessions', { id, title: 'A secret new title' })
  const meanwhile = await entry()
  expect(meanwhile).toMatchObject({ uid: first.uid, status: 'CANCELLED', summary: title })
  expect(meanwhile.sequence).toBeGreaterThan(first.sequence)
  expect(await ownAgenda('noah')).toEqual({ sessionIds: [], waiting: 1 })
  expect(await statusAndCode(server.request(`/api/agenda/${id}`, { as: 'noah', method: 'PUT' }))).toEqual([
    ...[404, 'not_found'],
  ])

  await approve(id)
  const again = await entry()
  expect(again).toMatchObject({ uid: first.uid, status: 'CONFIRMED', summary: 'A secret new title' })
  expect(again.sequence).toBeGreaterThan(meanwhile.sequence)
  expect(await ownAgenda('noah')).toEqual({ sessionIds: [id] })
})

test('a draft that was removed is in nobody’s calendar who has not seen it', async () => {
  const id = await draft({ title: 'Never announced' })
  await server.operate('DELETE', `sessions/${id}`)
  const calendarOf = async (as: string) => (await server.request('/api/program.ics', { as })).text()
  expect(await calendarOf('noah')).not.toContain('Never announced')
  expect(await calendarOf('an-organiser')).toContain('Never announced')
})

test('a session without credit that goes live as a draft is in the programme from then on', async () => {
  await office.change('unplanned', null, {
    ...{ title: 'An unplanned talk', startsAt, endsAt: startsAt + hour },
    moderators: ['moreau'],
  })
  const noah = clients.get('noah')!
  const plans = listen(noah, 'program.plan')
  await (await server.connect('moreau')).send('program.start', { sessionId: 'unplanned' })
  await plans.until(({ id }) => id === 'unplanned')
  expect((await noah.send('program.follow', { sessionId: 'unplanned' })).state.phase).toBe('live')
})

test('before the sign-in, drafts do not say when the conference is', async () => {
  await draft({ startsAt: Date.UTC(2031, 0, 1), endsAt: Date.UTC(2031, 0, 1, 1) })
  const welcome = (await (await server.request('/api/conference')).json()) as { endsAt: number }
  expect(welcome.endsAt).toBeLessThan(Date.UTC(2030, 0, 1))
})
