// A token bucket, cheap enough for every message of ten thousand pages: no timer, no promise, no growing
// memory.

export interface Budget {
  /** Size of a burst. */
  atOnce: number
  /** Sustained rate per second. */
  perSecond: number
  /** How many more are refused before the sender is cut off. */
  refused: number
}

export type Verdict = 'take' | 'refuse' | 'cut'

export class Bucket {
  readonly #budget: Budget
  #tokens: number
  #at: number

  /** `now` in ms, on a clock that never goes back. */
  constructor(budget: Budget, now: number) {
    this.#budget = budget
    this.#tokens = budget.atOnce
    this.#at = now
  }

  take(now: number, weight = 1): Verdict {
    const { atOnce, perSecond, refused } = this.#budget
    this.#tokens = Math.min(atOnce, this.#tokens + ((now - this.#at) / 1000) * perSecond) - weight
    this.#at = now
    if (this.#tokens >= 0) return 'take'
    return this.#tokens >= -refused ? 'refuse' : 'cut'
  }

  /** Whole seconds until one more would pass. */
  get secondsToWait(): number {
    return Math.max(1, Math.ceil((1 - this.#tokens) / this.#budget.perSecond))
  }
}
