// The handlers of the control contract, over the node's stages and peers.
import { EventEmitter } from 'node:events'
import { AppError, errors } from '@lectern/shared/errors'
import type {
  SfuCommandName,
  SfuReply,
  SfuReport,
  SfuReportName,
  SfuRequest,
  SfuServerEvents,
} from '@lectern/shared/sfuContract'
import type { RtpCapabilities } from 'mediasoup/types'
import type { Logger } from 'pino'
import { clientCapabilities, mediaCodecs } from './mediaCodecs.ts'
import { Peer, type PeerEvents, type PeerOptions } from './peer.ts'
import { admit, type Entry } from './places.ts'
import { type Placed, Stage, type StageRouter } from './stage.ts'
import type { PoolWorker, WorkerPool } from './workerPool.ts'

export interface MediaNodeOptions {
  nodeId: string
  pool: WorkerPool
  maxViewersPerWorker: number
  ingestIp: string
  graceMs: number
  log: Logger
}

/** `controlId`: the requesting control connection. */
type NodeHandlers = {
  [Name in SfuCommandName]: (request: SfuRequest<Name>, controlId: string) => Promise<SfuReply<Name>>
}

type Payload<Name extends 'stage.activeSpeaker' | 'stage.viewers'> = Parameters<SfuServerEvents[Name]>[0]

interface MediaNodeEvents {
  /** `attachedTo` is the control connection to report to; null: any one. */
  report: {
    [Name in SfuReportName]: [name: Name, report: SfuReport<Name>, attachedTo: string | null]
  }[SfuReportName]
  'stage.activeSpeaker': [event: Payload<'stage.activeSpeaker'>]
  'stage.viewers': [event: Payload<'stage.viewers'>]
}

/** An empty stage is kept this long (ms): its people may be returning. */
const idleStageMs = 30_000
/** A changed number of viewers is reported at most once in this time, in ms. */
const viewersEveryMs = 1000
const nothing = {}

export class MediaNode extends EventEmitter<MediaNodeEvents> {
  readonly #options: MediaNodeOptions
  readonly #stages = new Map<string, Promise<Stage>>()
  readonly #peers = new Map<string, Peer>()
  readonly #toldViewers = new Map<string, number>()
  /** The stages that lost viewers when the worker died. */
  readonly #lost = new WeakMap<PoolWorker, Set<string>>()
  readonly #timers = new Set<NodeJS.Timeout>()

