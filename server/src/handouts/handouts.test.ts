// Slides and handouts over HTTP: who gets them, and when.
import { readdir } from 'node:fs/promises'
import { expect, test } from '@jest/globals'
import type { HandoutList, QueuedHandout } from '@lectern/shared/handouts'
import { handoutsMax } from '@lectern/shared/limits'
import { errorIn, statusAndCode } from '../testing/answers.ts'
import { plannedActivity } from '../testing/credit.ts'
import { pdf, png } from '../testing/files.ts'
import { faculty, sessionOf } from '../testing/people.ts'
import { type Method, startServers } from '../testing/servers.ts'

let now = Date.now()
const server = await startServers({ servers: 2, noMistakes: true, clock: () => now })
await server.invite({ id: 'other-speaker', name: 'Dr Other', roles: ['speaker'] })

const ask = (method: Method, path: string, as: string, body?: unknown) =>
  server.request(path, { method, as, body, server: method === 'GET' ? 1 : 0 })
type Listening = Awaited<ReturnType<typeof server.connect>>['socket']
let made = 0
const next = (): number => {
  made += 1
  return made
}
async function session(more: object = {}): Promise<string> {
  return server.plan(sessionOf(`talk-${next()}`, { speakers: [faculty('okafor')], ...more }))
}
const upload = (sessionId: string, as = 'okafor', file = pdf(`/Title (${next()})`), name = 'Slides.pdf') =>
  server.request(`/api/sessions/${sessionId}/handouts?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    as,
    file,
  })
const list = async (sessionId: string, as: string): Promise<HandoutList> =>
  (await ask('GET', `/api/sessions/${sessionId}/handouts`, as)).json() as Promise<HandoutList>
async function uploaded(sessionId: string): Promise<string> {
  const { handouts } = (await (await upload(sessionId)).json()) as HandoutList
  return handouts.at(-1)!.id
}
const review = (sessionId: string, handoutId: string, body: object, as = 'ito') =>
  ask('POST', `/api/sessions/${sessionId}/handouts/${handoutId}/review`, as, body)
const file = (sessionId: string, handoutId: string, as: string) =>
  ask('GET', `/api/sessions/${sessionId}/handouts/${handoutId}`, as)

test('learners get a handout once the office has approved it', async () => {
  const sessionId = await session()
  const handoutId = await uploaded(sessionId)
  expect((await list(sessionId, 'clara')).handouts).toEqual([])
  expect(await statusAndCode(file(sessionId, handoutId, 'clara'))).toEqual([404, 'not_found'])
  expect((await file(sessionId, handoutId, 'okafor')).status).toBe(200)
  expect((await review(sessionId, handoutId, { approve: true, releaseAt: null })).status).toBe(200)
  expect((await list(sessionId, 'clara')).handouts).toMatchObject([{ id: handoutId, name: 'Slides.pdf' }])
  const served = await file(sessionId, handoutId, 'clara')
  expect(Buffer.from(await served.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-')
  expect(Object.fromEntries(served.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': expect.stringMatching(/^attachment/),
    'content-security-policy': "sandbox; default-src 'none'",
  })
})

test('a decision reaches its uploader and every page of the conference, and says nothing of the file', async () => {
  const sessionId = await session()
  const handoutId = await uploaded(sessionId)
  const [uploader, learner] = (
    await Promise.all([server.connect('okafor', 1), server.connect('clara', 1)])
  ).map(({ socket }) => socket) as [Listening, Listening]
  const heard = { okafor: [] as unknown[], clara: [] as unknown[] }
  uploader.on('handouts.reviewed', (event) => heard.okafor.push(event))
  learner.on('handouts.reviewed', (event) => heard.clara.push(event))
  const changed = new Promise<unknown>((resolve) => learner.on('handouts.changed', resolve))
  await review(sessionId, handoutId, { approve: false, reason: 'A logo.' })
  await review(sessionId, handoutId, { approve: true, releaseAt: null })
  expect(await changed).toEqual({ sessionId })
  const removed = new Promise<unknown>((resolve) => learner.on('handouts.changed', resolve))
  await ask('DELETE', `/api/sessions/${sessionId}/handouts/${handoutId}`, 'okafor')
  expect(await removed).toEqual({ sessionId })
  expect(heard).toEqual({
    okafor: [
      { sessionId, status: 'returned' },
      { sessionId, status: 'approved' },
    ],
    clara: [],
  })
})

test('one that is approved for a time is released then', async () => {
  const sessionId = await session()
  const handoutId = await uploaded(sessionId)
  const releaseAt = now + 60_000
  await review(sessionId, handoutId, { approve: true, releaseAt })
  expect((await list(sessionId, 'clara')).handouts).toEqual([])
  expect((await file(sessionId, handoutId, 'clara')).status).toBe(404)
  now = releaseAt
  expect((await list(sessionId, 'clara')).handouts).toHaveLength(1)
  expect((await file(sessionId, handoutId, 'clara')).status).toBe(200)
})

test('one with marketing is returned with a reason, which the faculty reads and learners do not', async () => {
  const sessionId = await session()
  const handoutId = await uploaded(sessionId)
  await review(sessionId, handoutId, { approve: false, reason: 'The last slide has a logo.' })
  expect((await list(sessionId, 'okafor')).handouts).toMatchObject([
    { status: 'returned', reason: 'The last slide has a logo.' },
  ])
  expect((await list(sessionId, 'clara')).handouts).toEqual([])
  // An approval can be taken back, too.
  await review(sessionId, handoutId, { approve: true, releaseAt: null })
  await review(sessionId, handoutId, { approve: false, reason: 'A trade name on slide 3.' })
  expect((await file(sessionId, handoutId, 'clara')).status).toBe(404)
  expect(await statusAndCode(review(sessionId, handoutId, { approve: false }))).toEqual([
    400,
    'invalid_request',
  ])
})

test('in an accredited session learners get it once they have confirmed the disclosures', async () => {
  await server.operate('PUT', 'activities', plannedActivity('handed-out'))
  const disclosure = { clearedAt: 1, relationships: [] }
  const sessionId = await session({
    activityId: 'handed-out',
    speakers: [faculty('okafor', { disclosure })],
  })
  const handoutId = await uploaded(sessionId)
  await review(sessionId, handoutId, { approve: true, releaseAt: null })
  expect(await list(sessionId, 'clara')).toMatchObject({ mustRead: true, handouts: [{ id: handoutId }] })
  expect(await statusAndCode(file(sessionId, handoutId, 'clara'))).toEqual([403, 'acknowledge_first'])
  const clara = await server.connect('clara')
  const { disclosures } = await clara.send('attendance.status', { sessionId })
  await clara.send('attendance.acknowledge', { sessionId, version: disclosures.version })
  expect(await list(sessionId, 'clara')).toMatchObject({ mustRead: false })
  expect((await file(sessionId, handoutId, 'clara')).status).toBe(200)
})

test('only the session’s faculty and the office upload and remove, and an exhibitor gets nothing', async () => {
  const sessionId = await session()
  for (const as of ['clara', 'other-speaker'])
    expect((await errorIn(upload(sessionId, as))).code).toBe('forbidden')
  expect((await upload(sessionId, 'ito')).status).toBe(201)
  const handoutId = (await list(sessionId, 'ito')).handouts[0]!.id
  await review(sessionId, handoutId, { approve: true, releaseAt: null })
  const { personId } = await server.invite({
    name: 'Booth staff',
    roles: ['exhibitor'],
    exhibitorId: 'meridian',
  })
  for (const path of ['', `/${handoutId}`])
    expect(await statusAndCode(ask('GET', `/api/sessions/${sessionId}/handouts${path}`, personId))).toEqual([
      403,
      'forbidden',
    ])
  const remove = (as: string) => ask('DELETE', `/api/sessions/${sessionId}/handouts/${handoutId}`, as)
  expect((await remove('clara')).status).toBe(403)
  expect((await remove('other-speaker')).status).toBe(403)
  const before = (await readdir(server.uploads)).length
  expect((await remove('okafor')).status).toBe(200)
  expect((await readdir(server.uploads)).length).toBe(before - 1)
  expect((await remove('okafor')).status).toBe(404)
})

test('what is no PDF, or too much, is refused and leaves nothing behind', async () => {
  const sessionId = await session()
  const before = (await readdir(server.uploads)).length
  expect((await errorIn(upload(sessionId, 'okafor', png()))).code).toBe('file_refused')
  expect(
    (await errorIn(upload(sessionId, 'okafor', pdf(`/Title (${'x'.repeat(10 * 1024 * 1024)})`)))).code,
  ).toBe('too_large')
  expect(await readdir(server.uploads)).toHaveLength(before)
  const same = pdf('/Title (same)')
  // A retry after a lost reply.
  await upload(sessionId, 'okafor', same)
  await upload(sessionId, 'okafor', same)
  expect((await list(sessionId, 'okafor')).handouts).toHaveLength(1)
  for (let n = 1; n < handoutsMax; n++) expect((await upload(sessionId)).status).toBe(201)
  expect((await errorIn(upload(sessionId))).code).toBe('conflict')
  expect(await readdir(server.uploads)).toHaveLength(before + handoutsMax)
})

test('the office sees those that wait first', async () => {
  const sessionId = await session({ title: 'A talk' })
  await review(sessionId, await uploaded(sessionId), { approve: true, releaseAt: null })
  await uploaded(sessionId)
  const { handouts } = (await (await ask('GET', '/api/office/handouts', 'ito')).json()) as {
    handouts: QueuedHandout[]
  }
  const here = handouts.filter((each) => each.sessionId === sessionId)
  expect(here).toMatchObject([
    { status: 'waiting', sessionTitle: 'A talk' },
    { status: 'approved', sessionTitle: 'A talk' },
  ])
  expect(handouts[0]!.status).toBe('waiting')
  expect(await statusAndCode(ask('GET', '/api/office/handouts', 'okafor'))).toEqual([403, 'forbidden'])
})
