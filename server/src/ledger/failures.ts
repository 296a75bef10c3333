// Intents that this server could not complete. It tries each less and less often, names it in the log, and
// lists those that failed repeatedly for the operator. A restart begins afresh.
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { Intent, Place } from './intent.ts'

const firstWaitMs = 5000
const lastWaitMs = 300_000
/** From this number of failures on, it will not heal by itself. */
const repeated = 3

interface Failure {
  kind: string
  hash: string
  times: number
  /** When to try again, in ms. */
  retryAt: number
}

export function createFailures(clock: Clock, log: Log) {
  const failures = new Map<string, Failure>()

  return {
    /** The intent failed a short while ago: background work leaves it alone meanwhile. */
    waits: (intentId: string): boolean => (failures.get(intentId)?.retryAt ?? 0) > clock(),

    failed({ id, kind }: Intent, [hash]: Place, error: unknown): void {
      const times = (failures.get(id)?.times ?? 0) + 1
      const waitMs = Math.min(firstWaitMs * 2 ** (times - 1), lastWaitMs)
      failures.set(id, { kind, hash, times, retryAt: clock() + waitMs })
      log.warn({ err: error, kind, hash, intent: id, times, waitMs }, 'this evidence is not recorded yet')
    },

    done: (intentId: string): void => void failures.delete(intentId),

    /** Forgets those that are no longer pending. */
    keep(pending: ReadonlySet<string>): void {
      for (const id of failures.keys()) if (!pending.has(id)) failures.delete(id)
    },

    /** In words, without personal data. */
    list: (): string[] =>
      [...failures.values()]
        .filter(({ times }) => times >= repeated)
        .map(
          ({ kind, hash, times }) =>
            `Evidence of the kind “${kind}” (in ${hash}) could not be written to the ledger ${times} times. The log says why.`,
        ),
  }
}
