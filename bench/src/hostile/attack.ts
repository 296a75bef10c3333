// An attack on the whole product and its processes: what was sent, and how they survived it.
import { mkdtempSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { randomOf } from '@lectern/shared/exampleOf'
import { keys } from '@lectern/shared/keys'
import { Redis } from 'ioredis'
import { startProduct } from '../../../e2e/product.ts'
import { startRedis } from '../../../scripts/testing/redis.ts'
import { CrowdSocket } from '../crowd/crowdSocket.ts'
import { behindProxy, personIdOf, signInFrom, signInPeople } from '../crowd/people.ts'
import type { Scope } from '../scope.ts'
import { createDistinct } from './inputs.ts'
import { bodies, frames, media, polling, realMedia, uploads, type Ways } from './shares.ts'
import type { Tally } from './tally.ts'

interface Probed {
  longestMs: number
  heapBytes: number
}
const shares = { frames, polling, bodies, media, uploads }
type ShareName = keyof typeof shares
interface Attacked {
  shares: Record<ShareName, Tally>
  crashes: number
  poisonedWorkers: number
  /** Of the server's main thread, in ms of its own CPU time. */
  worstCpuMs: number
  heap: { before: number; after: number }
  redis: { before: number; after: number }
}

const stages = ['heart-failure', 'ecg-rounds']
const stageId = 'attacked'

async function startAttack(scope: Scope, people: number, seed: number) {
  const probes = mkdtempSync(join(tmpdir(), 'lectern-probes-'))
  await scope.use(
    () => probes,
    (folder) => rmSync(folder, { recursive: true, force: true }),
  )
  const redis = await scope.use(startRedis, (running) => running.close())
  const product = await scope.use(
    () =>
      startProduct({
        env: {
          ...behindProxy,
          REDIS_URL: redis.url,
          SFU_WORKERS: '2',
          SFU_PEER_GRACE_MS: '500',
          HOSTILE_PROBES: probes,
          NODE_OPTIONS: `--import=${fileURLToPath(new URL('./probe.mjs', import.meta.url))}`,
        },
      }),
    (running) => running.close(),
  )
  const address = product.addresses[0]!
  const roles = ['clinician', 'organiser'] as const
  const crowd = await signInPeople(product, 'hostile', people, [...roles])
  const faculty = [
    await signInFrom('192.0.2.1', await product.linkOf({ personId: 'okafor' })),
    await signInFrom('192.0.2.2', await product.linkOf({ personId: 'moreau' })),
    await signInFrom('192.0.2.3', await product.linkOf({ personId: 'ellis' })),
  ]
  const speakers = await signInPeople(product, 'speaker', Math.min(50, people), ['speaker'])
  await product.operator('PUT', 'sessions', {
    ...{ id: stageId, title: 'Attacked', summary: '', startsAt: 1, endsAt: 2, moderators: [] },
    speakers: speakers.map((_, index) => {
      const personId = personIdOf('speaker', index)
      return { personId, name: personId, credentials: '', affiliation: '' }
    }),
  })
  const moderator = await CrowdSocket.open(address, faculty[1]!)
  await moderator.send('program.start', { sessionId: stages[0]! })
  const visitor = await CrowdSocket.open(address, crowd[0]!)
  const hall = await visitor.send('booths.enterHall', {})
  const boothId = hall.booths[0]!.id
  const ways: Ways = {
    address,
    // Only speakers' pages may send media.
    cookies: crowd.flatMap((cookie, n) => (n % 5 ? [cookie] : [cookie, faculty[(n / 5) % 3]!])),
    speakers,
    stageId,
    operatorToken: product.operatorToken,
    random: randomOf(seed),
    distinct: createDistinct(),
    known: {
      sessionId: stages[0],
      boothId,
      activityId: 'heart-failure-2026',
      personId: 'okafor',
      peerId: 'none',
    },
  }
  return { probes, redis, product, ways, faculty }
}
type Attack = Awaited<ReturnType<typeof startAttack>>

function probe({ probes, product }: Attack, name: 'server0' | 'sfu'): Promise<Probed> {
  return new Promise((resolve, reject) => {
    const request = get({ socketPath: join(probes, `${product.pid(name)}.sock`), path: '/' }, (response) => {
      let text = ''
      response.on('data', (part) => (text += part))
      response.on('end', () => resolve(JSON.parse(text) as Probed))
    })
    request.on('error', reject)
  })
}

/** Data stored per input: legitimate growth is small beside it, growth by abuse is not. */
const baseBytes = 500
const messagesOfChat = 500
/** Fills Redis with what a conference holds before an attack: earlier visitors' chats, full of messages. */
async function fillBase({ redis, ways }: Attack, inputs: number): Promise<void> {
  const client = new Redis(redis.url, { maxRetriesPerRequest: 1 })
  const message = { staff: null, text: 'Is it given with food? '.repeat(40), at: 1 }
  const each = JSON.stringify(message).length * messagesOfChat
  for (let n = 0; n * each < inputs * baseBytes; n++) {
    const fields = Array.from({ length: messagesOfChat }, (_, seq) => [
      `m ${seq + 1}`,
      JSON.stringify({ seq: seq + 1, messageId: `${n}-${seq}`, ...message }),
    ])
    await client.hset(keys.boothChat(String(ways.known.boothId), `earlier-${n}`), ...fields.flat())
  }
  client.disconnect()
}

async function redisBytes({ redis }: Attack): Promise<number> {
  const client = new Redis(redis.url, { maxRetriesPerRequest: 1 })
  const memory = await client.info('memory')
  client.disconnect()
  return Number(memory.match(/used_memory_dataset:(\d+)/)![1])
}

/** The stages on which a speaker could no longer send: each has its origin on the emptiest worker. */
async function poisoned({ ways, faculty }: Attack, say: (line: string) => void): Promise<number> {
  const socket = await CrowdSocket.open(ways.address, faculty[0]!)
  let failed = 0
  for (const sessionId of [stages[0]!, stages[1]!]) {
    const { rtpCapabilities, rtpParameters, dtlsParameters } = realMedia
    const works = async () => {
      const { peerId } = await socket.send('stage.present', { sessionId, rtpCapabilities })
      await socket.send('stage.connect', { peerId, direction: 'send', dtlsParameters })
      await socket.send('stage.produce', { peerId, kind: 'video', source: 'camera', rtpParameters })
      await socket.send('stage.leave', { peerId })
    }
    await works().catch((error: Error) => {
      failed++
      say(`${sessionId}: ${error.message}`)
    })
  }
  return failed
}

/** The longest time for which a server remembers an address or person for rate limits, in ms. */
const limitsLastMs = 65_000

/** Collects garbage until the heap stops shrinking: connections' memory is released within seconds. */
async function settled(attack: Attack): Promise<number> {
  let least = Infinity
  for (let tries = 0; tries < 10; tries++) {
    const { heapBytes } = await probe(attack, 'server0')
    if (heapBytes > least * 0.995) return Math.min(least, heapBytes)
    least = heapBytes
    await sleep(1000)
  }
  return least
}

export interface AttackOptions {
  scope: Scope
  inputs: number
  people: number
  /** Measures the heap only after all rate limits have expired. */
  outlastLimits?: boolean
  seed?: number
  say?: (line: string) => void
}

export async function attackProduct({
  scope,
  inputs,
  people,
  outlastLimits = false,
  seed = 1,
  say = () => undefined,
}: AttackOptions) {
  const attack = await startAttack(scope, people, seed)
  await fillBase(attack, inputs)
  const each = Math.ceil(inputs / Object.keys(shares).length)
  // Code compiled and caches filled once are not growth.
  for (const share of Object.values(shares)) await share(attack.ways, Math.min(500, Math.ceil(each / 10)))
  const before = { heap: await settled(attack), redis: await redisBytes(attack) }
  const tallies = {} as Record<ShareName, Tally>
  let [worstCpuMs, crashes] = [0, 0]
  for (const [name, share] of Object.entries(shares) as [ShareName, (typeof shares)[ShareName]][]) {
    const from = performance.now()
    tallies[name] = await share(attack.ways, each)
    const seconds = (performance.now() - from) / 1000
    const server = await probe(attack, 'server0').catch(() => undefined)
    const node = await probe(attack, 'sfu').catch(() => undefined)
    crashes += (server ? 0 : 1) + (node ? 0 : 1)
    worstCpuMs = Math.max(worstCpuMs, server?.longestMs ?? 0)
    say(
      `${name}: ${JSON.stringify(tallies[name])} in ${seconds.toFixed(0)} s, longest ${server?.longestMs.toFixed(0)} ms, ${await redisBytes(attack)} bytes in Redis`,
    )
    if (crashes > 0) break
  }
  const alive = crashes === 0
  if (outlastLimits) await sleep(limitsLastMs)
  const attacked: Attacked = {
    shares: tallies,
    crashes,
    poisonedWorkers: alive ? await poisoned(attack, say) : 0,
    worstCpuMs,
    heap: { before: before.heap, after: alive ? await settled(attack) : before.heap },
    redis: { before: before.redis, after: await redisBytes(attack) },
  }
  return attacked
}
