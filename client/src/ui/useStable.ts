import { useLayoutEffect, useRef, useState } from 'react'

/** One set of handlers for the component's life, each of which calls the newest: what has them is not drawn again for them. */
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
