// The connections of the Socket.IO adapter, which on its own would not live through a Redis that is away.
import { createAdapter } from '@socket.io/redis-streams-adapter'
import type { Redis } from 'ioredis'

/** How long one reading of the stream waits (ms): less than the command limit, which would drop what came. */
const readMs = 2000

export interface AdapterConnections {
  adapter: ReturnType<typeof createAdapter>
  /** Ends those that the adapter made for itself, which it would keep until its next reading is over. */
  close(): void
}

export function createAdapterConnections(redis: Redis): AdapterConnections {
  // The adapter lets go of these promises; one that fails and that nobody holds ends the process.
  for (const name of ['set', 'publish'] as const) {
    const run = redis[name].bind(redis) as (...given: unknown[]) => Promise<unknown>
    const held = (...given: unknown[]) => {
      const answer = run(...given)
      answer.catch(() => undefined)
      return answer
    }
    Object.assign(redis, { [name]: held })
  }
  const made: Redis[] = []
  const duplicate = redis.duplicate.bind(redis)
  redis.duplicate = (options) => {
    // They only read: at their end nothing needs time to be sent.
    const copy = duplicate({ ...options, disconnectTimeout: 50 })
    made.push(copy)
    return copy
  }
  return {
    adapter: createAdapter(redis, { blockTimeInMs: readMs }),
    close: () => {
      for (const copy of made) copy.disconnect()
    },
  }
}
