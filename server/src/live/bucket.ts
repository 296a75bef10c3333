// A token bucket, cheap enough for every message of ten thousand pages: no timer, no promise, no memory that grows.

export interface Budget {
  /** So many at once. */
  atOnce: number
  /** So many a second for as long as it lasts. */
  perSecond: number
  /** So many beyond that are refused; who sends more still is cut off. */
  refused: number
}

export type Verdict = 'take' | 'refuse' | 'cut'

export class Bucket {
  readonly #budget: Budget
  #tokens: number
  #at: number

  /** `now` in ms, of a clock that is never set back. */
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

  /** Until one more would be taken, in whole seconds. */
  get secondsToWait(): number {
    return Math.max(1, Math.ceil((1 - this.#tokens) / this.#budget.perSecond))
  }
}
