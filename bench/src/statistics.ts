/** The smallest value not exceeded by `share` (0 to 1) of all values (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('there is no percentile of nothing')
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

/** To three significant digits: no figure of a bench is more precise. */
export const rounded = (value: number): number =>
  Number.isInteger(value) ? value : Number(value.toPrecision(3))

/** Product over floor, for every figure in `keys` that both have. */
export const ratiosOf = <Key extends string>(
  keys: readonly Key[],
  metrics: Record<Key, number>,
  floor: Record<Key, number>,
): Record<Key, number> =>
  Object.fromEntries(keys.map((key) => [key, metrics[key] / floor[key]])) as Record<Key, number>

/** Times of the product and of the floor, in ms, as figures of a bench. */
export function compareTimes(product: readonly number[], floor: readonly number[]) {
  const figures = (times: readonly number[]) => ({
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
  })
  const [metrics, least] = [figures(product), figures(floor)]
  const { p50Ms: p50, p95Ms: p95 } = ratiosOf(['p50Ms', 'p95Ms'], metrics, least)
  return { metrics, floor: least, ratios: { p50, p95 } }
}
