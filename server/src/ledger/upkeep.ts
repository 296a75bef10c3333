// What a ledger needs from time to time, on every server: each of these may run on several at once.
import type { Log } from '../core/log.ts'

/** One hour. */
export const ledgerUpkeepMs = 3_600_000

export interface UpkeepOptions {
  /** Each says in the log what it is. */
  tasks: Readonly<Record<string, () => Promise<void>>>
  everyMs: number
  log: Log
  /** False while this server's clock is not trusted. */
  mayWork: () => boolean
}

export function createUpkeep({ tasks, everyMs, log, mayWork }: UpkeepOptions) {
  let isRunning = false
  let timer: NodeJS.Timeout | undefined

  async function run(): Promise<void> {
    if (isRunning || !mayWork()) return
    isRunning = true
    for (const [task, perform] of Object.entries(tasks))
      await perform().catch((error: unknown) => log.warn({ task, err: error }, 'upkeep of the ledger failed'))
    isRunning = false
  }

  return {
    run,
    start(): void {
      timer = setInterval(() => void run(), everyMs)
      timer.unref()
    },
    close: () => clearInterval(timer),
  }
}
