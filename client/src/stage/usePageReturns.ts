import { useEffect, useState } from 'react'

/** How often the page has come back from the browser's back/forward cache, which keeps pages and none of their media. */
export function usePageReturns(): number {
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
