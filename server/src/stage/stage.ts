// The servers' side of the stage: joins people to media nodes, keeps the stage's state in Redis, and
// announces changes.

import type { Person } from '@lectern/shared/accounts'
import { isCallStage } from '@lectern/shared/booths'
import { AppError, errors } from '@lectern/shared/errors'
import type { RtpCapabilities } from '@lectern/shared/media'
import type { SfuCommandName, SfuReply, SfuRequest } from '@lectern/shared/sfuContract'
import type { Ingest, Joined, Prepared, StageState } from '@lectern/shared/stage'
import type { Log } from '../core/log.ts'
import { newId } from '../core/newId.ts'
import type { Broadcast } from '../live/broadcast.ts'
import type { Caller, Connection } from '../live/connection.ts'
import { rooms } from '../live/rooms.ts'
import type { IceServers } from './iceServers.ts'
import type { SfuNodes } from './sfuNodes.ts'
import {
  type PeerRecord,
  type PeerRole,
  type PresenterRecord,
  presentersOnStage,
  publicState,
  type StageChange,
  type StageStore,
} from './stageStore.ts'

export interface StageOptions {
  store: StageStore
  nodes: SfuNodes
  broadcast: Broadcast
  iceServers: IceServers
  log: Log
}

/** `connection`: the one that may hold the peer, if the caller has it. */
type MaybeConnected = Pick<Caller, 'person'> & Partial<Caller>

type NewPeer = Omit<PeerRecord, 'webSessionId' | 'conferenceId'>

/** The producers that a peer gets when it joins. */
const producersFor = (role: PeerRole, current: StageState): string[] =>
  (role === 'presenter' ? current.presenters : presentersOnStage(current)).flatMap(({ producers }) =>
    producers.map(({ producerId }) => producerId),
  )

type PeerRequest<Name extends SfuCommandName> = Omit<SfuRequest<Name>, 'peerId'>

const isGone = (error: unknown): boolean => error instanceof AppError && error.code === 'peer_gone'

export type Stage = ReturnType<typeof createStageControl>

/** What a stage's other presenters and viewers see of a presenter. */
type ShownPresenter = Pick<PresenterRecord, 'personId' | 'name' | 'credentials'>
const shownAs = ({ id, name, credentials }: Person): ShownPresenter => ({ personId: id, name, credentials })

export interface JoinOptions {
  /** How others see this presenter. */
  shown?: ShownPresenter
  /** Stays on stage; any other presenter who joins, except `instead`, is backstage. */
  isOnStage?: boolean
  /** As in the node's `peer.open`. */
  instead?: string | undefined
  takeOver?: boolean | undefined
  preview?: boolean | undefined
  /** The planned end of the session. */
  endsAt?: number | undefined
  /** The page's peer from `prepare`. */
  prepared?: string | undefined
  /** If the caller has asked for it already. */
  place?: Promise<Place> | undefined
}

/** The media node that holds a stage, and the stage's state. */
export interface Place {
  nodeId: string
  current: StageState
}

