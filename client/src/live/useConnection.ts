// The page's only connection, opened by the first component that needs it, and React's views of it.
import { createContext, useContext, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { type Connection, createConnection } from './connection.ts'

let connection: Connection | undefined
export function live(): Connection {
  connection ??= createConnection()
  return connection
}

/** Replaces the page's connection, for tests. */
export const ConnectionContext = createContext<Connection | undefined>(undefined)
export const useConnection = (): Connection => useContext(ConnectionContext) ?? live()

export const useConnectionStatus = () => useStore(useConnection().store, (state) => state.status)

/** The server's clock (ms since the epoch), updated every `everyMs`. */
export function useNow(everyMs = 1000): number {
  const { now } = useConnection()
  const [time, setTime] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), everyMs)
    return () => clearInterval(timer)
  }, [now, everyMs])
  return time
}
