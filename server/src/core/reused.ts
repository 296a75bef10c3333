// Values that are expensive to compute and may be somewhat old.

/** An older value is reused for this many times as long as computing it took. */
const factor = 20

interface Computed<Value> {
  value: Promise<Value>
  /** Infinity while it is being computed. */
  until: number
}

/**
 * Computes a value by key, at the price of at most a twentieth of the time. Requests at the same time share
 * one computation; one that failed is not kept. `now`: a clock in ms.
 */
export function createReused<Value>(
  compute: (key: string) => Promise<Value>,
  now: () => number = () => performance.now(),
) {
  const kept = new Map<string, Computed<Value>>()

  function begin(key: string): Promise<Value> {
    const started = now()
    const computed: Computed<Value> = { value: compute(key), until: Number.POSITIVE_INFINITY }
    kept.set(key, computed)
    computed.value.then(
      () => {
        computed.until = now() + factor * (now() - started)
      },
      () => {
        if (kept.get(key) === computed) kept.delete(key)
      },
    )
    return computed.value
  }

  return {
    get(key: string): Promise<Value> {
      const before = kept.get(key)
      return before && now() < before.until ? before.value : begin(key)
    },
    /** The next request computes it again. */
    forget: (): void => kept.clear(),
  }
}