export function createStageControl({ store, nodes, broadcast, iceServers, log }: StageOptions) {
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

  /** Removes a peer that got no place from its node. */
  async function leaveAgain(peerId: string, caller: Caller, why: unknown): Promise<never> {
    await stage.leave(peerId, caller).catch(() => undefined)
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
  async function enter(
    peerId: string,
    peer: NewPeer,
    current: StageState,
    { connection, conferenceId }: Caller,
    open: () => Promise<SfuReply<'peer.open'>>,
  ): Promise<SfuReply<'peer.open'> & { peerId: string }> {
    const { nodeId, sessionId, role, personId } = peer
    connection.peers.set(peerId, { nodeId, sessionId, role })
    // Sent together, since a first frame needs all of it. The node runs them in this order.
    const notified = tellOnStage(nodeId, current)
    const opening = open()
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

  const stage = {
    publish,
    ownPeer,
    placeOf,

    async join(
      sessionId: string,
      role: PeerRole,
      rtpCapabilities: RtpCapabilities,
      caller: Caller,
      {
        shown = shownAs(caller.person),
        isOnStage = false,
        endsAt,
        prepared,
        place,
        ...entry
      }: JoinOptions = {},
    ): Promise<Joined> {
      const { person } = caller
      const { nodeId, current } = await (place ?? placeOf(sessionId))
      const consume = producersFor(role, current)
      const peer: NewPeer = { sessionId, personId: person.id, nodeId, role }
      const anew = () => {
        const peerId = newId()
        const who = { stageId: sessionId, peerId, personId: person.id, role }
        return enter(peerId, peer, current, caller, () =>
          nodes.call(nodeId, 'peer.open', { ...who, ...entry, rtpCapabilities, consume }),
        )
      }
      const begin = (peerId: string) =>
        enter(peerId, peer, current, caller, () => nodes.call(nodeId, 'peer.begin', { peerId, consume }))
      const { peerId, ...opened } = isPrepared(prepared, peer, caller)
        ? await begin(prepared).catch((error: unknown) => {
            if (!isGone(error)) throw error
            return anew()
          })
        : await anew()
      await requireOpen(peerId, caller)
      let state = publicState(current)
      if (role === 'presenter') {
        const keep = isOnStage || entry.instead !== undefined
        const added = store.addPresenter(sessionId, peerId, { ...shown, nodeId }, keep)
        state = await publish(await added.catch((error: unknown) => leaveAgain(peerId, caller, error)))
        await requireOpen(peerId, caller)
      }
      return { peerId, iceServers: iceServers.for(person.id, sessionId, endsAt), ...opened, state }
    },

    /** Opens a viewer's peer that gets no media and counts nowhere until `join` names it. */
    async prepare(
      sessionId: string,
      rtpCapabilities: RtpCapabilities,
      { person, connection }: Caller,
      { place, endsAt }: Pick<JoinOptions, 'place' | 'endsAt'>,
    ): Promise<Prepared> {
      const { nodeId, current } = await (place ?? placeOf(sessionId))
      const peerId = newId()
      connection.peers.set(peerId, { nodeId, sessionId, role: 'viewer', isAhead: true })
      // Nothing of it is stored: it ends with this connection, or soon after.
      const notified = tellOnStage(nodeId, current)
      const opening = nodes.call(nodeId, 'peer.open', {
        stageId: sessionId,
        peerId,
        personId: person.id,
        role: 'viewer',
        ahead: true,
        rtpCapabilities,
        consume: producersFor('viewer', current),
      })
      const [opened] = await Promise.all([opening, notified]).catch((error: unknown) => {
        connection.peers.delete(peerId)
        nodes.call(nodeId, 'peer.close', { peerId }).catch(() => undefined)
        throw error
      })
      if (connection.isOpen?.() === false) await stage.detach(connection)
      return { peerId, iceServers: iceServers.for(person.id, sessionId, endsAt), ...opened }
    },

    /**
     * Joins as a presenter who is on stage at once, for a call of a few people who see each other only as
     * `shown`.
     */
    async joinCall(
      stageId: string,
      shown: ShownPresenter,
      rtpCapabilities: RtpCapabilities,
      caller: Caller,
      now: number,
    ): Promise<Joined> {
      await caller.connection.join(rooms.staff(stageId))
      await store.bringOn(stageId, shown.personId, now)
      return stage.join(stageId, 'presenter', rtpCapabilities, caller, {
        shown,
        isOnStage: true,
        takeOver: true,
      })
    },

    async ingest(
      sessionId: string,
      want: { audio: boolean; video: boolean },
      caller: Caller,
    ): Promise<Ingest> {
      const { person, connection } = caller
      const nodeId = await claimOrigin(sessionId)
      const peerId = newId()
      const opened = await nodes.call(nodeId, 'peer.ingest', {
        stageId: sessionId,
        peerId,
        personId: person.id,
        ...want,
      })
      connection.peers.set(peerId, { nodeId, sessionId, role: 'presenter' })
      const { webSessionId } = connection
      await store.savePeer(peerId, {
        sessionId,
        personId: person.id,
        nodeId,
        role: 'presenter',
        webSessionId,
        conferenceId: caller.conferenceId,
      })
      const { name, credentials, id: personId } = person
      let change = await store
        .addPresenter(sessionId, peerId, { personId, name, credentials, nodeId, isFile: true })
        .catch((error: unknown) => leaveAgain(peerId, caller, error))
      if (opened.audio)
        change = await store.addProducer(sessionId, peerId, opened.audio.producerId, {
          kind: 'audio',
          source: 'microphone',
          paused: false,
        })
      if (opened.video)
        change = await store.addProducer(sessionId, peerId, opened.video.producerId, {
          kind: 'video',
          source: 'camera',
          paused: false,
        })
      await publish(change)
      await requireOpen(peerId, caller)
      return { peerId, ...opened }
    },

    /** After losing its socket: this connection speaks for the peer again. */
    async attach(peerId: string, caller: Caller) {
      const { connection } = caller
      const peer = await ownPeer(peerId, caller)
      const [held, state] = await Promise.all([
        nodes.call(peer.nodeId, 'peer.attach', { peerId }),
        store.state(peer.sessionId),
      ])
      connection.peers.set(peerId, { nodeId: peer.nodeId, sessionId: peer.sessionId, role: peer.role })
      // Its page knows the peer and may return for it.
      if (connection.isOpen?.() === false) await stage.detach(connection)
      // A session has its own follow command; a call is followed by being in it.
      if (peer.role === 'presenter' && isCallStage(peer.sessionId))
        await connection.join(rooms.staff(peer.sessionId))
      return { state: peer.role === 'presenter' ? state : publicState(state), ...held }
    },

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
        const { peer } = await stage.onPeer('peer.close', peerId, {}, caller)
        caller.connection?.peers.delete(peerId)
        await stage.forget(peerId, peer)
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
      const peers = await store.peersOf(personId)
      const over = await Promise.all(peers.map(async ([, peer]) => isOver(peer)))
      const ending = peers.filter((_, i) => over[i])
      await Promise.all(
        ending.map(async ([peerId, peer]) => {
          await nodes.call(peer.nodeId, 'peer.close', { peerId }).catch((error: unknown) => {
            // Gone already, perhaps with its node.
            log.info({ peerId, nodeId: peer.nodeId, err: error }, 'a peer that lost its right was not there')
          })
          await stage.forget(peerId, peer)
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
  return stage
}
