// The product as the compose file starts it, process by process: its commands, environment and mounted files.
// Only host names, ports and folders are this machine's.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Joined } from '@lectern/shared/stage'
import { Redis } from 'ioredis'
import { io } from 'socket.io-client'
import { workerBinary } from '../scripts/prepare/worker.mjs'
import { operator, signIn } from '../scripts/programClient.ts'
import { freePort } from '../scripts/testing/freePort.ts'
import { commandOf, end, filledIn, launch, printed, readCompose, readDocker } from './testing.ts'

type Child = ReturnType<typeof launch>

const env = {
  ...filledIn(),
  OPERATOR_TOKEN: 'the token of the operator',
  TURN_SECRET: 'the secret of servers and coturn',
  TURN_URLS: 'turn:turn.example.org:3478',
}
const { services } = readCompose(env)
/** Added by Caddy. */
const viaProxy = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.7' }
let folder: string
let redisPort: number
let controlPort: number
let redis: Child
const servers: { child: Child; address: string; setupLink: string }[] = []
const children: Child[] = []

function start(command: string[], environment?: Record<string, string>): Child {
  const child = launch(command, environment)
  children.push(child)
  return child
}

/** The environment and the command of a service's image. */
function image(dockerfile: string): { environment: Record<string, string>; command: string[] } {
  const text = readDocker(dockerfile)
  const pairs = text.match(/^ENV (NODE_ENV.*)$/m)![1]!.split(' ')
  const [, command] = text.match(/^CMD (\[.*\])$/m)!
  const [, ...args] = JSON.parse(command!) as string[]
  return {
    environment: Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string])),
    command: [process.execPath, '--disable-warning=ExperimentalWarning', ...args],
  }
}

const here = (environment: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value
        .replace('@redis:6379', `@127.0.0.1:${redisPort}`)
        .replace('sfu-control:4440', `127.0.0.1:${controlPort}`),
    ]),
  )

const redisArgs = () => [
  '--port',
  `${redisPort}`,
  '--bind',
  '127.0.0.1',
  '--dir',
  folder,
  '--daemonize',
  'no',
]

function startMediaNode(more: Record<string, string> = {}): Child {
  const { environment, command } = image('Dockerfile.sfu')
  return start(command, {
    ...environment,
    ...here(services.sfu.environment!),
    SFU_CONTROL_HOST: '127.0.0.1',
    SFU_CONTROL_PORT: `${controlPort}`,
    SFU_LISTEN_IP: '127.0.0.1',
    SFU_RTC_PORT: '0',
    SFU_WORKERS: '1',
    MEDIASOUP_WORKER_BIN: workerBinary(),
    ...more,
  })
}

function startServer(port: number, more: Record<string, string> = {}): Child {
  const { environment, command } = image('Dockerfile.server')
  const { CLIENT_DIR: _pages, ...rest } = environment
  return start(command, {
    ...rest,
    ...here(services.server.environment!),
    HOST: '127.0.0.1',
    PORT: `${port}`,
    UPLOADS_DIR: join(folder, 'uploads'),
    ...more,
  })
}

const local = (link: string, n = 0): string => servers[n]!.address + new URL(link).pathname

async function post(n: number, path: string, body: unknown): Promise<Response> {
  return fetch(servers[n]!.address + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...viaProxy },
    body: JSON.stringify(body),
  })
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-production-'))
  redisPort = await freePort()
  controlPort = await freePort()
  redis = start([...commandOf(services.redis), ...redisArgs()])
  await printed(redis, /Ready to accept connections/)
  startMediaNode()
  for (const n of [0, 1]) {
    const port = await freePort()
    const child = startServer(port)
    const [, setupLink] = await printed(child, /Set it up here: (\S+)/)
    servers[n] = { child, address: `http://127.0.0.1:${port}`, setupLink: setupLink! }
  }
})
afterAll(async () => {
  await Promise.all(children.map(end))
  rmSync(folder, { recursive: true, force: true })
})

test('every server prints the same setup link, at the public address', () => {
  const [first, second] = servers
  expect(first!.setupLink).toMatch(/^https:\/\/conference\.example\.org\/setup\/\S{40,}$/)
  expect(second!.setupLink).toBe(first!.setupLink)
})

