import { useEffect } from 'react'
import type { Connection } from './connection.ts'
import { useConnection } from './useConnection.ts'

interface Following {
  start(): void
  stop(): void
}

interface Held<Thing> {
  thing: Thing
  users: number
  isRunning: boolean
  ending: ReturnType<typeof setTimeout> | undefined
}

interface HoldOptions {
  /** How long (ms) it keeps running after its last use on the page. 0: stops at once. */
  keptMs?: number
  /** When stopped it is kept, and its next user starts it again. */
  isRemembered?: boolean
}

/** Moving between pages of a session needs no reload. */
const usuallyKeptMs = 5000

/** Things in use, by connection and key. */
const held = new WeakMap<Connection, Map<string, Held<Following>>>()

function heldFor<Thing extends Following>(connection: Connection, key: string, create: () => Thing) {
  const all = held.get(connection) ?? new Map<string, Held<Following>>()
  held.set(connection, all)
  const one = all.get(key) ?? { thing: create(), users: 0, isRunning: false, ending: undefined }
  all.set(key, one)
  return one as Held<Thing>
}

/** For tests: sets what components find under this key. */
export const provide = (connection: Connection, key: string, thing: Following): void =>
  void heldFor(connection, key, () => thing)

/**
 * One shared copy per key of something that follows the server: there in the first render,
 * started when the first component uses it, stopped some seconds after the last one is gone.
 */
export function useFollowed<Thing extends Following>(
  key: string,
  create: (connection: Connection) => Thing,
  { keptMs = usuallyKeptMs, isRemembered = false }: HoldOptions = {},
): Thing {
  const connection = useConnection()
  const one = heldFor(connection, key, () => create(connection))
  useEffect(() => {
    const all = held.get(connection)!
    all.set(key, one)
    clearTimeout(one.ending)
    if (!one.isRunning) one.thing.start()
    // oxlint-disable-next-line react/immutability -- components share it, and none draws it
    one.isRunning = true
    one.users++
    const end = () => {
      if (!isRemembered && all.get(key) === one) all.delete(key)
      one.isRunning = false
      one.thing.stop()
    }
    return () => {
      if (--one.users > 0) return
      if (keptMs === 0) end()
      else one.ending = setTimeout(end, keptMs)
    }
  }, [connection, key, one, keptMs, isRemembered])
  return one.thing
}
