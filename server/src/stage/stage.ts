// The servers' side of the stage: joins people to media nodes, keeps the stage's state in Redis, and
// announces changes.

import type { Person } from '@lectern/shared/accounts'
import { isCallStage } from '@lectern/shared/booths'
import { AppError, errors } from '@lectern/shared/errors'
import type { RtpCapabilities } from '@lectern/shared/media'
import type { SfuCommandName, SfuReply, SfuRequest } from '@lectern/shared/sfuContract'
import type { Ingest, Joined, StageState } from '@lectern/shared/stage'
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

type PeerRequest<Name extends SfuCommandName> = Omit<SfuRequest<Name>, 'peerId'>

const isGone = (error: unknown): boolean => error instanceof AppError && error.code === 'peer_gone'

export type Stage = ReturnType<typeof createStage>

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
}

export function createStage({ store, nodes, broadcast, iceServers, log }: StageOptions) {
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

  /** The caller's own peer. Throws `peer_gone` for an unknown one or another person's. */
  async function ownPeer(peerId: string, person: Person): Promise<PeerRecord> {
    const peer = await store.findPeer(peerId)
    if (!peer || peer.personId !== person.id) throw errors.peerGone()
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

  const stage = {
    publish,
    ownPeer,

    async join(
      sessionId: string,
      role: PeerRole,
      rtpCapabilities: RtpCapabilities,
      caller: Caller,
      { shown = shownAs(caller.person), isOnStage = false, endsAt, ...entry }: JoinOptions = {},
    ): Promise<Joined> {
      const { person, connection } = caller
      const [nodeId, current] = await Promise.all([claimOrigin(sessionId), store.state(sessionId)])
      const peerId = newId()
      const wanted = role === 'presenter' ? current.presenters : presentersOnStage(current)
      connection.peers.set(peerId, { nodeId, sessionId, role })
      // Sent together, since a first frame needs all of it. The node runs them in this order.
      const notified = nodes.call(nodeId, 'stage.setOnStage', {
        stageId: sessionId,
        peerIds: presentersOnStage(current).map((presenter) => presenter.peerId),
        version: current.version,
      })
      const opening = nodes.call(nodeId, 'peer.open', {
        stageId: sessionId,
        peerId,
        personId: person.id,
        role,
        ...entry,
        rtpCapabilities,
        consume: wanted.flatMap((presenter) => presenter.producers.map((producer) => producer.producerId)),
      })
      const { webSessionId } = connection
      const saved = store.savePeer(peerId, { sessionId, personId: person.id, nodeId, role, webSessionId })
      const [opened] = await Promise.all([opening, notified, saved]).catch((error: unknown) => {
        connection.peers.delete(peerId)
        void Promise.allSettled([nodes.call(nodeId, 'peer.close', { peerId }), saved]).then(() =>
          store.removePeer(peerId, person.id).catch(() => undefined),
        )
        throw error
      })
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
    async attach(peerId: string, { person, connection }: Caller) {
      const peer = await ownPeer(peerId, person)
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
      { person }: Pick<Caller, 'person'>,
    ): Promise<{ peer: PeerRecord; reply: SfuReply<Name> }> {
      const peer = await ownPeer(peerId, person)
      const reply = await nodes.call(peer.nodeId, name, { ...request, peerId } as unknown as SfuRequest<Name>)
      return { peer, reply }
    },

    /** Leaving twice is fine. `connection`: the one that holds the peer, if the caller has it. */
    async leave(
      peerId: string,
      { person, connection }: Pick<Caller, 'person'> & Partial<Caller>,
    ): Promise<void> {
      try {
        const { peer } = await stage.onPeer('peer.close', peerId, {}, { person })
        connection?.peers.delete(peerId)
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
