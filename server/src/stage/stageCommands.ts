import { isCallStage } from '@lectern/shared/booths'
import { errors } from '@lectern/shared/errors'
import type { Session, SessionState, SessionView } from '@lectern/shared/program'
import { countdownMs, stageCommands as declared, type StageState, undoTakeOffMs } from '@lectern/shared/stage'
import { mayRun, requireDirector } from '../core/authorise.ts'
import type { Clock } from '../core/clock.ts'
import type { Caller } from '../live/connection.ts'
import type { Handlers } from '../live/handlers.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { Stage } from './stage.ts'
import type { StageStore } from './stageStore.ts'

/** Measures the audience. */
export interface Audience {
  /**
   * Throws if the person may not receive media of this session yet. `isAgain`: their page returns by itself.
   */
  admit(session: Session, caller: Caller, isAgain: boolean): Promise<void>
  /** The caller's connection now speaks for a viewer's peer. */
  joined(view: SessionView, peerId: string, caller: Caller): Promise<void>
  left(sessionId: string, peerId: string, caller: Caller): Promise<void>
}

/** Viewers join only while a session runs. */
function requireRunning(state: SessionState): void {
  if (state.phase === 'scheduled') throw errors.sessionNotStarted()
  if (state.phase === 'ended') throw errors.sessionEnded()
}

/** A peer outlives its connection for a while, and may outlive the right to it. */
function requirePresenter(session: Session, { person }: Caller): void {
  if (!mayRun(declared['stage.present'].who, person, session)) throw errors.peerGone()
}

interface StageCommandsOptions {
  stage: Stage
  store: StageStore
  program: ProgramStore
  audience: Audience
  clock: Clock
}

export function createStageCommands({
  stage,
  store,
  program,
  audience,
  clock,
}: StageCommandsOptions): Handlers<typeof declared> {
  async function direct(sessionId: string, { person }: Caller): Promise<void> {
    requireDirector(await program.session(sessionId), person)
  }
  /** Throws `session_ended`, otherwise returns the plan. */
  async function notEnded(sessionId: string): Promise<Session> {
    const { session, state } = await program.view(sessionId)
    if (state.phase === 'ended') throw errors.sessionEnded()
    return session
  }
  async function undoTakeOff(sessionId: string, personId: string): Promise<StageState> {
    const undone = await store.undoTakeOff(sessionId, personId, undoTakeOffMs)
    const isBack = undone.state.presenters.some(
      (presenter) => presenter.personId === personId && presenter.onStageAt !== null,
    )
    if (!isBack) throw errors.stale('This can no longer be undone. Bring the person on stage again.')
    return stage.publish(undone)
  }

  return {
    'stage.watch': async ({ sessionId, rtpCapabilities, again = false, preview = false }, caller) => {
      const view = await program.view(sessionId)
      requireRunning(view.state)
      const { endsAt } = view.session
      if (preview) {
        requireDirector(view.session, caller.person)
        return stage.join(sessionId, 'viewer', rtpCapabilities, caller, { preview, endsAt })
      }
      await audience.admit(view.session, caller, again)
      const joined = await stage.join(sessionId, 'viewer', rtpCapabilities, caller, { endsAt })
      await audience.joined(view, joined.peerId, caller)
      return joined
    },
    'stage.present': async ({ sessionId, rtpCapabilities, instead, takeOver }, caller) => {
      const { endsAt } = await notEnded(sessionId)
      return stage.join(sessionId, 'presenter', rtpCapabilities, caller, { instead, takeOver, endsAt })
    },
    'stage.ingest': async ({ sessionId, audio, video }, caller) => {
      if (!audio && !video) throw errors.invalidRequest('neither sound nor video is asked for')
      await notEnded(sessionId)
      return stage.ingest(sessionId, { audio, video }, caller)
    },
    'stage.attach': async ({ peerId }, caller) => {
      const { sessionId, role } = await stage.ownPeer(peerId, caller.person)
      if (role === 'presenter' && !isCallStage(sessionId))
        requirePresenter(await program.session(sessionId), caller)
      const attached = await stage.attach(peerId, caller)
      const peer = caller.connection.peers.get(peerId)
      if (peer?.role === 'viewer') await audience.joined(await program.view(peer.sessionId), peerId, caller)
      return attached
    },
    'stage.leave': async ({ peerId }, caller) => {
      const peer = caller.connection.peers.get(peerId)
      if (peer?.role === 'viewer') await audience.left(peer.sessionId, peerId, caller)
      await stage.leave(peerId, caller)
      return {}
    },
    'stage.connect': async ({ peerId, ...request }, caller) =>
      (await stage.onPeer('peer.connect', peerId, request, caller)).reply,
    'stage.restartIce': async ({ peerId, direction }, caller) =>
      (await stage.onPeer('peer.restartIce', peerId, { direction }, caller)).reply,
    'stage.consume': async ({ peerId, producerIds }, caller) =>
      (await stage.onPeer('peer.consume', peerId, { producerIds }, caller)).reply,
    'stage.setConsumer': async ({ peerId, ...request }, caller) =>
      (await stage.onPeer('peer.setConsumer', peerId, request, caller)).reply,
    'stage.produce': async ({ peerId, ...request }, caller) => {
      const { peer, reply } = await stage.onPeer('peer.produce', peerId, request, caller)
      const { kind, source } = request
      const { producerId } = reply
      const added = store.addProducer(peer.sessionId, peerId, producerId, { kind, source, paused: false })
      await stage.publish(
        await added.catch(async (error: unknown) => {
          await stage.onPeer('peer.closeProducer', peerId, { producerId }, caller)
          throw error
        }),
      )
      return reply
    },
    'stage.setProducer': async ({ peerId, producerId, paused, lost = false }, caller) => {
      // A lost device sends nothing. Its producer is paused, so that nobody takes its silence for a bad
      // connection.
      const update = { producerId, paused: paused || lost }
      const { peer } = await stage.onPeer('peer.setProducer', peerId, update, caller)
      await stage.publish(await store.pauseProducer(peer.sessionId, peerId, producerId, paused, lost))
      return {}
    },
    'stage.closeProducer': async ({ peerId, producerId }, caller) => {
      const { peer } = await stage.onPeer('peer.closeProducer', peerId, { producerId }, caller)
      await stage.publish(await store.removeProducer(peer.sessionId, peerId, producerId))
      return {}
    },
    'stage.observe': async ({ sessionId }) => {
      const [state, watching] = await Promise.all([store.state(sessionId), store.viewers(sessionId)])
      return { ...state, watching }
    },
    'stage.bringOn': async ({ sessionId, personId, undo }, caller) => {
      await direct(sessionId, caller)
      await notEnded(sessionId)
      if (undo) return undoTakeOff(sessionId, personId)
      const state = await store.state(sessionId)
      if (!state.presenters.some((presenter) => presenter.personId === personId))
        throw errors.conflict('This person is not backstage. They can be brought on once they are.')
      return stage.publish(await store.bringOn(sessionId, personId, clock() + countdownMs))
    },
    'stage.takeOff': async ({ sessionId, personId }, caller) => {
      await direct(sessionId, caller)
      return stage.publish(await store.takeOff(sessionId, personId))
    },
    'stage.setLayout': async ({ sessionId, layout, spotlight }, caller) => {
      await direct(sessionId, caller)
      return stage.publish(await store.setLayout(sessionId, layout, spotlight))
    },
  }
}
