// Encoding settings for each source.
import type { Source } from '@lectern/shared/media'
import type { ProducerOptions } from 'mediasoup-client/types'

/** From the largest layer down; each has half the size of the previous one. Bits per second. */
const layers = [
  { rid: 'f', maxBitrate: 1_700_000 },
  { rid: 'h', maxBitrate: 500_000 },
  { rid: 'q', maxBitrate: 150_000 },
]

/**
 * Viewers get the layer that fits tile and network. Chromium sends three
 * layers for 540 lines or more, two for 270 or more, else one; if asked for
 * more, it drops the largest, and a small camera would arrive even smaller.
 */
function camera(lines = 720): Partial<ProducerOptions> {
  const count = lines >= 540 ? 3 : lines >= 270 ? 2 : 1
  // Smallest first. With one layer less, the largest has the next one's size and a bit rate in between.
  const encodings = layers.slice(0, count).map(({ rid, maxBitrate }, index) => ({
    rid,
    maxBitrate: count === 3 ? maxBitrate : maxBitrate / 2,
    scaleResolutionDownBy: 2 ** index,
    scalabilityMode: 'L1T2',
  }))
  return { encodings: encodings.reverse(), codecOptions: { videoGoogleStartBitrate: 1000 } }
}
/**
 * Two layers of the same size: text must stay readable on slow
 * connections, which get a sharp picture now and then.
 */
const screen: Partial<ProducerOptions> = {
  encodings: [
    { rid: 'q', maxBitrate: 250_000, maxFramerate: 2, scaleResolutionDownBy: 1, scalabilityMode: 'L1T1' },
    { rid: 'f', maxBitrate: 2_500_000, maxFramerate: 8, scaleResolutionDownBy: 1, scalabilityMode: 'L1T1' },
  ],
  codecOptions: { videoGoogleStartBitrate: 1500 },
}
const voice: Partial<ProducerOptions> = { codecOptions: { opusDtx: true, opusFec: true, opusStereo: false } }

/** Number of layers for a track of this source. */
export const layersOf = (source: Source, track: MediaStreamTrack): number =>
  encodingOf(source, track).encodings?.length ?? 1

/** Encoding of a track of this source, by the size of its picture. */
export function encodingOf(source: Source, track: MediaStreamTrack): Partial<ProducerOptions> {
  switch (source) {
    case 'camera':
      return camera(track.getSettings().height)
    case 'screen':
      return screen
    case 'microphone':
      return voice
    case 'screen_audio':
      return { codecOptions: { opusStereo: true, opusFec: true } }
  }
}
