// A stage on this node: an origin router for presenters, and edge routers on other workers, created when a
// viewer is placed there and fed by pipes with only what their viewers watch.
import { EventEmitter } from 'node:events'
import { errors } from '@lectern/shared/errors'
import type { Source } from '@lectern/shared/media'
import type { Consumer, Producer, Router, WebRtcTransport } from 'mediasoup/types'
import { mediaCodecs } from './mediaCodecs.ts'
import { placeOrigin, placeViewer } from './placement.ts'
import { Speaking } from './speaking.ts'
import type { PoolWorker, WorkerPool } from './workerPool.ts'

export interface StageRouter {
  readonly pooled: PoolWorker
  readonly router: Router
}

export interface ProducedMedia {
  readonly producer: Producer
  readonly peerId: string
  readonly source: Source
}

/** What a peer receives. */
export interface Consumed {
  readonly consumer: Consumer
  readonly media: ProducedMedia
}

export type PeerRole = 'viewer' | 'presenter'
export type CloseReason =
  | 'left'
  | 'replaced'
  | 'taken_over'
  | 'grace_over'
  | 'worker_died'
  | 'transport_failed'
  | 'stage_closed'

/** A peer as its stage sees it. */
export interface StagePeer {
  readonly id: string
  readonly stage: Stage
  readonly role: PeerRole
  readonly personId: string
  readonly isPage: boolean
  readonly isCounted: boolean
  readonly isAhead: boolean
  readonly attachedTo: string | null
  /** The worker that serves it. */
  readonly pooled: PoolWorker
  readonly consumed: Consumed[]
  readonly receiveTransport: WebRtcTransport | undefined
  close(reason: CloseReason): void
  dropConsumers(isForbidden: (media: ProducedMedia) => boolean): void
}

/** What decides on a peer's place. */
export interface Placed {
  role: PeerRole
  /** Staff checking what viewers see: they use no viewer's place. */
  isPreview: boolean
}

const isViewer = ({ role, isPreview }: Placed): boolean => role === 'viewer' && !isPreview
const takesRoom = (placed: Placed): boolean => placed.role === 'presenter' || isViewer(placed)

interface StageEvents {
  activeSpeaker: [peerId: string | null]
  close: []
}

export class Stage extends EventEmitter<StageEvents> {
  readonly id: string
  readonly origin: StageRouter
  readonly peers = new Map<string, StagePeer>()
  readonly #pool: WorkerPool
  readonly #maxViewersPerWorker: number
  readonly #speaking: Speaking
  readonly #edges = new Map<number, Promise<StageRouter>>()
  /** "worker index, producer id" → the pipe, or its creation. */
  readonly #pipes = new Map<string, Promise<void>>()
  readonly #media = new Map<string, ProducedMedia>()
  #onStage = { version: -1, peerIds: new Set<string>() }
  #closed = false

  private constructor(
    id: string,
    origin: StageRouter,
    speaking: Speaking,
    pool: WorkerPool,
    ceiling: number,
  ) {
    super()
    this.id = id
    this.origin = origin
    this.#pool = pool
    this.#speaking = speaking
    this.#maxViewersPerWorker = ceiling
    speaking.onChange((peerId) => this.emit('activeSpeaker', peerId))
  }

  static async create(id: string, pool: WorkerPool, maxViewersPerWorker: number): Promise<Stage> {
    const pooled = placeOrigin(pool.workers)
    const router = await pooled.worker.createRouter({ mediaCodecs })
    const stage = new Stage(id, { pooled, router }, await Speaking.create(router), pool, maxViewersPerWorker)
    router.observer.once('close', () => stage.close())
    return stage
  }

  get closed(): boolean {
    return this.#closed
  }

  get viewers(): number {
    let count = 0
    for (const peer of this.peers.values()) if (peer.isCounted) count++
    return count
  }

