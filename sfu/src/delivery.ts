// Delivery measurement: which people media really reached, told for each stage after each interval.
import { setTimeout as wait } from 'node:timers/promises'
import { deliveryEveryMs } from '@lectern/shared/attendance'
import type { SfuReport } from '@lectern/shared/sfuContract'
import type { Producer } from 'mediasoup/types'
import type { Logger } from 'pino'
import type { ProducedMedia, Stage, StagePeer } from './stage.ts'
import { createViewerDelivery, type ViewerDelivery } from './viewerDelivery.ts'

export interface DeliveryOptions {
  nodeId: string
  stages: () => Promise<Stage[]>
  tell: (report: SfuReport<'stage.delivery'>) => void
  /** Nothing has arrived of a producer that is not paused for some intervals, or something has again. */
  tellSilent: (report: SfuReport<'producer.silent'>) => void
  /** In ms, on a clock that never jumps. */
  clock: () => number
  /** The viewers are sampled in small groups over this time (ms), for their media passes through the same workers. */
  spreadMs: number
  log: Logger
}

export interface Delivery {
  /** Samples everything once; while that is under way, there is no second one. */
  sample(): Promise<void>
  /** Samples every `deliveryEveryMs` from now on. */
  start(): void
  close(): void
  /** People whom media reached at the last sample, on all stages. */
  readonly reached: number
}

/** Into how many groups the viewers are parted. */
const groups = 50
/** A producer of which nothing arrived in so many intervals is silent: a new one may need the first to connect. */
const silentAfter = 2

export function createDelivery(options: DeliveryOptions): Delivery {
  const { nodeId, stages, tell, tellSilent, clock, spreadMs, log } = options
  const bytesOf = new WeakMap<Producer, number>()
  /** In how many intervals nothing arrived. */
  const silentFor = new WeakMap<Producer, number>()
  const viewerOf = new WeakMap<StagePeer, ViewerDelivery>()
  const toldAt = new WeakMap<Stage, number>()
  /** When the last sample began: whoever is new has come since. */
  let sampledAt = clock()
  let reached = 0
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false

  /** The producers on stage that sent anything since the sample before. */
  async function flowingOn(stage: Stage): Promise<Set<string>> {
    const flowing = new Set<string>()
    await Promise.allSettled(
      stage.media.map(async (media) => {
        const { producer } = media
        const streams = await producer.getStats()
        const bytes = streams.reduce((sum, { byteCount }) => sum + byteCount, 0)
        const arrives = bytes > (bytesOf.get(producer) ?? 0)
        // What a paused one sends is counted too, but goes nowhere.
        if (arrives && !producer.paused && stage.isOnStage(media)) flowing.add(producer.id)
        bytesOf.set(producer, bytes)
        noteSilence(stage, media, arrives || producer.paused)
      }),
    )
    return flowing
  }

  function noteSilence(stage: Stage, { producer, peerId }: ProducedMedia, isWell: boolean): void {
    const before = silentFor.get(producer) ?? 0
    const now = isWell ? 0 : before + 1
    silentFor.set(producer, now)
    const silent = now >= silentAfter
    if (silent === before >= silentAfter) return
    tellSilent({ stageId: stage.id, peerId, producerId: producer.id, silent })
  }

  async function isReached(viewer: StagePeer, flowing: ReadonlySet<string>): Promise<boolean> {
    const delivery = viewerOf.get(viewer) ?? createViewerDelivery(viewer, sampledAt)
    viewerOf.set(viewer, delivery)
    // It fails where the viewer, its transport or its worker is gone meanwhile.
    return delivery.sample(clock(), flowing).catch(() => false)
  }

  async function sampleStage(stage: Stage, groupSize: number): Promise<number> {
    const flowing = await flowingOn(stage)
    const viewers = [...stage.peers.values()].filter(({ isCounted }) => isCounted)
    const personIds = new Set<string>()
    while (viewers.length > 0) {
      await Promise.all(
        viewers.splice(0, groupSize).map(async (viewer) => {
          if (await isReached(viewer, flowing)) personIds.add(viewer.personId)
        }),
      )
      if (spreadMs > 0) await wait(spreadMs / groups)
    }
    const now = clock()
    const intervalMs = Math.round(now - (toldAt.get(stage) ?? sampledAt))
    toldAt.set(stage, now)
    const onAir = flowing.size > 0
    // That nobody watches takes nothing off the air: who left early left something.
    if (stage.closed || (stage.viewers === 0 && !onAir)) return 0
    if (!onAir) personIds.clear()
    tell({ stageId: stage.id, nodeId, onAir, intervalMs, personIds: [...personIds] })
    return personIds.size
  }

  async function sampleAll(): Promise<void> {
    const startedAt = clock()
    const all = await stages()
    const viewers = all.reduce((sum, stage) => sum + stage.viewers, 0)
    const groupSize = Math.max(1, Math.ceil(viewers / groups))
    let sum = 0
    for (const stage of all) sum += await sampleStage(stage, groupSize)
    reached = sum
    sampledAt = startedAt
  }

  const sample = (): Promise<void> => {
    running ??= sampleAll().finally(() => {
      running = undefined
    })
    return running
  }

  function schedule(afterMs: number): void {
    timer = setTimeout(async () => {
      const startedAt = clock()
      await sample().catch((error: unknown) => log.error({ err: error }, 'delivery was not sampled'))
      if (!closed) schedule(Math.max(0, deliveryEveryMs - (clock() - startedAt)))
    }, afterMs)
    timer.unref()
  }

  return {
    sample,
    start: () => schedule(deliveryEveryMs),
    close() {
      closed = true
      clearTimeout(timer)
    },
    get reached() {
      return reached
    },
  }
}
