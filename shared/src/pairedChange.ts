// Change between two yes-or-no answers of the same people, such as right or wrong before and after an
// activity. Pure.

/** People by their two answers. */
export interface PairedCounts {
  bothRight: number
  /** Right only after. */
  gained: number
  /** Right only before. */
  lost: number
  neitherRight: number
}

export interface Interval95 {
  low: number
  high: number
}

export interface PairedChange extends Interval95 {
  /** Share right after minus share right before, -1 to 1; `low` to `high` is its 95% interval. */
  difference: number
  /** McNemar's exact test, two-sided. */
  p: number
}

/** The normal distribution's 97.5% quantile. */
const z95 = 1.959963984540054

/**
 * McNemar's exact test: how likely at least so uneven a split of those who changed is, if either way were as
 * likely. Two-sided; 1 if nobody changed.
 */
export function mcNemar({ gained, lost }: Pick<PairedCounts, 'gained' | 'lost'>): number {
  const changed = gained + lost
  const fewer = Math.min(gained, lost)
  // Logarithms: half to the power of ten thousand is nothing.
  let logTerm = -changed * Math.LN2
  let sum = Math.exp(logTerm)
  for (let k = 1; k <= fewer; k++) {
    logTerm += Math.log((changed - k + 1) / k)
    sum += Math.exp(logTerm)
  }
  return Math.min(1, 2 * sum)
}

/** Wilson's score interval for a share (Wilson 1927). */
export function wilson(count: number, of: number): Interval95 {
  const share = count / of
  const square = z95 * z95
  const middle = share + square / (2 * of)
  const width = z95 * Math.sqrt((share * (1 - share) + square / (4 * of)) / of)
  const whole = 1 + square / of
  return {
    low: count === 0 ? 0 : Math.max(0, (middle - width) / whole),
    high: count === of ? 1 : Math.min(1, (middle + width) / whole),
  }
}

/** The correlation of the two answers, with Newcombe's correction for continuity. */
function correlation({ bothRight, gained, lost, neitherRight }: PairedCounts): number {
  const people = bothRight + gained + lost + neitherRight
  const margins = (bothRight + gained) * (lost + neitherRight) * (bothRight + lost) * (gained + neitherRight)
  if (margins === 0) return 0
  const product = bothRight * neitherRight - gained * lost
  const corrected = product > 0 ? Math.max(0, product - people / 2) : product
  return corrected / Math.sqrt(margins)
}

/**
 * The paired difference of two shares with its 95% interval: method 10 of R. G. Newcombe, "Improved
 * confidence intervals for the difference between binomial proportions based on paired data", Statistics in
 * Medicine 17 (1998), 2635–2650. Null without people.
 */
export function pairedChange(counts: PairedCounts): PairedChange | null {
  const { bothRight, gained, lost, neitherRight } = counts
  const people = bothRight + gained + lost + neitherRight
  if (people === 0) return null
  const [after, before] = [(bothRight + gained) / people, (bothRight + lost) / people]
  const [aroundAfter, aroundBefore] = [wilson(bothRight + gained, people), wilson(bothRight + lost, people)]
  const r = correlation(counts)
  const reach = (one: number, other: number) =>
    Math.sqrt(Math.max(0, one ** 2 - 2 * r * one * other + other ** 2))
  const difference = (gained - lost) / people
  return {
    difference,
    low: Math.max(-1, difference - reach(after - aroundAfter.low, aroundBefore.high - before)),
    high: Math.min(1, difference + reach(aroundAfter.high - after, before - aroundBefore.low)),
    p: mcNemar(counts),
  }
}
