// The connections of the queues. They take part in the failover of the server's other connections.
import type { Redis } from 'ioredis'

export interface Connections {
  connection: Redis
  close(): void
}

/**
 * One connection for what is answered at once. BullMQ duplicates it for each worker, to wait for jobs: there
 * a command takes as long as it takes, so those have no time limit.
 */
export function createConnections(redis: Redis): Connections {
  const connection = redis.duplicate({
    enableAutoPipelining: false,
    maxRetriesPerRequest: null,
    // BullMQ ends its workers' connections too. Ending one twice keeps the process alive for this long, in
    // ms.
    disconnectTimeout: 100,
  })
  const all = [connection]
  // The stores' connection logs that Redis is away.
  connection.on('error', () => undefined)
  const duplicate = connection.duplicate.bind(connection)
  connection.duplicate = (given) => {
    const waiting = duplicate({ ...given, commandTimeout: undefined } as typeof given)
    all.push(waiting)
    return waiting
  }
  return {
    connection,
    close: () => {
      for (const each of all) if (each.status !== 'end') each.disconnect()
    },
  }
}
