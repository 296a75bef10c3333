// What the routers relay. VP8 and H264 baseline are what Chrome, Firefox and Safari must all decode (RFC 7742 §5).
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
 * The capabilities that clients are given. Without abs-capture-time: a worker that has it negotiated takes its time from
 * it, Chromium negotiates but never sends it, and simulcast layers then never switch.
 */
export function clientCapabilities(capabilities: RouterRtpCapabilities): RouterRtpCapabilities {
  return {
    ...capabilities,
    headerExtensions: (capabilities.headerExtensions ?? []).filter(
      (extension) => !extension.uri.endsWith('/abs-capture-time'),
    ),
  }
}
