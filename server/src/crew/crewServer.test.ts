// The crew over real sockets: two servers with one Redis.
import { beforeEach, expect, test } from '@jest/globals'
import type { CommandName } from '@lectern/shared/commands'
import { type Cue, crewCommands } from '@lectern/shared/crew'
import { keys } from '@lectern/shared/keys'
import type { Role } from '@lectern/shared/roles'
import type { ProgramClient } from '../../../scripts/programClient.ts'
import { codeOf, listen } from '../testing/answers.ts'
import { exampleCommand } from '../testing/examples.ts'
import { faculty, sessionOf } from '../testing/people.ts'
import { startServers } from '../testing/servers.ts'

const server = await startServers({ servers: 2, noMistakes: true })
let lastSession = 0
let sessionId = ''
let people: Record<'moderator' | 'speaker' | 'viewer' | 'organiser', string>

const invite = async (...roles: Role[]): Promise<string> => {
  const exhibitor = roles.includes('exhibitor') && { exhibitorId: 'meridian' }
  return (await server.invite({ name: `The ${roles[0]}`, roles, ...exhibitor })).personId
}
async function joinAs(personId: string, on = 0): Promise<ProgramClient> {
  const client = await server.connect(personId, on)
  await client.send('program.follow', { sessionId })
  return client
}
const give = (client: ProgramClient, kind: Cue['kind'] = 'wrapUp', minutes: number | null = null) =>
  client.send('crew.giveCue', { sessionId, kind, minutes })

beforeEach(async () => {
  sessionId = `talk-${++lastSession}`
  people = {
    moderator: await invite('moderator'),
    speaker: await invite('speaker'),
    viewer: await invite('clinician'),
    organiser: await invite('organiser'),
  }
  await server.plan(
    sessionOf(sessionId, {
      speakers: [faculty(people.speaker)],
      moderators: [faculty(people.moderator)],
    }),
  )
})

test('a message reaches the crew on every server, and no viewer', async () => {
  const moderator = await joinAs(people.moderator)
  const others = [await joinAs(people.speaker, 1), await joinAs(people.organiser, 1)]
  const viewer = listen(await joinAs(people.viewer, 1), 'crew.message')
  const heard = others.map((client) => listen(client, 'crew.message'))
  const said = await moderator.send('crew.say', { sessionId, text: 'Two questions left, then the poll.' })
  expect(said).toMatchObject({ personId: people.moderator, name: 'The moderator' })
  for (const each of heard) {
    const { message, from, version } = await each.until(({ message: { id } }) => id === said.id)
    expect([message, version - from]).toEqual([said, 1])
  }
  const { messages, version } = await others[0]!.send('crew.list', { sessionId })
  expect([messages, version]).toEqual([[said], 1])
  expect(viewer.events).toEqual([])
})

test('a repeated message is announced once', async () => {
  const moderator = await joinAs(people.moderator)
  const heard = listen(await joinAs(people.speaker, 1), 'crew.message')
  const request = { sessionId, messageId: 'once', text: 'Ready?' }
  const first = await moderator.send('crew.say', request)
  expect(await moderator.send('crew.say', request)).toEqual(first)
  const last = await moderator.send('crew.say', { sessionId, text: 'Go.' })
  await heard.until(({ message }) => message.id === last.id)
  expect(heard.events.map(({ message }) => message.text)).toEqual(['Ready?', 'Go.'])
})

test('a cue reaches the speaker, whose confirmation reaches the desk and outlives reloads and servers', async () => {
  const desk = await joinAs(people.moderator)
  const speaker = await joinAs(people.speaker, 1)
  const cues = listen(speaker, 'crew.cue')
  const seen = listen(desk, 'crew.cue')
  const { cue } = await give(desk, 'countdown', 5)
  expect(await cues.until((event) => event.cue?.id === cue!.id)).toMatchObject({ cue })
  await speaker.send('crew.confirmCue', { sessionId, cueId: cue!.id })
  const confirmed = { personId: people.speaker, name: 'The speaker' }
  await seen.until((event) => event.cue?.seenBy.length === 1)
  const restarted = await server.start()
  expect(restarted.address).not.toBe(server.servers[0]!.address)
  const again = await joinAs(people.speaker, server.servers.length - 1)
  expect((await again.send('crew.list', { sessionId })).cue).toEqual({ ...cue, seenBy: [confirmed] })
  // Confirming again tells nobody.
  await again.send('crew.confirmCue', { sessionId, cueId: cue!.id })
  await desk.send('crew.takeBackCue', { sessionId, cueId: cue!.id })
  await seen.until((event) => event.cue === null)
  expect(seen.events).toHaveLength(3)
})

test.each([
  ['wrapUp', 5],
  ['timeLeft', null],
  ['countdown', null],
  ['countdown', 0],
  ['countdown', 61],
] as const)('a cue "%s" with %s minutes is refused', async (kind, minutes) => {
  expect(await codeOf(give(await joinAs(people.moderator), kind, minutes))).toBe('invalid_request')
})

/** Who must be refused, by command; all others of the session's crew may. */
const strangers = ['viewer', 'exhibitor', 'speaker of another session', 'moderator of another session']
const refused: Record<keyof typeof crewCommands, string[]> = {
  'crew.list': strangers,
  'crew.say': strangers,
  'crew.giveCue': [...strangers, 'speaker'],
  'crew.takeBackCue': [...strangers, 'speaker'],
  'crew.confirmCue': [...strangers, 'organiser'],
}

test('everybody else is refused, and the crew is not', async () => {
  const other = { speaker: await invite('speaker'), moderator: await invite('moderator') }
  await server.plan(
    sessionOf('another', { speakers: [faculty(other.speaker)], moderators: [faculty(other.moderator)] }),
  )
  const all = {
    ...people,
    exhibitor: await invite('exhibitor'),
    'speaker of another session': other.speaker,
    'moderator of another session': other.moderator,
  }
  for (const [who, personId] of Object.entries(all)) {
    const client = await server.connect(personId)
    for (const name of Object.keys(crewCommands) as (keyof typeof crewCommands)[]) {
      const code = await codeOf(
        client.send(name as CommandName, exampleCommand(name, { sessionId }) as never),
      )
      const expected = refused[name].includes(who) ? 'forbidden' : 'ok'
      expect([who, name, code]).toEqual([who, name, expected])
    }
  }
})

test('what the crew says is in no log, and leaves with a person who is erased', async () => {
  const speaker = await joinAs(people.speaker)
  const moderator = await joinAs(people.moderator)
  await speaker.send('crew.say', { sessionId, text: 'Quuxfrobnicate the slides' })
  const { cue } = await give(moderator)
  await speaker.send('crew.confirmCue', { sessionId, cueId: cue!.id })
  expect(JSON.stringify(server.log.lines)).not.toContain('Quuxfrobnicate')
  await server.connection.del(keys.person(people.speaker))
  const list = await moderator.send('crew.list', { sessionId })
  expect([list.messages, list.cue?.seenBy]).toEqual([[], []])
})
