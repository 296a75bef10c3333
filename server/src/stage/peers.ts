// Peers that have joined a stage: their commands on the media node that holds them, their end, and the
// stage's state, which follows from them.
import { AppError, errors } from '@lectern/shared/errors'
import type { SfuCommandName, SfuReply, SfuRequest } from '@lectern/shared/sfuContract'
import type { StageState } from '@lectern/shared/stage'
import type { Log } from '../core/log.ts'
import type { Broadcast } from '../live/broadcast.ts'
import type { Caller, Connection } from '../live/connection.ts'
import { rooms } from '../live/rooms.ts'
import type { SfuNodes } from './sfuNodes.ts'
import {
  type PeerRecord,
  presentersOnStage,
  publicState,
  type StageChange,
  type StageStore,
} from './stageStore.ts'

export interface PeersOptions {
  store: StageStore
  nodes: SfuNodes
  broadcast: Broadcast
  log: Log
}

/** `connection`: the one that may hold the peer, if the caller has it. */
type MaybeConnected = Pick<Caller, 'person'> & Partial<Caller>

type PeerRequest<Name extends SfuCommandName> = Omit<SfuRequest<Name>, 'peerId'>

export const isGone = (error: unknown): boolean => error instanceof AppError && error.code === 'peer_gone'

export type Peers = ReturnType<typeof createPeers>

export function createPeers({ store, nodes, broadcast, log }: PeersOptions) {
  /** Tells the nodes which presenters viewers may have, and everyone the stage's state. */
  async function publish({ changed, state }: StageChange): Promise<StageState> {
    if (!changed) return state
    const { sessionId, version } = state
    const peerIds = presentersOnStage(state).map((presenter) => presenter.peerId)
    const notified = await Promise.all(
      nodes.living.map((node) =>
        nodes.call(node.nodeId, 'stage.setOnStage', { stageId: sessionId, peerIds, version }).then(
          () => true,
          (error: unknown) => {
            log.warn({ sessionId, nodeId: node.nodeId, err: error }, 'media node not told')
            return false
          },
        ),
      ),
    )
    broadcast(rooms.session(sessionId), 'stage.state', publicState(state))
    broadcast(rooms.staff(sessionId), 'stage.state', state)
    if (notified.every(Boolean)) await store.told(sessionId, version)
    return state
  }

  /**
   * The caller's own peer. Throws `peer_gone` for an unknown one, another person's, or one of another
   * conference.
   */
  async function ownPeer(
    peerId: string,
    { person, conferenceId, connection }: MaybeConnected,
  ): Promise<PeerRecord> {
    const held = connection?.peers.get(peerId)
    if (held) return { ...held, personId: person.id }
    const peer = await store.findPeer(peerId)
    const isElsewhere = conferenceId !== undefined && (peer?.conferenceId ?? conferenceId) !== conferenceId
    if (!peer || peer.personId !== person.id || isElsewhere) throw errors.peerGone()
    return peer
  }

  const peers = {
    publish,
    ownPeer,

    /** Runs a command for the caller's own peer on the node that holds it. */
    async onPeer<Name extends SfuCommandName>(
      name: Name,
      peerId: string,
      request: PeerRequest<Name>,
      caller: MaybeConnected,
    ): Promise<{ peer: PeerRecord; reply: SfuReply<Name> }> {
      const peer = await ownPeer(peerId, caller)
      const reply = await nodes.call(peer.nodeId, name, { ...request, peerId } as unknown as SfuRequest<Name>)
      return { peer, reply }
    },

    /** Leaving twice is fine. */
    async leave(peerId: string, caller: MaybeConnected): Promise<void> {
      try {
        const { peer } = await peers.onPeer('peer.close', peerId, {}, caller)
        caller.connection?.peers.delete(peerId)
        await peers.forget(peerId, peer)
      } catch (error) {
        if (!isGone(error)) throw error
      }
    },

    /** The peer is gone, wherever that was noticed first. `final`: its page does not return by itself. */
    async forget(peerId: string, known?: PeerRecord, final = true): Promise<void> {
      const peer = known ?? (await store.findPeer(peerId))
      await store.removePeer(peerId, peer?.personId)
      if (peer?.role === 'presenter')
        await publish(await store.removePresenter(peer.sessionId, peerId, final))
    },

    /** Closes a person's peers that have lost their right, on their nodes, and tells their pages. */
    async endPeers(
      personId: string,
      isOver: (peer: PeerRecord) => boolean | Promise<boolean>,
    ): Promise<void> {
      const all = await store.peersOf(personId)
      const over = await Promise.all(all.map(async ([, peer]) => isOver(peer)))
      const ending = all.filter((_, i) => over[i])
      await Promise.all(
        ending.map(async ([peerId, peer]) => {
          await nodes.call(peer.nodeId, 'peer.close', { peerId }).catch((error: unknown) => {
            // Gone already, perhaps with its node.
            log.info({ peerId, nodeId: peer.nodeId, err: error }, 'a peer that lost its right was not there')
          })
          await peers.forget(peerId, peer)
          broadcast(rooms.person(personId), 'stage.peerClosed', { peerId, reason: 'revoked' })
        }),
      )
    },

    /** A person who has left the faculty leaves the stage. */
    async takeOff(sessionId: string, personId: string): Promise<void> {
      await publish(await store.takeOff(sessionId, personId))
    },

    /** The session is over: all media ends on every node. */
    async end(sessionId: string): Promise<void> {
      await Promise.allSettled(
        nodes.living.map((node) => nodes.call(node.nodeId, 'stage.close', { stageId: sessionId })),
      )
    },

    /** Its socket is gone; the media continues for the grace time. */
    async detach(connection: Pick<Connection, 'peers'>): Promise<void> {
      await Promise.allSettled(
        [...connection.peers].map(([peerId, { nodeId }]) => nodes.call(nodeId, 'peer.detach', { peerId })),
      )
    },
  }
  return peers
}
