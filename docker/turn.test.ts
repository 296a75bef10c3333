// coturn as the compose file starts it: who may use it, and which addresses it reaches.
import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { connect as connectTls } from 'node:tls'
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { freePort } from '../scripts/testing/freePort.ts'
import { type TurnCredentials, turnClient } from '../scripts/testing/turn.ts'
import { readConfig } from '../server/src/core/config.ts'
import { createIceServers } from '../server/src/stage/iceServers.ts'
import { commandOf, end, filledIn, launch, printed, readCompose } from './testing.ts'

const hour = 3_600_000
const env = {
  ...filledIn(),
  SFU_ANNOUNCED_ADDRESS: '203.0.113.7, 2001:db8::7',
  TURN_SECRET: 'the secret of servers and coturn',
  TURN_URLS: 'turn:turn.example.org:3478',
}
const { server, turn } = readCompose(env).services
const config = readConfig(server.environment!)
let folder: string
let port: number
let tlsPort: number
let coturn: ReturnType<typeof launch>
const sockets: Duplex[] = []

/** Credentials as a server makes them, at the time of `clock`. */
function credentials(person = 'maja', clock = Date.now): TurnCredentials {
  const { username, credential } = createIceServers(config, clock).for(person, 'ecg-rounds').at(-1)!
  return { username: username!, credential: credential! }
}

async function client(given = credentials()) {
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  await once(socket, 'connect')
  return turnClient(socket, given)
}

async function relay(wants?: Parameters<ReturnType<typeof turnClient>['allocate']>[0]) {
  const made = await client()
  expect(await made.allocate(wants)).toBe(0)
  return made
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-turn-'))
  const pair = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')]
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  execFileSync('openssl', ['req', ...kind, '-subj', '/CN=turn.example.org', ...pair], { stdio: 'ignore' })
  port = await freePort()
  tlsPort = await freePort()
  // On loopback and free ports; everything else as in the container.
  const here = [
    '-L',
    '127.0.0.1',
    '-E',
    '127.0.0.1',
    '-E',
    '::1',
    '-p',
    `${port}`,
    '--tls-listening-port',
    `${tlsPort}`,
  ]
  coturn = launch([...commandOf(turn), ...here], { ...turn.environment!, TURN_TLS: folder })
  await printed(coturn, /IO method \(admin thread\)/)
})
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
})
afterAll(async () => {
  if (coturn) await end(coturn)
  rmSync(folder, { recursive: true, force: true })
})

test('a page gets a relay with the credentials of its join, over TLS too', async () => {
  await relay()
  const socket = connectTls({ port: tlsPort, host: '127.0.0.1', rejectUnauthorized: false })
  sockets.push(socket)
  await once(socket, 'secureConnect')
  expect(await turnClient(socket, credentials()).allocate()).toBe(0)
})

test.each<[string, TurnCredentials]>([
  ['have ended', credentials('maja', () => Date.now() - 5 * hour)],
  [
    'are of another secret',
    { ...credentials(), credential: createHmac('sha1', 'x').update('y').digest('base64') },
  ],
  [
    'were given a later end',
    { ...credentials(), username: `${Math.floor(Date.now() / 1000) + 999_999}:maja` },
  ],
  ['are a name and a password', { username: 'lectern', credential: env.TURN_SECRET }],
])('credentials that %s are refused', async (_what, given) => {
  expect(await (await client(given)).allocate()).toBe(401)
})

test.each([
  ['this machine, where Redis may be', '127.0.0.1'],
  ['this machine', '0.0.0.0'],
  ['private networks', '10.0.0.1'],
  ['container networks', '172.17.0.2'],
  ['home networks', '192.168.1.1'],
  ['carrier networks', '100.64.0.1'],
  ['cloud metadata', '169.254.169.254'],
  ['multicast', '224.0.0.1'],
  ['everybody', '255.255.255.255'],
  ['strangers', '203.0.113.8'],
])('a relay does not reach %s: %s', async (_what, address) => {
  const relayed = await relay()
  expect(await relayed.permit(address, 6379)).toBe(403)
  expect(await relayed.bindChannel(0x4000, address, 6379)).toBe(403)
})

test.each([
  ['this machine', '::1'],
  ['this machine', '::'],
  ['this machine by its IPv4 address', '::ffff:127.0.0.1'],
  ['private networks by their IPv4 addresses', '::ffff:10.0.0.1'],
  ['private networks through NAT64', '64:ff9b::a00:1'],
  ['private networks', 'fd00::1'],
  ['link-local addresses', 'fe80::1'],
  ['multicast', 'ff02::1'],
  ['strangers', '2001:db8::8'],
])('a relay with an IPv6 address does not reach %s: %s', async (_what, address) => {
  const relayed = await relay({ family: 6 })
  expect(await relayed.permit(address, 6379)).toBe(403)
  expect(await relayed.bindChannel(0x4000, address, 6379)).toBe(403)
})

test('a relay reaches every address that media nodes announce', async () => {
  const relayed = await relay()
  expect(await relayed.permit('203.0.113.7')).toBe(0)
  expect(await relayed.bindChannel(0x4000, '203.0.113.7', 40_000)).toBe(0)
  const relayed6 = await relay({ family: 6 })
  expect(await relayed6.permit('2001:db8::7')).toBe(0)
  expect(await relayed6.bindChannel(0x4000, '2001:db8::7', 40_000)).toBe(0)
})

test('nobody gets a TCP relay', async () => {
  expect(await (await client()).allocate({ transport: 'tcp' })).toBe(442)
})

test('one person gets a limited number of relays, whatever credentials they collect, and takes none from others', async () => {
  const answers: number[] = []
  while (answers.length < 60 && !answers.some(Boolean)) {
    const later = Date.now() + answers.length * 60_000
    answers.push(await (await client(credentials('greedy', () => later))).allocate())
  }
  expect(answers.at(-1)).toBe(486)
  expect(answers.length).toBeGreaterThan(24)
  await relay()
})

test.each([
  ['TURN_SECRET', '', 'TURN_SECRET is not set'],
  ['TURN_SECRET', 'short', 'at least 16 characters'],
  ['SFU_ANNOUNCED_ADDRESS', '', 'coturn would relay to nobody'],
  ['SFU_ANNOUNCED_ADDRESS', '203.0.113.7,sfu.invalid', '"sfu.invalid", for which no address is known'],
])('without a usable %s (%j) it does not start, and says why', async (name, value, words) => {
  const child = launch(commandOf(turn), { ...turn.environment!, [name]: value })
  await printed(child, new RegExp(words))
  const [status] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode]
  expect(status).toBe(78)
})
