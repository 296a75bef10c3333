// Asking the server for what a page shows: one question at a time, the last wish wins, and again by itself where it failed.

/** How long (ms) until what could not be had is asked for again; spread, for others ask too. */
const retryMs = 3000
const jitterMs = 2000

export interface Asking {
  ask(): void
  /** Resolves once the answer is taken, or could not be had. */
  now(): Promise<void>
  later(ms: number): void
  stop(): void
}

/** `question` answers false where asking again may help; `isCurrent` is false once something newer was asked. */
export function createAsking(question: (isCurrent: () => boolean) => Promise<boolean>): Asking {
  let asks = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function now(): Promise<void> {
    const ask = ++asks
    clearTimeout(timer)
    const isDone = await question(() => ask === asks)
    if (!isDone && ask === asks) later(retryMs + Math.random() * jitterMs)
  }
  function later(ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void now(), ms)
  }
  return {
    now,
    later,
    ask: () => void now(),
    stop() {
      asks++
      clearTimeout(timer)
    },
  }
}
