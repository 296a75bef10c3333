// How well media reached the viewers of a stage, in counts: nobody can be recognised in them, and those of
// several samples and media nodes add up.
import { z } from 'zod'
import { list } from './text.ts'

/** Viewers are grouped by the share of packets they lost: below each of these, or more. */
export const lossBounds = [0.01, 0.03, 0.1, 0.3] as const
const lossGroups = lossBounds.length + 1
/** The layer of a picture that a viewer gets: "none" until the line or the sender allows one. */
export const pictureLayers = ['none', 'low', 'middle', 'high'] as const
export type PictureLayer = (typeof pictureLayers)[number]

const count = z.int().min(0)

export const deliveryQuality = z.strictObject({
  /** Viewers who have reported since the last sample, by what they lost: below 1%, 3%, 10%, 30%, or more. */
  loss: list(count, lossGroups, lossGroups),
  /** Pictures that viewers take and that are sent, by layer. One without layers counts as high. */
  layers: z.strictObject({ none: count, low: count, middle: count, high: count }),
  /** Of these pictures, those that come in a lower layer than their page has asked for. */
  below: count,
})
export type DeliveryQuality = z.infer<typeof deliveryQuality>

export const noQuality = (): DeliveryQuality => ({
  loss: Array.from({ length: lossGroups }, () => 0),
  layers: { none: 0, low: 0, middle: 0, high: 0 },
  below: 0,
})

/** The group of `loss` for a share of lost packets, 0 to 1. */
export function lossGroup(share: number): number {
  const group = lossBounds.findIndex((bound) => share < bound)
  return group < 0 ? lossBounds.length : group
}

/** `layer`: from 0, of `of` layers; undefined while none is sent. */
export function pictureLayer(layer: number | undefined, of: number): PictureLayer {
  if (layer === undefined) return 'none'
  if (layer >= of - 1) return 'high'
  return layer === 0 ? 'low' : 'middle'
}

/** As a row of figures, which can be added to another row; the order is part of what is stored. */
export const countsOf = ({ loss, layers, below }: DeliveryQuality): number[] => [
  ...loss,
  ...pictureLayers.map((layer) => layers[layer]),
  below,
]

export function qualityOf(counts: readonly number[]): DeliveryQuality {
  const at = (index: number): number => counts[index] ?? 0
  return {
    loss: [at(0), at(1), at(2), at(3), at(4)],
    layers: { none: at(5), low: at(6), middle: at(7), high: at(8) },
    below: at(9),
  }
}
