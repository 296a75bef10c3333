// The cost of a change to a session's question queue, and how long it takes to reach every listener: the
// product against bare Socket.IO that sends as many messages of the same sizes to as many listeners.
//
// Both always have all their listeners and take turns; the floor repeats what the product just sent.
import { setTimeout as wait } from 'node:timers/promises'
import { startProduct } from '../../e2e/product.ts'
import { startRedis } from '../../scripts/testing/redis.ts'
import type { Bench, BenchOptions, Figures } from './bench.ts'
import { sharedClock } from './crowd/clock.ts'
import { behindProxy, signInPeople } from './crowd/people.ts'
import type { Broadcaster } from './floor/broadcaster.ts'
import { type Helper, startHelper } from './helper.ts'
import { processorSeconds } from './processor.ts'
import { type Change, reachedAll, timesToLast } from './queue/change.ts'
import type { Listeners, SideName } from './queue/listeners.ts'
import { figuresOf, growthOf, type Load, noLoad, type QueueFigures } from './queue/load.ts'
import { changesPerSecond, mostChanges } from './queue/plan.ts'
import { openQueue, type QuestionQueue, sessionId } from './queue/questionQueue.ts'
import { merged, type Receipt } from './queue/receipts.ts'
import { ratiosOf } from './statistics.ts'

/** A process can open 20,000 files, and each generator holds its share of both sides' listeners. */
const generators = 2
/** One person may follow 60 sessions in 10 s, so each has at most this many sockets. */
const socketsEach = 50
/** Messages in transit have this long (ms) to arrive, and this long before the bench fails. */
const arriveMs = 1000
const lateMs = 15_000
const sideNames = ['product', 'floor'] as const

interface Plan {
  steps: number[]
  rounds: number
  seconds: number
  warmUpSeconds: number
}
const quickPlan: Plan = { steps: [100, 1000], rounds: 1, seconds: 4, warmUpSeconds: 1 }
const fullPlan: Plan = { steps: [100, 1000, 10_000], rounds: 2, seconds: 8, warmUpSeconds: 2 }

interface Fanout {
  queue: QuestionQueue
  addresses: Record<SideName, string>
  pids: Record<SideName, number>
  broadcaster: Helper<Broadcaster>
  listeners: Helper<Listeners>[]
  cookies: string[]
}

async function startFanout({ scope, say }: BenchOptions, plan: Plan): Promise<Fanout> {
  say('starting Redis, the product, bare Socket.IO and the listeners')
  const redis = await scope.use(startRedis, (running) => running.close())
  const product = await scope.use(
    () => startProduct({ env: { ...behindProxy, REDIS_URL: redis.url } }),
    (running) => running.close(),
  )
  const broadcaster = await startHelper<Broadcaster>(scope, './floor/broadcaster.ts')
  const listeners: Helper<Listeners>[] = []
  for (let started = 0; started < generators; started++)
    listeners.push(await startHelper<Listeners>(scope, './queue/listeners.ts'))

  say('signing people in and asking questions')
  const changes = changesPerSecond * plan.steps.length * (plan.warmUpSeconds + plan.rounds * plan.seconds)
  if (changes > mostChanges) throw new Error(`${changes} changes are planned, there are ${mostChanges}`)
  return {
    queue: await openQueue(product, changes),
    addresses: { product: product.addresses[0]!, floor: await broadcaster.ask('listen', redis.url) },
    pids: { product: product.pid('server0'), floor: broadcaster.pid },
    broadcaster,
    listeners,
    cookies: await signInPeople(product, 'listener', Math.ceil(plan.steps.at(-1)! / socketsEach)),
  }
}

/** Adds as many to both sides, spread evenly over all generators. */
async function addListeners({ listeners, addresses, cookies }: Fanout, count: number): Promise<void> {
  for (const side of sideNames)
    await Promise.all(
      listeners.map((generator, index) =>
        generator.ask('join', {
          side,
          address: addresses[side],
          count: count / generators,
          cookies: cookies.filter((_, place) => place % generators === index),
          sessionId: side === 'product' ? sessionId : undefined,
        }),
      ),
    )
}

async function changeQueue(queue: QuestionQueue, seconds: number): Promise<Change[]> {
  const startedAt = sharedClock()
  const changes: Promise<Change>[] = []
  for (let made = 0; made < seconds * changesPerSecond; made++) {
    await wait(Math.max(0, startedAt + (1000 * made) / changesPerSecond - sharedClock()))
    const change = queue.change()
    // A failure is thrown below, once all changes are made.
    change.catch(() => undefined)
    changes.push(change)
  }
  return Promise.all(changes)
}

