// The whole server in this process, over HTTP and sockets, with a real Redis and no media node.
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import type { Acknowledgement } from '@lectern/shared/command'
import { type CommandName, commands, maxMessageBytes } from '@lectern/shared/commands'
import type { ErrorBody } from '@lectern/shared/errors'
import type { BiasReports } from '@lectern/shared/program'
import { conferenceRoles, isFor, type Role, roles } from '@lectern/shared/roles'
import { done, route } from '@lectern/shared/route'
import { io, type Socket } from 'socket.io-client'
import { signIn } from '../../scripts/programClient.ts'
import { everythingIn } from '../../scripts/testing/redis.ts'
import { createAccountsStore } from './accounts/accountsStore.ts'
import { createMetrics } from './core/metrics.ts'
import { connectRedis } from './core/redis.ts'
import { createApp } from './http/app.ts'
import { createWebSessions } from './http/webSession.ts'
import { statusAndCode } from './testing/answers.ts'
import { noGuard, onePlace } from './testing/conference.ts'
import { faculty, sessionOf } from './testing/people.ts'
import { operatorToken, secrets, startServers } from './testing/servers.ts'

/** How far the server's clock is ahead of this machine's, in ms. */
let ahead = 0
const lectern = await startServers({
  clock: () => Date.now() + ahead,
  settings: { TRUSTED_PROXIES: '0', UPLOADS_DIR: undefined },
})
const { redis, log, start, invite, mistakes: loggedErrors, cookieOf } = lectern
const server = lectern.servers[0]!
const { address } = server
const sockets: Socket[] = []
const rtpCapabilities = { codecs: [] }
const dtlsParameters = { fingerprints: [{ algorithm: 'sha-256', value: '00' }] }
const sessionId = 'heart-failure'

/** An application like the server's, with a page that asks for a role. */
async function startOffice(): Promise<{ url: string; close(): Promise<void> }> {
  const connection = connectRedis(redis.url, log.log)
  const sessions = await createWebSessions(redis.url, secrets.SESSION_SECRET, false, log.log)
  const office = route({
    method: 'GET',
    path: '/api/office',
    summary: 'A page that asks for a role.',
    who: ['organiser'],
    reply: done,
  })
  const app = createApp({
    webSession: sessions.middleware,
    findAccount: createAccountsStore(connection).account,
    places: onePlace,
    guard: noGuard,
    mayAudit: async () => false,
    metrics: createMetrics(),
    metricsToken: undefined,
    routes: { office },
    handlers: { office: () => ({}) },
    operatorToken: undefined,
    clientDir: undefined,
    publicUrl: undefined,
    trustedProxies: 0,
    log: log.log,
  })
  const http = createHttpServer(app).listen(0, '127.0.0.1')
  await once(http, 'listening')
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/api/office`,
    close: async () => {
      http.close()
      connection.disconnect()
      await sessions.close()
    },
  }
}

const createLink = async (body: Record<string, unknown>): Promise<string> =>
  (await lectern.operate<{ link: string }>('POST', 'links', body)).link
/** Plans a session of its own for a test, with the seeded moderator and speaker. */
const plan = (id: string): Promise<string> =>
  lectern.plan(sessionOf(id, { speakers: [faculty('okafor')], moderators: [faculty('moreau')] }))

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${address}${path}`, { headers, redirect: 'manual' })
const post = (path: string, body?: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body }),
  })
function open(headers: Record<string, string>, at = address): Socket {
  const socket = io(at, {
    transports: ['websocket'],
    extraHeaders: headers,
    forceNew: true,
    reconnectionDelay: 50,
    reconnectionDelayMax: 50,
    randomizationFactor: 0,
  })
  sockets.push(socket)
  return socket
}
const event = (socket: Socket, name: string): Promise<unknown> =>
  new Promise((resolve) => {
    socket.once(name, resolve)
  })
async function connect(cookie: string, at = address): Promise<Socket> {
  const socket = open({ cookie }, at)
  await event(socket, 'connect')
  return socket
}
/** Why the server took no connection with these headers. */
async function refused(headers: Record<string, string>): Promise<Error & { data?: ErrorBody }> {
  const socket = open(headers)
  const outcome = await Promise.race([
    event(socket, 'connect_error'),
    event(socket, 'connect').then(() => {
      throw new Error('the server took this connection')
    }),
  ])
  socket.disconnect()
  return outcome as Error
}

