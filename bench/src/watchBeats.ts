// The cost of watched time: ten thousand viewers of one session beat like pages, and a media node reports
// what reached them. The server's processor time is measured with and without beats; the floor sets one bit
// in Redis per beat and nothing else.
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { slotMs } from '@lectern/shared/attendance'
import { type Product, startProduct } from '../../e2e/product.ts'
import { startRedis } from '../../scripts/testing/redis.ts'
import type { Bench, BenchOptions, Figures } from './bench.ts'
import { CrowdSocket } from './crowd/crowdSocket.ts'
import { behindProxy, signInFrom, signInPeople } from './crowd/people.ts'
import type { BareRedis } from './floor/bareRedis.ts'
import { type Helper, startHelper } from './helper.ts'
import { processorSeconds } from './processor.ts'
import type { MediaNode } from './watch/mediaNode.ts'
import { bytesOfOneHour } from './watch/oneHour.ts'
import type { Watchers } from './watch/watchers.ts'

const sessionId = 'heart-failure'
const group = 'watcher'
/** Whole slots, as many with beats as without. */
const fullSlots = 4
const quickSlots = 1

interface Hall {
  product: Product
  redisUrl: string
  node: Helper<MediaNode>
  watchers: Helper<Watchers>
  floor: Helper<BareRedis>
}

async function startHall({ scope, say }: BenchOptions, people: number): Promise<Hall> {
  say('starting Redis, one server, and a media node without media')
  const redis = await scope.use(startRedis, (running) => running.close())
  const node = await startHelper<MediaNode>(scope, './watch/mediaNode.ts')
  const secret = randomBytes(24).toString('hex')
  await node.ask('listen', { redisUrl: redis.url, secret })
  const product = await scope.use(
    () =>
      startProduct({
        mediaNode: false,
        env: { ...behindProxy, REDIS_URL: redis.url, SFU_CONTROL_SECRET: secret },
      }),
    (running) => running.close(),
  )
  const watchers = await startHelper<Watchers>(scope, './watch/watchers.ts')
  const floor = await startHelper<BareRedis>(scope, './floor/bareRedis.ts')
  await floor.ask('connect', redis.url)

  say(`signing ${people} people in`)
  const cookies = await signInPeople(product, group, people)
  const moderator = await CrowdSocket.open(
    product.addresses[0]!,
    await signInFrom('192.0.2.1', await product.linkOf({ sessionId, as: 'moderator' })),
  )
  await moderator.send('program.start', { sessionId })
  say('they acknowledge the disclosures and join the stage')
  await watchers.ask('open', { address: product.addresses[0]!, cookies, sessionId })
  return { product, redisUrl: redis.url, node, watchers, floor }
}

interface Load {
  seconds: number
  /** Seconds of a core. */
  server: number
  redisCommands: number
  beats: number
  told: number
}

const noLoad = (): Load => ({ seconds: 0, server: 0, redisCommands: 0, beats: 0, told: 0 })
function addTo(sum: Load, load: Load): void {
  for (const key of Object.keys(sum) as (keyof Load)[]) sum[key] += load[key]
}

/** The cost of this many slots in the current state. */
async function measure({ product, watchers, floor }: Hall, slots: number): Promise<Load> {
  const read = async () => {
    const { sent, told } = await watchers.ask('counts')
    const { commands } = await floor.ask('redisFigures')
    return { at: Date.now(), server: processorSeconds(product.pid('server0')), commands, sent, told }
  }
  const before = await read()
  await wait(slots * slotMs)
  const after = await read()
  return {
    seconds: (after.at - before.at) / 1000,
    server: after.server - before.server,
    redisCommands: after.commands - before.commands,
    beats: after.sent - before.sent,
    told: after.told - before.told,
  }
}

const shareOf = ({ server, seconds }: Load): number => server / seconds

/** Processor time and Redis commands for as many beats by bare SETBIT. */
async function measureFloor({ floor }: Hall, viewers: number, times: number) {
  await floor.ask('beats', { viewers, times: 1 })
  const before = { cpu: processorSeconds(floor.pid), ...(await floor.ask('redisFigures')) }
  await floor.ask('beats', { viewers, times })
  const after = { cpu: processorSeconds(floor.pid), ...(await floor.ask('redisFigures')) }
  const beats = viewers * times
  return {
    operationsPerBeat: (after.commands - before.commands) / beats,
    cpuPerBeat: (1e6 * (after.cpu - before.cpu)) / beats,
  }
}

export const watchBeats: Bench = {
  what: 'processor time, Redis operations and memory of the watched time of 10,000 viewers',
  deadlineMinutes: 12,
  async run(options) {
    const { quick, say } = options
    const people = quick ? 1000 : 10_000
    const slots = quick ? quickSlots : fullSlots
    const hall = await startHall(options, people)
    const { node, watchers, floor } = hall

    // First let the joins settle. Then both take turns, so that background work falls on either.
    await wait((quick ? 1 : 3) * slotMs)
    const [idle, busy] = [noLoad(), noLoad()]
    for (let round = 0; round < (quick ? 1 : 3); round++) {
      say('nobody beats, for comparison')
      addTo(idle, await measure(hall, slots))
      say('everybody beats')
      await node.ask('report', true)
      await watchers.ask('beat', true)
      await wait(2 * slotMs)
      addTo(busy, await measure(hall, slots))
      await watchers.ask('beat', false)
      await node.ask('report', false)
      await wait(2 * slotMs)
    }
    // One slot's counts may have been sent just before or after.
    if (busy.told < 0.75 * people * (busy.seconds / (slotMs / 1000)))
      throw new Error(`only ${busy.told} counts were told to ${people} people`)

    const beatShare = shareOf(busy) - shareOf(idle)
    const product = {
      operationsPerBeat:
        (busy.redisCommands - (idle.redisCommands * busy.seconds) / idle.seconds) / busy.beats,
      cpuPerBeat: (1e6 * beatShare * busy.seconds) / busy.beats,
    }
    const bare = await measureFloor(hall, people, slots)
    const scale = 10_000 / people
    const metrics: Figures = {
      ...product,
      coreShareAt10000: beatShare * scale,
      idleShare: shareOf(idle),
      beatsPerSecond: busy.beats / busy.seconds,
      countsToldPerSecond: busy.told / busy.seconds,
      bytesPerViewer: await bytesOfOneHour(hall.redisUrl, floor, sessionId, group, people),
      people,
    }
    say(`${(100 * metrics.coreShareAt10000!).toFixed(1)}% of a core for 10,000 viewers`)
    return {
      metrics,
      floor: bare,
      ratios: {
        operationsPerBeat: product.operationsPerBeat / bare.operationsPerBeat,
        cpuPerBeat: product.cpuPerBeat / bare.cpuPerBeat,
      },
    }
  },
}
