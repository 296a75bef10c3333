// A right that ends takes effect at once on two servers: in HTTP, in sockets, at the media node and in open
// pages.
import { expect, test } from '@jest/globals'
import type { Access } from '@lectern/shared/accounts'
import { keys } from '@lectern/shared/keys'
import { roles } from '@lectern/shared/roles'
import type { ProgramClient } from '../../../scripts/programClient.ts'
import { codeOf, listen } from '../testing/answers.ts'
import { createCast } from '../testing/booths.ts'
import { faculty, sessionOf } from '../testing/people.ts'
import { type Method, startServers } from '../testing/servers.ts'

const server = await startServers({ servers: 2, mediaNode: true })
const { connection: redis } = server
const rtpCapabilities = await server.rtpCapabilities()
let last = 0

const gone = (client: ProgramClient) =>
  new Promise<void>((resolve) => {
    client.socket.once('disconnect', () => resolve())
  })
const heard = <Event>(client: ProgramClient, name: string) =>
  new Promise<Event>((resolve) => {
    client.socket.once(name as 'signedOut', resolve as never)
  })
const http = (method: Method, path: string, cookie: string, body?: unknown, on = 0) =>
  server.request(path, { method, cookie, body, server: on })
const statusOf = async (cookie: string, on = 0) =>
  (await http('GET', '/api/me', cookie, undefined, on)).status
const accessOf = async (cookie: string): Promise<Access> =>
  (await (await http('GET', '/api/account', cookie)).json()) as Access
const someone = async (given: Partial<Parameters<typeof server.invite>[0]> = {}) =>
  (await server.invite({ name: `Person ${++last}`, roles: ['clinician'], ...given })).personId
const office = () => server.cookieOf('ito')

const plan = (id: string, speakers: string[], moderators: string[]) =>
  server.plan(
    sessionOf(id, {
      speakers: speakers.map((personId) => faculty(personId)),
      moderators: moderators.map((personId) => faculty(personId)),
    }),
  )

test('a sign-in ended on another device ends in HTTP and sockets of both servers, and no other does', async () => {
  const personId = await someone()
  const [lost, kept] = [await server.cookieOf(personId, true), await server.cookieOf(personId, true)]
  const clients = [await server.connectWith(lost, 0), await server.connectWith(lost, 1)]
  const bystander = await server.connectWith(kept, 1)
  const notices = clients.map((client) => heard(client, 'signedOut'))
  const ended = clients.map(gone)
  const { signIns } = await accessOf(kept)
  expect(signIns.filter(({ isThis }) => isThis)).toHaveLength(1)
  const other = signIns.find(({ isThis }) => !isThis)!
  expect((await http('POST', '/api/account/end', kept, { signInId: other.id })).status).toBe(200)
  expect(await Promise.all(notices)).toEqual([{ reason: 'sign_in_ended' }, { reason: 'sign_in_ended' }])
  await Promise.all(ended)
  expect([await statusOf(lost), await statusOf(lost, 1), await statusOf(kept, 1)]).toEqual([401, 401, 200])
  await expect(server.connectWith(lost, 1)).rejects.toMatchObject({ data: { code: 'not_signed_in' } })
  expect(bystander.socket.connected).toBe(true)
  expect((await accessOf(kept)).signIns.map(({ isThis }) => isThis)).toEqual([true])
})

test("nobody ends another person's sign-in or link", async () => {
  const [mine, theirs] = [await someone(), await someone()]
  const [cookie, other] = [await server.cookieOf(mine), await server.cookieOf(theirs)]
  const { links, signIns } = await accessOf(other)
  await http('POST', '/api/account/end', cookie, { signInId: signIns[0]!.id })
  await http('POST', '/api/account/end', cookie, { linkId: links[0]!.id })
  expect(await statusOf(other)).toBe(200)
  expect((await accessOf(other)).links).toHaveLength(links.length)
})

test('an organiser revokes a link: everyone signed in by it is signed out at once, and it no longer works', async () => {
  const personId = await someone()
  const cookie = await server.cookieOf(personId)
  const client = await server.connectWith(cookie, 1)
  const notices = heard(client, 'signedOut')
  const path = `/api/office/people/${personId}`
  const { links } = (await (await http('GET', path, await office())).json()) as Access
  for (const { id } of links) await http('POST', `${path}/end`, await office(), { linkId: id })
  expect(await notices).toEqual({ reason: 'link_revoked' })
  expect(await statusOf(cookie, 1)).toBe(401)
  const made = await http('POST', `${path}/links`, await office(), {})
  expect(made.status).toBe(201)
  expect(await statusOf(await server.cookieOf(personId, true))).toBe(200)
})

