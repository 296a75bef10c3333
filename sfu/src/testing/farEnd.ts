// The far end of a peer's transport, as in a browser: real ICE, DTLS and SRTP.
import { EventEmitter, once } from 'node:events'
import type {
  ConsumerParameters,
  DtlsParameters,
  HashAlgorithm,
  TransportParameters,
} from '@lectern/shared/media'
import datachannel, { type Track } from 'node-datachannel'
import { offerFor } from '../../../scripts/worker/offer.mjs'
import { isMedia, pictureLoss, receiverReport } from './rtp.ts'

/** Hands the far end's fingerprint to the node: `peer.connect`. */
export type Connect = (dtlsParameters: DtlsParameters) => Promise<unknown>

interface FarEnd {
  tracks: Track[]
  close(): Promise<void>
}

/** The library's clean-up visits every track ever made, so none may be collected earlier. */
const allTracks: Track[] = []

/** Call it when every far end is closed: the library's threads would keep the process alive. */
export function endFarEnds(): void {
  datachannel.cleanup()
  allTracks.length = 0
}

/** Answers an offer; resolves once media can flow. */
async function answer(offer: string, connect: Connect): Promise<FarEnd> {
  const connection = new datachannel.PeerConnection('test', { iceServers: [], bindAddress: '127.0.0.1' })
  const tracks: Track[] = []
  const opening: Promise<void>[] = []
  const events = new EventEmitter()
  connection.onTrack((track) => {
    tracks.push(track)
    allTracks.push(track)
    opening.push(new Promise((resolve) => track.onOpen(resolve)))
  })
  connection.onStateChange((state) => events.emit(state))
  connection.onLocalDescription((sdp) => events.emit('answer', sdp))
  const answered = once(events, 'answer')
  const connected = once(events, 'connected')
  connection.setRemoteDescription(offer, 'offer' as never)
  const [sdp] = (await answered) as [string]
  const [, algorithm, value] = sdp.match(/a=fingerprint:(\S+) (\S+)/)!
  const fingerprint = { algorithm: algorithm!.toLowerCase() as HashAlgorithm, value: value! }
  await connect({ role: 'client', fingerprints: [fingerprint] })
  await connected
  await Promise.all(opening)
  return {
    tracks,
    async close() {
      // If the node closed first it is closed already, but its resources may not be released yet.
      const closed = connection.state() === 'closed' || once(events, 'closed')
      connection.close()
      await closed
    },
  }
}

export interface Viewer {
  /** Media packets received from a producer so far. */
  count(producerId: string): number
  /** Resolves after that many more packets. */
  receives(producerId: string, packets: number): Promise<void>
  /**
   * Sends a receiver report on a producer, as browsers do every few seconds; a far end sends none by itself.
   */
  report(producerId: string, fractionLost?: number): void
  askForKeyframe(producerId: string): void
  close(): Promise<void>
}

export async function watch(
  receive: TransportParameters,
  consumers: Pick<ConsumerParameters, 'kind' | 'producerId' | 'rtpParameters'>[],
  connect: Connect,
): Promise<Viewer> {
  const { tracks, close } = await answer(offerFor(receive, ...consumers), connect)
  const counts = new Map<string, number>()
  const arrivals = new EventEmitter()
  const trackOf = new Map<string, Track>()
  let jitter = 0
  for (const track of tracks) {
    const { producerId } = consumers[Number(track.mid())]!
    trackOf.set(producerId, track)
    track.onMessage((packet) => {
      if (!isMedia(packet)) return
      counts.set(producerId, count(producerId) + 1)
      arrivals.emit(producerId)
    })
  }
  const send = (producerId: string, packetOn: (ssrc: number) => Buffer): void => {
    const { rtpParameters } = consumers.find((consumer) => consumer.producerId === producerId)!
    trackOf.get(producerId)!.sendMessageBinary(packetOn(rtpParameters.encodings![0]!.ssrc as number))
  }
  const count = (producerId: string) => counts.get(producerId) ?? 0
  return {
    count,
    async receives(producerId, packets) {
      const enough = count(producerId) + packets
      while (count(producerId) < enough) await once(arrivals, producerId)
    },
    // No two reports of a real network are alike.
    report: (producerId, fractionLost = 0) =>
      send(producerId, (ssrc) => receiverReport(ssrc, { fractionLost, jitter: ++jitter })),
    askForKeyframe: (producerId) => send(producerId, pictureLoss),
    close,
  }
}

/** The sending end. The returned function sends packets. */
export async function present(
  send: TransportParameters,
  media: Pick<ConsumerParameters, 'kind' | 'rtpParameters'>,
  connect: Connect,
): Promise<{ send(packet: Buffer): void; close(): Promise<void> }> {
  const offer = offerFor(send, media).replaceAll('a=sendonly', 'a=recvonly')
  const { tracks, close } = await answer(offer, connect)
  return { send: (packet) => void tracks[0]!.sendMessageBinary(packet), close }
}
