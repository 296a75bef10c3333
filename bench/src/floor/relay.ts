// The floor of the fan-out: bare mediasoup, one worker, one router, one stream in and any number of viewers.
import type { DtlsParameters, RtpCapabilities } from '@lectern/shared/media'
import { createWorker } from 'mediasoup'
import type { WebRtcTransport } from 'mediasoup/types'
import { answerQuestions } from '../helper.ts'

const codec = { mimeType: 'video/VP8', clockRate: 90_000 } as const
const payloadType = 101
const ssrc = 1111

const worker = await createWorker({ logLevel: 'warn' })
const webRtcServer = await worker.createWebRtcServer({ listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }] })
const router = await worker.createRouter({ mediaCodecs: [{ kind: 'video', ...codec }] })
const source = await router.createPlainTransport({
  listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
  comedia: true,
})
const producer = await source.produce({
  kind: 'video',
  rtpParameters: { codecs: [{ ...codec, payloadType }], encodings: [{ ssrc }] },
})
const viewers = new Map<string, WebRtcTransport>()

const handlers = {
  open: () => ({ port: source.tuple.localPort, payloadType, ssrc, workerPid: worker.pid }),
  addViewer: async (rtpCapabilities: RtpCapabilities) => {
    const transport = await router.createWebRtcTransport({ webRtcServer })
    const { id, iceParameters, iceCandidates, dtlsParameters } = transport
    viewers.set(id, transport)
    const { kind, rtpParameters } = await transport.consume({
      producerId: producer.id,
      rtpCapabilities: rtpCapabilities as never,
    })
    return {
      id,
      transport: { iceParameters, iceCandidates, dtlsParameters },
      consumer: { kind, rtpParameters },
    }
  },
  connectViewer: async ({ id, dtlsParameters }: { id: string; dtlsParameters: DtlsParameters }) =>
    viewers.get(id)!.connect({ dtlsParameters: dtlsParameters as never }),
}
export type Relay = typeof handlers
answerQuestions(handlers)
