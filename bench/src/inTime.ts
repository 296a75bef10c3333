import { setTimeout as wait } from 'node:timers/promises'

/** Rejects with `what` if the work takes longer than `ms`. */
export async function inTime<Result>(ms: number, what: string, work: () => Promise<Result>): Promise<Result> {
  const over = new AbortController()
  const late = wait(ms, undefined, { ref: false, signal: over.signal }).then(() => {
    throw new Error(`${what} within ${ms / 1000} s`)
  })
  try {
    return await Promise.race([work(), late])
  } finally {
    over.abort()
    late.catch(() => undefined)
  }
}
