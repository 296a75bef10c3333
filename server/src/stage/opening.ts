// Opens a peer on the media node of its stage, entirely or not at all.
import { errors } from '@lectern/shared/errors'
import type { SfuReply } from '@lectern/shared/sfuContract'
import type { StageState } from '@lectern/shared/stage'
import type { Caller } from '../live/connection.ts'
import type { SfuNodes } from './sfuNodes.ts'
import { type PeerRecord, presentersOnStage, type StageStore } from './stageStore.ts'

export interface OpeningOptions {
  store: Pick<StageStore, 'origin' | 'claimOrigin' | 'state' | 'savePeer' | 'removePeer'>
  nodes: SfuNodes
  leave: (peerId: string, caller: Caller) => Promise<void>
}

export type NewPeer = Omit<PeerRecord, 'webSessionId' | 'conferenceId'>

/** The media node that holds a stage, and the stage's state. */
export interface Place {
  nodeId: string
  current: StageState
}

export function createOpening({ store, nodes, leave }: OpeningOptions) {
  async function placeOf(sessionId: string): Promise<Place> {
    const [origin, current] = await Promise.all([store.origin(sessionId), store.state(sessionId)])
    const isLiving = nodes.living.some(({ nodeId }) => nodeId === origin)
    return { nodeId: origin !== null && isLiving ? origin : await claimOrigin(sessionId), current }
  }

  const claimOrigin = (sessionId: string) =>
    store.claimOrigin(
      sessionId,
      nodes.candidate().nodeId,
      nodes.living.map((node) => node.nodeId),
    )

  /** Removes a peer that got no place from its node. */
  async function leaveAgain(peerId: string, caller: Caller, why: unknown): Promise<never> {
    await leave(peerId, caller).catch(() => undefined)
    throw why
  }

  /** For a page that left while it was joining: nobody knows this peer, and nobody would ever end it. */
  async function requireOpen(peerId: string, caller: Caller): Promise<void> {
    if (caller.connection.isOpen?.() === false) await leaveAgain(peerId, caller, errors.peerGone())
  }

  /** Which presenters viewers may have: news to a node that has not had this stage. */
  const tellOnStage = (nodeId: string, current: StageState) =>
    nodes.call(nodeId, 'stage.setOnStage', {
      stageId: current.sessionId,
      peerIds: presentersOnStage(current).map((presenter) => presenter.peerId),
      version: current.version,
    })

  /** Whether the page's prepared peer can become this one. */
  function isPrepared(
    prepared: string | undefined,
    { nodeId, sessionId, role }: NewPeer,
    { connection }: Caller,
  ): prepared is string {
    const held = prepared === undefined ? undefined : connection.peers.get(prepared)
    return (
      role === 'viewer' && held?.isAhead === true && held.nodeId === nodeId && held.sessionId === sessionId
    )
  }

  /** Opens a peer on its node, and stores it. If any of that fails, nothing of it remains. */
  async function open(
    peerId: string,
    peer: NewPeer,
    current: StageState,
    { connection, conferenceId }: Caller,
    request: () => Promise<SfuReply<'peer.open'>>,
  ): Promise<SfuReply<'peer.open'> & { peerId: string }> {
    const { nodeId, sessionId, role, personId } = peer
    connection.peers.set(peerId, { nodeId, sessionId, role })
    // Sent together, since a first frame needs all of it. The node runs them in this order.
    const notified = tellOnStage(nodeId, current)
    const opening = request()
    const { webSessionId } = connection
    const saved = store.savePeer(peerId, { ...peer, webSessionId, conferenceId })
    const [opened] = await Promise.all([opening, notified, saved]).catch((error: unknown) => {
      connection.peers.delete(peerId)
      void Promise.allSettled([nodes.call(nodeId, 'peer.close', { peerId }), saved]).then(() =>
        store.removePeer(peerId, personId).catch(() => undefined),
      )
      throw error
    })
    return { peerId, ...opened }
  }

  return { placeOf, claimOrigin, tellOnStage, isPrepared, open, leaveAgain, requireOpen }
}
