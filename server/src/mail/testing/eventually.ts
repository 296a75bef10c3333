import { setTimeout as delay } from 'node:timers/promises'

/**
 * What `attempt` returns once it does not throw. For what a job does, of which a test hears nothing; a test
 * that waits in vain fails with its last problem.
 */
export async function eventually<Result>(
  attempt: () => Promise<Result> | Result,
  forMs = 8000,
): Promise<Result> {
  const until = performance.now() + forMs
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (performance.now() > until) throw error
      await delay(50)
    }
  }
}
