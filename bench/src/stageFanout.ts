// How many viewers one worker core serves, and what a viewer costs: the product's media node against bare mediasoup.
//
// Both have all their viewers all the time, and the stream plays into one of them at a time: so nothing but the stream
// changes between two windows, and every packet that was sent can be counted at every viewer.
import { setTimeout as wait } from 'node:timers/promises'
import type { RtpCapabilities } from '@lectern/shared/media'
import { offerFor } from '../../scripts/worker/offer.mjs'
import type { Bench } from './bench.ts'
import { startFloorSide } from './fanout/floorSide.ts'
import { startProductSide } from './fanout/productSide.ts'
import type { Side } from './fanout/side.ts'
import { VideoSource } from './fanout/videoSource.ts'
import type { SideName, Viewers } from './fanout/viewers.ts'
import { type Helper, startHelper } from './helper.ts'
import { processorSeconds } from './processor.ts'
import { ratiosOf } from './statistics.ts'

/** Less than this share of the packets is not full delivery. */
const fullDelivery = 0.999
/** What is on its way when a window ends has this long (ms) to arrive. */
const arriveMs = 500
const sideNames = ['product', 'floor'] as const

interface Load {
  seconds: number
  expected: number
  received: number
  /** Seconds of a core. */
  worker: number
  node: number
  generator: number
}
const noLoad = (): Load => ({ seconds: 0, expected: 0, received: 0, worker: 0, node: 0, generator: 0 })

async function addViewers(
  count: number,
  name: SideName,
  side: Side,
  capabilities: RtpCapabilities,
  viewers: Helper<Viewers>,
): Promise<void> {
  for (let added = 0; added < count; added++) {
    const { transport, consumer, connect } = await side.openViewer(capabilities)
    const { payloadType } = consumer.rtpParameters.codecs[0]!
    await connect(await viewers.ask('add', { side: name, offer: offerFor(transport, consumer), payloadType }))
  }
  await viewers.ask('allConnected')
}

/** The figures of one side at one number of viewers. */
function figures({ seconds, expected, received, worker, node, generator }: Load, viewers: number) {
  const percentOfCore = (used: number) => (100 * used) / seconds
  return {
    // At the worker's share of a core that was measured: a core has room for so many like these.
    viewersPerCore: viewers / (worker / seconds),
    cpuPerViewer: percentOfCore(worker + node) / viewers,
    deliveredShare: received / expected,
    workerCpu: percentOfCore(worker),
    nodeCpu: percentOfCore(node),
    generatorCpu: percentOfCore(generator),
  }
}

export const stageFanout: Bench = {
  what: 'viewers that a worker core serves, and the processor time that one costs',
  deadlineMinutes: 10,
  async run({ quick, scope, say }) {
    const steps = quick ? [20, 40] : [100, 200, 300, 400, 500]
    const windows = quick ? 1 : 3
    const windowSeconds = quick ? 2 : 5

    say('starting the media node, bare mediasoup and the viewers')
    const product = await startProductSide(scope)
    const sides: Record<SideName, Side> = { product, floor: await startFloorSide(scope) }
    const viewers = await startHelper<Viewers>(scope, './fanout/viewers.ts')
    const sources: Partial<Record<SideName, VideoSource>> = {}
    for (const name of sideNames)
      sources[name] = await scope.use(
        () => new VideoSource(sides[name].target),
        (source) => source.close(),
      )

    async function play(name: SideName, count: number, seconds: number, load: Load): Promise<void> {
      const { pids } = sides[name]
      const read = async () => ({
        received: (await viewers.ask('received'))[name],
        worker: processorSeconds(pids.worker),
        node: processorSeconds(pids.node),
        generator: processorSeconds(viewers.pid),
      })
      const before = await read()
      load.expected += (await sources[name]!.send(seconds)) * count
      await wait(arriveMs)
      const after = await read()
      load.seconds += seconds
      for (const key of ['received', 'worker', 'node', 'generator'] as const)
        load[key] += after[key] - before[key]
    }

    let best: Record<SideName, ReturnType<typeof figures>> | undefined
    let served = 0
    for (const [index, count] of steps.entries()) {
      for (const name of sideNames)
        await addViewers(count - (steps[index - 1] ?? 0), name, sides[name], product.rtpCapabilities, viewers)
      for (const name of sideNames) await play(name, count, 1, noLoad())
      const loads = { product: noLoad(), floor: noLoad() }
      for (let window = 0; window < windows; window++)
        for (const name of [...sideNames, ...sideNames.toReversed()])
          await play(name, count, windowSeconds, loads[name])
      const measured = { product: figures(loads.product, count), floor: figures(loads.floor, count) }
      for (const name of sideNames) {
        const { deliveredShare, workerCpu, nodeCpu, generatorCpu } = measured[name]
        say(
          `${count} viewers, ${name}: ${(100 * deliveredShare).toFixed(2)}% delivered; of a core: ` +
            `worker ${workerCpu.toFixed(1)}%, node ${nodeCpu.toFixed(2)}%, generator ${generatorCpu.toFixed(0)}%`,
        )
      }
      if (sideNames.some((name) => measured[name].deliveredShare < fullDelivery)) break
      best = measured
      served = count
    }
    if (!best) throw new Error(`not even ${steps[0]} viewers got everything: is the machine busy?`)
    return {
      metrics: { ...best.product, viewers: served },
      floor: { ...best.floor, viewers: served },
      ratios: ratiosOf(['viewersPerCore', 'cpuPerViewer'], best.product, best.floor),
    }
  },
}
