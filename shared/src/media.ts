// What WebRTC parameters look like on the wire. They are opaque to us: mediasoup and mediasoup-client make and check
// them in depth; here only their outline and their size are held to bounds.
import { z } from 'zod'

const outline = z.looseObject({})

export const rtpCapabilities = z.looseObject({
  codecs: z.array(z.looseObject({ kind: z.enum(['audio', 'video']), mimeType: z.string().max(64) })).max(64),
  headerExtensions: z.array(outline).max(64).optional(),
})
export type RtpCapabilities = z.infer<typeof rtpCapabilities>

export const rtpParameters = z.looseObject({
  codecs: z
    .array(z.looseObject({ mimeType: z.string().max(64) }))
    .min(1)
    .max(16),
  encodings: z.array(outline).max(8).optional(),
})
export type RtpParameters = z.infer<typeof rtpParameters>

export const dtlsParameters = z.looseObject({
  role: z.enum(['auto', 'client', 'server']).optional(),
  fingerprints: z
    .array(z.object({ algorithm: z.string().max(32), value: z.string().max(256) }))
    .min(1)
    .max(8),
})
export type DtlsParameters = z.infer<typeof dtlsParameters>

export const iceParameters = z.looseObject({ usernameFragment: z.string(), password: z.string() })
export type IceParameters = z.infer<typeof iceParameters>

/** Everything a client needs to make its end of a transport. */
export const transportParameters = z.object({
  id: z.string(),
  iceParameters,
  iceCandidates: z.array(outline),
  dtlsParameters,
})
export type TransportParameters = z.infer<typeof transportParameters>

export const mediaKind = z.enum(['audio', 'video'])
export type MediaKind = z.infer<typeof mediaKind>

/** Where a producer's media comes from; each has its own encoding profile. */
export const sources = ['camera', 'microphone', 'screen', 'screen_audio'] as const
export const source = z.enum(sources)
export type Source = z.infer<typeof source>

export const consumerParameters = z.object({
  id: z.string(),
  producerId: z.string(),
  kind: mediaKind,
  rtpParameters,
  /** The presenter who produces it, and from what. */
  presenterPeerId: z.string(),
  source,
  producerPaused: z.boolean(),
})
export type ConsumerParameters = z.infer<typeof consumerParameters>

/** A STUN or TURN server as `RTCPeerConnection` takes it. */
export const iceServer = z.object({
  urls: z.array(z.string()),
  username: z.string().optional(),
  credential: z.string().optional(),
})
export type IceServer = z.infer<typeof iceServer>
