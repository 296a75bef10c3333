// Tests whether a process answers in time, allowing for stalls of this process itself.
import { setTimeout as wait } from 'node:timers/promises'

type Answered<Value> = { ok: true; value: Value } | { ok: false; error: unknown }

/** The time is divided into this many turns: a pause of this process costs at most one. */
const turns = 4

/** Waits at most twice `silentMs` and calls `onSilent` after half of that. Never throws. */
export async function answersInTime<Value>(
  asked: Promise<Value>,
  silentMs: number,
  onSilent: () => void,
): Promise<Answered<Value>> {
  const answered = asked.then(
    (value): Answered<Value> => ({ ok: true, value }),
    (error: unknown): Answered<Value> => ({ ok: false, error }),
  )
  const timer = new AbortController()
  try {
    for (let turn = 1; turn <= 2 * turns; turn++) {
      const first = await Promise.race([
        answered,
        wait(silentMs / turns, undefined, { signal: timer.signal, ref: false }),
      ])
      if (first) return first
      if (turn === turns) onSilent()
    }
    return { ok: false, error: new Error(`no answer within ${2 * silentMs} ms`) }
  } finally {
    timer.abort()
  }
}
