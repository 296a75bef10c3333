import { isCallStage } from '@lectern/shared/booths'
import { errors } from '@lectern/shared/errors'
import type { Session, SessionState, SessionView } from '@lectern/shared/program'
import { stageCommands as declared } from '@lectern/shared/stage'
import { mayRun, requireDirector } from '../core/authorise.ts'
import type { Clock } from '../core/clock.ts'
import type { Caller } from '../live/connection.ts'
import type { Handlers } from '../live/handlers.ts'
import type { ProgramStore } from '../program/programStore.ts'
import { createDirecting, notEnded } from './directingCommands.ts'
import { createMediaCommands } from './mediaCommands.ts'
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

/** Joining a stage, coming back to it, and leaving it. */
function createJoining({
  stage,
  program,
  audience,
}: Pick<StageCommandsOptions, 'stage' | 'program' | 'audience'>): Pick<
  Handlers<typeof declared>,
  'stage.watch' | 'stage.present' | 'stage.ingest' | 'stage.attach' | 'stage.leave'
> {
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
      const { endsAt } = await notEnded(program, sessionId)
      return stage.join(sessionId, 'presenter', rtpCapabilities, caller, { instead, takeOver, endsAt })
    },
    'stage.ingest': async ({ sessionId, audio, video }, caller) => {
      if (!audio && !video) throw errors.invalidRequest('neither sound nor video is asked for')
      await notEnded(program, sessionId)
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
  }
}

export const createStageCommands = (options: StageCommandsOptions): Handlers<typeof declared> => ({
  ...createJoining(options),
  ...createMediaCommands(options),
  ...createDirecting(options),
})
