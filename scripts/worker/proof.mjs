// Proves a media worker: a router, a DTLS handshake with a real peer, and RTP through SRTP to it. node
// proof.mjs WORKER        exits 0, or says what failed and exits 1 The handshake is what matters: a worker
// that takes its OpenSSL for one without kernel TLS crashes at the first one.
import { createSocket } from 'node:dgram'
import datachannel from 'node-datachannel'
import { offerFor } from './offer.mjs'

// mediasoup reads it when it is loaded.
process.env.MEDIASOUP_WORKER_BIN = process.argv[2]
const { createWorker } = await import('mediasoup')
const packetsNeeded = 20
const deadlineMs = 15_000

/** @param {string} reason @returns {never} */
const refuse = (reason) => {
  console.error(reason)
  process.exit(1)
}
setTimeout(
  () => refuse(`no ${packetsNeeded} packets came through within ${deadlineMs / 1000} s`),
  deadlineMs,
).unref()

const worker = await createWorker({ logLevel: 'error' }).catch((error) =>
  refuse(`it does not start: ${error.message}`),
)
worker.on('died', (error) => refuse(`it died: ${error.message}`))

const codec = { mimeType: 'video/VP8', clockRate: 90_000 }
const router = await worker.createRouter({ mediaCodecs: [{ kind: 'video', ...codec }] })
const source = await router.createPlainTransport({
  listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
  comedia: true,
})
const producer = await source.produce({
  kind: 'video',
  rtpParameters: { codecs: [{ ...codec, payloadType: 101 }], encodings: [{ ssrc: 1111 }] },
})
const transport = await router.createWebRtcTransport({ listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }] })
const consumer = await transport.consume({ producerId: producer.id, rtpCapabilities: router.rtpCapabilities })

const viewer = new datachannel.PeerConnection('proof', { iceServers: [], bindAddress: '127.0.0.1' })
let received = 0
viewer.onTrack((track) => {
  track.onMessage(() => {
    if (++received < packetsNeeded) return
    console.log(`ok: ${received} packets`)
    process.exit(0)
  })
})
viewer.onLocalDescription((sdp, type) => {
  if (type !== 'answer') return
  const fingerprint = sdp.match(/a=fingerprint:(\S+) (\S+)/)
  if (!fingerprint) refuse('the viewer has no fingerprint')
  transport
    .connect({
      dtlsParameters: {
        role: 'client',
        fingerprints: [{ algorithm: fingerprint[1].toLowerCase(), value: fingerprint[2] }],
      },
    })
    .catch((error) => refuse(`the handshake failed: ${error.message}`))
})
viewer.setRemoteDescription(offerFor(transport, consumer), 'offer')

// A stream of small VP8 frames, each a keyframe of one packet.
const socket = createSocket('udp4')
let sequence = 0
setInterval(() => {
  const packet = Buffer.alloc(12 + 30)
  packet.writeUInt16BE(0x80e5, 0)
  packet.writeUInt16BE(sequence & 0xffff, 2)
  packet.writeUInt32BE(sequence * 3000, 4)
  packet.writeUInt32BE(1111, 8)
  packet.set([0x10, 0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, 0x10, 0x00, 0x10, 0x00], 12)
  sequence++
  socket.send(packet, source.tuple.localPort, '127.0.0.1')
}, 20)
