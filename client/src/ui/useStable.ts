import { useLayoutEffect, useRef, useState } from 'react'

/**
 * Stable handlers for the component's life, each calling the newest one, so that their users are not redrawn.
 */
export function useStable<Handlers extends object>(newest: Handlers): Handlers {
  const latest = useRef(newest)
  useLayoutEffect(() => {
    latest.current = newest
  })
  const [stable] = useState(() =>
    Object.fromEntries(
      Object.keys(newest).map((name) => [
        name,
        (...given: unknown[]) =>
          (latest.current as Record<string, (...given: unknown[]) => unknown>)[name]!(...given),
      ]),
    ),
  )
  return stable as Handlers
}
