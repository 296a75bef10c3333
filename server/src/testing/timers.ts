import type { After } from '../core/clock.ts'

/** A clock and timers that a test controls. `settled` waits for what a timer has started. */
export function fakeTimers(start: number, settled: () => Promise<void>) {
  const time = {
    now: start,
    clock: () => time.now,
    /** Pending timers. */
    timers: [] as { at: number; run: () => void }[],
    after: ((ms, run) => {
      const timer = { at: time.now + ms, run }
      time.timers.push(timer)
      return () => {
        time.timers = time.timers.filter((each) => each !== timer)
      }
    }) satisfies After as After,
    /** Runs all timers of the next `ms` milliseconds in order, each at its time. */
    async advance(ms: number): Promise<void> {
      const until = time.now + ms
      for (;;) {
        const next = time.timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        time.timers = time.timers.filter((timer) => timer !== next)
        time.now = Math.max(time.now, next.at)
        next.run()
        await settled()
      }
      time.now = until
    },
  }
  return time
}
