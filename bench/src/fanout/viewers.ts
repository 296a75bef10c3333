// Hundreds of viewers: real ICE, DTLS, SRTP and receiver reports; pictures are counted, not decoded.
import { EventEmitter, once } from 'node:events'
import type { DtlsParameters, HashAlgorithm } from '@lectern/shared/media'
import datachannel, { type PeerConnection, type Track } from 'node-datachannel'
import { answerQuestions } from '../helper.ts'

export type SideName = 'product' | 'floor'

const received: Record<SideName, number> = { product: 0, floor: 0 }
/** Kept, because the library closes unreferenced ones. */
const kept: (PeerConnection | Track)[] = []
const connecting: Promise<unknown>[] = []

const handlers = {
  /** Answers the offer; `payloadType` distinguishes its media from reports and bandwidth probes. */
  async add({ side, offer, payloadType }: { side: SideName; offer: string; payloadType: number }) {
    const connection = new datachannel.PeerConnection('viewer', {
      iceServers: [],
      bindAddress: '127.0.0.1',
    })
    const events = new EventEmitter()
    connection.onTrack((track) => {
      track.setMediaHandler(new datachannel.RtcpReceivingSession())
      track.onMessage((packet) => {
        if ((packet[1]! & 0x7f) === payloadType) received[side]++
      })
      kept.push(track)
    })
    connection.onStateChange((state) => events.emit(state))
    connection.onLocalDescription((sdp) => events.emit('answer', sdp))
    kept.push(connection)
    connecting.push(once(events, 'connected'))
    const answered = once(events, 'answer')
    connection.setRemoteDescription(offer, 'offer' as never)
    const [sdp] = (await answered) as [string]
    const [, algorithm, value] = sdp.match(/a=fingerprint:(\S+) (\S+)/)!
    return {
      role: 'client',
      fingerprints: [{ algorithm: algorithm!.toLowerCase() as HashAlgorithm, value: value! }],
    } satisfies DtlsParameters
  },
  allConnected: async () => {
    await Promise.all(connecting.splice(0))
  },
  received: () => received,
}
export type Viewers = typeof handlers
answerQuestions(handlers)
