// How well media arrives, as the health page says it: shares of viewers and of pictures, in percent. Pure.
import { type DeliveryQuality, lossBounds } from '@lectern/shared/deliveryQuality'
import type { HealthMinute } from '@lectern/shared/health'
import type { PlotSeries } from '../ui/Plot.tsx'

export type MeasuredMinute = HealthMinute & { quality: DeliveryQuality }
export const isMeasured = (minute: HealthMinute): minute is MeasuredMinute => minute.quality !== undefined

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)
/** Null of nothing, where there is no share. */
const percentOf = (count: number, total: number): number | null =>
  total === 0 ? null : Math.round((100 * count) / total)

const lossLabels = lossBounds.map((bound, i) =>
  i === 0 ? `Below ${bound * 100}%` : `${lossBounds[i - 1]! * 100} to ${bound * 100}%`,
)
/** The groups of viewers by loss, each with its share in a minute. */
export const lossColumns = [...lossLabels, `${lossBounds.at(-1)! * 100}% or more`].map((label, group) => ({
  label,
  of: ({ quality: { loss } }: MeasuredMinute) => percentOf(loss[group]!, sum(loss)),
}))

const layerLabels = { high: 'High', middle: 'Middle', low: 'Low', none: 'None' } as const
/** The layers, each with its share of the pictures in a minute. */
export const layerColumns = Object.entries(layerLabels).map(([layer, label]) => ({
  label,
  of: ({ quality: { layers } }: MeasuredMinute) =>
    percentOf(layers[layer as keyof typeof layerLabels], sum(Object.values(layers))),
}))

/** From this group on a listener may notice, and from the next one on everybody does. */
const noticed = lossBounds.indexOf(0.03) + 1

export const lossSeries = (minutes: readonly MeasuredMinute[]): PlotSeries[] =>
  [noticed, noticed + 1].map((group) => ({
    label: `Lose ${lossBounds[group - 1]! * 100}% or more`,
    values: minutes.map(({ quality: { loss } }) => percentOf(sum(loss.slice(group)), sum(loss))),
  }))

export const pictureSeries = (minutes: readonly MeasuredMinute[]): PlotSeries[] => {
  const share = (count: (quality: DeliveryQuality) => number) =>
    minutes.map(({ quality }) => percentOf(count(quality), sum(Object.values(quality.layers))))
  return [
    { label: 'Smaller than asked for', values: share(({ below }) => below) },
    { label: 'Not there', values: share(({ layers }) => layers.none) },
  ]
}
