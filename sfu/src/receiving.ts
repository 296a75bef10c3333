// What a peer receives: a consumer for each producer that it may have.
import { errors } from '@lectern/shared/errors'
import type { ConsumerParameters, Source } from '@lectern/shared/media'
import type { RtpCapabilities, WebRtcTransport } from 'mediasoup/types'
import type { Consumed, PeerRole, ProducedMedia, Stage, StageRouter } from './stage.ts'

export interface ReceivingOptions {
  stage: Stage
  peer: {
    readonly id: string
    readonly role: PeerRole
    readonly isAhead: boolean
    readonly isClosed: boolean
  }
  edge: StageRouter
  rtpCapabilities: RtpCapabilities
  /** Throws if the peer cannot receive. */
  transport: () => WebRtcTransport
}

/** On a thin line, slides come before cameras. Sound is always sent. */
const priorityOf = (source: Source): number => (source === 'screen' ? 2 : 1)
const toConsumerParameters = ({ consumer, media }: Consumed): ConsumerParameters => ({
  id: consumer.id,
  producerId: media.producer.id,
  kind: consumer.kind,
  rtpParameters: consumer.rtpParameters,
  presenterPeerId: media.peerId,
  source: media.source,
  producerPaused: consumer.producerPaused,
})

export class Receiving {
  readonly #options: ReceivingOptions
  readonly #consumers = new Map<string, Consumed>()

  constructor(options: ReceivingOptions) {
    this.#options = options
  }

  get consumerIds(): string[] {
    return [...this.#consumers.keys()]
  }

  get consumed(): Consumed[] {
    return [...this.#consumers.values()]
  }

  /** Lets held media flow, and adds what is missing of these producers. */
  async begin(producerIds: string[]): Promise<ConsumerParameters[]> {
    const held = this.consumed
    const has = new Set(held.map(({ media }) => media.producer.id))
    const missing = producerIds.filter((producerId) => !has.has(producerId))
    const resume = async ({ consumer }: Consumed): Promise<void> =>
      consumer.resume().catch((error: unknown) => {
        if (!consumer.closed) throw error
      })
    const [more] = await Promise.all([this.consume(missing), ...held.map(resume)])
    const still = held.filter(({ consumer }) => this.#consumers.has(consumer.id))
    return [...still.map(toConsumerParameters), ...more]
  }

  /** Consumers for the producers that exist and that this peer may have; others are left out. */
  async consume(producerIds: string[]): Promise<ConsumerParameters[]> {
    const { stage, peer } = this.#options
    const wanted = [...new Set(producerIds)].flatMap((producerId) => {
      const media = stage.findMedia(producerId)
      return media && stage.mayConsume(peer, media) ? [media] : []
    })
    const opened = await Promise.all(
      wanted.map((media) =>
        this.#consumeOne(media).catch((error: unknown) => {
          if (peer.isClosed) throw errors.peerGone()
          if (!media.producer.closed) throw error
        }),
      ),
    )
    return opened.filter((parameters) => parameters !== undefined)
  }

  async update(
    consumerId: string,
    change: { paused?: boolean | undefined; spatialLayer?: number | undefined },
  ): Promise<void> {
    const entry = this.#consumers.get(consumerId)
    if (!entry) throw errors.notFound('consumer')
    const { consumer, media } = entry
    // All layers of a screen have the same size, so only the bandwidth decides.
    if (
      change.spatialLayer !== undefined &&
      media.source !== 'screen' &&
      consumer.type !== 'simple' &&
      consumer.type !== 'pipe'
    )
      await consumer.setPreferredLayers({ spatialLayer: change.spatialLayer })
    if (change.paused !== undefined) await (change.paused ? consumer.pause() : consumer.resume())
  }

  /** Closes consumers of media that the peer may no longer have. */
  drop(isForbidden: (media: ProducedMedia) => boolean): void {
    for (const { consumer, media } of this.#consumers.values()) if (isForbidden(media)) consumer.close()
  }

  async #consumeOne(media: ProducedMedia): Promise<ConsumerParameters | undefined> {
    const { producer, source } = media
    const { stage, peer, edge, rtpCapabilities, transport } = this.#options
    await stage.feed(edge, producer.id)
    if (!edge.router.canConsume({ producerId: producer.id, rtpCapabilities }))
      throw errors.codecUnsupported(producer.rtpParameters.codecs[0]!.mimeType)
    const consumer = await transport().consume({
      producerId: producer.id,
      rtpCapabilities,
      paused: peer.isAhead,
    })
    if (consumer.kind === 'video') await consumer.setPriority(priorityOf(source))
    // The peer may have left, or the producer closed, while the consumer was created.
    if (consumer.closed || !stage.mayConsume(peer, media)) {
      consumer.close()
      return
    }
    // One consumer per producer: a page that asks again has lost the previous one.
    for (const { consumer: before, media: same } of this.consumed)
      if (same.producer.id === producer.id) before.close()
    this.#consumers.set(consumer.id, { consumer, media })
    consumer.observer.once('close', () => this.#consumers.delete(consumer.id))
    return toConsumerParameters({ consumer, media })
  }
}