test('the pages of the office are for its members; one’s own account for everyone signed in', async () => {
  const paths: [Method, string, unknown?][] = [
    ['GET', '/api/office/people'],
    ['GET', '/api/office/people/clara'],
    ['POST', '/api/office/people/clara/end', { every: 'all' }],
    ['POST', '/api/office/people/clara/links', {}],
  ]
  for (const role of roles) {
    const cookie = await server.cookieOf(
      await someone({ roles: [role], ...(role === 'exhibitor' && { exhibitorId: 'meridian' }) }),
    )
    expect((await http('GET', '/api/account', cookie)).status).toBe(200)
    if (role === 'office') continue
    for (const [method, path, body] of paths)
      expect([role, path, (await http(method, path, cookie, body)).status]).toEqual([role, path, 403])
  }
  const own: typeof paths = [
    ['GET', '/api/account'],
    ['POST', '/api/account/end', {}],
  ]
  for (const [method, path, body] of [...paths, ...own])
    expect((await http(method, path, '', body)).status).toBe(401)
})

test('a speaker who is replaced leaves the stage and the staff’s channels at once; the new one is let in', async () => {
  const [speaker, next] = [await someone({ roles: ['speaker'] }), await someone({ roles: ['speaker'] })]
  const [live, moderator] = [await plan('replaced', [speaker], ['moreau']), await server.connect('moreau', 1)]
  const old = await server.connect(speaker)
  await moderator.send('program.follow', { sessionId: live })
  const { peerId } = await old.send('stage.present', { sessionId: live, rtpCapabilities })
  await moderator.send('program.start', { sessionId: live })
  await moderator.send('stage.bringOn', { sessionId: live, personId: speaker })
  const states = listen(moderator, 'stage.state')
  const closed = heard<{ peerId: string }>(old, 'stage.peerClosed')
  const notices = heard(old, 'rightsChanged')
  const ended = gone(old)
  await plan('replaced', [next], ['moreau'])
  expect(await closed).toMatchObject({ peerId })
  await Promise.all([notices, ended])
  await states.until(({ presenters }) => presenters.length === 0)
  const back = await server.connect(speaker, 1)
  expect(await codeOf(back.send('stage.attach', { peerId }))).toBe('peer_gone')
  const silence = back.send('stage.setProducer', { peerId, producerId: 'any', paused: true })
  expect(await codeOf(silence)).toBe('peer_gone')
  expect(await codeOf(back.send('stage.present', { sessionId: live, rtpCapabilities }))).toBe('forbidden')
  const newcomer = await server.connect(next)
  await newcomer.send('stage.present', { sessionId: live, rtpCapabilities })
  const { presenters } = await moderator.send('stage.observe', { sessionId: live })
  expect(presenters).toMatchObject([{ personId: next, onStageAt: null }])
})

test('a person who loses the speaker role stops sending and no longer gets staff events', async () => {
  const speaker = await someone({ roles: ['speaker'] })
  const live = await plan('demoted', [speaker], ['moreau'])
  const client = await server.connect(speaker, 1)
  await client.send('program.follow', { sessionId: live })
  const { peerId } = await client.send('stage.present', { sessionId: live, rtpCapabilities })
  const closed = heard<{ peerId: string }>(client, 'stage.peerClosed')
  const ended = gone(client)
  await server.invite({ id: speaker, name: 'Demoted', roles: ['clinician'] })
  expect(await closed).toMatchObject({ peerId })
  await ended
  const moderator = await server.connect('moreau')
  expect((await moderator.send('stage.observe', { sessionId: live })).presenters).toEqual([])
})

test('a person who may no longer watch receives nothing any more', async () => {
  const [learner, live] = [await someone(), await plan('unwatched', ['okafor'], ['moreau'])]
  const moderator = await server.connect('moreau', 1)
  await moderator.send('program.start', { sessionId: live })
  const client = await server.connect(learner)
  const { peerId } = await client.send('stage.watch', { sessionId: live, rtpCapabilities })
  const closed = heard<{ peerId: string }>(client, 'stage.peerClosed')
  await server.invite({ id: learner, name: 'Left', roles: ['exhibitor'], exhibitorId: 'nobody' })
  expect(await closed).toMatchObject({ peerId })
  const back = await server.connect(learner, 1)
  expect(await codeOf(back.send('stage.attach', { peerId }))).toBe('peer_gone')
})

