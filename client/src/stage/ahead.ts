// A page's connection to a stage before its person asks to watch: nothing is sent, shown or counted.
import type { ConsumerParameters } from '@lectern/shared/media'
import type { Prepared } from '@lectern/shared/stage'
import type { Device } from 'mediasoup-client'
import type { ConnectionState, Consumer, Transport } from 'mediasoup-client/types'
import type { Connection } from '../live/connection.ts'
import { openConsumer, openTransport } from './transports.ts'

interface AheadOptions {
  connection: Connection
  sessionId: string
  loadDevice: () => Promise<Device>
}

interface Held {
  consumer: Consumer
  parameters: ConsumerParameters
}

export interface AheadMedia {
  transport: Transport
  consumers: Held[]
}

export class Ahead {
  readonly #options: AheadOptions
  readonly #stopListening: (() => void)[] = []
  readonly #asked: Promise<Prepared | undefined>
  readonly #opened: Promise<AheadMedia | undefined>
  #peerId: string | undefined
  #transport: Transport | undefined
  #consumers: Held[] = []
  #onState: (state: ConnectionState) => void = (state) => {
    if (state === 'failed' || state === 'disconnected') this.close()
  }
  #closed = false

  /** Starts at once. If it is refused or lost, there is nothing to take, and the page joins as usual. */
  constructor(options: AheadOptions) {
    this.#options = options
    const { connection } = options
    this.#stopListening.push(
      connection.on('stage.peerClosed', ({ peerId }) => {
        if (peerId === this.#peerId) this.close()
      }),
      // It ends with its socket.
      connection.store.subscribe(({ status }) => {
        if (status !== 'connected') this.close()
      }),
    )
    const device = options.loadDevice()
    this.#asked = this.#ask(device).catch(() => undefined)
    this.#opened = this.#open(device).catch(() => undefined)
  }

  /** The peer to watch as, once the server has opened it. */
  async peerId(): Promise<string | undefined> {
    await this.#asked
    return this.#closed ? undefined : this.#peerId
  }

  /** What will be the largest picture, as far as it can be known: slides, or else a camera. */
  get picture(): MediaStreamTrack | undefined {
    const pictures = this.#closed
      ? []
      : this.#consumers.filter(({ parameters }) => parameters.kind === 'video')
    return (pictures.find(({ parameters }) => parameters.source === 'screen') ?? pictures[0])?.consumer.track
  }

  /**
   * Hands over the media to a page that watches as this peer. `onState`: of its connection, as it is and
   * becomes.
   */
  async take(onState: (state: ConnectionState) => void): Promise<AheadMedia | undefined> {
    const media = await this.#opened
    if (!media || this.#closed) return
    this.#stop()
    this.#onState = onState
    onState(media.transport.connectionState)
    return media
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#stop()
    this.#transport?.close()
    const { connection } = this.#options
    if (this.#peerId) connection.send('stage.leave', { peerId: this.#peerId }).catch(() => undefined)
  }

  #stop(): void {
    for (const stopListening of this.#stopListening.splice(0)) stopListening()
  }

  async #ask(loading: Promise<Device>): Promise<Prepared> {
    const { connection, sessionId } = this.#options
    const { recvRtpCapabilities: rtpCapabilities } = await loading
    const prepared = await connection.send('stage.prepare', { sessionId, rtpCapabilities })
    this.#peerId = prepared.peerId
    if (this.#closed) connection.send('stage.leave', { peerId: prepared.peerId }).catch(() => undefined)
    return prepared
  }

  async #open(loading: Promise<Device>): Promise<AheadMedia | undefined> {
    const prepared = await this.#asked
    // Without anything to receive, nothing can be connected.
    if (!prepared || this.#closed || prepared.consumers.length === 0) return
    const transport = openTransport(
      await loading,
      'receive',
      prepared.receive,
      prepared,
      this.#options.connection,
      (state) => this.#onState(state),
    )
    this.#transport = transport
    this.#consumers = await Promise.all(
      prepared.consumers.map(async (parameters) => ({
        consumer: await openConsumer(transport, parameters),
        parameters,
      })),
    )
    return { transport, consumers: this.#consumers }
  }
}
