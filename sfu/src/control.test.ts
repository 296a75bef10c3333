// A media node as servers meet it: over its control port, and through its announcement in Redis.
import { EventEmitter, once } from 'node:events'
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import type { Acknowledgement } from '@lectern/shared/command'
import { proofOf } from '@lectern/shared/controlProof'
import { keys } from '@lectern/shared/keys'
import { mediaMax } from '@lectern/shared/limits'
import {
  type ControlChallenge,
  nodeExpiryMs,
  type SfuCommandName,
  type SfuReply,
  type SfuRequest,
  type SfuServerEvents,
} from '@lectern/shared/sfuContract'
import fc from 'fast-check'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import { io, type Socket } from 'socket.io-client'
import { startRedis, type TestRedis } from '../../scripts/testing/redis.ts'
import { readConfig } from './config.ts'
import { createSfu, type Sfu } from './createSfu.ts'
import { nextAnnouncement } from './testing/announcement.ts'
import { endFarEnds, watch } from './testing/farEnd.ts'
import { playInto } from './testing/rtp.ts'

const controlSecret = 'the secret of the control port'
const start = (redisUrl: string, log = pino({ level: 'silent' })): Promise<Sfu> =>
  createSfu(
    readConfig({
      REDIS_URL: redisUrl,
      SFU_CONTROL_SECRET: controlSecret,
      SFU_WORKERS: '1',
      SFU_PEER_GRACE_MS: '50',
    }),
    log,
  )

let redis: TestRedis
let sfu: Sfu
beforeAll(async () => {
  redis = await startRedis()
  sfu = await start(redis.url)
})
afterAll(async () => {
  await sfu.close()
  await redis.close()
  endFarEnds()
})

/** Clean-up of a test, last first. */
const leftovers: (() => unknown)[] = []
afterEach(async () => {
  for (const end of leftovers.splice(0).reverse()) await end()
})

function openSocket(auth: object): Socket {
  const socket = io(sfu.controlUrl, { auth, transports: ['websocket'], reconnection: false, forceNew: true })
  leftovers.push(() => socket.disconnect())
  return socket
}

const serverNonce = 'n'.repeat(32)
/** The node's challenge to a client, and a proof that answers it. */
async function challenged(secret = controlSecret, controlUrl = sfu.controlUrl) {
  const socket = openSocket({ name: 'test', nonce: serverNonce })
  const [error] = await once(socket as never, 'connect_error')
  const { nonce, proof } = error.data as ControlChallenge
  const about = { controlUrl, serverNonce, nodeNonce: nonce }
  return { socket, proof, about, answer: proofOf(secret, 'server', about) }
}
const withProof = (proof: unknown, { nodeNonce }: { nodeNonce: string }) => ({
  name: 'test',
  nonce: serverNonce,
  nodeNonce,
  proof,
})

async function connect(): Promise<Socket> {
  const { socket, answer, about } = await challenged()
  socket.auth = withProof(answer, about)
  socket.connect()
  await once(socket as never, 'connect')
  // Takes every report, as servers do.
  socket.onAny((_name, ...parameters) => {
    const acknowledge = parameters.at(-1)
    if (typeof acknowledge === 'function') acknowledge(true)
  })
  return socket
}

const send = (socket: Socket, name: unknown, request: unknown): Promise<Acknowledgement> =>
  socket.timeout(5000).emitWithAck('command', name, request)

