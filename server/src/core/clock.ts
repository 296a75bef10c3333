/** Milliseconds since the epoch. Injected everywhere time matters, so that tests control it. */
export type Clock = () => number
export const systemClock: Clock = () => Date.now()

/**
 * Runs a function once after `ms` milliseconds; returns a function that cancels it. Injected like the clock.
 */
export type After = (ms: number, run: () => void) => () => void

export const systemAfter: After = (ms, run) => {
  const timer = setTimeout(run, ms)
  timer.unref()
  return () => clearTimeout(timer)
}

export const dayMs = 86_400_000
