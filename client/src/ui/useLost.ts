import { useEffect, useState } from 'react'

/** Whether a place that somebody had on this page has been taken from them while it was open. */
export function useLost(has: boolean): boolean {
  const [had, setHad] = useState(false)
  useEffect(() => setHad((before) => before || has), [has])
  return had && !has
}
