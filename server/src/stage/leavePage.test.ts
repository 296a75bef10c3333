// A closing page takes its peer off the stage by a request, which outlives the page.
import { expect, test } from '@jest/globals'
import { faculty, sessionOf } from '../testing/people.ts'
import { startServers } from '../testing/servers.ts'

const server = await startServers({ servers: 2, mediaNode: true })
const rtpCapabilities = await server.rtpCapabilities()

test("only the peer's owner takes it off the stage, on any server, and may repeat that", async () => {
  const { personId } = await server.invite({ name: 'Speaker', roles: ['speaker'] })
  const sessionId = await server.plan(
    sessionOf('left-by-request', { speakers: [faculty(personId)], moderators: [faculty('moreau')] }),
  )
  const [speaker, moderator] = [await server.connect(personId), await server.connect('moreau')]
  const { peerId } = await speaker.send('stage.present', { sessionId, rtpCapabilities })
  const presenting = async () =>
    (await moderator.send('stage.observe', { sessionId })).presenters.map((shown) => shown.peerId)
  const leave = async (cookie: string) =>
    (
      await server.request(`/api/stage/peers/${peerId}/leave`, {
        method: 'POST',
        cookie,
        body: {},
        server: 1,
      })
    ).status
  expect(await leave('')).toBe(401)
  expect(await leave(moderator.cookie)).toBe(200)
  expect(await presenting()).toEqual([peerId])
  expect([await leave(speaker.cookie), await leave(speaker.cookie)]).toEqual([200, 200])
  expect(await presenting()).toEqual([])
})
