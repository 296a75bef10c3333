// How many viewers one worker core serves, and the cost of a viewer: the product's media node against bare
// mediasoup.
//
// Both always have all their viewers, and the stream plays into one at a time: only the stream changes
// between windows, and every packet sent can be counted at every viewer.
import { setTimeout as wait } from 'node:timers/promises'
import type { RtpCapabilities } from '@lectern/shared/media'
import { offerFor } from '../../scripts/worker/offer.mjs'
import type { Bench, BenchOptions } from './bench.ts'
import { startFloorSide } from './fanout/floorSide.ts'
import { type FanoutFigures, figuresOf, type Load, noLoad } from './fanout/load.ts'
import { startProductSide } from './fanout/productSide.ts'
import type { Side } from './fanout/side.ts'
import { VideoSource } from './fanout/videoSource.ts'
import type { SideName, Viewers } from './fanout/viewers.ts'
import { type Helper, startHelper } from './helper.ts'
import { processorSeconds } from './processor.ts'
import { ratiosOf } from './statistics.ts'

/** Below this share of the packets, delivery is not full. */
const fullDelivery = 0.999
/** A step that falls short is repeated this often: a hiccup of the machine is not a limit of the product. */
const tries = 2
/** Packets in transit at the end of a window have this long (ms) to arrive. */
const arriveMs = 500
const sideNames = ['product', 'floor'] as const

interface Fanout {
  sides: Record<SideName, Side>
  sources: Record<SideName, VideoSource>
  viewers: Helper<Viewers>
  /** What the product sends to pages; viewers of both sides claim it. */
  rtpCapabilities: RtpCapabilities
}

async function startFanout({ scope, say }: BenchOptions): Promise<Fanout> {
  say('starting the media node, bare mediasoup and the viewers')
  const product = await startProductSide(scope)
  const floor = await startFloorSide(scope)
  const viewers = await startHelper<Viewers>(scope, './fanout/viewers.ts')
  const source = ({ target }: Side) =>
    scope.use(
      () => new VideoSource(target),
      (opened) => opened.close(),
    )
  return {
    sides: { product, floor },
    sources: { product: await source(product), floor: await source(floor) },
    viewers,
    rtpCapabilities: product.rtpCapabilities,
  }
}

async function addViewers({ sides, viewers, rtpCapabilities }: Fanout, side: SideName, count: number) {
  for (let added = 0; added < count; added++) {
    const { transport, consumer, connect } = await sides[side].openViewer(rtpCapabilities)
    const { payloadType } = consumer.rtpParameters.codecs[0]!
    await connect(await viewers.ask('add', { side, offer: offerFor(transport, consumer), payloadType }))
  }
  await viewers.ask('allConnected')
}

/** Plays into one side for `seconds`, and adds the outcome to its load. */
async function play(
  { sides, sources, viewers }: Fanout,
  side: SideName,
  count: number,
  seconds: number,
  load: Load,
): Promise<void> {
  const { pids } = sides[side]
  const read = async () => ({
    received: (await viewers.ask('received'))[side],
    worker: processorSeconds(pids.worker),
    node: processorSeconds(pids.node),
    generator: processorSeconds(viewers.pid),
  })
  const before = await read()
  load.expected += (await sources[side].send(seconds)) * count
  await wait(arriveMs)
  const after = await read()
  load.seconds += seconds
  for (const key of ['received', 'worker', 'node', 'generator'] as const)
    load[key] += after[key] - before[key]
}

/** Both sides in turns, each with this many viewers. */
async function measure(
  fanout: Fanout,
  count: number,
  quick: boolean,
): Promise<Record<SideName, FanoutFigures>> {
  const loads = { product: noLoad(), floor: noLoad() }
  for (const side of sideNames) await play(fanout, side, count, 1, noLoad())
  for (let round = 0; round < (quick ? 1 : 2); round++)
    for (const side of [...sideNames, ...sideNames.toReversed()])
      await play(fanout, side, count, quick ? 2 : 5, loads[side])
  return { product: figuresOf(loads.product, count), floor: figuresOf(loads.floor, count) }
}

export const stageFanout: Bench = {
  what: 'viewers that a worker core serves, and the processor time that one costs',
  deadlineMinutes: 10,
  async run(options) {
    const { quick, say } = options
    const fanout = await startFanout(options)
    const steps = quick ? [20, 40] : [100, 200, 300, 400]

    async function step(count: number): Promise<Record<SideName, FanoutFigures> | undefined> {
      for (let attempt = 0; attempt < tries; attempt++) {
        const figures = await measure(fanout, count, quick)
        for (const side of sideNames) {
          const { deliveredShare, workerCpu, nodeCpu, generatorCpu } = figures[side]
          say(
            `${count} viewers, ${side}: ${(100 * deliveredShare).toFixed(2)}% delivered; of a core: worker ` +
              `${workerCpu.toFixed(1)}%, node ${nodeCpu.toFixed(2)}%, viewers ${generatorCpu.toFixed(0)}%`,
          )
        }
        if (sideNames.every((side) => figures[side].deliveredShare >= fullDelivery)) return figures
      }
    }

    let best: Record<SideName, FanoutFigures> | undefined
    for (const [index, count] of steps.entries()) {
      for (const side of sideNames) await addViewers(fanout, side, count - (steps[index - 1] ?? 0))
      const figures = await step(count)
      if (!figures) break
      best = figures
    }
    if (!best) throw new Error(`not even ${steps[0]} viewers got everything: is the machine busy?`)
    return {
      metrics: best.product,
      floor: best.floor,
      ratios: ratiosOf(['viewersPerCore', 'cpuPerViewer'], best.product, best.floor),
    }
  },
}
