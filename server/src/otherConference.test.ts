// Whoever belongs to one conference learns nothing of another: for each role there, every declared command
// and route is tried with what belongs to the other conference, and answers exactly as if that did not exist.
import { beforeAll, expect, test } from '@jest/globals'
import type { Acknowledgement } from '@lectern/shared/command'
import { type CommandName, commands } from '@lectern/shared/commands'
import { createdIds } from '@lectern/shared/createdIds'
import { type ConferenceRole, conferenceRoles, isFor } from '@lectern/shared/roles'
import type { Route } from '@lectern/shared/route'
import { routes } from '@lectern/shared/routes'
import type { ProgramClient } from '../../scripts/programClient.ts'
import { errorIn } from './testing/answers.ts'
import { contentOf, everyField } from './testing/booths.ts'
import { exampleCommand, exampleHttp } from './testing/examples.ts'
import { png } from './testing/files.ts'
import { faculty, sessionOf } from './testing/people.ts'
import { startServers } from './testing/servers.ts'

const server = await startServers()
const { address } = server.servers[0]!
const other = 'second'

/** Of the first conference: what somebody may have overheard. */
const theirs = {
  sessionId: 'heart-failure',
  activityId: 'heart-failure-2026',
  boothId: 'meridian',
  personId: 'clara',
}
/** The same kinds of ids, of nothing at all. */
const nothing = {
  sessionId: 'nothing-here',
  activityId: 'nothing-here-2026',
  boothId: 'nobodys',
  personId: 'nobody-at-all',
}
/** Words that only the first conference has. */
const marks = [
  'Heart failure in 2026',
  'ECG rounds',
  'Cardiology',
  'Meridian Imaging',
  'Clara Nwosu',
  'Okafor',
  'Moreau',
  'Riverside General',
  'ecg-rounds',
]
const marksIn = (text: string): string[] => marks.filter((mark) => text.includes(mark))

interface Member {
  client: ProgramClient
  cookie: string
  pushed: string[]
}
const members = new Map<ConferenceRole, Member>()

async function join(role: ConferenceRole): Promise<Member> {
  const exhibitor = role === 'exhibitor' && { exhibitorId: 'their-company' }
  const id = `second-${role}`
  await server.operateAt(other, 'POST', 'people', { id, name: `Second ${role}`, roles: [role], ...exhibitor })
  const cookie = await server.cookieOf(id)
  const client = await server.connectWith(cookie, 0, other)
  const pushed: string[] = []
  client.socket.onAny((name: string, ...payload: unknown[]) =>
    pushed.push(`${name} ${JSON.stringify(payload)}`),
  )
  return { client, cookie, pushed }
}

beforeAll(async () => {
  const made = { id: other, title: 'The second one', timeZone: 'Europe/Berlin' }
  await server.request('/api/office/conferences', { method: 'POST', as: 'ito', body: made })
  for (const role of conferenceRoles) members.set(role, await join(role))
  const session = { speakers: [faculty('second-speaker')], moderators: [faculty('second-moderator')] }
  await server.operateAt(other, 'PUT', 'sessions', sessionOf('second-session', session))
  const organiser = members.get('organiser')!.client
  await organiser.send('booths.create', {
    ...{ boothId: 'second-booth', exhibitorId: 'their-company' },
    ...{ content: contentOf('Their booth'), editable: everyField },
  })
  await server.request('/api/account/picture', { method: 'POST', as: 'okafor', file: png([], 40, 40) })
})

const everyCommand = Object.keys(commands) as CommandName[]
const created: Readonly<Record<string, string>> = createdIds
type Ids = Partial<typeof theirs>

async function sendTo(role: ConferenceRole, name: CommandName, ids: Ids): Promise<Acknowledgement> {
  const { socket } = members.get(role)!.client
  return socket.timeout(10_000).emitWithAck('command', name, exampleCommand(name, ids) as never)
}

test.each(everyCommand)('the command %s answers as if the other conference did not exist', async (name) => {
  for (const role of conferenceRoles.filter((each) => isFor(commands[name].who, each))) {
    const free = created[name]
    const own = free ? { [free]: `new-${role}-${name.replace('.', '-')}` } : {}
    const foreign = await sendTo(role, name, { ...theirs, ...own })
    const absent = await sendTo(role, name, { ...nothing, ...own })
    expect([name, role, marksIn(JSON.stringify(foreign))]).toEqual([name, role, []])
    const request = JSON.stringify(exampleCommand(name, theirs))
    if (Object.values(theirs).some((id) => request.includes(`"${id}"`)) && !absent.ok)
      expect([name, role, foreign]).toEqual([name, role, absent])
  }
})

async function request(role: ConferenceRole, route: Route, ids: Ids, prefix: string) {
  const { path, headers, ...rest } = exampleHttp(route, ids)
  return fetch(address + prefix + path, {
    ...rest,
    redirect: 'manual',
    headers: { ...headers, cookie: members.get(role)!.cookie },
  })
}

/** These make a session under an id that is free: one of another conference is not. */
const making = ['program.change', 'program.duplicate']
/** Ending one's own session would end the walk. */
const walked = Object.entries<Route>(routes).filter(
  ([name, { who }]) => who !== 'operator' && name !== 'accounts.signOut' && name !== 'accounts.end',
)

test.each(walked)('the route %s answers as if the other conference did not exist', async (name, route) => {
  const mayTry = ({ who }: Route, role: ConferenceRole) => typeof who === 'string' || isFor(who, role)
  for (const role of conferenceRoles.filter((each) => mayTry(route, each)))
    for (const prefix of [`/c/${other}`, '']) {
      const foreign = await request(role, route, theirs, prefix)
      const text = await foreign.text()
      expect([name, role, prefix, marksIn(text)]).toEqual([name, role, prefix, []])
      const names = /heart-failure|meridian|clara/.test(exampleHttp(route, theirs).path)
      if (foreign.ok || !names || making.includes(name)) continue
      const absent = await request(role, route, nothing, prefix)
      expect([name, role, foreign.status, JSON.parse(text)]).toEqual([
        ...[name, role, absent.status],
        await absent.json(),
      ])
    }
})

test.each(walked.filter(([, { of }]) => of !== 'installation'))(
  'the route %s is not there for people of another conference who put its address first',
  async (_, route) => {
    for (const role of conferenceRoles) {
      const [foreign, unknown] = await Promise.all([
        request(role, route, theirs, '/c/cardiology'),
        request(role, route, theirs, '/c/nowhere'),
      ])
      expect([foreign.status, await errorIn(foreign)]).toEqual([unknown.status, await errorIn(unknown)])
      expect(foreign.status).toBe(404)
    }
  },
)

test('what happens at one conference is announced to nobody of another one', async () => {
  const moderator = await server.connect('moreau')
  await moderator.send('program.follow', { sessionId: 'ecg-rounds' })
  await server.operateAt(
    'cardiology',
    'PUT',
    'sessions',
    sessionOf('announced', {
      title: 'Cardiology news',
      moderators: [faculty('moreau')],
    }),
  )
  const ito = await server.connect('ito', 0, 'cardiology')
  await ito.send('program.start', { sessionId: 'announced' })
  // This one arrives, after all that came before it.
  const heard = new Promise<void>((resolve) => {
    const { socket } = members.get('clinician')!.client
    socket.on('program.plan', (session) => {
      if (session.id === 'second-news') resolve()
    })
  })
  await server.operateAt(other, 'PUT', 'sessions', sessionOf('second-news'))
  await heard
  for (const [role, { pushed }] of members) expect([role, marksIn(pushed.join('\n'))]).toEqual([role, []])
})
