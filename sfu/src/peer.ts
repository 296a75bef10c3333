// A peer: one page of one person on one stage, or a file that plays into it. It has transports, on which it
// sends and receives.
import { errors } from '@lectern/shared/errors'
import { preparedMs } from '@lectern/shared/limits'
import type {
  DtlsParameters,
  IceParameters,
  MediaKind,
  Source,
  TransportParameters,
} from '@lectern/shared/media'
import type { SfuReply } from '@lectern/shared/sfuContract'
import type { RtpTarget } from '@lectern/shared/stage'
import type { RtpCapabilities, Transport, WebRtcTransport } from 'mediasoup/types'
import { withAllAddresses } from './addresses.ts'
import { Receiving } from './receiving.ts'
import { Sending, srtpCryptoSuite } from './sending.ts'
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

/**
 * Bits per second assumed before the first estimate: enough for a first picture, little enough for a weak
 * network.
 */
const firstBitrate = 800_000

const toTransportParameters = (transport: WebRtcTransport, { listens }: PoolWorker): TransportParameters => ({
  id: transport.id,
  iceParameters: transport.iceParameters,
  iceCandidates: withAllAddresses(transport.iceCandidates, listens),
  dtlsParameters: transport.dtlsParameters,
})

export class Peer implements StagePeer {
  readonly id: string
  readonly stage: Stage
  readonly role: PeerRole
  readonly personId: string
  readonly isPage: boolean
  readonly isPreview: boolean
  /** The control connection of the server that speaks for it; null during its grace time. */
  attachedTo: string | null
  readonly sending: Sending
  readonly receiving: Receiving
  readonly #edge: StageRouter
  readonly #events: PeerEvents
  readonly #transports = new Map<Direction, WebRtcTransport>()
  readonly #connected = new Map<Direction, { farEnd: string; connecting: Promise<void> }>()
  readonly #allTransports = new Set<Transport>()
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
    this.#events = options.events
    this.sending = new Sending({
      stage,
      peerId: id,
      transport: () => this.#transport('send'),
      onClosed: (producerId) => {
        if (!this.#closed) this.#events.producerClosed(this, producerId)
      },
    })
    this.receiving = new Receiving({
      ...{ stage, peer: this, edge, rtpCapabilities: options.rtpCapabilities },
      transport: () => this.#transport('receive'),
    })
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

  get isClosed(): boolean {
    return this.#closed
  }

  get consumed(): Consumed[] {
    return this.receiving.consumed
  }

  dropConsumers(isForbidden: (media: ProducedMedia) => boolean): void {
    this.receiving.drop(isForbidden)
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
    const consumers = await this.receiving.begin(producerIds)
    return { receive: toTransportParameters(this.#transport('receive'), this.pooled), consumers }
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

  /** A transport that takes SRTP from any address: the first packet tells an encoder's port. */
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
    return this.sending.ingest(kind, source, transport)
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
}
