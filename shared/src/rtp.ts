// Complete RTP parameters and capabilities. mediasoup writes them into a buffer field by field, and one field
// of an unexpected kind breaks that buffer for everyone on the worker, so only fields named here get through.
import type { RouterRtpCapabilities, RtpParameters } from 'mediasoup/types'
import { z } from 'zod'
import { bounded, list, table } from './text.ts'

/** May be left out. Undefined counts as left out inside a process, so types need not name it. */
export const maybe = <Schema extends z.ZodType>(schema: Schema): z.ZodExactOptional<Schema> =>
  schema.optional() as unknown as z.ZodExactOptional<Schema>

export const mediaKind = z.enum(['audio', 'video'])
export type MediaKind = z.infer<typeof mediaKind>

/** Layers of one picture; also the layers that can be requested, counted from 0. */
export const layersMax = 3

const mimeTypes = [
  'audio/opus',
  'video/VP8',
  'video/VP9',
  'video/H264',
  'video/H265',
  'video/AV1',
  'video/rtx',
] as const
const mimeType = z.enum(mimeTypes)
const payloadType = z.int().min(0).max(127)
const clockRate = z.int().min(8000).max(192_000)
const channels = z.int().min(1).max(8)
const ssrc = z
  .int()
  .min(1)
  .max(2 ** 32 - 1)
const bitrate = z.int().min(1000).max(100_000_000)

const codecParameters = table(
  bounded(64).regex(/^[A-Za-z][\w-]*$/),
  z.union([
    z
      .number()
      .min(-(2 ** 31))
      .max(2 ** 31 - 1),
    bounded(256).regex(/^[ -~]*$/),
  ]),
  32,
)
const rtcpFeedback = list(
  z.strictObject({
    type: bounded(32).regex(/^[a-z-]+$/),
    parameter: maybe(bounded(32).regex(/^[a-z -]*$/)),
  }),
  16,
)
const codecRest = {
  clockRate,
  channels: maybe(channels),
  parameters: maybe(codecParameters),
  rtcpFeedback: maybe(rtcpFeedback),
}

/** The ones mediasoup knows; it throws on any other. */
const headerExtensionUri = z.enum([
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension',
  'urn:3gpp:video-orientation',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time',
  'urn:ietf:params:rtp-hdrext:toffset',
  'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
  'urn:mediasoup:params:rtp-hdrext:packet-id',
])
/** Two-byte header extensions have ids up to 255. */
const extensionId = z.int().min(1).max(255)
const extensionsMax = 32

export type RtpCapabilities = RouterRtpCapabilities
export type { RtpParameters }

/** What one end can receive. */
export const rtpCapabilities: z.ZodType<RtpCapabilities, RtpCapabilities> = z.strictObject({
  codecs: list(
    z.strictObject({
      kind: mediaKind,
      mimeType,
      preferredPayloadType: maybe(payloadType),
      ...codecRest,
    }),
    64,
  ),
  headerExtensions: maybe(
    list(
      z.strictObject({
        kind: mediaKind,
        uri: headerExtensionUri,
        preferredId: extensionId,
        preferredEncrypt: maybe(z.boolean()),
        direction: maybe(z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive'])),
      }),
      extensionsMax,
    ),
  ),
})

const encoding = z.strictObject({
  ssrc: maybe(ssrc),
  rid: maybe(bounded(8).regex(/^[A-Za-z0-9_-]+$/)),
  codecPayloadType: maybe(payloadType),
  rtx: maybe(z.strictObject({ ssrc })),
  dtx: maybe(z.boolean()),
  scalabilityMode: maybe(bounded(16).regex(/^[LS][1-3]T[1-3]h?(_KEY(_SHIFT)?)?$/)),
  maxBitrate: maybe(bitrate),
  // Added by browsers for their own use.
  active: maybe(z.boolean()),
  maxFramerate: maybe(z.number().min(0).max(240)),
  scaleResolutionDownBy: maybe(z.number().min(1).max(64)),
  priority: maybe(z.enum(['very-low', 'low', 'medium', 'high'])),
  networkPriority: maybe(z.enum(['very-low', 'low', 'medium', 'high'])),
  adaptivePtime: maybe(z.boolean()),
})

const areDifferent = (values: unknown[]): boolean => {
  const present = values.filter((value) => value !== undefined)
  return new Set(present).size === present.length
}

/**
 * What one end sends or receives. Values that tell its parts apart must be unique, or the worker refuses it.
 */
export const rtpParameters: z.ZodType<RtpParameters, RtpParameters> = z
  .strictObject({
    mid: maybe(bounded(16).regex(/^[A-Za-z0-9_-]+$/)),
    codecs: list(z.strictObject({ mimeType, payloadType, ...codecRest }), 16, 1),
    headerExtensions: maybe(
      list(
        z.strictObject({
          uri: headerExtensionUri,
          id: extensionId,
          encrypt: maybe(z.boolean()),
          parameters: maybe(codecParameters),
        }),
        extensionsMax,
      ),
    ),
    encodings: maybe(list(encoding, layersMax)),
    rtcp: maybe(
      z.strictObject({
        cname: maybe(bounded(255).regex(/^[ -~]*$/)),
        reducedSize: maybe(z.boolean()),
        mux: maybe(z.boolean()),
      }),
    ),
    msid: maybe(bounded(255).regex(/^[ -~]*$/)),
  })
  .refine(
    ({ codecs }) => areDifferent(codecs.map(({ payloadType }) => payloadType)),
    'two codecs of one payload type',
  )
  .refine(
    ({ codecs }) =>
      areDifferent(
        codecs.filter(({ mimeType }) => mimeType === 'video/rtx').map(({ parameters }) => parameters?.apt),
      ),
    'two codecs that retransmit the same one',
  )
  .refine(
    ({ encodings = [] }) => areDifferent(encodings.flatMap(({ ssrc, rtx }) => [ssrc, rtx?.ssrc])),
    'two streams of one ssrc',
  )
  .refine(({ encodings = [] }) => areDifferent(encodings.map(({ rid }) => rid)), 'two layers of one rid')

const isOf = (kind: MediaKind, { codecs }: RtpParameters): boolean =>
  codecs.every((codec) => codec.mimeType.startsWith(`${kind}/`))

/** Sound must be declared as sound and pictures as pictures: the worker does not check. */
export const ofOneKind = (media: { kind: MediaKind; rtpParameters: RtpParameters }): boolean =>
  isOf(media.kind, media.rtpParameters)
