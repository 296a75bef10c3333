// What a command handler may know of the socket it came from; tests pass a plain object.
import type { Person } from '@lectern/shared/accounts'

export interface Connection {
  readonly id: string
  join(room: string): Promise<void>
  leave(room: string): Promise<void>
  /** Stage peers this socket speaks for, and the node each lives on. Volatile: the peer itself lives in Redis and on the node. */
  readonly peers: Map<string, string>
}

export interface Caller {
  readonly person: Person
  readonly connection: Connection
}
