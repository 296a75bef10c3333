// The conference's settings and logo, on two servers.
import { readdir } from 'node:fs/promises'
import { expect, test } from '@jest/globals'
import type { Me } from '@lectern/shared/accounts'
import type { Conference, Welcome } from '@lectern/shared/conferences'
import sharp from 'sharp'
import { statusAndCode } from '../testing/answers.ts'
import { jpeg, png } from '../testing/files.ts'
import { type RequestOptions, startServers } from '../testing/servers.ts'

const server = await startServers({ servers: 2, noMistakes: true })
const organiser = { as: 'ito' }
const json = async <Body>(path: string, options: RequestOptions = {}): Promise<Body> =>
  (await (await server.request(path, options)).json()) as Body
const settings = '/api/office/conference'
const upload = (file: Buffer, options: RequestOptions = organiser) =>
  server.request(`${settings}/logo`, { ...options, method: 'POST', file })

test('before the sign-in pages show the conference’s name, its dates and whom to ask', async () => {
  await server.request(settings, { ...organiser, method: 'PUT', body: { contact: 'cme@example.org' } })
  const welcome = await json<Welcome>('/api/conference')
  expect(welcome).toMatchObject({ title: expect.any(String), contact: 'cme@example.org' })
  expect(welcome.startsAt).toBeLessThan(welcome.endsAt!)
  expect(welcome).not.toHaveProperty('id')
})

test('an organiser changes one setting, and the others stay even if two do so at once', async () => {
  const before = await json<Conference>(settings, organiser)
  const put = (body: unknown, n: number) =>
    server.request(settings, { ...organiser, method: 'PUT', body, server: n })
  await Promise.all([put({ title: 'Heart days' }, 0), put({ timeZone: 'Asia/Kolkata' }, 1)])
  const after = await json<Conference>(settings, organiser)
  expect(after).toMatchObject({ id: before.id, title: 'Heart days', timeZone: 'Asia/Kolkata' })
  expect((await json<Me>('/api/me', { as: 'clara', server: 1 })).conference).toEqual(after)
  expect(await statusAndCode(put({ timeZone: 'Europe/Atlantis' }, 0))).toEqual([400, 'invalid_request'])
  expect(await statusAndCode(put({ id: 'another' }, 0))).toEqual([400, 'invalid_request'])
})

test('supporters are words: a name, how they support in kind, and never a picture', async () => {
  const save = (support: unknown) =>
    server.request(settings, { ...organiser, method: 'PUT', body: { support } })
  const both = [
    { supporter: 'Example Foundation', nature: '' },
    { supporter: 'Acme Devices', nature: 'Equipment on loan' },
  ]
  expect(((await (await save(both)).json()) as Conference).support).toEqual(both)
  const refusal = async (supporter: object) => {
    const { error } = (await (await save([supporter])).json()) as { error: { code: string; message: string } }
    return [error.code, error.message]
  }
  expect(await refusal({ supporter: 'Acme', nature: '', logo: 'data:image/png;base64,AA' })).toEqual([
    'invalid_request',
    expect.stringContaining('ACCME Standard 4'),
  ])
  for (const supporter of ['<img src=x>', 'https://acme.example/logo', 'logo.png', '   '])
    expect((await refusal({ supporter, nature: '' }))[0]).toBe('invalid_request')
  expect((await refusal({ supporter: 'Acme', nature: 'www.acme.example' }))[0]).toBe('invalid_request')
  expect((await save(Array(21).fill(both[0]))).status).toBe(400)
  expect((await json<Conference>(settings, organiser)).support).toEqual(both)
  expect((await json<Me>('/api/me', { as: 'clara' })).conference.support).toEqual(both)
  const schedule = await json<{ schedule: { conference: unknown } }>(
    '/api/office/exports/schedule.json',
    organiser,
  )
  expect(schedule.schedule.conference).toMatchObject({ supporters: both })
  await save([])
  expect(await json<Conference>(settings, organiser)).not.toHaveProperty('support')
})

test('the logo is shown to everybody, before the sign-in too, at an address of its own for each upload', async () => {
  const before = (await readdir(server.uploads)).length
  const first = (await (await upload(jpeg())).json()) as Conference
  const second = (await (await upload(png([], 600, 300))).json()) as Conference
  expect(second.logo).not.toBe(first.logo)
  expect((await json<Me>('/api/me', { as: 'clara' })).conference.logo).toBe(second.logo)
  expect((await json<Welcome>('/api/conference', { server: 1 })).logo).toBe(second.logo)
  const answer = await server.request(second.logo!, { server: 1 })
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'public, max-age=31536000, immutable',
  })
  const kept = await sharp(Buffer.from(await answer.arrayBuffer())).metadata()
  expect(kept).toMatchObject({ format: 'png', width: 512, height: 256 })
  expect((await server.request(first.logo!)).status).toBe(404)
  expect((await readdir(server.uploads)).length).toBe(before + 1)
  const removed = await json<Conference>(`${settings}/logo`, { ...organiser, method: 'DELETE' })
  expect(removed).not.toHaveProperty('logo')
  expect((await server.request(second.logo!)).status).toBe(404)
  expect((await readdir(server.uploads)).length).toBe(before)
})

test('a change of the settings keeps the logo, and a later removal of it is not undone', async () => {
  const { logo } = (await (await upload(png())).json()) as Conference
  const renamed = await json<Conference>(settings, { ...organiser, method: 'PUT', body: { title: 'Again' } })
  expect(renamed.logo).toBe(logo)
  await server.request(`${settings}/logo`, { ...organiser, method: 'DELETE' })
  const again = await json<Conference>(settings, {
    ...organiser,
    method: 'PUT',
    body: { title: 'Once more' },
  })
  expect(again).not.toHaveProperty('logo')
})

test('an organiser who stops being one while the logo is sent changes nothing', async () => {
  const { personId } = await server.invite({ name: 'A former organiser', roles: ['organiser'] })
  const content = png()
  let send: ReadableStreamDefaultController<Uint8Array>
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      send = controller
      send.enqueue(content.subarray(0, 20))
    },
  })
  const cookie = await server.cookieOf(personId)
  const answer = fetch(`${server.servers[0]!.address}${settings}/logo`, {
    method: 'POST',
    headers: { cookie },
    body,
    duplex: 'half',
  } as RequestInit)
  // By now the upload has been admitted.
  await server.request('/api/me', { cookie })
  await server.invite({ id: personId, roles: ['clinician'] })
  send!.enqueue(content.subarray(20))
  send!.close()
  expect((await answer).status).toBe(403)
  expect(await json<Welcome>('/api/conference')).not.toHaveProperty('logo')
})
