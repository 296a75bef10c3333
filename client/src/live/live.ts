// The page's one connection, opened when the first component needs it, and React's views of it.
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { type Connection, createConnection } from './connection.ts'

let connection: Connection | undefined
export function live(): Connection {
  connection ??= createConnection()
  return connection
}

export const useConnectionStatus = () => useStore(live().store, (state) => state.status)

/** The server's clock (ms since the epoch), renewed every `everyMs`. */
export function useNow(everyMs = 1000): number {
  const [now, setNow] = useState(() => live().now())
  useEffect(() => {
    const timer = setInterval(() => setNow(live().now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

/** The server's clock, renewed every `everyMs` while somebody looks. */
export function useClock(now: () => number, everyMs = 250): number {
  const [time, setTime] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), everyMs)
    return () => clearInterval(timer)
  }, [now, everyMs])
  return time
}
