import { useEffect, useEffectEvent, useLayoutEffect, useState } from 'react'

/** How often the page has returned from the back/forward cache, which keeps pages but not what they held. */
function usePageReturns(): number {
  const [returns, setReturns] = useState(0)
  useEffect(() => {
    const shown = ({ persisted }: PageTransitionEvent) => {
      if (persisted) setReturns((count) => count + 1)
    }
    window.addEventListener('pageshow', shown)
    return () => window.removeEventListener('pageshow', shown)
  }, [])
  return returns
}

/**
 * What a page holds while it is shown, one for each key: made before the page is painted, ended (perhaps
 * twice) when it is left, and made again when it comes back. Without a key there is none. `isPageGoing`: the
 * browser unloads the page or keeps it for later.
 */
export function useWhileShown<Thing>(
  key: string | undefined,
  make: () => Thing,
  end: (thing: Thing, isPageGoing: boolean) => void,
): Thing | undefined {
  const [thing, setThing] = useState<Thing>()
  const returns = usePageReturns()
  const makeNow = useEffectEvent(make)
  const endNow = useEffectEvent(end)
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- a page that has returned has released what it held
  useLayoutEffect(() => {
    if (key === undefined) return
    const made = makeNow()
    setThing(made)
    const leave = () => endNow(made, true)
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      endNow(made, false)
      setThing(undefined)
    }
  }, [key, returns])
  return thing
}
