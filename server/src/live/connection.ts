// What a command handler knows of its socket; tests pass a plain object.
import type { Person } from '@lectern/shared/accounts'

/** A stage peer that a socket speaks for. */
interface HeldPeer {
  readonly nodeId: string
  readonly sessionId: string
  readonly role: 'viewer' | 'presenter'
  /** Prepared, but not watching yet. */
  readonly isAhead?: boolean
}

export interface Connection {
  readonly id: string
  /** The signed-in browser it belongs to. */
  readonly webSessionId?: string
  /** False once it has closed, although a command of its own may still run; always open for a program. */
  isOpen?(): boolean
  join(room: string): Promise<void>
  leave(room: string): Promise<void>
  /** Stage peers this socket speaks for. Volatile: the peer itself lives in Redis and on the node. */
  readonly peers: Map<string, HeldPeer>
}

/** A socket of this server that speaks for stage peers. */
export interface PeerHolder {
  readonly peers: Map<string, HeldPeer>
  tellClosed(peerId: string, reason: string): void
}

export interface Caller {
  /** With their roles at this conference. */
  readonly person: Person
  readonly conferenceId: string
  readonly connection: Connection
}
