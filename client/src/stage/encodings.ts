// How each source is sent.
import type { Source } from '@lectern/shared/media'
import type { ProducerOptions } from 'mediasoup-client/types'

/** Three layers, each half the size of the next: a viewer gets the one that fits tile and network. Bits per second. */
const camera: Partial<ProducerOptions> = {
  encodings: [
    { rid: 'q', scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T2' },
    { rid: 'h', scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T2' },
    { rid: 'f', scaleResolutionDownBy: 1, maxBitrate: 1_700_000, scalabilityMode: 'L1T2' },
  ],
  codecOptions: { videoGoogleStartBitrate: 1000 },
}
/** One layer, sharp: text matters more than motion. */
const screen: Partial<ProducerOptions> = {
  encodings: [{ maxBitrate: 2_500_000, maxFramerate: 8 }],
  codecOptions: { videoGoogleStartBitrate: 1500 },
}
const voice: Partial<ProducerOptions> = { codecOptions: { opusDtx: true, opusFec: true, opusStereo: false } }

export const encodingOf: Record<Source, Partial<ProducerOptions>> = {
  camera,
  screen,
  microphone: voice,
  screen_audio: { codecOptions: { opusStereo: true, opusFec: true } },
}
