// Delivery measurement: which people media really reached, reported per stage after each interval.
import { setTimeout as wait } from 'node:timers/promises'
import { deliveryEveryMs } from '@lectern/shared/attendance'
import type { SfuReport } from '@lectern/shared/sfuContract'
import type { Producer } from 'mediasoup/types'
import type { Logger } from 'pino'
import { createQualityTally } from './qualityTally.ts'
import type { ProducedMedia, Stage, StagePeer } from './stage.ts'
import { createViewerDelivery, type Sampled, type ViewerDelivery } from './viewerDelivery.ts'

export interface DeliveryOptions {
  nodeId: string
  stages: () => Promise<Stage[]>
  tell: (report: SfuReport<'stage.delivery'>) => void
  /** Reports an unpaused producer that has sent nothing for some intervals, or that sends again. */
  tellSilent: (report: SfuReport<'producer.silent'>) => void
  /** In ms, on a clock that never jumps. */
  clock: () => number
  /** Viewers are sampled in small groups over this time (ms), since the same workers carry their media. */
  spreadMs: number
  log: Logger
}

export interface Delivery {
  /** Samples everything once; calls during a sample join it. */
  sample(): Promise<void>
  /** Samples every `deliveryEveryMs` from now on. */
  start(): void
  close(): void
  /** How many people media reached at the last sample, on all stages. */
  readonly reached: number
}

/** The number of groups the viewers are divided into. */
const groups = 50
/** A producer is silent after this many intervals without media: a new one may need the first to connect. */
const silentAfter = 2

export function createDelivery(options: DeliveryOptions): Delivery {
  const { nodeId, stages, tell, tellSilent, clock, spreadMs, log } = options
  const bytesOf = new WeakMap<Producer, number>()
  /** The number of intervals without media. */
  const silentFor = new WeakMap<Producer, number>()
  const viewerOf = new WeakMap<StagePeer, ViewerDelivery>()
  const toldAt = new WeakMap<Stage, number>()
  /** When the last sample began: newer viewers have come since. */
  let sampledAt = clock()
  let reached = 0
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false

  /** The producers on stage that sent anything since the last sample. */
  async function flowingOn(stage: Stage): Promise<Set<string>> {
    const flowing = new Set<string>()
    await Promise.allSettled(
      stage.media.map(async (media) => {
        const { producer } = media
        const streams = await producer.getStats()
        const bytes = streams.reduce((sum, { byteCount }) => sum + byteCount, 0)
        const arrives = bytes > (bytesOf.get(producer) ?? 0)
        // A paused producer's packets are counted too, but go nowhere.
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

  async function sampleViewer(viewer: StagePeer, flowing: ReadonlySet<string>): Promise<Sampled> {
    const delivery = viewerOf.get(viewer) ?? createViewerDelivery(viewer, sampledAt)
    viewerOf.set(viewer, delivery)
    // Fails if the viewer, its transport or its worker has gone meanwhile.
    return delivery.sample(clock(), flowing).catch(() => ({ isReached: false, lost: null }))
  }

  async function sampleStage(stage: Stage, groupSize: number): Promise<number> {
    const flowing = await flowingOn(stage)
    const viewers = [...stage.peers.values()].filter(({ isCounted }) => isCounted)
    const personIds = new Set<string>()
    const tally = createQualityTally()
    while (viewers.length > 0) {
      await Promise.all(
        viewers.splice(0, groupSize).map(async (viewer) => {
          const { isReached, lost } = await sampleViewer(viewer, flowing)
          if (isReached) personIds.add(viewer.personId)
          tally.add(viewer, lost, flowing)
        }),
      )
      if (spreadMs > 0) await wait(spreadMs / groups)
    }
    const now = clock()
    const intervalMs = Math.round(now - (toldAt.get(stage) ?? sampledAt))
    toldAt.set(stage, now)
    const onAir = flowing.size > 0
    // A stage is on air even without viewers, so that leaving early costs possible time.
    if (stage.closed || (stage.viewers === 0 && !onAir)) return 0
    if (!onAir) personIds.clear()
    const { quality } = tally
    tell({ stageId: stage.id, nodeId, onAir, intervalMs, personIds: [...personIds], quality })
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
