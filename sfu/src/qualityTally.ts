// Counts how well media reaches the viewers of a stage, from what a sample has read already: no question more
// to a worker.
import { type DeliveryQuality, lossGroup, noQuality, pictureLayer } from '@lectern/shared/deliveryQuality'
import { parseScalabilityMode } from 'mediasoup'
import type { Consumer } from 'mediasoup/types'
import type { StagePeer } from './stage.ts'

export interface QualityTally {
  /**
   * `lost`: the share that the viewer's new report states, or null. `flowing`: producers that sent anything.
   */
  add(viewer: StagePeer, lost: number | null, flowing: ReadonlySet<string>): void
  readonly quality: DeliveryQuality
}

/** How many spatial layers a consumer may switch between; it never changes. */
const layersOf = new WeakMap<Consumer, number>()
function layersIn(consumer: Consumer): number {
  const before = layersOf.get(consumer)
  if (before !== undefined) return before
  const { spatialLayers } = parseScalabilityMode(consumer.rtpParameters.encodings?.[0]?.scalabilityMode)
  const layers = consumer.type === 'simple' ? 1 : spatialLayers
  layersOf.set(consumer, layers)
  return layers
}

export function createQualityTally(): QualityTally {
  const quality = noQuality()

  function addPicture(consumer: Consumer): void {
    const of = layersIn(consumer)
    const current = of === 1 ? 0 : consumer.currentLayers?.spatialLayer
    quality.layers[pictureLayer(current, of)]++
    if (current !== undefined && current >= of - 1) return
    const asked = Math.min(consumer.preferredLayers?.spatialLayer ?? of - 1, of - 1)
    if (current === undefined || current < asked) quality.below++
  }

  return {
    add({ consumed }, lost, flowing) {
      if (lost !== null) quality.loss[lossGroup(lost)]!++
      for (const { consumer, media } of consumed)
        if (consumer.kind === 'video' && !consumer.paused && flowing.has(media.producer.id))
          addPicture(consumer)
    },
    quality,
  }
}
