// RTP numbers for a file or an encoder. Each ingest has its own transport, so they may repeat.
import type { RtpCodecParameters } from 'mediasoup/types'

interface IngestCodec {
  codec: RtpCodecParameters
  ssrc: number
}

export const ingestCodecs: Record<'audio' | 'video', IngestCodec> = {
  audio: {
    codec: {
      mimeType: 'audio/opus',
      payloadType: 100,
      clockRate: 48_000,
      channels: 2,
      parameters: { 'sprop-stereo': 1, useinbandfec: 1 },
    },
    ssrc: 11_111_111,
  },
  video: { codec: { mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000 }, ssrc: 22_222_222 },
}