/** What all listeners received, once every one has everything. */
async function receiptsOf(
  { listeners }: Fanout,
  side: SideName,
  changes: readonly Change[],
  count: number,
): Promise<Receipt[]> {
  await wait(arriveMs)
  for (const failsAt = sharedClock() + lateMs; ; await wait(100)) {
    const receipts = merged(await Promise.all(listeners.map((generator) => generator.ask('received', side))))
    if (reachedAll(changes, receipts, count)) return receipts
    if (sharedClock() > failsAt) throw new Error(`${side}: not every listener got every message`)
  }
}

/** Makes changes on one side, adds their cost to its load, and returns what was received. */
async function play(
  fanout: Fanout,
  side: SideName,
  count: number,
  make: () => Promise<Change[]>,
  load: Load,
): Promise<Receipt[]> {
  const { listeners, pids } = fanout
  await Promise.all(listeners.map((generator) => generator.ask('forget', side)))
  const read = () => ({
    server: processorSeconds(pids[side]),
    generator: listeners.reduce((sum, { pid }) => sum + processorSeconds(pid), 0),
  })
  const before = read()
  const startedAt = sharedClock()
  const changes = await make()
  const receipts = await receiptsOf(fanout, side, changes, count)
  const after = read()
  for (const key of ['server', 'generator'] as const) load[key] += after[key] - before[key]
  // Up to the last listener's last message: after that there is only waiting.
  load.seconds += (Math.max(...receipts.map(({ lastAt }) => lastAt)) - startedAt) / 1000
  load.messages += receipts.length
  load.deliveries += receipts.length * count
  load.bytes += receipts.reduce((sum, { bytes }) => sum + bytes, 0) * count
  load.times.push(...timesToLast(changes, receipts))
  return receipts
}

/** The product with `listeners` for `seconds`, then the floor with the same messages. */
async function playBoth(
  fanout: Fanout,
  count: number,
  seconds: number,
  loads: Record<SideName, Load>,
): Promise<void> {
  const { queue, broadcaster } = fanout
  const receipts = await play(fanout, 'product', count, () => changeQueue(queue, seconds), loads.product)
  const messages = receipts.map(({ firstAt, bytes }) => ({ afterMs: firstAt - receipts[0]!.firstAt, bytes }))
  await play(fanout, 'floor', count, () => broadcaster.ask('broadcast', messages), loads.floor)
}

async function measure(
  fanout: Fanout,
  count: number,
  { rounds, seconds, warmUpSeconds }: Plan,
): Promise<Record<SideName, QueueFigures>> {
  await playBoth(fanout, count, warmUpSeconds, { product: noLoad(), floor: noLoad() })
  const loads = { product: noLoad(), floor: noLoad() }
  for (let round = 0; round < rounds; round++) await playBoth(fanout, count, seconds, loads)
  return { product: figuresOf(loads.product, count), floor: figuresOf(loads.floor, count) }
}

/** The last step's figures under their names, and each step's main figures with its listeners in the name. */
function allSteps(steps: { listeners: number; figures: QueueFigures }[]): Figures {
  const growth = growthOf(steps.map(({ listeners, figures: { serverCpu } }) => ({ listeners, serverCpu })))
  const named = steps.flatMap(({ listeners, figures: { cpuPerMessage, cpuPerListener, p99Ms } }) => [
    [`cpuPerMessageAt${listeners}`, cpuPerMessage] as const,
    [`cpuPerListenerAt${listeners}`, cpuPerListener] as const,
    [`p99MsAt${listeners}`, p99Ms] as const,
  ])
  const { listeners, figures } = steps.at(-1)!
  return { ...figures, listeners, growth, ...Object.fromEntries(named) }
}

export const questionFanout: Bench = {
  what: 'processor time and delay of a change of the question queue, for all its listeners',
  deadlineMinutes: 10,
  async run(options) {
    const plan = options.quick ? quickPlan : fullPlan
    const fanout = await startFanout(options, plan)
    const steps: Record<SideName, { listeners: number; figures: QueueFigures }[]> = { product: [], floor: [] }
    let listening = 0
    for (const listeners of plan.steps) {
      await addListeners(fanout, listeners - listening)
      listening = listeners
      const measured = await measure(fanout, listeners, plan)
      for (const side of sideNames) {
        const figures = measured[side]
        steps[side].push({ listeners, figures })
        options.say(
          `${listeners} listeners, ${side}: ${figures.cpuPerMessage.toFixed(1)} µs a message, p99 ` +
            `${figures.p99Ms.toFixed(0)} ms, ${figures.deliveriesPerSecond.toFixed(0)} deliveries/s; core: ` +
            `server ${figures.serverCpu.toFixed(0)}%, listeners ${figures.generatorCpu.toFixed(0)}%`,
        )
      }
    }
    const [product, floor] = [steps.product, steps.floor]
    const ratios = ratiosOf(
      ['cpuPerMessage', 'p99Ms', 'bytesPerListener'],
      product.at(-1)!.figures,
      floor.at(-1)!.figures,
    )
    return { metrics: allSteps(product), floor: allSteps(floor), ratios }
  },
}
