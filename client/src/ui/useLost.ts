import { useEffect, useState } from 'react'

/** Whether the person has lost their place on this page while it was open. */
export function useLost(has: boolean): boolean {
  const [had, setHad] = useState(false)
  useEffect(() => setHad((before) => before || has), [has])
  return had && !has
}
