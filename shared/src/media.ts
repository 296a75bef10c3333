// Complete WebRTC parameters on the wire: both ends of the control contract check them (`rtp.ts`).
import { z } from 'zod'
import { id } from './ids.ts'
import { maybe, mediaKind, rtpParameters } from './rtp.ts'
import { bounded, list } from './text.ts'

export {
  layersMax,
  type MediaKind,
  mediaKind,
  ofOneKind,
  type RtpCapabilities,
  type RtpParameters,
  rtpCapabilities,
  rtpParameters,
} from './rtp.ts'

/** Ids made by mediasoup: UUIDs. */
export const mediaId = bounded(64).regex(/^[A-Za-z0-9_-]+$/, 'not an id')

const fingerprint = z.strictObject({
  algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
  value: bounded(64 * 3 - 1).regex(/^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2})*$/),
})
export const dtlsParameters = z.strictObject({
  role: maybe(z.enum(['auto', 'client', 'server'])),
  fingerprints: list(fingerprint, 8, 1),
})
export type DtlsParameters = z.infer<typeof dtlsParameters>
export type HashAlgorithm = DtlsParameters['fingerprints'][number]['algorithm']

const iceText = bounded(256).regex(/^[A-Za-z0-9+/]+$/)
export const iceParameters = z.strictObject({
  usernameFragment: iceText,
  password: iceText,
  iceLite: maybe(z.boolean()),
})
export type IceParameters = z.infer<typeof iceParameters>

const address = bounded(255).regex(/^[\w.:%-]+$/)
const iceCandidate = z.strictObject({
  foundation: bounded(32).regex(/^[A-Za-z0-9+/]+$/),
  priority: z
    .int()
    .min(0)
    .max(2 ** 32 - 1),
  address,
  ip: address,
  protocol: z.enum(['udp', 'tcp']),
  port: z.int().min(0).max(65_535),
  type: z.enum(['host', 'srflx', 'prflx', 'relay']),
  tcpType: maybe(z.enum(['active', 'passive', 'so'])),
})

/** Everything a client needs to make its end of a transport. */
export const transportParameters = z.strictObject({
  id: mediaId,
  iceParameters,
  iceCandidates: list(iceCandidate, 64),
  dtlsParameters,
})
export type TransportParameters = z.infer<typeof transportParameters>

/** The sources of a producer; each has its own encoding profile. */
const sources = ['camera', 'microphone', 'screen', 'screen_audio'] as const
export const source = z.enum(sources)
export type Source = z.infer<typeof source>

export const consumerParameters = z.strictObject({
  id: mediaId,
  producerId: mediaId,
  kind: mediaKind,
  rtpParameters,
  /** The presenter who produces it, and the source. */
  presenterPeerId: id,
  source,
  producerPaused: z.boolean(),
})
export type ConsumerParameters = z.infer<typeof consumerParameters>

/** A STUN or TURN server, as `RTCPeerConnection` accepts it. */
export const iceServer = z.object({
  urls: list(bounded(500), 16),
  username: maybe(bounded(500)),
  credential: maybe(bounded(500)),
})
export type IceServer = z.infer<typeof iceServer>
