import { isCallStage } from '@lectern/shared/booths'
import { errors } from '@lectern/shared/errors'
import type { Session, SessionState } from '@lectern/shared/program'
import { stageCommands as declared } from '@lectern/shared/stage'
import { mayRun, requireDirector } from '../core/authorise.ts'
import type { Clock } from '../core/clock.ts'
import type { Caller } from '../live/connection.ts'
import type { Handlers } from '../live/handlers.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { Audience } from './arrival.ts'
import { createDirecting, notEnded } from './directingCommands.ts'
import { createMediaCommands } from './mediaCommands.ts'
import type { Stage } from './stage.ts'
import type { StageStore } from './stageStore.ts'

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

/** All that a viewer's arrival needs to be known, asked of Redis at once. */
function read({ program, audience, stage }: ReadOptions, sessionId: string, caller: Caller) {
  const reading = {
    view: program.view(sessionId),
    arrival: audience.arriving(sessionId, caller),
    place: stage.placeOf(sessionId),
  }
  // Whoever awaits it gets the error; a person who may not watch awaits nothing.
  reading.view.catch(() => undefined)
  reading.place.catch(() => undefined)
  return reading
}
type ReadOptions = Pick<StageCommandsOptions, 'stage' | 'program' | 'audience'>
/** By request: what was asked of Redis before its handler ran. */
type Readings = WeakMap<object, ReturnType<typeof read>>

/** Joining a stage, coming back to it, and leaving it. */
function createJoining(
  options: ReadOptions,
  readings: Readings,
): Pick<
  Handlers<typeof declared>,
  'stage.watch' | 'stage.prepare' | 'stage.present' | 'stage.ingest' | 'stage.attach' | 'stage.leave'
> {
  const { stage, program, audience } = options
  return {
    'stage.watch': async (request, caller) => {
      const { sessionId, rtpCapabilities, again = false, preview = false, prepared } = request
      const { arrival, place, ...reading } = readings.get(request) ?? read(options, sessionId, caller)
      const view = await reading.view
      requireRunning(view.state)
      const { endsAt } = view.session
      if (preview) {
        requireDirector(view.session, caller.person)
        return stage.join(sessionId, 'viewer', rtpCapabilities, caller, { preview, endsAt, place })
      }
      await arrival.requireAdmitted(view.session)
      // Rejoining in the background leaves the person in the hall.
      if (!again) await arrival.leaveHall()
      const joined = await stage.join(sessionId, 'viewer', rtpCapabilities, caller, {
        endsAt,
        place,
        prepared,
      })
      await arrival.joined(view, joined.peerId)
      return joined
    },
    'stage.prepare': async (request, caller) => {
      const { sessionId, rtpCapabilities } = request
      const { arrival, place, ...reading } = readings.get(request) ?? read(options, sessionId, caller)
      const view = await reading.view
      requireRunning(view.state)
      await arrival.requireAdmitted(view.session)
      return stage.prepare(sessionId, rtpCapabilities, caller, { place, endsAt: view.session.endsAt })
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
      const { sessionId, role } = await stage.ownPeer(peerId, caller)
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

export function createStageCommands(options: StageCommandsOptions) {
  const readings: Readings = new WeakMap()
  const readAhead = (request: { sessionId: string }, caller: Caller): void =>
    void readings.set(request, read(options, request.sessionId, caller))
  const handlers: Handlers<typeof declared> = {
    ...createJoining(options, readings),
    ...createMediaCommands(options),
    ...createDirecting(options),
  }
  return { handlers, readAhead: { 'stage.watch': readAhead, 'stage.prepare': readAhead } }
}
