// Pushes between servers: none is stored, and a page learns when its server may have missed one.
import { expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import { io } from 'socket.io-client'
import { everythingIn, valuesIn } from '../../../scripts/testing/redis.ts'
import { listen } from '../testing/answers.ts'
import { createCast, words } from '../testing/booths.ts'
import { sessionOf } from '../testing/people.ts'
import { startServers } from '../testing/servers.ts'

const server = await startServers({ servers: 2 })
const { connection: redis } = server

test('pushes are stored nowhere: after a withdrawal the values are gone', async () => {
  const { booth, learner } = createCast(server)
  const { boothId, ben } = await booth()
  const { client } = await learner()
  await client.send('booths.visit', { boothId })
  await ben.client.send('booths.desk', { boothId })
  const leads = listen(ben.client, 'booths.lead')
  const chats = listen(ben.client, 'booths.said')
  const values = { name: 'Zebulon Quagga', phone: '+49 30 7712345', message: 'Blueheron' }
  await client.send('booths.consent', {
    boothId,
    consent: { fields: Object.keys(values) as never, values },
  })
  await client.send('booths.say', { boothId, ...words('Where is the quokka?') })
  // The other server has updated its desk, so everything has passed between the two.
  expect(JSON.stringify(await leads.until(({ lead }) => lead !== null))).toContain(values.name)
  await chats.until(({ message }) => message.text.includes('quokka'))
  await client.send('booths.withdrawConsent', { boothId })
  await leads.until(({ lead }) => lead === null)
  const kept = await everythingIn(redis)
  for (const value of Object.values(values)) expect(kept).not.toContain(value)
  // The ledger is the only stream.
  const streams = (await valuesIn(redis)).filter(({ type }) => type === 'stream')
  expect(streams.map(({ key }) => key)).toEqual([keys.ledger('cardiology')])
})

test('a connection that returns with an old offset is a new one: nothing is replayed to it', async () => {
  const cookie = await server.cookieOf('clara')
  const socket = io(server.servers[1]!.address, {
    transports: ['websocket'],
    extraHeaders: { cookie },
    forceNew: true,
    auth: { pid: 'anything', offset: '0-0' },
  })
  const heard: string[] = []
  socket.onAny((name: string) => heard.push(name))
  await new Promise<void>((resolve) => {
    socket.once('hello', () => resolve())
  })
  socket.disconnect()
  expect(socket.recovered).toBeFalsy()
  expect(heard).toEqual(['hello'])
})

test('a server that did not hear the others for a while makes its pages reload, and hears them again', async () => {
  const { learner } = createCast(server)
  const { client } = await learner(1)
  const missed = new Promise<void>((resolve) => {
    client.socket.once('missed', () => resolve())
  })
  await redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub')
  await missed
  const moves = listen(client, 'program.state')
  const moderator = await server.connect('moreau')
  await moderator.send('program.start', { sessionId: 'heart-failure' })
  expect(await moves.until(({ sessionId }) => sessionId === 'heart-failure')).toMatchObject({ phase: 'live' })
})

test.each<[string, string | Buffer]>([
  ['text', 'nobody speaks like this'],
  ['nothing', ''],
  ['a push without its rooms', Buffer.from([0x92, 0xa1, 0x78, 0x81, 0xa4, 0x74, 0x79, 0x70, 0x65, 2])],
  ['a request that is null', Buffer.from([0xc0])],
  ['a request of no kind', '{"type":1000,"requestId":"x"}'],
  ['one to move sockets that names none', '{"type":2,"opts":{}}'],
  ['an answer that is null', Buffer.from([0xc0])],
])('%s on the channels between servers ends no server', async (_what, message) => {
  const heard = listen(await server.connect('clara'), 'program.plan')
  for (const channel of ['socket.io:0#/#', 'socket.io:0-request#/#', 'socket.io:0-response#/#'])
    expect(await redis.publish(channel, message)).toBeGreaterThan(0)
  // Both continue and hear each other.
  const sessionId = await server.plan(sessionOf('after-nonsense'))
  await heard.until(({ id }) => id === sessionId)
  await (await server.connect('clara', 1)).send('program.follow', { sessionId })
})