  /** The router for a new peer. Reserves its place at once: more may come while a router is created. */
  async takePlace(newcomer: Placed): Promise<StageRouter> {
    const { pooled } = isViewer(newcomer) ? { pooled: this.#placeViewer() } : this.origin
    if (takesRoom(newcomer)) pooled.viewers++
    try {
      const edge = pooled === this.origin.pooled ? this.origin : await this.#edge(pooled)
      if (this.#closed || edge.router.closed) throw errors.stageUnavailable()
      return edge
    } catch (error) {
      this.leavePlace({ pooled }, newcomer)
      throw error
    }
  }

  leavePlace({ pooled }: Pick<StageRouter, 'pooled'>, newcomer: Placed): void {
    if (takesRoom(newcomer)) pooled.viewers--
  }

  addProducer(media: ProducedMedia): void {
    const { producer, peerId } = media
    this.#media.set(producer.id, media)
    if (producer.kind === 'audio') this.#speaking.add(producer, peerId)
    producer.observer.once('close', () => this.#media.delete(producer.id))
  }

  /** Everyone's media, backstage included. */
  get media(): ProducedMedia[] {
    return [...this.#media.values()]
  }

  isOnStage({ peerId }: ProducedMedia): boolean {
    return this.#onStage.peerIds.has(peerId)
  }

  findMedia(producerId: string): ProducedMedia | undefined {
    return this.#media.get(producerId)
  }

  /** Whether a peer may have this media: presenters everything, viewers only what is on stage. */
  mayConsume(peer: Pick<StagePeer, 'id' | 'role'>, media: ProducedMedia): boolean {
    if (peer.id === media.peerId) return false
    return peer.role === 'presenter' || this.isOnStage(media)
  }

  /** Makes the producer available on an edge; concurrent calls share one pipe. */
  async feed(edge: StageRouter, producerId: string): Promise<void> {
    if (edge === this.origin) return
    const key = `${edge.pooled.index},${producerId}`
    const existing = this.#pipes.get(key)
    if (existing) return existing
    const pipe = this.#openPipe(key, edge, producerId)
    this.#pipes.set(key, pipe)
    return pipe
  }

  /** `version` of the stage's state; older ones are ignored. */
  setOnStage(peerIds: string[], version: number): void {
    if (version < this.#onStage.version) return
    this.#onStage = { version, peerIds: new Set(peerIds) }
    for (const peer of this.peers.values()) peer.dropConsumers((media) => !this.mayConsume(peer, media))
    this.#speaking.limitTo(this.#onStage.peerIds)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.origin.router.close()
    for (const edge of this.#edges.values())
      edge.then(
        ({ router }) => router.close(),
        () => undefined,
      )
    this.emit('close')
  }

  #placeViewer(): PoolWorker {
    return placeViewer(
      this.#pool.workers,
      (worker) => worker === this.origin.pooled || this.#edges.has(worker.index),
      this.#maxViewersPerWorker,
    )
  }

  async #openPipe(key: string, edge: StageRouter, producerId: string): Promise<void> {
    try {
      const { pipeProducer } = await this.origin.router.pipeToRouter({ producerId, router: edge.router })
      pipeProducer?.observer.once('close', () => this.#pipes.delete(key))
    } catch (error) {
      this.#pipes.delete(key)
      throw error
    }
  }

  #edge(pooled: PoolWorker): Promise<StageRouter> {
    const existing = this.#edges.get(pooled.index)
    if (existing) return existing
    const made = this.#makeEdge(pooled)
    this.#edges.set(pooled.index, made)
    made.catch(() => this.#edges.delete(pooled.index))
    return made
  }

  async #makeEdge(pooled: PoolWorker): Promise<StageRouter> {
    const router = await pooled.worker.createRouter({ mediaCodecs })
    if (this.#closed) {
      router.close()
      throw errors.stageUnavailable()
    }
    router.observer.once('close', () => this.#edges.delete(pooled.index))
    return { pooled, router }
  }
}