  constructor(options: MediaNodeOptions) {
    super()
    this.#options = options
    const timer = setInterval(() => void this.#tellViewers(), viewersEveryMs)
    timer.unref()
    this.#timers.add(timer)
  }

  get viewers(): number {
    let count = 0
    for (const peer of this.#peers.values()) if (peer.isCounted) count++
    return count
  }

  /** Leaves out stages whose creation failed. */
  async openStages(): Promise<Stage[]> {
    const stages = await Promise.allSettled(this.#stages.values())
    return stages.flatMap((stage) => (stage.status === 'fulfilled' ? [stage.value] : []))
  }

  /**
   * Runs one command. After an unexpected mediasoup error the worker may be broken: it must answer a probe
   * before the error is reported. Throws AppError, or what mediasoup throws.
   */
  async run<Name extends SfuCommandName>(
    name: Name,
    request: SfuRequest<Name>,
    controlId: string,
  ): Promise<SfuReply<Name>> {
    try {
      return await this.#handlers[name](request, controlId)
    } catch (error) {
      if (error instanceof AppError || (error instanceof Error && error.name === 'UnsupportedError'))
        throw error
      if (!(await this.#options.pool.probe())) throw errors.stageUnavailable()
      throw error
    }
  }

  readonly #handlers: NodeHandlers = {
    'peer.open': async ({ stageId, peerId, rtpCapabilities, consume, ...who }, controlId) => {
      const { personId, role, preview = false, ahead = false } = who
      const peer = await this.#openPeer(
        stageId,
        {
          id: peerId,
          personId,
          role,
          isPage: true,
          isPreview: preview,
          isAhead: ahead && role === 'viewer',
          // mediasoup also accepts capabilities without preferred payload types, though its types do not say
          // so.
          rtpCapabilities: rtpCapabilities as RtpCapabilities,
          attachedTo: controlId,
        },
        who,
      )
      try {
        const [receive, send] = await Promise.all([
          peer.openTransport('receive'),
          role === 'presenter' ? peer.openTransport('send') : undefined,
        ])
        return { receive, ...(send && { send }), consumers: await peer.receiving.consume(consume) }
      } catch (error) {
        peer.close('left')
        throw error
      }
    },
    'peer.begin': async ({ peerId, consume }, controlId) => {
      const peer = this.#peer(peerId)
      if (!peer.isAhead) throw errors.peerGone()
      peer.attach(controlId)
      const { personId, role, isPage } = peer
      admit(peer.stage, { id: peerId, personId, role, isPage, isAhead: false }, {})
      try {
        return await peer.begin(consume)
      } catch (error) {
        peer.close('left')
        throw error
      }
    },
    'peer.attach': async ({ peerId }, controlId) => {
      const peer = this.#watchingPeer(peerId)
      peer.attach(controlId)
      return { consumerIds: peer.receiving.consumerIds, producerIds: peer.sending.producerIds }
    },
    'peer.detach': async ({ peerId }) => {
      const peer = this.#peers.get(peerId)
      if (peer) this.#detach(peer)
      return nothing
    },
    'peer.close': async ({ peerId }) => {
      this.#peers.get(peerId)?.close('left')
      return nothing
    },
    'peer.connect': async ({ peerId, direction, dtlsParameters }) => {
      await this.#peer(peerId).connect(direction, dtlsParameters)
      return nothing
    },
    'peer.restartIce': async ({ peerId, direction }) => ({
      iceParameters: await this.#peer(peerId).restartIce(direction),
    }),
    'peer.produce': async ({ peerId, kind, source, rtpParameters }) => {
      const peer = this.#peer(peerId)
      if (peer.role !== 'presenter') throw errors.forbidden('viewers do not produce')
      return { producerId: await peer.sending.produce(kind, source, rtpParameters) }
    },
    'peer.setProducer': async ({ peerId, producerId, paused }) => {
      await this.#peer(peerId).sending.update(producerId, paused)
      return nothing
    },
    'peer.closeProducer': async ({ peerId, producerId }) => {
      this.#peer(peerId).sending.close(producerId)
      return nothing
    },
    'peer.ingest': async ({ stageId, peerId, personId, audio, video }, controlId) => {
      const peer = await this.#openPeer(
        stageId,
        {
          id: peerId,
          personId,
          role: 'presenter',
          isPage: false,
          isPreview: false,
          isAhead: false,
          rtpCapabilities: { codecs: [] },
          attachedTo: controlId,
        },
        { takeOver: true },
      )
      const { ingestIp } = this.#options
      return {
        ...(audio && { audio: await peer.ingest('audio', 'microphone', ingestIp) }),
        ...(video && { video: await peer.ingest('video', 'camera', ingestIp) }),
      }
    },
    'peer.consume': async ({ peerId, producerIds }) => ({
      consumers: await this.#watchingPeer(peerId).receiving.consume(producerIds),
    }),
    'peer.setConsumer': async ({ peerId, consumerId, ...change }) => {
      await this.#watchingPeer(peerId).receiving.update(consumerId, change)
      return nothing
    },
    'stage.setOnStage': async ({ stageId, peerIds, version }) => {
      // A stage without peers learns who is on it when the first peer comes.
      if (peerIds.length > 0 || this.#stages.has(stageId))
        (await this.#stage(stageId)).setOnStage(peerIds, version)
      return nothing
    },
    'stage.close': async ({ stageId }) => {
      const stage = this.#stages.get(stageId)
      if (stage) this.#closeStage(await stage)
      return nothing
    },
    'node.capabilities': async () => {
      const [pooled] = this.#options.pool.workers
      if (!pooled) throw errors.stageUnavailable()
      const router = await pooled.worker.createRouter({ mediaCodecs })
      const rtpCapabilities = clientCapabilities(router.rtpCapabilities)
      router.close()
      return { rtpCapabilities }
    },
  }

  /** A control connection is gone: its peers get their grace time. */
  detachAll(controlId: string): void {
    for (const peer of this.#peers.values()) if (peer.attachedTo === controlId) this.#detach(peer)
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    for (const stage of await this.openStages()) this.#closeStage(stage)
  }

  /** A page that was only prepared does not return for it. */
  #detach(peer: Peer): void {
    if (peer.isAhead) peer.close('left')
    else peer.detach(this.#options.graceMs)
  }

  #peer(peerId: string): Peer {
    const peer = this.#peers.get(peerId)
    if (!peer) throw errors.peerGone()
    return peer
  }

  /** Not one that is only prepared. */
  #watchingPeer(peerId: string): Peer {
    const peer = this.#peer(peerId)
    if (peer.isAhead) throw errors.peerGone()
    return peer
  }

  /** Somebody who watches comes before all pages that only may. */
  async #takePlace(stage: Stage, newcomer: Placed & Pick<PeerOptions, 'isAhead'>): Promise<StageRouter> {
    try {
      return await stage.takePlace(newcomer)
    } catch (error) {
      const ahead = [...this.#peers.values()].filter((peer) => peer.isAhead)
      if (newcomer.isAhead || ahead.length === 0) throw error
      for (const peer of ahead) peer.close('grace_over')
      return stage.takePlace(newcomer)
    }
  }

  async #openPeer(
    stageId: string,
    options: Omit<PeerOptions, 'stage' | 'edge' | 'events'>,
    entry: Entry,
  ): Promise<Peer> {
    const { id } = options
    this.#peers.get(id)?.close('replaced')
    const stage = await this.#stage(stageId)
    admit(stage, options, entry)
    const edge = await this.#takePlace(stage, options)
    // Other peers may have been opened meanwhile.
    try {
      admit(stage, options, entry)
    } catch (error) {
      stage.leavePlace(edge, options)
      throw error
    }
    this.#peers.get(id)?.close('replaced')
    const peer = new Peer({ ...options, stage, edge, events: this.#peerEvents })
    this.#peers.set(id, peer)
    return peer
  }

  readonly #peerEvents: PeerEvents = {
    closed: (peer, reason) => {
      this.#peers.delete(peer.id)
      const { role, attachedTo, stage } = peer
      this.emit('report', 'peer.closed', { stageId: stage.id, peerId: peer.id, role, reason }, attachedTo)
      if (reason === 'worker_died' && role === 'viewer') this.#tellLost(peer)
      if (stage.peers.size === 0) this.#closeWhenIdle(stage)
    },
    producerClosed: (peer, producerId) =>
      this.emit(
        'report',
        'producer.closed',
        { stageId: peer.stage.id, peerId: peer.id, producerId },
        peer.attachedTo,
      ),
  }

  /** Reports each stage once, with all the viewers it lost: everyone, if the origin's worker died. */
  #tellLost(first: Peer): void {
    const { stage } = first
    const isWhole = stage.origin.pooled.worker.closed
    const dead = isWhole ? stage.origin.pooled : first.pooled
    const stages = this.#lost.get(dead) ?? new Set()
    this.#lost.set(dead, stages)
    const viewers = [first, ...stage.peers.values()].filter(
      ({ isCounted, pooled }) => isCounted && (isWhole || pooled === dead),
    )
    if (stages.has(stage.id) || viewers.length === 0) return
    stages.add(stage.id)
    const { nodeId } = this.#options
    this.emit(
      'report',
      'stage.lost',
      {
        stageId: stage.id,
        nodeId,
        lossId: `${nodeId}.${dead.worker.pid}`,
        silentMs: Math.round(performance.now() - dead.answeredAt),
        personIds: [...new Set(viewers.map(({ personId }) => personId))],
      },
      null,
    )
  }

  #stage(stageId: string): Promise<Stage> {
    const existing = this.#stages.get(stageId)
    if (existing) return existing
    const made = this.#makeStage(stageId)
    this.#stages.set(stageId, made)
    made.catch(() => this.#stages.delete(stageId))
    return made
  }

  async #makeStage(stageId: string): Promise<Stage> {
    const stage = await Stage.create(stageId, this.#options.pool, this.#options.maxViewersPerWorker)
    stage.on('activeSpeaker', (peerId) => this.emit('stage.activeSpeaker', { stageId, peerId }))
    stage.once('close', () => {
      this.#stages.delete(stageId)
      const reason = stage.origin.pooled.worker.closed ? 'worker_died' : 'stage_closed'
      for (const peer of stage.peers.values()) peer.close(reason)
    })
    this.#options.log.info({ stageId, worker: stage.origin.pooled.index }, 'stage opened')
    return stage
  }

  #closeStage(stage: Stage): void {
    for (const peer of [...stage.peers.values()]) peer.close('stage_closed')
    stage.close()
    this.#options.log.info({ stageId: stage.id }, 'stage closed')
  }

  #closeWhenIdle(stage: Stage): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      if (!stage.closed && stage.peers.size === 0) this.#closeStage(stage)
    }, idleStageMs)
    timer.unref()
    this.#timers.add(timer)
  }

  async #tellViewers(): Promise<void> {
    const counts = new Map([...this.#toldViewers.keys()].map((stageId) => [stageId, 0]))
    for (const { id, viewers } of await this.openStages()) counts.set(id, viewers)
    for (const [stageId, viewers] of counts) {
      if (this.#toldViewers.get(stageId) === viewers) continue
      this.#toldViewers.set(stageId, viewers)
      this.emit('stage.viewers', { stageId, nodeId: this.#options.nodeId, viewers })
      if (viewers === 0) this.#toldViewers.delete(stageId)
    }
  }
}
