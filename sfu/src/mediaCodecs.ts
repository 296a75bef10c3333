// The codecs that routers relay. Chrome, Firefox and Safari must all decode VP8 and H264 baseline (RFC 7742
// §5).
import type { RouterRtpCapabilities, RouterRtpCodecCapability } from 'mediasoup/types'

export const mediaCodecs: RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
]

/**
 * The capabilities offered to clients. Without abs-capture-time: once negotiated, a worker takes its time
 * from it; Chromium negotiates it but never sends it, and then simulcast layers never switch.
 */
export function clientCapabilities(capabilities: RouterRtpCapabilities): RouterRtpCapabilities {
  return {
    ...capabilities,
    headerExtensions: (capabilities.headerExtensions ?? []).filter(
      (extension) => !extension.uri.endsWith('/abs-capture-time'),
    ),
  }
}
