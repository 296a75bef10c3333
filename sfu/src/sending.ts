// What a peer sends: its producers, from its page or from an encoder.
import { randomBytes } from 'node:crypto'
import { errors } from '@lectern/shared/errors'
import type { MediaKind, Source } from '@lectern/shared/media'
import type { RtpTarget } from '@lectern/shared/stage'
import type { PlainTransport, Producer, RtpParameters, WebRtcTransport } from 'mediasoup/types'
import { ingestCodecs } from './ingestCodecs.ts'
import type { Stage } from './stage.ts'

export interface SendingOptions {
  stage: Stage
  peerId: string
  /** Throws if the peer cannot send. */
  transport: () => WebRtcTransport
  /** A producer has ended before its peer. */
  onClosed: (producerId: string) => void
}

/** The suite that every encoder supports, and the length of its master key and salt. */
export const srtpCryptoSuite = 'AES_CM_128_HMAC_SHA1_80'
const srtpKeyBytes = 30
/** A producer gets at most one keyframe request in this time (ms), however many viewers join. */
const keyFrameRequestDelay = 500

/**
 * Browsers label their media with a CNAME and an MSID that stay the same for a while, so a receiver could
 * tell that two calls are with the same visitor. Each peer gets a random name instead, which keeps its sound
 * and picture together.
 */
const withoutTraces = ({ msid: _msid, ...parameters }: RtpParameters, cname: string): RtpParameters => ({
  ...parameters,
  rtcp: { ...parameters.rtcp, cname },
})

const ssrcsOf = ({ encodings = [] }: RtpParameters): number[] =>
  encodings.flatMap(({ ssrc, rtx }) => [ssrc, rtx?.ssrc].filter((number) => number !== undefined))

export class Sending {
  readonly #options: SendingOptions
  readonly #cname = randomBytes(9).toString('base64url')
  readonly #producers = new Map<string, Producer>()

  constructor(options: SendingOptions) {
    this.#options = options
  }

  get producerIds(): string[] {
    return [...this.#producers.keys()]
  }

  async produce(kind: MediaKind, source: Source, rtpParameters: RtpParameters): Promise<string> {
    this.#requireOwnStreams(rtpParameters)
    const producer = await this.#options.transport().produce({
      kind,
      rtpParameters: withoutTraces(rtpParameters, this.#cname),
      keyFrameRequestDelay,
    })
    this.#add(producer, source)
    return producer.id
  }

  /** Takes an encoder's SRTP, with ids and a key of our choosing. */
  async ingest(kind: MediaKind, source: Source, transport: PlainTransport): Promise<RtpTarget> {
    const srtpKey = randomBytes(srtpKeyBytes).toString('base64')
    await transport.connect({ srtpParameters: { cryptoSuite: srtpCryptoSuite, keyBase64: srtpKey } })
    const { codec, ssrc } = ingestCodecs[kind]
    const producer = await transport.produce({
      kind,
      rtpParameters: { codecs: [codec], encodings: [{ ssrc }], rtcp: { cname: this.#cname } },
    })
    this.#add(producer, source)
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

  async update(producerId: string, paused: boolean): Promise<void> {
    const producer = this.#producers.get(producerId)
    if (!producer) throw errors.notFound('producer')
    await (paused ? producer.pause() : producer.resume())
  }

  close(producerId: string): void {
    this.#producers.get(producerId)?.close()
  }

  /** Streams are identified by SSRC: reject one already in use on this connection. */
  #requireOwnStreams(rtpParameters: RtpParameters): void {
    const used = new Set([...this.#producers.values()].flatMap((producer) => ssrcsOf(producer.rtpParameters)))
    if (ssrcsOf(rtpParameters).some((ssrc) => used.has(ssrc)))
      throw errors.conflict(
        'This connection sends a stream with that ssrc already. Close that one first, or send under another.',
      )
  }

  #add(producer: Producer, source: Source): void {
    const { stage, peerId, onClosed } = this.#options
    this.#producers.set(producer.id, producer)
    // One producer per source: a page that produces it again has lost the previous one.
    for (const { producer: before } of stage.media.filter(
      (media) => media.peerId === peerId && media.source === source,
    ))
      before.close()
    stage.addProducer({ producer, peerId, source })
    producer.observer.once('close', () => {
      this.#producers.delete(producer.id)
      onClosed(producer.id)
    })
  }
}
