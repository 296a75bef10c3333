// Joining a stage: a page, a call or a file gets a peer on a media node. If any step fails, nothing of the
// peer remains.
import type { Person } from '@lectern/shared/accounts'
import { isCallStage } from '@lectern/shared/booths'
import type { RtpCapabilities } from '@lectern/shared/media'
import type { Ingest, Joined, Prepared, StageState } from '@lectern/shared/stage'
import { newId } from '../core/newId.ts'
import type { Caller } from '../live/connection.ts'
import { rooms } from '../live/rooms.ts'
import type { IceServers } from './iceServers.ts'
import { createOpening, type NewPeer, type Place } from './opening.ts'
import { isGone, type Peers } from './peers.ts'
import type { SfuNodes } from './sfuNodes.ts'
import {
  type PeerRole,
  type PresenterRecord,
  presentersOnStage,
  publicState,
  type StageStore,
} from './stageStore.ts'

export interface JoiningOptions {
  store: StageStore
  nodes: SfuNodes
  peers: Pick<Peers, 'publish' | 'ownPeer' | 'leave' | 'detach'>
  iceServers: IceServers
}

/** The producers that a peer gets when it joins. */
const producersFor = (role: PeerRole, current: StageState): string[] =>
  (role === 'presenter' ? current.presenters : presentersOnStage(current)).flatMap(({ producers }) =>
    producers.map(({ producerId }) => producerId),
  )

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

export type Joining = ReturnType<typeof createJoining>

export function createJoining({ store, nodes, peers, iceServers }: JoiningOptions) {
  const opening = createOpening({ store, nodes, leave: peers.leave })
  const { placeOf, claimOrigin, isPrepared, open, tellOnStage, leaveAgain, requireOpen } = opening
  const joining = {
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
        return open(peerId, peer, current, caller, () =>
          nodes.call(nodeId, 'peer.open', { ...who, ...entry, rtpCapabilities, consume }),
        )
      }
      const begin = (peerId: string) =>
        open(peerId, peer, current, caller, () => nodes.call(nodeId, 'peer.begin', { peerId, consume }))
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
        state = await peers.publish(await added.catch((error: unknown) => leaveAgain(peerId, caller, error)))
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
      if (connection.isOpen?.() === false) await peers.detach(connection)
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
      return joining.join(stageId, 'presenter', rtpCapabilities, caller, {
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
      await peers.publish(change)
      await requireOpen(peerId, caller)
      return { peerId, ...opened }
    },

    /** After losing its socket: this connection speaks for the peer again. */
    async attach(peerId: string, caller: Caller) {
      const { connection } = caller
      const peer = await peers.ownPeer(peerId, caller)
      const [held, state] = await Promise.all([
        nodes.call(peer.nodeId, 'peer.attach', { peerId }),
        store.state(peer.sessionId),
      ])
      connection.peers.set(peerId, { nodeId: peer.nodeId, sessionId: peer.sessionId, role: peer.role })
      // Its page knows the peer and may return for it.
      if (connection.isOpen?.() === false) await peers.detach(connection)
      // A session has its own follow command; a call is followed by being in it.
      if (peer.role === 'presenter' && isCallStage(peer.sessionId))
        await connection.join(rooms.staff(peer.sessionId))
      return { state: peer.role === 'presenter' ? state : publicState(state), ...held }
    },
  }
  return joining
}
