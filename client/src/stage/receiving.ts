// What this page receives: what the latest state of the stage says is on it, and how well it arrives.
import { AppError } from '@lectern/shared/errors'
import type { ConsumerParameters } from '@lectern/shared/media'
import type { Consumer, Transport } from 'mediasoup-client/types'
import type { Connection } from '../live/connection.ts'
import { decodedFrames, qualityBetween, readSample, type Sample } from './quality.ts'
import { isOff, type StageStore, wantedProducers } from './stageStore.ts'
import { openConsumer } from './transports.ts'

export interface ReceivingOptions {
  store: StageStore
  connection: Connection
  /** Receives only what viewers may have, not what is backstage. */
  isViewer: boolean
  /** Undefined while the page has no place on the stage. */
  transport: () => Transport | undefined
  /** The server does not know this page's peer any more. */
  onPeerGone: () => void
}

export class Receiving {
  readonly #options: ReceivingOptions
  /** By producer id. */
  readonly #consumers = new Map<string, Consumer>()
  #reconciling = false
  #reconcileAgain = false
  #stopped = false
  #lastSample: Sample | undefined
  #decodedFrames = new Map<string, number>()

  constructor(options: ReceivingOptions) {
    this.#options = options
  }

  get #store(): StageStore {
    return this.#options.store
  }

  /** Follows a tile: hidden pictures pause, small ones take a small layer (0 to 2). */
  async setShown(producerId: string, shown: { paused: boolean; spatialLayer: number }): Promise<void> {
    const consumer = this.#consumers.get(producerId)
    const { peerId } = this.#store.getState()
    if (!consumer || !peerId) return
    await this.#options.connection.send('stage.setConsumer', { peerId, consumerId: consumer.id, ...shown })
  }

  /** Decoded frames of a received picture at the last sample; undefined if the browser does not say. */
  decodedFrames(track: MediaStreamTrack): number | undefined {
    return this.#decodedFrames.get(track.id)
  }

  /** Receives those that it does not have yet. */
  async takeAll(all: readonly ConsumerParameters[]): Promise<void> {
    const missing = all.filter(({ producerId }) => !this.#consumers.has(producerId))
    await Promise.all(missing.map((parameters) => this.#take(parameters)))
  }

  async #take(parameters: ConsumerParameters): Promise<void> {
    const transport = this.#options.transport()
    if (!transport) return
    this.keep(parameters, await openConsumer(transport, parameters))
  }

  keep({ producerId, kind, presenterPeerId, source }: ConsumerParameters, consumer: Consumer): void {
    this.#consumers.set(producerId, consumer)
    const received = { producerId, presenterPeerId, kind, source, track: consumer.track }
    this.#store.setState((state) => ({ received: { ...state.received, [producerId]: received } }))
  }

  /** Consumes what is on stage and releases the rest; a call during a run makes it run once more. */
  reconcile(): void {
    this.#reconcileAgain = true
    if (this.#reconciling) return
    this.#reconciling = true
    void this.#reconcileUntilDone().finally(() => {
      this.#reconciling = false
    })
  }

  async #reconcileUntilDone(): Promise<void> {
    while (this.#reconcileAgain && !this.#stopped) {
      this.#reconcileAgain = false
      try {
        await this.#reconcileOnce()
      } catch (error) {
        if (error instanceof AppError && error.code === 'peer_gone') this.#options.onPeerGone()
      }
    }
  }

  async #reconcileOnce(): Promise<void> {
    const { stage, peerId, phase } = this.#store.getState()
    if (!stage || !peerId || phase !== 'joined') return
    const wanted = new Set(wantedProducers(stage, peerId, this.#options.isViewer))
    this.drop((producerId) => !wanted.has(producerId))
    const kept = Object.entries(this.#store.getState().received).filter(([producerId]) =>
      wanted.has(producerId),
    )
    this.#store.setState({ received: Object.fromEntries(kept) })
    const missing = [...wanted].filter((producerId) => !this.#consumers.has(producerId))
    if (missing.length === 0) return
    const { consumers } = await this.#options.connection.send('stage.consume', {
      peerId,
      producerIds: missing,
    })
    if (peerId !== this.#store.getState().peerId) return
    await Promise.all(consumers.map((parameters) => this.#take(parameters)))
  }

  drop(isOver: (producerId: string, consumer: Consumer) => boolean): void {
    for (const [producerId, consumer] of this.#consumers) {
      if (!isOver(producerId, consumer)) continue
      consumer.close()
      this.#consumers.delete(producerId)
    }
  }

  /** Its transport is closed. */
  clear(): void {
    this.#consumers.clear()
    this.#lastSample = undefined
  }

  stop(): void {
    this.#stopped = true
  }

  async sample(): Promise<void> {
    const transport = this.#options.transport()
    const expectsMedia = [...this.#consumers.keys()].some((producerId) => this.#isSending(producerId))
    const stats = await transport?.getStats().catch(() => undefined)
    if (!stats) return
    const report = [...stats.values()] as Record<string, unknown>[]
    this.#decodedFrames = decodedFrames(report)
    if (document.hidden) return
    const sample = readSample(report, Date.now())
    const before = this.#lastSample
    this.#lastSample = sample
    if (before) this.#store.setState({ quality: qualityBetween(before, sample, expectsMedia) })
  }

  /** Silence is not sent: only a picture that is on proves that something should arrive. */
  #isSending(producerId: string): boolean {
    const producers =
      this.#store.getState().stage?.presenters.flatMap((presenter) => presenter.producers) ?? []
    const producer = producers.find((candidate) => candidate.producerId === producerId)
    return producer?.kind === 'video' && !isOff(producer)
  }
}
