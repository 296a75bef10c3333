// A peer: one page of one person on one stage, or a file that plays into it. It has transports, producers and
// consumers.
import { randomBytes } from 'node:crypto'
import { errors } from '@lectern/shared/errors'
import { preparedMs } from '@lectern/shared/limits'
import type {
  ConsumerParameters,
  DtlsParameters,
  IceParameters,
  MediaKind,
  Source,
  TransportParameters,
} from '@lectern/shared/media'
import type { SfuReply } from '@lectern/shared/sfuContract'
import type { RtpTarget } from '@lectern/shared/stage'
import type { Producer, RtpCapabilities, RtpParameters, Transport, WebRtcTransport } from 'mediasoup/types'
import { withAllAddresses } from './addresses.ts'
import { ingestCodecs } from './ingestCodecs.ts'
import type {
  CloseReason,
  Consumed,
  PeerRole,
  ProducedMedia,
  Stage,
  StagePeer,
  StageRouter,
} from './stage.ts'
import type { PoolWorker } from './workerPool.ts'

export type Direction = 'send' | 'receive'

export interface PeerOptions {
  id: string
  stage: Stage
  role: PeerRole
  personId: string
  /** Not a file or an encoder. */
  isPage: boolean
  /** Staff checking what viewers see: never counted as a viewer. */
  isPreview: boolean
  /** Connected before its page asks to watch: its consumers are held, and it does not count yet. */
  isAhead: boolean
  /** The router on which it took a place, which it gives back on closing. */
  edge: StageRouter
  rtpCapabilities: RtpCapabilities
  attachedTo: string
  events: PeerEvents
}

export interface PeerEvents {
  closed: (peer: Peer, reason: CloseReason) => void
  producerClosed: (peer: Peer, producerId: string) => void
}

/** The suite that every encoder supports, and the length of its master key and salt. */
const srtpCryptoSuite = 'AES_CM_128_HMAC_SHA1_80'
const srtpKeyBytes = 30
/**
 * Bits per second assumed before the first estimate: enough for a first picture, little enough for a weak
 * network.
 */
const firstBitrate = 800_000
/** On a thin line, slides come before cameras. Sound is always sent. */
const priorityOf = (source: Source): number => (source === 'screen' ? 2 : 1)
/** A producer gets at most one keyframe request in this time (ms), however many viewers join. */
const keyFrameRequestDelay = 500

const toTransportParameters = (transport: WebRtcTransport, { listens }: PoolWorker): TransportParameters => ({
  id: transport.id,
  iceParameters: transport.iceParameters,
  iceCandidates: withAllAddresses(transport.iceCandidates, listens),
  dtlsParameters: transport.dtlsParameters,
})

/**
 * Browsers label their media with a CNAME and an MSID that stay the same for a while, so a receiver could
 * tell that two calls are with the same visitor. Each peer gets a random name instead, which keeps its sound
 * and picture together.
 */
const withoutTraces = ({ msid: _msid, ...parameters }: RtpParameters, cname: string): RtpParameters => ({
  ...parameters,
  rtcp: { ...parameters.rtcp, cname },
})

const toConsumerParameters = ({ consumer, media }: Consumed): ConsumerParameters => ({
  id: consumer.id,
  producerId: media.producer.id,
  kind: consumer.kind,
  rtpParameters: consumer.rtpParameters,
  presenterPeerId: media.peerId,
  source: media.source,
  producerPaused: consumer.producerPaused,
})

const ssrcsOf = ({ encodings = [] }: RtpParameters): number[] =>
  encodings.flatMap(({ ssrc, rtx }) => [ssrc, rtx?.ssrc].filter((number) => number !== undefined))

export class Peer implements StagePeer {
  readonly id: string
  readonly stage: Stage
  readonly role: PeerRole
  readonly personId: string
  readonly isPage: boolean
  readonly isPreview: boolean
  /** The control connection of the server that speaks for it; null during its grace time. */
  attachedTo: string | null
  readonly #edge: StageRouter
  readonly #rtpCapabilities: RtpCapabilities
  readonly #events: PeerEvents
  readonly #cname = randomBytes(9).toString('base64url')
  readonly #transports = new Map<Direction, WebRtcTransport>()
  readonly #connected = new Map<Direction, { farEnd: string; connecting: Promise<void> }>()
  readonly #allTransports = new Set<Transport>()
  readonly #producers = new Map<string, Producer>()
  readonly #consumers = new Map<string, Consumed>()
  #grace: NodeJS.Timeout | undefined
  #isAhead: boolean
  #closed = false