test('signing out ends the media of that browser, and not of another', async () => {
  const speaker = await someone({ roles: ['speaker'] })
  const live = await plan('signed-out', [speaker], ['moreau'])
  const [one, other] = [await server.cookieOf(speaker, true), await server.cookieOf(speaker, true)]
  const [first, second] = [await server.connectWith(one, 0), await server.connectWith(other, 1)]
  const { peerId } = await first.send('stage.present', { sessionId: live, rtpCapabilities })
  const moderator = await server.connect('moreau')
  const peers = async () =>
    (await moderator.send('stage.observe', { sessionId: live })).presenters.map((shown) => shown.peerId)
  const left = gone(second)
  await http('POST', '/api/sign-out', other, {})
  await left
  expect(await peers()).toEqual([peerId])
  await http('POST', '/api/sign-out', one, {})
  expect(await peers()).toEqual([])
})

test('a person who leaves an exhibitor leaves its desk, and a call with no other staff ends', async () => {
  const { booth, learner } = createCast(server)
  const { boothId, ann, ben } = await booth()
  const { client } = await learner()
  await ben.client.send('booths.desk', { boothId })
  await ann.client.send('booths.desk', { boothId })
  await client.send('booths.visit', { boothId })
  const { callId } = await client.send('booths.requestCall', { boothId })
  await ben.client.send('booths.acceptCall', { boothId, callId })
  await ben.client.send('booths.joinCall', { boothId, callId, rtpCapabilities })
  const calls = listen(client, 'booths.call')
  const ended = gone(ben.client)
  await server.invite({ id: ben.staffId, name: 'Ben', roles: ['clinician'] })
  await ended
  await calls.until(({ call }) => call.state === 'ended')
  const back = await server.connect(ben.staffId)
  expect(await codeOf(back.send('booths.desk', { boothId }))).toBe('forbidden')
  expect(await codeOf(back.send('booths.leads', { boothId }))).toBe('forbidden')
})

test('a connection opened before its sign-in ended is not admitted after it', async () => {
  const cookie = await server.cookieOf(await someone(), true)
  const url = `${server.servers[1]!.address}/socket.io/?EIO=4&transport=polling`
  const text = await (await fetch(url, { headers: { cookie } })).text()
  const { sid } = JSON.parse(text.slice(1)) as { sid: string }
  await http('POST', '/api/sign-out', cookie, {})
  await fetch(`${url}&sid=${sid}`, { method: 'POST', body: '40' })
  expect(await (await fetch(`${url}&sid=${sid}`)).text()).toMatch(/^44\{.*"code":"not_signed_in"/)
})

test('a person who goes away while joining a stage leaves nothing there', async () => {
  const live = await plan('hurried', ['okafor'], ['moreau'])
  const moderator = await server.connect('moreau', 1)
  await moderator.send('program.start', { sessionId: live })
  const people = await Promise.all(Array.from({ length: 10 }, () => someone()))
  const clients = await Promise.all(people.map((personId) => server.connect(personId)))
  // Redis delays the commands until their pages have gone.
  await redis.call('CLIENT', 'PAUSE', '500', 'ALL')
  for (const { socket } of clients)
    socket.emit('command', 'stage.watch', { sessionId: live, rtpCapabilities }, () => undefined)
  await new Promise(setImmediate)
  for (const { socket } of clients) socket.disconnect()
  const watcher = await server.connect(await someone())
  await watcher.send('stage.watch', { sessionId: live, rtpCapabilities })
  const left = () => redis.exists(...people.map((id) => keys.peersOf(id)))
  for (let tries = 0; tries < 300 && (await left()) > 0; tries++);
  expect(await left()).toBe(0)
  const audience = listen(moderator, 'stage.audience')
  await moderator.send('program.follow', { sessionId: live })
  await audience.until(({ watching }) => watching === 1)
})

test('a peer on a stage is not given back to a person who lost the right to it', async () => {
  const speaker = await someone({ roles: ['speaker'] })
  const live = await plan('unheard', [speaker], ['moreau'])
  const client = await server.connect(speaker)
  const { peerId } = await client.send('stage.present', { sessionId: live, rtpCapabilities })
  expect(await codeOf(client.send('stage.attach', { peerId }))).toBe('ok')
  const membership = JSON.stringify({ roles: ['clinician'], since: 1 })
  await redis.hset(keys.memberships(speaker), 'cardiology', membership)
  const back = await server.connect(speaker, 1)
  expect(await codeOf(back.send('stage.attach', { peerId }))).toBe('peer_gone')
})

test('a server that missed the end of a right applies it as soon as it hears the others again', async () => {
  const personId = await someone({ roles: ['organiser'] })
  const client = await server.connect(personId, 1)
  const bystander = await server.connect('noah', 1)
  // The other server's message is lost: only Redis knows.
  const membership = JSON.stringify({ roles: ['clinician'], since: 1 })
  await redis.hset(keys.memberships(personId), 'cardiology', membership)
  const ended = gone(client)
  const missed = heard(bystander, 'missed')
  await redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub')
  await Promise.all([ended, missed])
  expect(bystander.socket.connected).toBe(true)
})