test('the servers are ready, and healthy', async () => {
  for (const { address } of servers) {
    while ((await fetch(`${address}/readyz`)).status !== 200)
      await new Promise((next) => setTimeout(next, 100))
    expect((await fetch(`${address}/healthz`)).status).toBe(200)
  }
  expect((await fetch(`http://127.0.0.1:${controlPort}/healthz`)).status).toBe(200)
})

test('Redis refuses clients without the password, and has every write on disk before it answers', async () => {
  const stranger = new Redis(redisPort, { maxRetriesPerRequest: 1 })
  stranger.on('error', () => undefined)
  await expect(stranger.ping()).rejects.toThrow('NOAUTH')
  stranger.disconnect()
  const server = new Redis(here(services.server.environment!).REDIS_URL!)
  expect(await server.config('GET', 'appendfsync')).toEqual(['appendfsync', 'always'])
  expect(await server.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction'])
  server.disconnect()
  expect(existsSync(join(folder, 'appendonlydir'))).toBe(true)
})

test('the office sets up the conference on one server and signs in on the other; a speaker has TURN credentials', async () => {
  const answer = await post(0, '/api/setup', {
    token: servers[0]!.setupLink.split('/').at(-1),
    name: 'Maria Keller',
    title: 'Autumn Congress',
    timeZone: 'Europe/Vienna',
    provider: { name: 'Danube Academy', address: '1 Ring, Vienna', number: '' },
  })
  expect(answer.status).toBe(201)
  const { link } = (await answer.json()) as { link: string }
  expect(new URL(link).origin).toBe('https://conference.example.org')
  const cookie = await signIn(local(link, 1), viaProxy)
  const me = await fetch(`${servers[0]!.address}/api/me`, { headers: { cookie, ...viaProxy } })
  expect(await me.text()).toContain('Maria Keller')

  const asOperator = <Answer>(method: 'POST' | 'PUT', path: string, body: unknown) =>
    operator<Answer>(servers[0]!.address, env.OPERATOR_TOKEN, method, path, body)
  const speaker = await asOperator<{ personId: string; link: string }>('POST', 'people', {
    name: 'Adaeze Okafor',
    roles: ['speaker'],
  })
  const endsAt = Date.now() + 3_600_000
  await asOperator('PUT', 'sessions', {
    id: 'ecg-rounds',
    title: 'ECG rounds',
    summary: '',
    startsAt: endsAt - 3_600_000,
    endsAt,
    speakers: [speaker.personId],
    moderators: [],
  })
  const headers = { cookie: await signIn(local(speaker.link), viaProxy), ...viaProxy }
  const capabilities = await fetch(`${servers[1]!.address}/api/stage/capabilities`, { headers })
  const { rtpCapabilities } = (await capabilities.json()) as { rtpCapabilities: unknown }
  const socket = io(servers[1]!.address, { transports: ['websocket'], extraHeaders: headers })
  const reply = (await socket.timeout(10_000).emitWithAck('command', 'stage.present', {
    sessionId: 'ecg-rounds',
    rtpCapabilities,
  })) as { value: Joined }
  socket.disconnect()
  const [turn] = reply.value.iceServers
  expect(turn!.urls).toEqual([env.TURN_URLS])
  expect(Number(turn!.username!.split(':')[0])).toBe(Math.floor((endsAt + 4 * 3_600_000) / 1000))
})

test.each(['SESSION_SECRET', 'SFU_CONTROL_SECRET'])('a server without %s says so and ends', async (name) => {
  const child = startServer(0, { [name]: '' })
  await printed(child, new RegExp(`^${name} is not set: `))
})

test('a server with a wrong Redis password says so, without showing it', async () => {
  const child = startServer(0, { REDIS_URL: `redis://:wrong@127.0.0.1:${redisPort}` })
  const [words] = await printed(child, /.*refuses its user or password.*/)
  expect(words).toMatch(/^REDIS_URL is "redis:/)
  expect(words).not.toContain('wrong')
})

test.each([
  ['a wrong password', ':wrong@'],
  ['no password', ''],
])('a media node with %s for Redis says so and ends', async (_what, access) => {
  const child = startMediaNode({
    REDIS_URL: `redis://${access}127.0.0.1:${redisPort}`,
    SFU_CONTROL_PORT: '0',
  })
  const [words] = await printed(child, /.*refuses its user or password.*/)
  expect(words).not.toContain('wrong')
})