  constructor(options: PeerOptions) {
    const { id, stage, role, edge } = options
    this.id = id
    this.stage = stage
    this.role = role
    this.personId = options.personId
    this.isPage = options.isPage
    this.isPreview = options.isPreview
    this.#isAhead = options.isAhead
    this.attachedTo = options.attachedTo
    this.#edge = edge
    this.#rtpCapabilities = options.rtpCapabilities
    this.#events = options.events
    stage.peers.set(id, this)
    if (options.isAhead) this.#closeIn(preparedMs)
    edge.router.observer.once('close', this.#onRouterClosed)
  }

  /** The worker that serves it. */
  get pooled(): PoolWorker {
    return this.#edge.pooled
  }

  readonly #onRouterClosed = (): void =>
    this.close(this.pooled.worker.closed ? 'worker_died' : 'stage_closed')

  get isAhead(): boolean {
    return this.#isAhead
  }

  /** Counts as a viewer. */
  get isCounted(): boolean {
    return this.role === 'viewer' && !this.isPreview && !this.#isAhead
  }

  get consumerIds(): string[] {
    return [...this.#consumers.keys()]
  }

  get producerIds(): string[] {
    return [...this.#producers.keys()]
  }

  get consumed(): Consumed[] {
    return [...this.#consumers.values()]
  }

  get receiveTransport(): WebRtcTransport | undefined {
    return this.#transports.get('receive')
  }

  async openTransport(direction: Direction): Promise<TransportParameters> {
    const transport = await this.#edge.router.createWebRtcTransport({
      webRtcServer: this.#edge.pooled.webRtcServer,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      initialAvailableOutgoingBitrate: firstBitrate,
    })
    if (this.#closed) {
      transport.close()
      throw errors.peerGone()
    }
    this.#transports.set(direction, transport)
    this.#allTransports.add(transport)
    // A closed page says so in DTLS; a lost network does not, and gets the grace time.
    transport.on('dtlsstatechange', (state) => {
      if (state === 'failed' || state === 'closed')
        this.close(state === 'failed' ? 'transport_failed' : 'left')
    })
    return toTransportParameters(transport, this.pooled)
  }

  /** From now on its page watches: it counts, and its media flows. */
  async begin(producerIds: string[]): Promise<Pick<SfuReply<'peer.begin'>, 'receive' | 'consumers'>> {
    clearTimeout(this.#grace)
    this.#isAhead = false
    const held = this.consumed
    const has = new Set(held.map(({ media }) => media.producer.id))
    const missing = producerIds.filter((producerId) => !has.has(producerId))
    const resume = async ({ consumer }: Consumed): Promise<void> =>
      consumer.resume().catch((error: unknown) => {
        if (!consumer.closed) throw error
      })
    const [more] = await Promise.all([this.consume(missing), ...held.map(resume)])
    const still = held.filter(({ consumer }) => this.#consumers.has(consumer.id))
    return {
      receive: toTransportParameters(this.#transport('receive'), this.pooled),
      consumers: [...still.map(toConsumerParameters), ...more],
    }
  }

  /** Repeating the same request succeeds. Throws `conflict` for a different far end. */
  async connect(direction: Direction, dtlsParameters: DtlsParameters): Promise<void> {
    const transport = this.#transport(direction)
    const farEnd = JSON.stringify(dtlsParameters)
    const before = this.#connected.get(direction)
    if (before && before.farEnd !== farEnd)
      throw errors.conflict('This connection is in use by another end. Leave the stage and join it again.')
    const connecting = before?.connecting ?? transport.connect({ dtlsParameters })
    this.#connected.set(direction, { farEnd, connecting })
    await connecting.catch((error: unknown) => {
      this.#connected.delete(direction)
      throw error
    })
  }

  async restartIce(direction: Direction): Promise<IceParameters> {
    return this.#transport(direction).restartIce()
  }

  async produce(kind: MediaKind, source: Source, rtpParameters: RtpParameters): Promise<string> {
    this.#requireOwnStreams(rtpParameters)
    const producer = await this.#transport('send').produce({
      kind,
      rtpParameters: withoutTraces(rtpParameters, this.#cname),
      keyFrameRequestDelay,
    })
    this.#addProducer(producer, source)
    return producer.id
  }

  /**
   * Takes SRTP with ids and a key of our choosing, from any address: the first packet tells an encoder's
   * port.
   */
  async ingest(kind: MediaKind, source: Source, listenIp: string): Promise<RtpTarget> {
    const transport = await this.#edge.router.createPlainTransport({
      listenInfo: { protocol: 'udp', ip: listenIp },
      // ffmpeg sends RTCP from another port than RTP; with rtcp-mux that port would replace the RTP one.
      rtcpMux: false,
      comedia: true,
      enableSrtp: true,
      srtpCryptoSuite,
    })
    this.#allTransports.add(transport)
    const srtpKey = randomBytes(srtpKeyBytes).toString('base64')
    await transport.connect({ srtpParameters: { cryptoSuite: srtpCryptoSuite, keyBase64: srtpKey } })
    const { codec, ssrc } = ingestCodecs[kind]
    const producer = await transport.produce({
      kind,
      rtpParameters: { codecs: [codec], encodings: [{ ssrc }], rtcp: { cname: this.#cname } },
    })
    this.#addProducer(producer, source)
    return {
      producerId: producer.id,
      host: transport.tuple.localAddress,
      port: transport.tuple.localPort,
      rtcpPort: transport.rtcpTuple!.localPort,
      payloadType: codec.payloadType,
      ssrc,
      clockRate: codec.clockRate,
      srtpKey,
    }
  }

  async updateProducer(producerId: string, paused: boolean): Promise<void> {
    const producer = this.#producers.get(producerId)
    if (!producer) throw errors.notFound('producer')
    await (paused ? producer.pause() : producer.resume())
  }

  closeProducer(producerId: string): void {
    this.#producers.get(producerId)?.close()
  }

  /** Consumers for the producers that exist and that this peer may have; others are left out. */
  async consume(producerIds: string[]): Promise<ConsumerParameters[]> {
    const wanted = [...new Set(producerIds)].flatMap((producerId) => {
      const media = this.stage.findMedia(producerId)
      return media && this.stage.mayConsume(this, media) ? [media] : []
    })
    const opened = await Promise.all(
      wanted.map((media) =>
        this.#consumeOne(media).catch((error: unknown) => {
          if (this.#closed) throw errors.peerGone()
          if (!media.producer.closed) throw error
        }),
      ),
    )
    return opened.filter((parameters) => parameters !== undefined)
  }

  async updateConsumer(
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
  dropConsumers(isForbidden: (media: ProducedMedia) => boolean): void {
    for (const { consumer, media } of this.#consumers.values()) if (isForbidden(media)) consumer.close()
  }

  attach(controlId: string): void {
    clearTimeout(this.#grace)
    this.attachedTo = controlId
  }

  /** Its socket is gone: it closes unless another server attaches it within `graceMs`. */
  detach(graceMs: number): void {
    this.attachedTo = null
    this.#closeIn(graceMs)
  }

  #closeIn(ms: number): void {
    clearTimeout(this.#grace)
    this.#grace = setTimeout(() => this.close('grace_over'), ms)
    this.#grace.unref()
  }

  close(reason: CloseReason): void {
    if (this.#closed) return
    this.#closed = true
    clearTimeout(this.#grace)
    // The router outlives most of its peers, and its listener would keep each of them in memory.
    this.#edge.router.observer.off('close', this.#onRouterClosed)
    this.stage.leavePlace(this.#edge, this)
    this.stage.peers.delete(this.id)
    for (const transport of this.#allTransports) transport.close()
    this.#events.closed(this, reason)
  }

  #transport(direction: Direction): WebRtcTransport {
    const transport = this.#transports.get(direction)
    if (!transport) throw errors.invalidRequest(`this peer has no transport to ${direction}`)
    return transport
  }

  /** Streams are identified by SSRC: reject one already in use on this connection. */
  #requireOwnStreams(rtpParameters: RtpParameters): void {
    const used = new Set([...this.#producers.values()].flatMap((producer) => ssrcsOf(producer.rtpParameters)))
    if (ssrcsOf(rtpParameters).some((ssrc) => used.has(ssrc)))
      throw errors.conflict(
        'This connection sends a stream with that ssrc already. Close that one first, or send under another.',
      )
  }

  #addProducer(producer: Producer, source: Source): void {
    this.#producers.set(producer.id, producer)
    // One producer per source: a page that produces it again has lost the previous one.
    for (const { producer: before } of this.stage.media.filter(
      (media) => media.peerId === this.id && media.source === source,
    ))
      before.close()
    this.stage.addProducer({ producer, peerId: this.id, source })
    producer.observer.once('close', () => {
      this.#producers.delete(producer.id)
      if (!this.#closed) this.#events.producerClosed(this, producer.id)
    })
  }

  async #consumeOne(media: ProducedMedia): Promise<ConsumerParameters | undefined> {
    const { producer, source } = media
    await this.stage.feed(this.#edge, producer.id)
    const rtpCapabilities = this.#rtpCapabilities
    if (!this.#edge.router.canConsume({ producerId: producer.id, rtpCapabilities }))
      throw errors.codecUnsupported(producer.rtpParameters.codecs[0]!.mimeType)
    const consumer = await this.#transport('receive').consume({
      producerId: producer.id,
      rtpCapabilities,
      paused: this.#isAhead,
    })
    if (consumer.kind === 'video') await consumer.setPriority(priorityOf(source))
    // The peer may have left, or the producer closed, while the consumer was created.
    if (consumer.closed || !this.stage.mayConsume(this, media)) {
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