async function ask<Name extends SfuCommandName>(
  socket: Socket,
  name: Name,
  request: SfuRequest<Name>,
): Promise<SfuReply<Name>> {
  const answer = await send(socket, name, request)
  if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`)
  return answer.value as SfuReply<Name>
}

async function refusal(socket: Socket, name: unknown, request: unknown): Promise<string | undefined> {
  const answer = await send(socket, name, request)
  return answer.ok ? undefined : answer.error.code
}

const heard = async <Name extends keyof SfuServerEvents>(socket: Socket, name: Name) =>
  (await once(socket as never, name))[0] as Parameters<SfuServerEvents[Name]>[0]

const capabilities = { codecs: [] }
const openViewer = (socket: Socket, peerId: string) =>
  ask(socket, 'peer.open', {
    stageId: 'stage',
    peerId,
    personId: peerId,
    role: 'viewer',
    rtpCapabilities: capabilities,
    consume: [],
  })

test('the node proves to a server that it holds the control secret, for this address alone', async () => {
  const { proof, about } = await challenged()
  expect(proof).toBe(proofOf(controlSecret, 'node', about))
  expect(proof).not.toBe(proofOf(controlSecret, 'node', { ...about, controlUrl: 'http://127.0.0.1:1' }))
})

test.each<[string, (given: Awaited<ReturnType<typeof challenged>>) => unknown]>([
  ['of another secret', ({ about }) => proofOf('another secret', 'server', about)],
  [
    'for another address',
    ({ about }) => proofOf(controlSecret, 'server', { ...about, controlUrl: 'http://127.0.0.1:1' }),
  ],
  [
    'over another nonce',
    ({ about }) => proofOf(controlSecret, 'server', { ...about, nodeNonce: serverNonce }),
  ],
  ['that is the node’s own', ({ proof }) => proof],
  ['that is not text', ({ answer }) => [answer]],
])('a proof %s is refused', async (_, wrong) => {
  const attempt = await challenged()
  attempt.socket.auth = withProof(wrong(attempt), attempt.about)
  attempt.socket.connect()
  const [error] = await once(attempt.socket as never, 'connect_error')
  expect(error.message).toContain('the control secret is wrong')
  expect(attempt.socket.connected).toBe(false)
})

test('a proof without a challenge is refused, and so is a used one', async () => {
  const { socket, answer, about } = await challenged()
  const used = withProof(answer, about)
  socket.auth = used
  socket.connect()
  await once(socket as never, 'connect')
  for (const auth of [used, withProof(answer, { nodeNonce: serverNonce }), { secret: controlSecret }, {}]) {
    const [error] = await once(openSocket(auth) as never, 'connect_error')
    expect(error.message).toContain('the control secret is wrong')
  }
})

test.each([
  ['nothing.such'],
  ['constructor'],
  ['__proto__'],
  ['toString'],
  [null],
  [{ toString: 'peer.attach' }],
])('a command that does not exist is refused: %p', async (name) => {
  const socket = await connect()
  expect(await refusal(socket, name, {})).toBe('not_found')
})

test.each<[SfuCommandName, unknown]>([
  ['peer.attach', undefined],
  ['peer.attach', {}],
  ['peer.attach', { peerId: '../../etc' }],
  ['peer.attach', { peerId: 'peer', more: true }],
  [
    'peer.open',
    { stageId: 's', peerId: 'p', personId: 'p', role: 'king', rtpCapabilities: capabilities, consume: [] },
  ],
  ['peer.consume', { peerId: 'p', producerIds: Array(mediaMax + 1).fill('x') }],
  ['stage.setOnStage', { stageId: 's', peerIds: [], version: -1 }],
  ['node.capabilities', { please: true }],
])('a malformed %s is refused as invalid: %p', async (name, request) => {
  expect(await refusal(await connect(), name, request)).toBe('invalid_request')
})

/** A valid request for each command. */
const requests: { [Name in SfuCommandName]: SfuRequest<Name> } = {
  'peer.open': {
    stageId: 'stage',
    peerId: 'peer',
    personId: 'person',
    role: 'presenter',
    rtpCapabilities: { codecs: [{ kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 }] },
    consume: [],
  },
  'peer.begin': { peerId: 'peer', consume: [] },
  'peer.attach': { peerId: 'peer' },
  'peer.detach': { peerId: 'peer' },
  'peer.close': { peerId: 'peer' },
  'peer.connect': {
    peerId: 'peer',
    direction: 'send',
    dtlsParameters: {
      role: 'client',
      fingerprints: [{ algorithm: 'sha-256', value: Array(32).fill('00').join(':') }],
    },
  },
  'peer.restartIce': { peerId: 'peer', direction: 'receive' },
  'peer.produce': {
    peerId: 'peer',
    kind: 'audio',
    source: 'microphone',
    rtpParameters: {
      codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
      headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: 1 }],
      encodings: [{ ssrc: 1 }],
      rtcp: { cname: 'peer' },
    },
  },
  'peer.setProducer': { peerId: 'peer', producerId: 'none', paused: true },
  'peer.closeProducer': { peerId: 'peer', producerId: 'none' },
  'peer.ingest': { stageId: 'stage', peerId: 'peer', personId: 'person', audio: true, video: false },
  'peer.consume': { peerId: 'peer', producerIds: ['none'] },
  'peer.setConsumer': { peerId: 'peer', consumerId: 'none', spatialLayer: 1 },
  'stage.setOnStage': { stageId: 'stage', peerIds: ['peer'], version: 1 },
  'stage.close': { stageId: 'stage' },
  'node.capabilities': {},
}
type Place = string[]
const placesIn = (value: unknown): Place[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [
        [key],
        ...placesIn(inner).map((place) => [key, ...place]),
      ])
    : []
function withOther(request: object, place: Place, other: unknown): object {
  const changed = structuredClone(request) as Record<string, unknown>
  let inner = changed
  for (const key of place.slice(0, -1)) inner = inner[key] as Record<string, unknown>
  inner[place.at(-1)!] = other
  return changed
}
const changedRequests = fc
  .constantFrom(...(Object.keys(requests) as SfuCommandName[]))
  .chain((name) =>
    fc.tuple(
      fc.constant(name),
      fc.constantFrom(...placesIn(requests[name]), ['more']),
      fc.oneof(fc.jsonValue(), fc.integer(), fc.constant(undefined)),
    ),
  )

test('no request, whatever its content, makes the node fail internally', async () => {
  const socket = await connect()
  await fc.assert(
    fc.asyncProperty(changedRequests, async ([name, place, other]) => {
      await ask(socket, 'peer.open', requests['peer.open'])
      expect(await refusal(socket, name, withOther(requests[name], place, other))).not.toBe('internal')
    }),
    { numRuns: 300 },
  )
  await ask(socket, 'stage.close', { stageId: 'stage' })
})

test('media in a format that no router relays is refused as such, and nonsense as invalid', async () => {
  const socket = await connect()
  await ask(socket, 'peer.open', { ...requests['peer.open'], peerId: 'speaker' })
  const produce = (rtpParameters: object) =>
    refusal(socket, 'peer.produce', { peerId: 'speaker', kind: 'video', source: 'camera', rtpParameters })
  const encodings = [{ ssrc: 1 }]
  const codec = { payloadType: 96, clockRate: 90_000 }
  expect(await produce({ codecs: [{ mimeType: 'video/AV1', ...codec }], encodings })).toBe(
    'codec_unsupported',
  )
  expect(await produce({ codecs: [{ mimeType: 'video/VP8' }], encodings })).toBe('invalid_request')
  expect(await produce({ codecs: [{ mimeType: 'video/VP8', ...codec }], encodings: [] })).toBe(
    'invalid_request',
  )
  expect(
    await refusal(socket, 'peer.connect', {
      peerId: 'speaker',
      direction: 'send',
      dtlsParameters: { fingerprints: [{ algorithm: 'rot-13', value: 'AA' }] },
    }),
  ).toBe('invalid_request')
  await ask(socket, 'stage.close', { stageId: 'stage' })
})

test('a message that is too large ends its own connection and no other', async () => {
  const [greedy, other] = [await connect(), await connect()]
  const ended = once(greedy as never, 'disconnect')
  greedy.emit('command', 'peer.attach', { peerId: 'x'.repeat(300_000) }, () => undefined)
  await ended
  expect(await refusal(other, 'peer.attach', { peerId: 'x' })).toBe('peer_gone')
})

test('peers of a server that goes away get their grace time, and another server may take them over', async () => {
  const [going, staying] = [await connect(), await connect()]
  await openViewer(going, 'taken')
  await openViewer(going, 'lost')
  const closed = new Promise((resolve) => {
    staying.on('peer.closed', (event) => event.peerId === 'lost' && resolve(event))
  })
  await ask(staying, 'peer.attach', { peerId: 'taken' })
  going.disconnect()
  expect(await closed).toMatchObject({ stageId: 'stage', role: 'viewer', reason: 'grace_over' })
  expect(await refusal(staying, 'peer.attach', { peerId: 'lost' })).toBe('peer_gone')
  expect(await refusal(staying, 'peer.attach', { peerId: 'taken' })).toBeUndefined()
  await ask(staying, 'peer.close', { peerId: 'taken' })
})

test('a server gets reports on its own peers only', async () => {
  const [mine, other] = [await connect(), await connect()]
  await openViewer(other, 'theirs')
  await openViewer(mine, 'ours')
  const reports: unknown[] = []
  other.on('peer.closed', ({ peerId }) => reports.push(peerId))
  const closed = heard(mine, 'peer.closed')
  await ask(other, 'peer.close', { peerId: 'ours' })
  expect(await closed).toMatchObject({ peerId: 'ours', reason: 'left' })
  await ask(other, 'peer.close', { peerId: 'theirs' })
  expect(reports).toEqual(['theirs'])
})

test('one server learns every few seconds whom media reached', async () => {
  const [mine, other] = [await connect(), await connect()]
  await openViewer(other, 'viewer')
  const reports: unknown[] = []
  for (const socket of [mine, other]) socket.on('stage.delivery', (event) => reports.push(event))
  const first = await Promise.race([heard(mine, 'stage.delivery'), heard(other, 'stage.delivery')])
  expect(first).toMatchObject({ stageId: 'stage', nodeId: sfu.nodeId, onAir: false, personIds: [] })
  expect(first.intervalMs).toBeGreaterThan(0)
  // Everything sent before has arrived when this is answered.
  for (const socket of [mine, other]) await ask(socket, 'node.capabilities', {})
  expect(reports).toEqual([first])
  await ask(other, 'peer.close', { peerId: 'viewer' })
})

test('it reports that it is healthy, and how much it carries', async () => {
  const socket = await connect()
  await openViewer(socket, 'viewer')
  const read = (path: string) => fetch(`${sfu.controlUrl}${path}`)
  expect((await read('/healthz')).status).toBe(200)
  const metrics = await (await read('/metrics')).text()
  expect(metrics).toMatch(/^lectern_sfu_viewers 1$/m)
  expect(metrics).toMatch(/^lectern_sfu_reached 0$/m)
  expect(metrics).toMatch(/^lectern_sfu_workers 1$/m)
  expect((await read('/')).status).toBe(404)
  await ask(socket, 'peer.close', { peerId: 'viewer' })
})

test('it reports that it is unhealthy while its only worker is stopped', async () => {
  const [pid] = sfu.workerPids()
  process.kill(pid!, 'SIGSTOP')
  let status = 200
  while (status === 200) status = (await fetch(`${sfu.controlUrl}/healthz`)).status
  expect(status).toBe(503)
  while (status === 503) status = (await fetch(`${sfu.controlUrl}/healthz`)).status
  expect(sfu.workerPids()).not.toContain(pid)
})

test('it announces itself repeatedly, each time for a few seconds', async () => {
  const first = await nextAnnouncement(redis.url, sfu.nodeId)
  expect(first.node).toMatchObject({ nodeId: sfu.nodeId, controlUrl: sfu.controlUrl, workers: 1 })
  expect(first.livesMs).toBeGreaterThan(nodeExpiryMs - 1000)
  expect(first.livesMs).toBeLessThanOrEqual(nodeExpiryMs)
  expect(first.expiresAt).toBeGreaterThan(Date.now())
  expect((await nextAnnouncement(redis.url, sfu.nodeId)).expiresAt).toBeGreaterThan(first.expiresAt)
})

test('a node that closes is gone from Redis, and servers can still see that it was there', async () => {
  const short = await start(redis.url)
  const store = new Redis(redis.url.replace('unix://', ''))
  leftovers.push(() => store.disconnect())
  expect(await store.exists(keys.node(short.nodeId))).toBe(1)
  await short.close()
  expect(await store.exists(keys.node(short.nodeId))).toBe(0)
  expect(await store.zscore(keys.nodes(), short.nodeId)).toBe('0')
  await expect(fetch(`${short.controlUrl}/healthz`)).rejects.toThrow()
})

test('a node starting while Redis does not answer waits for it', async () => {
  const admin = new Redis(redis.url.replace('unix://', ''))
  leftovers.push(() => admin.disconnect())
  await admin.client('PAUSE', 1500, 'ALL')
  const logged = new EventEmitter()
  const waiting = once(logged, 'redis does not answer yet; waiting for it')
  const starting = start(
    redis.url,
    pino({ level: 'warn' }, { write: (line) => logged.emit(JSON.parse(line).msg) }),
  )
  await waiting
  const late = await starting
  expect((await nextAnnouncement(redis.url, late.nodeId)).node.nodeId).toBe(late.nodeId)
  await late.close()
})

test('media continues while Redis is away, and the node announces itself again afterwards', async () => {
  const socket = await connect()
  const { video } = await ask(socket, 'peer.ingest', {
    stageId: 'stage',
    peerId: 'talk',
    personId: 'talk',
    audio: false,
    video: true,
  })
  const { producerId } = video!
  leftovers.push(playInto(video!))
  await ask(socket, 'stage.setOnStage', { stageId: 'stage', peerIds: ['talk'], version: 1 })
  const { rtpCapabilities } = await ask(socket, 'node.capabilities', {})
  const { receive, consumers } = await ask(socket, 'peer.open', {
    stageId: 'stage',
    peerId: 'viewer',
    personId: 'viewer',
    role: 'viewer',
    rtpCapabilities,
    consume: [producerId],
  })
  const viewer = await watch(receive, consumers, (dtlsParameters) =>
    ask(socket, 'peer.connect', { peerId: 'viewer', direction: 'receive', dtlsParameters }),
  )
  leftovers.push(viewer.close)
  await viewer.receives(producerId, 5)

  await redis.kill()
  await viewer.receives(producerId, 20)
  expect(await refusal(socket, 'peer.restartIce', { peerId: 'viewer', direction: 'receive' })).toBeUndefined()
  const back = Date.now()
  await redis.start()
  expect((await nextAnnouncement(redis.url, sfu.nodeId)).expiresAt).toBeGreaterThan(
    back + nodeExpiryMs - 2000,
  )
  await viewer.receives(producerId, 5)
})