/** As long as a page waits for its command. */
const answerMs = 10_000
const send = (socket: Socket, name: unknown, request: unknown): Promise<Acknowledgement> =>
  socket.timeout(answerMs).emitWithAck('command', name, request)
const codeOfSignIn = (link: string): Promise<string> =>
  signIn(link).then(
    () => 'ok',
    (error: ErrorBody) => error.code,
  )
async function codeOf(socket: Socket, name: unknown, request: unknown): Promise<string> {
  const answer = await send(socket, name, request)
  return answer.ok ? 'ok' : answer.error.code
}
const follow = (socket: Socket) => codeOf(socket, 'program.follow', { sessionId })

afterAll(() => {
  for (const socket of sockets) socket.disconnect()
})

describe('signing in', () => {
  const tokenOf = (link: string): string => new URL(link).pathname.split('/').at(-1)!
  const press = (link: string, headers: Record<string, string> = {}): Promise<Response> =>
    post('/api/sign-in', JSON.stringify({ token: tokenOf(link) }), headers)
  const ownerOf = async (link: string, headers: Record<string, string> = {}): Promise<unknown> =>
    (await post('/api/sign-in/link', JSON.stringify({ token: tokenOf(link) }), headers)).json()
  const nameOf = async (cookie: string): Promise<unknown> =>
    ((await (await get('/api/me', { cookie })).json()) as { person: { id: string } }).person.id

  test('a personal link signs in with a cookie that no script and no other site can use', async () => {
    const answer = await press(await createLink({ personId: 'clara' }))
    expect([answer.status, await answer.json()]).toEqual([200, {}])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const [cookie, ...others] = answer.headers.getSetCookie()
    expect(others).toEqual([])
    expect(cookie).toMatch(/^lectern=/)
    const attributes = cookie!.split('; ').slice(1)
    expect(attributes).toEqual(expect.arrayContaining(['Path=/', 'HttpOnly', 'SameSite=Lax']))
    expect(attributes).not.toContain('Secure')
    const me = await get('/api/me', { cookie: cookie!.split(';')[0]! })
    expect(me.status).toBe(200)
    expect(await me.json()).toMatchObject({
      person: { id: 'clara', name: 'Clara Nwosu' },
      conference: { id: 'cardiology' },
    })
  })

  test.each(['GET', 'HEAD'])('a %s of a link, as mail scanners send it, makes no session', async (method) => {
    const folder = await mkdtemp(join(tmpdir(), 'lectern-client-'))
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>Lectern</title>')
    const { address: withPages } = await start({ CLIENT_DIR: folder })
    const link = await createLink({ personId: 'clara' })
    const answer = await fetch(withPages + new URL(link).pathname, { method, redirect: 'manual' })
    await rm(folder, { recursive: true })
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(await ownerOf(link)).toEqual({ name: 'Clara Nwosu', signedInAs: null })
  })

  test('a link says whose it is, and who is signed in already, before it signs in', async () => {
    const link = await createLink({ personId: 'clara' })
    const noah = await signIn(await createLink({ personId: 'noah' }))
    expect(await ownerOf(link, { cookie: noah })).toEqual({ name: 'Clara Nwosu', signedInAs: 'Noah Brandt' })
    expect(await ownerOf(link, { cookie: await cookieOf('clara') })).toMatchObject({ signedInAs: null })
    expect(await nameOf(noah)).toBe('noah')
  })

  test('signing in makes a new session: the id from before is worth nothing', async () => {
    const before = await signIn(await createLink({ personId: 'noah' }))
    const socket = await connect(before)
    const told = event(socket, 'signedOut')
    const answer = await press(await createLink({ personId: 'clara' }), { cookie: before })
    const after = answer.headers.getSetCookie()[0]!.split(';')[0]!
    expect(after).not.toBe(before)
    expect(await nameOf(after)).toBe('clara')
    expect(await statusAndCode(get('/api/me', { cookie: before }))).toEqual([401, 'not_signed_in'])
    expect(await told).toEqual({ reason: 'signed_out' })
  })

  test('whoever continues as who they are already stays signed in, with all their tabs', async () => {
    const cookie = await signIn(await createLink({ personId: 'noah' }))
    const answer = await press(await createLink({ personId: 'noah' }), { cookie })
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []])
    expect(await nameOf(cookie)).toBe('noah')
  })

  test('another site cannot press for somebody', async () => {
    const link = await createLink({ personId: 'clara' })
    const origin = 'http://evil.example'
    expect(await statusAndCode(press(link, { origin }))).toEqual([403, 'forbidden'])
  })

  test('an unknown link is refused, and signs nobody in', async () => {
    const answer = await press(`${address}/s/nonsense`)
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(await statusAndCode(Promise.resolve(answer))).toEqual([404, 'link_unknown'])
  })

  test('so is an expired link', async () => {
    const link = await createLink({ personId: 'clara', days: 1 })
    ahead = 86_400_000
    try {
      const answer = await press(link)
      expect(answer.headers.getSetCookie()).toEqual([])
      expect(await statusAndCode(Promise.resolve(answer))).toEqual([410, 'link_expired'])
    } finally {
      ahead = 0
    }
  })

  test('no sign-in link stands in Redis', async () => {
    const link = await createLink({ personId: 'clara' })
    await signIn(link)
    const connection = connectRedis(redis.url, log.log)
    const everything = await everythingIn(connection)
    connection.disconnect()
    expect(everything).toContain('clara')
    expect(everything).not.toContain(link.split('/').at(-1))
  })

  test('the seeded links sign in, one for each role', async () => {
    expect(server.links.map(({ role }) => role)).toEqual([...conferenceRoles])
    const cookie = await signIn(server.links.find(({ role }) => role === 'organiser')!.url)
    expect(await (await get('/api/me', { cookie })).json()).toMatchObject({ person: { id: 'ito' } })
  })

  test('without a cookie, or with one that was tampered with, nobody is signed in', async () => {
    const cookie = await cookieOf('clara')
    for (const path of ['/api/me', '/api/program', `/api/program/${sessionId}`, '/api/stage/capabilities']) {
      expect(await statusAndCode(get(path))).toEqual([401, 'not_signed_in'])
      expect(await statusAndCode(get(path, { cookie: `${cookie}x` }))).toEqual([401, 'not_signed_in'])
    }
    const agenda = (await (await get('/api/program', { cookie })).json()) as { sessions: unknown[] }
    expect(agenda.sessions).toHaveLength(3)
  })

  test('behind https the cookie is sent over https only, and browsers are told to stay there', async () => {
    const behindProxy = await start({ PUBLIC_URL: 'https://lectern.example', TRUSTED_PROXIES: '1' })
    const token = tokenOf(await createLink({ personId: 'clara' }))
    const answer = await fetch(`${behindProxy.address}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-proto': 'https' },
      body: JSON.stringify({ token }),
    })
    expect(answer.headers.getSetCookie()[0]?.split('; ')).toContain('Secure')
    expect(answer.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/)
  })
})

describe('HTTP', () => {
  test('an unknown address of the API is answered in JSON', async () => {
    const answer = await get('/api/nothing')
    expect(answer.headers.get('content-type')).toMatch('application/json')
    expect(await statusAndCode(Promise.resolve(answer))).toEqual([404, 'not_found'])
  })

  test('a session that is not in the programme is not found', async () => {
    const cookie = await cookieOf('clara')
    expect(await statusAndCode(get('/api/program/nowhere', { cookie }))).toEqual([404, 'not_found'])
    expect((await get(`/api/program/${sessionId}`, { cookie })).status).toBe(200)
  })

  test.each(['http://evil.example', 'null', 'nonsense'])(
    'a POST from the site %s is refused',
    async (origin) => {
      const cookie = await cookieOf('clara')
      expect(await statusAndCode(post('/api/sign-out', '{}', { cookie, origin }))).toEqual([403, 'forbidden'])
      expect((await get('/api/me', { cookie })).status).toBe(200)
    },
  )

  test('a body of 64 KiB is taken, a larger one is not', async () => {
    const bodyOf = (bytes: number) => JSON.stringify('x'.repeat(bytes - 2))
    const limit = 64 * 1024
    // What is taken is not an object, which says that it was read.
    expect(await statusAndCode(post('/api/sign-out', bodyOf(limit)))).toEqual([400, 'invalid_request'])
    expect(await statusAndCode(post('/api/sign-out', bodyOf(limit + 1)))).toEqual([413, 'too_large'])
  })

  test.each([
    ['that is not JSON', '{"name":', {}],
    ['in an unknown character set', '{}', { 'content-type': 'application/json; charset=klingon' }],
    ['in an unknown encoding', '{}', { 'content-encoding': 'rot13' }],
    ['that is not encoded as it says', '{}', { 'content-encoding': 'gzip' }],
  ] as [string, string, Record<string, string>][])('a body %s is refused', async (_what, body, headers) => {
    expect(await statusAndCode(post('/api/sign-out', body, headers))).toEqual([400, 'invalid_request'])
    expect(loggedErrors()).toEqual([])
  })

  test('an address that cannot be decoded is refused', async () => {
    const cookie = await cookieOf('clara')
    expect(await statusAndCode(get('/api/program/%E0%A4%A', { cookie }))).toEqual([400, 'invalid_request'])
    expect(loggedErrors()).toEqual([])
  })

  test('a body that is not JSON is told where, and nothing of it is told back', async () => {
    const answer = await post('/api/sign-out', '{"name":"Jane",\n "secret" 7}')
    const text = await answer.text()
    expect(JSON.parse(text)).toMatchObject({
      error: { message: 'The body is not JSON: something is wrong at line 2, column 11.' },
    })
    expect(text).not.toMatch(/Jane|secret/)
  })

  test('a body that is nested like a Russian doll is refused', async () => {
    const headers = { authorization: `Bearer ${operatorToken}` }
    const body = `{"name":${'['.repeat(30_000)}${']'.repeat(30_000)}}`
    expect(await statusAndCode(post('/api/operator/people', body, headers))).toEqual([400, 'invalid_request'])
    expect(loggedErrors()).toEqual([])
  })

  test.each([
    ['DELETE', '/api/me', 'GET'],
    ['PUT', '/api/sign-out', 'POST'],
    ['DELETE', `/api/program/${sessionId}`, 'GET'],
  ])('%s %s is told that the route has no such method', async (method, path, allowed) => {
    const answer = await fetch(`${address}${path}`, { method })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allowed])
    expect(await answer.json()).toMatchObject({
      error: { code: 'wrong_method', message: `This route has no ${method}.` },
    })
  })

  test('a sign-out by nobody is told to no server, and is limited', async () => {
    const connection = connectRedis(redis.url, log.log)
    await connection.psubscribe('socket.io*')
    let told = 0
    /** Waits until servers have told each other something with this in it. */
    const seen = (part: string) =>
      new Promise<void>((resolve) =>
        connection.on(
          'pmessageBuffer',
          (_pattern: Buffer, _channel: Buffer, message: Buffer) => message.includes(part) && resolve(),
        ),
      )
    connection.on('pmessageBuffer', (_pattern: Buffer, _channel: Buffer, message: Buffer) => {
      if (message.includes('signedOut')) told++
    })
    const lonely = await start({ TRUSTED_PROXIES: '1' })
    const signOut = async (headers: Record<string, string>) =>
      (await fetch(`${lonely.address}/api/sign-out`, { method: 'POST', headers })).status
    const from = { 'x-forwarded-for': '203.0.113.9' }
    const answers: number[] = []
    for (let i = 0; i < 301; i++) answers.push(await signOut(from))
    expect([answers[0], answers[299], answers[300]]).toEqual([200, 200, 429])
    const after = seen('after the flood')
    await lectern.connection.publish('socket.io', 'after the flood')
    await after
    expect(told).toBe(0)
    const toldOfOne = seen('signedOut')
    const { link } = await invite({ name: 'Somebody', roles: ['clinician'] })
    expect(await signOut({ cookie: await signIn(link) })).toBe(200)
    await toldOfOne
    connection.disconnect()
  })

  test('one person may ask the API only so often, and others are not touched by it', async () => {
    const busy = await start()
    const [clara, noah] = await Promise.all(['clara', 'noah'].map((personId) => cookieOf(personId)))
    const ask = async (cookie: string) =>
      (await fetch(`${busy.address}/api/me`, { headers: { cookie } })).status
    const answers: number[] = []
    for (let i = 0; i < 1250; i += 50)
      answers.push(...(await Promise.all(Array.from({ length: 50 }, () => ask(clara!)))))
    expect(answers.filter((status) => status === 200)).toHaveLength(1200)
    expect(answers.filter((status) => status === 429)).toHaveLength(50)
    expect(await ask(noah!)).toBe(200)
  })

  test('a server whose client is not there answers so', async () => {
    const { address: bare } = await start({ CLIENT_DIR: '/nowhere' })
    expect(await statusAndCode(fetch(bare))).toEqual([404, 'not_found'])
  })

  test('every answer carries headers that keep other sites, frames and foreign scripts out', async () => {
    for (const path of ['/', '/api/me', '/healthz', '/s/nonsense']) {
      const { headers } = await get(path)
      const policy = headers.get('content-security-policy')
      for (const rule of [
        "default-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ])
        expect(policy?.split(';')).toContain(rule)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-powered-by')).toBeNull()
    }
    expect((await get('/api/me')).headers.get('cache-control')).toBe('no-store')
  })

  test('the programme is kept by the browser, which is told when it still holds', async () => {
    const cookie = await signIn(await createLink({ personId: 'noah' }))
    for (const path of ['/api/program', `/api/program/${sessionId}`]) {
      const first = await get(path, { cookie })
      expect(first.headers.get('cache-control')).toBe('private, no-cache')
      // As a browser asks whose cache holds it; fetch would say by itself that it wants no 304.
      const asking = { cookie, 'cache-control': 'max-age=0' }
      const again = await get(path, { ...asking, 'if-none-match': first.headers.get('etag')! })
      expect([again.status, await again.text()]).toEqual([304, ''])
      expect((await get(path, { ...asking, 'if-none-match': 'W/"another"' })).status).toBe(200)
    }
  })

  test('without a media node the server says that it is not healthy', async () => {
    expect(await statusAndCode(get('/healthz'))).toEqual([503, 'stage_unavailable'])
    const answer = await get('/readyz')
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([503, 'no-store'])
    expect(await answer.json()).toMatchObject({
      ok: false,
      failing: [{ name: 'media nodes', code: 'stage_unavailable' }],
    })
  })
})

describe('the operator', () => {
  const somebody = JSON.stringify({ name: 'Mallory', roles: ['organiser'] })

  test('has no way in where no token is set', async () => {
    const { address: closed } = await start({ OPERATOR_TOKEN: undefined })
    const answer = fetch(`${closed}/api/operator/people`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer undefined' },
      body: somebody,
    })
    expect(await statusAndCode(answer)).toEqual([404, 'not_found'])
  })

  test.each([
    ['no token', {}],
    ['a wrong token', { authorization: `Bearer ${'x'.repeat(operatorToken.length)}` }],
    ['a part of the token', { authorization: `Bearer ${operatorToken.slice(0, -1)}` }],
    ['another scheme', { authorization: `Basic ${operatorToken}` }],
  ] as [string, Record<string, string>][])('is refused with %s', async (_what, headers) => {
    for (const path of ['people', 'links', 'nothing'])
      expect(await statusAndCode(post(`/api/operator/${path}`, somebody, headers))).toEqual([
        403,
        'forbidden',
      ])
  })

  test('is told what is wrong with a request, without the value', async () => {
    const authorization = `Bearer ${operatorToken}`
    const answer = await post('/api/operator/people', '{"name":"Jane","roles":["queen"]}', { authorization })
    const text = await answer.text()
    expect(answer.status).toBe(400)
    expect(text).toContain('roles.0')
    expect(text).not.toContain('queen')
    expect(text).not.toContain('Jane')
  })

  test('makes links for people, and for who speaks in or moderates a session', async () => {
    for (const [as, id] of [
      ['speaker', 'okafor'],
      ['moderator', 'moreau'],
    ] as const) {
      const cookie = await signIn(await createLink({ sessionId, as }))
      expect(await (await get('/api/me', { cookie })).json()).toMatchObject({ person: { id } })
    }
    await expect(createLink({ personId: 'nobody' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(createLink({ sessionId: 'ecg-rounds', as: 'moderator' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('roles', () => {
  const onlyRole = {} as Record<Role, Socket>

  beforeAll(async () => {
    for (const role of roles) {
      const { link } = await invite({
        name: `Only ${role}`,
        roles: [role],
        ...(role === 'exhibitor' && { exhibitorId: 'meridian' }),
      })
      onlyRole[role] = await connect(await signIn(link))
    }
  })

  // From the map itself: a new command is walked without a line here.
  test.each(Object.keys(commands) as CommandName[])(
    '%s is refused to exactly the roles that it does not name',
    async (name) => {
      for (const role of roles) {
        const may = isFor(commands[name].who, role)
        expect([role, (await codeOf(onlyRole[role], name, {})) !== 'forbidden']).toEqual([role, may])
      }
    },
  )

  test.each([
    ['program.start', {}],
    ['stage.present', { rtpCapabilities }],
    ['stage.observe', {}],
    ['stage.bringOn', { personId: 'okafor' }],
  ])('%s is refused to speakers and moderators of other sessions', async (name, request) => {
    for (const role of ['speaker', 'moderator'] as const)
      expect([role, await codeOf(onlyRole[role], name, { sessionId, ...request })]).toEqual([
        role,
        'forbidden',
      ])
  })

  test('speakers direct a session only where it has no moderators', async () => {
    const speaker = await connect(await cookieOf('okafor'))
    expect(await codeOf(speaker, 'program.start', { sessionId })).toBe('forbidden')
    expect(await codeOf(speaker, 'stage.setLayout', { sessionId, layout: 'panel', spotlight: null })).toBe(
      'forbidden',
    )
    expect(await codeOf(speaker, 'program.start', { sessionId: 'ecg-rounds' })).toBe('ok')
  })

  test('a role that was taken away is refused at the next request', async () => {
    const { personId, link } = await invite({ name: 'Kim', roles: ['organiser', 'clinician'] })
    const cookie = await signIn(link)
    const office = await startOffice()
    expect((await fetch(office.url, { headers: { cookie } })).status).toBe(200)
    await invite({ id: personId, name: 'Kim', roles: ['clinician'] })
    expect(await statusAndCode(fetch(office.url, { headers: { cookie } }))).toEqual([403, 'forbidden'])
    expect(await statusAndCode(fetch(office.url))).toEqual([401, 'not_signed_in'])
    expect(await (await get('/api/me', { cookie })).json()).toMatchObject({
      person: { roles: ['clinician'] },
    })
    await office.close()
  })

  test('nor does an open connection keep it', async () => {
    const { personId, link } = await invite({ name: 'Lou', roles: ['organiser'] })
    const socket = await connect(await signIn(link))
    const unstarted = { sessionId: 'imaging' }
    expect(await codeOf(socket, 'program.pause', unstarted)).toBe('conflict')
    const ended = event(socket, 'disconnect')
    await invite({ id: personId, name: 'Lou', roles: ['clinician'] })
    await ended
    const back = event(socket, 'connect')
    socket.connect()
    await back
    expect(await codeOf(socket, 'program.pause', unstarted)).toBe('forbidden')
  })
})

describe('sockets', () => {
  test('without a cookie a connection is refused with the reason', async () => {
    const refusal = await refused({})
    expect(refusal.data).toMatchObject({ code: 'not_signed_in' })
  })

  test('a connection from another site is refused, with or without a cookie', async () => {
    const cookie = await cookieOf('clara')
    for (const origin of ['http://evil.example', 'null']) {
      // Refused before anything is said: not even the reason.
      expect((await refused({ cookie, origin })).data).toBeUndefined()
      expect((await refused({ origin })).data).toBeUndefined()
    }
    const socket = open({ cookie, origin: address })
    await event(socket, 'connect')
    expect(await follow(socket)).toBe('ok')
  })

  test('the server tells its clock', async () => {
    ahead = 5_000_000
    const socket = open({ cookie: await cookieOf('clara') })
    const hello = (await event(socket, 'hello')) as { now: number }
    ahead = 0
    expect(hello.now - Date.now()).toBeGreaterThan(4_900_000)
  })

  test('a message that is too large ends its own connection and no other', async () => {
    const [large, other] = [await connect(await cookieOf('clara')), await connect(await cookieOf('noah'))]
    const request = (bytes: number) => ({ sessionId: 'x'.repeat(bytes) })
    expect(await codeOf(large, 'program.follow', request(maxMessageBytes - 1024))).toBe('invalid_request')
    const ended = event(large, 'disconnect')
    large.emit('command', 'program.follow', request(maxMessageBytes), () => undefined)
    await ended
    expect(await follow(other)).toBe('ok')
  })

  test('what is no command harms nothing', async () => {
    const socket = await connect(await cookieOf('clara'))
    socket.emit('command')
    socket.emit('nonsense', 'program.follow', { sessionId }, () => undefined)
    for (const name of [undefined, null, 7, {}, { toString: 1, valueOf: 1 }, ['program.follow']])
      expect(await codeOf(socket, name, { sessionId })).toBe('not_found')
    expect(await follow(socket)).toBe('ok')
    expect(loggedErrors()).toEqual([])
  })

  test('a command without an acknowledgement is not run: nobody would learn its outcome', async () => {
    const moderator = await connect(await cookieOf('moreau'))
    const request = { sessionId: await plan('unacknowledged') }
    moderator.emit('command', 'program.start', request)
    moderator.emit('command', 'program.start', request, 'not a function')
    expect(await codeOf(moderator, 'program.start', request)).toBe('ok')
  })

  test('what a moderator does reaches those who are connected to another server', async () => {
    const second = await start()
    const planned = await plan('on-two-servers')
    const viewer = await connect(await cookieOf('clara'), second.address)
    const moderator = await connect(await cookieOf('moreau'))
    const told = event(viewer, 'program.state')
    expect(await codeOf(moderator, 'program.start', { sessionId: planned })).toBe('ok')
    expect(await told).toMatchObject({ sessionId: planned, phase: 'live', version: 1 })
  })

  test('signing out ends the session with its connections on every server, and no other', async () => {
    const second = await start()
    const cookie = await signIn(await createLink({ personId: 'noah' }))
    const connected = [await connect(cookie), await connect(cookie, second.address)]
    const elsewhere = await connect(await cookieOf('noah'))
    const told = connected.map((socket) => event(socket, 'signedOut'))
    const ended = connected.map((socket) => event(socket, 'disconnect'))
    expect((await post('/api/sign-out', '{}', { cookie, origin: address })).status).toBe(200)
    await Promise.all([...told, ...ended])
    expect(elsewhere.connected).toBe(true)
    expect(await follow(elsewhere)).toBe('ok')
    expect(await statusAndCode(get('/api/me', { cookie }))).toEqual([401, 'not_signed_in'])
    expect((await refused({ cookie })).data).toMatchObject({ code: 'not_signed_in' })
  })
})

test('without a media node the stage of a running session cannot be reached', async () => {
  const planned = await plan('without-node')
  const viewer = await connect(await cookieOf('clara'))
  const speaker = await connect(await cookieOf('okafor'))
  const moderator = await connect(await cookieOf('moreau'))
  const watch = () => codeOf(viewer, 'stage.watch', { sessionId: planned, rtpCapabilities })
  expect(await watch()).toBe('session_not_started')
  expect(await codeOf(moderator, 'program.start', { sessionId: planned })).toBe('ok')
  expect(await watch()).toBe('stage_unavailable')
  expect(await codeOf(speaker, 'stage.present', { sessionId: planned, rtpCapabilities })).toBe(
    'stage_unavailable',
  )
  expect(await codeOf(speaker, 'stage.ingest', { sessionId: planned, audio: true, video: true })).toBe(
    'stage_unavailable',
  )
  expect(await codeOf(viewer, 'stage.connect', { peerId: 'nobody', direction: 'send', dtlsParameters })).toBe(
    'peer_gone',
  )
  const cookie = await cookieOf('clara')
  expect(await statusAndCode(get('/api/stage/capabilities', { cookie }))).toEqual([503, 'stage_unavailable'])
})

test('what seems to be commercial bias reaches the organisers alone, with the session’s clock', async () => {
  const planned = await plan('biased')
  const cookie = await cookieOf('clara')
  const [viewer, moderator] = [await connect(cookie), await connect(await cookieOf('moreau'))]
  const text = 'That was an advertisement'
  expect(await codeOf(viewer, 'program.reportBias', { sessionId: planned, text: '  ' })).toBe(
    'invalid_request',
  )
  expect(await codeOf(viewer, 'program.reportBias', { sessionId: planned, text })).toBe('ok')
  await codeOf(moderator, 'program.start', { sessionId: planned })
  expect(await codeOf(viewer, 'program.reportBias', { sessionId: planned, text })).toBe('ok')
  const read = async (personId: string) =>
    get('/api/program/bias-reports', { cookie: await cookieOf(personId) })
  for (const personId of ['clara', 'okafor', 'moreau', 'ellis'])
    expect(await statusAndCode(read(personId))).toEqual([403, 'forbidden'])
  // Repeated by its page it is one report, also when it comes with other words.
  const again = { sessionId: planned, reportId: 'own-id', text }
  for (const repeat of [again, again, { ...again, text: 'other words' }])
    expect(await codeOf(viewer, 'program.reportBias', repeat)).toBe('ok')
  const { reports } = (await (await read('ito')).json()) as BiasReports
  const ofThis = reports.filter(({ sessionId }) => sessionId === planned)
  expect(ofThis).toMatchObject([
    { name: 'Clara Nwosu', text, clockMs: expect.any(Number) },
    { name: 'Clara Nwosu', text, clockMs: expect.any(Number) },
    { name: 'Clara Nwosu', text, clockMs: null },
  ])
  expect(JSON.stringify(log.lines)).not.toContain(text)
})

test('an address that tries link after link is told to wait', async () => {
  const { address: tried } = await start()
  const attempt = () => codeOfSignIn(`${tried}/s/nonsense`)
  for (let i = 0; i < 30; i++) expect(await attempt()).toBe('link_unknown')
  expect(await attempt()).toBe('rate_limited')
  // The colleagues of whoever tried that share the address; their links are known.
  for (let i = 0; i < 40; i++)
    expect(await signIn(tried + new URL(await createLink({ personId: 'clara' })).pathname)).toMatch(
      /^lectern=/,
    )
})

test('while Redis is away everybody is told so in time, and afterwards all works again', async () => {
  const planned = await plan('through-the-outage')
  const cookie = await cookieOf('clara')
  const [viewer, moderator] = [await connect(cookie), await connect(await cookieOf('moreau'))]
  const lost = await connect(cookie)
  await redis.kill()
  // A connection that breaks now has a place to come back to, which cannot be noted down.
  const back = event(lost, 'connect')
  lost.io.engine.close()
  const away = 'storage_unavailable'
  expect(
    await Promise.all([
      statusAndCode(get('/healthz')),
      statusAndCode(post('/api/sign-out', '{}', { cookie })),
      statusAndCode(post('/api/sign-in', '{"token":"nonsense"}')),
      codeOf(moderator, 'program.start', { sessionId: planned }),
      // Also what is sent while others wait already.
      statusAndCode(get('/api/me', { cookie })).then(async (refusal) => [refusal, await follow(viewer)]),
    ]),
  ).toEqual([[503, away], [503, away], [503, away], away, [[503, away], away]])
  expect(loggedErrors().map(({ msg }) => msg)).not.toContain('failed')

  await redis.start()
  await back
  expect(await Promise.all([viewer, lost].map(follow))).toEqual(['ok', 'ok'])
  expect((await get('/api/me', { cookie })).status).toBe(200)
  const told = event(lost, 'program.state')
  const newcomer = await connect(await signIn(await createLink({ sessionId: planned, as: 'moderator' })))
  expect(await codeOf(newcomer, 'program.start', { sessionId: planned })).toBe('ok')
  expect(await told).toMatchObject({ sessionId: planned, phase: 'live', version: 1 })
})
