// Setting up an installation without a conference: one link, once.
import { beforeEach, expect, test } from '@jest/globals'
import { signIn } from '../../../scripts/programClient.ts'
import type { LecternServer } from '../createServer.ts'
import { errorIn } from '../testing/answers.ts'
import { operatorToken, startServers } from '../testing/servers.ts'

const { start, connection, servers, log } = await startServers({
  servers: 0,
  settings: { LECTERN_EXAMPLE: '0' },
})
/** An empty installation. */
beforeEach(async () => {
  await Promise.all(servers.map((server) => server.close()))
  await connection.flushall()
})

const tokenOf = ({ setupLink }: LecternServer): string => setupLink!.split('/').at(-1)!
const form = (server: LecternServer, more: Record<string, unknown> = {}) => ({
  token: tokenOf(server),
  name: 'Maria Keller',
  title: 'Autumn Congress',
  timeZone: 'Europe/Vienna',
  provider: { name: 'Danube Academy', address: '1 Ring, Vienna', number: '' },
  ...more,
})
const post = (server: LecternServer, path: string, body: unknown): Promise<Response> =>
  fetch(`${server.address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const setUp = (server: LecternServer, body: unknown) => post(server, '/api/setup', body)
const check = (server: LecternServer, token: string) => post(server, '/api/setup/link', { token })
const codeOf = async (answer: Promise<Response>): Promise<string> => {
  const response = await answer
  return response.ok ? 'ok' : (await errorIn(response)).code
}

test('the first page names conference, zone and provider, and gives the office its personal link', async () => {
  const server = await start()
  expect(await codeOf(check(server, tokenOf(server)))).toBe('ok')
  const answer = await setUp(server, form(server, { email: 'maria@danube.example' }))
  expect(answer.status).toBe(201)
  const { link } = (await answer.json()) as { link: string }
  const cookie = await signIn(link)
  const ask = (path: string) =>
    fetch(`${server.address}${path}`, { headers: { cookie } }).then((response) => response.json())
  expect(await ask('/api/me')).toMatchObject({
    person: { name: 'Maria Keller', roles: ['organiser', 'office'] },
    conference: { title: 'Autumn Congress', timeZone: 'Europe/Vienna' },
  })
  expect(await ask('/api/program')).toMatchObject({ sessions: [] })
  expect(JSON.stringify(await ask('/api/people/office'))).toContain('maria@danube.example')
})

test("an activity without a provider gets the installation's", async () => {
  const server = await start()
  await setUp(server, form(server))
  const answer = await fetch(`${server.address}/api/operator/activities`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${operatorToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      id: 'rounds',
      title: 'Rounds',
      format: 'Live activity',
      attendance: { checks: null, excuseOutages: true, maxExcusedMinutes: 10 },
      designations: [{ policyId: 'participation', maximum: 1, designatedAt: '2026-01-01T00:00:00Z' }],
      evaluation: [],
    }),
  })
  expect(await answer.json()).toMatchObject({
    provider: { name: 'Danube Academy', address: '1 Ring, Vienna' },
  })
})

test('the link stops working once there is a conference, on every server and after every restart', async () => {
  const [first, second] = [await start(), await start()]
  expect(tokenOf(second)).toBe(tokenOf(first))
  const codes = await Promise.all([
    codeOf(setUp(first, form(first))),
    codeOf(setUp(second, form(first, { title: 'Another' }))),
  ])
  expect(codes.sort()).toEqual(['conflict', 'ok'])
  expect(await codeOf(setUp(second, form(first)))).toBe('conflict')
  expect(await codeOf(check(second, tokenOf(first)))).toBe('conflict')
  expect((await start()).setupLink).toBeUndefined()
})

test('nobody without the link can set up anything, or learn whether there is a conference', async () => {
  const server = await start()
  expect(await codeOf(setUp(server, form(server, { token: 'guessed' })))).toBe('link_unknown')
  expect(await codeOf(check(server, 'guessed'))).toBe('link_unknown')
  await setUp(server, form(server))
  expect(await codeOf(setUp(server, { ...form(server, { token: 'guessed' }) }))).toBe('link_unknown')
})

test.each([
  ['no name', { name: '' }],
  ['a title that cannot be seen', { title: '\u200b' }],
  ['a time zone that is none', { timeZone: 'Vienna' }],
  ['a provider without a name', { provider: { name: '' } }],
])('%s is refused, and the link still works', async (_what, more) => {
  const server = await start()
  expect(await codeOf(setUp(server, form(server, more)))).toBe('invalid_request')
  expect(await codeOf(setUp(server, form(server)))).toBe('ok')
})

test('no log contains the link', async () => {
  const server = await start()
  const token = tokenOf(server)
  await setUp(server, form(server))
  expect(JSON.stringify(log.lines)).not.toContain(token)
})

test('certificates are not printed behind a proxy before PUBLIC_URL is set', async () => {
  const server = await start({ LECTERN_EXAMPLE: '1', TRUSTED_PROXIES: '1' })
  const clinician = server.links.find(({ role }) => role === 'clinician')!
  const cookie = await signIn(clinician.url)
  const answer = await fetch(`${server.address}/api/credit/transcript.pdf`, { headers: { cookie } })
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({
    error: { code: 'not_configured', message: expect.stringContaining('PUBLIC_URL is not set') },
  })
})
