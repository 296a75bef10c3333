// People's pictures over HTTP, on two servers that share one folder of uploads.
import { readdir } from 'node:fs/promises'
import { expect, test } from '@jest/globals'
import type { Me } from '@lectern/shared/accounts'
import type { SessionView } from '@lectern/shared/program'
import sharp from 'sharp'
import { statusAndCode } from '../testing/answers.ts'
import { pdf, png } from '../testing/files.ts'
import { faculty, sessionOf } from '../testing/people.ts'
import { type RequestOptions, startServers } from '../testing/servers.ts'

const server = await startServers({ servers: 2, noMistakes: true })
let last = 0

const someone = async (...roles: ('clinician' | 'speaker' | 'exhibitor')[]): Promise<string> => {
  const exhibitor = roles.includes('exhibitor') && { exhibitorId: 'meridian' }
  return (await server.invite({ name: `Person ${++last}`, roles, ...exhibitor })).personId
}
const json = async <Body>(path: string, options: RequestOptions): Promise<Body> =>
  (await (await server.request(path, options)).json()) as Body
const upload = (as: string, file: Buffer, more: RequestOptions = {}) =>
  server.request('/api/account/picture', { as, method: 'POST', file, ...more })
/** The address of the new picture. */
const give = async (as: string, file = png([], 40, 30)): Promise<string> => {
  const answer = await upload(as, file)
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { picture: string }).picture
}
const statusOf = async (path: string, as: string): Promise<number> =>
  (await server.request(path, { as, server: 1 })).status

test('a picture becomes a small square, is served inert by every server, and may be cached for good', async () => {
  const personId = await someone('clinician')
  const picture = await give(personId)
  expect((await json<Me>('/api/me', { as: personId })).picture).toBe(picture)
  const answer = await server.request(picture, { as: personId, server: 1 })
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/webp',
    'content-disposition': expect.stringMatching(/^inline;/),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'private, max-age=31536000, immutable',
  })
  const kept = await sharp(Buffer.from(await answer.arrayBuffer())).metadata()
  expect(kept).toMatchObject({ format: 'webp', width: 256, height: 256 })
})

test('a new picture has a new address, and neither the old one nor its file remains', async () => {
  const personId = await someone('clinician')
  const first = await give(personId)
  const before = (await readdir(server.uploads)).length
  const second = await give(personId, png([], 90, 90))
  expect(second).not.toBe(first)
  expect([await statusOf(first, personId), await statusOf(second, personId)]).toEqual([404, 200])
  expect((await readdir(server.uploads)).length).toBe(before)
  const removed = await server.request('/api/account/picture', { as: personId, method: 'DELETE' })
  expect(await removed.json()).toEqual({})
  expect(await statusOf(second, personId)).toBe(404)
  expect((await readdir(server.uploads)).length).toBe(before - 1)
  expect(await json<Me>('/api/me', { as: personId })).not.toHaveProperty('picture')
})

test('of pictures sent at once by two pages the last one stays, and one file', async () => {
  const personId = await someone('clinician')
  const before = (await readdir(server.uploads)).length
  const answers = await Promise.all([0, 1, 0].map((n) => upload(personId, png([], 50, 50), { server: n })))
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
  const { picture } = await json<Me>('/api/me', { as: personId })
  expect(await statusOf(picture!, personId)).toBe(200)
  expect((await readdir(server.uploads)).length).toBe(before + 1)
})

test('what is no picture, or too large, is refused and leaves nothing behind', async () => {
  const personId = await someone('clinician')
  const before = await readdir(server.uploads)
  const attempt = (file: Buffer) => statusAndCode(upload(personId, file))
  expect(await attempt(pdf())).toEqual([415, 'file_refused'])
  expect(await attempt(Buffer.from('<svg onload="alert(1)"/>'))).toEqual([415, 'file_refused'])
  expect(await attempt(Buffer.alloc(0))).toEqual([415, 'file_refused'])
  expect(await attempt(png([], 20_000, 20_000))).toEqual([415, 'file_refused'])
  expect(await attempt(png([['tEXt', Buffer.alloc(2 * 1024 * 1024)]]))).toEqual([413, 'too_large'])
  expect(await readdir(server.uploads)).toEqual(before)
})

test('exhibitors see their own picture and the faculty’s, and no learner’s even by its address', async () => {
  const [learner, speaker, exhibitor] = [
    await someone('clinician'),
    await someone('speaker'),
    await someone('exhibitor'),
  ]
  const [learners, speakers, own] = [await give(learner), await give(speaker), await give(exhibitor)]
  expect(await statusOf(speakers, exhibitor)).toBe(403)
  await server.plan(sessionOf('faces', { speakers: [faculty(speaker)] }))
  expect([
    await statusOf(learners, exhibitor),
    await statusOf(speakers, exhibitor),
    await statusOf(own, exhibitor),
    await statusOf(learners, speaker),
  ]).toEqual([403, 200, 200, 200])
})

test('a picture is served for its own person alone, and to nobody who is not signed in', async () => {
  const [one, other] = [await someone('clinician'), await someone('clinician')]
  const picture = await give(one)
  const stolen = picture.replace(`/people/${one}/`, `/people/${other}/`)
  expect(await statusOf(stolen, one)).toBe(404)
  expect((await server.request(picture)).status).toBe(401)
})

test('the programme shows the faculty with their pictures', async () => {
  const [speaker, moderator] = [await someone('speaker'), await someone('speaker')]
  await server.plan(sessionOf('pictured', { speakers: [faculty(speaker)], moderators: [faculty(moderator)] }))
  const picture = await give(speaker)
  const asked = { as: await someone('exhibitor'), server: 1 }
  const view = await json<SessionView>('/api/program/pictured', asked)
  expect(view.session.speakers[0]).toMatchObject({ personId: speaker, picture })
  expect(view.session.moderators[0]).not.toHaveProperty('picture')
  const { sessions } = await json<{ sessions: SessionView[] }>('/api/program', asked)
  expect(sessions.find(({ session }) => session.id === 'pictured')).toEqual(view)
  const followed = await (await server.connect('clara')).send('program.follow', { sessionId: 'pictured' })
  expect(followed.session.speakers[0]!.picture).toBe(picture)
  // A plan holds no picture.
  expect(await server.operate('GET', 'sessions/pictured')).not.toHaveProperty('speakers.0.picture')
})

test('a person who is removed takes the picture along', async () => {
  const personId = await someone('clinician')
  await give(personId)
  const before = (await readdir(server.uploads)).length
  await server.operate('DELETE', `people/${personId}`)
  expect((await readdir(server.uploads)).length).toBe(before - 1)
  expect(await server.connection.hexists('pictures', personId)).toBe(0)
})
