import { isDraft } from '@lectern/shared/drafts'
import { errors } from '@lectern/shared/errors'
import type { LedgerRecord } from '@lectern/shared/ledger'
import type { programCommands as declared, Session, SessionState } from '@lectern/shared/program'
import { requireDirector } from '../core/authorise.ts'
import type { Clock } from '../core/clock.ts'
import type { Broadcast } from '../live/broadcast.ts'
import type { Caller } from '../live/connection.ts'
import type { Handlers } from '../live/handlers.ts'
import { channelOf, rooms, roomsOf } from '../live/rooms.ts'
import type { BiasStore } from './biasStore.ts'
import type { ProgramStore, SessionMove } from './programStore.ts'
import type { PublicViews } from './publicViews.ts'

/** What an accredited session requires of its moves. */
export interface Moves {
  /** Throws if its faculty is not cleared. */
  requireCleared(session: Session): Promise<void>
  /** The ledger entry for a move; undefined if the session carries no credit. */
  evidenceOf(
    session: Session,
    action: SessionMove,
    by: string,
  ): Promise<((at: number) => LedgerRecord) | undefined>
  /** Resolves once the ledger has the session's moves. */
  recorded(sessionId: string): Promise<void>
}

const minuteMs = 60_000

interface ProgramCommandsOptions {
  program: ProgramStore
  bias: Pick<BiasStore, 'report'>
  views: PublicViews
  broadcast: Broadcast
  clock: Clock
  moves: Moves
  /** Throws, with what is missing, if an accredited session is not approved. */
  requireApproved: (session: Session) => Promise<void>
  /** Updates the stage, questions and polls when a session goes into or out of a break, or ends. */
  onMoved: (sessionId: string, action: SessionMove) => Promise<void>
}

export function createProgramCommands({
  program,
  bias,
  views,
  broadcast,
  clock,
  moves,
  requireApproved,
  onMoved,
}: ProgramCommandsOptions): Handlers<typeof declared> {
  async function requireOpen({ conferenceId }: Session): Promise<void> {
    if ((await program.findConference(conferenceId))?.archivedAt !== undefined)
      throw errors.conflict('This conference is archived: nothing can be started there any more.')
  }

  async function move(
    sessionId: string,
    action: SessionMove,
    caller: Caller,
    minutes?: number,
  ): Promise<SessionState> {
    const session = await program.session(sessionId)
    requireDirector(session, caller.person)
    if (action === 'start') {
      await requireOpen(session)
      await moves.requireCleared(session)
      await requireApproved(session)
    }
    const state = await program.move(
      sessionId,
      action,
      minutes === undefined ? undefined : clock() + minutes * minuteMs,
      await moves.evidenceOf(session, action, caller.person.id),
    )
    try {
      await moves.recorded(sessionId)
    } finally {
      // The move is done, and any server will record it if this one could not.
      if (action === 'start' && isDraft(session, 'scheduled')) {
        const shown = await views.one({ session, state })
        broadcast(rooms.program(session.conferenceId), 'program.plan', shown.session)
      }
      broadcast(rooms.program(session.conferenceId), 'program.state', state)
      if (action !== 'start') await onMoved(sessionId, action)
    }
    return state
  }

  return {
    'program.follow': async ({ sessionId }, { person, connection }) => {
      const view = await program.view(sessionId)
      for (const room of roomsOf(sessionId, channelOf(view.session, person))) await connection.join(room)
      return views.one(view)
    },
    'program.unfollow': async ({ sessionId }, { connection }) => {
      for (const room of (['session', 'staff', 'desk', 'panel'] as const).map((name) =>
        rooms[name](sessionId),
      ))
        await connection.leave(room)
      return {}
    },
    'program.reportBias': async ({ sessionId, reportId, text }, { person }) => {
      const at = clock()
      const { liveAt } = await program.state(sessionId)
      const reportedAt = await bias.report(sessionId, reportId, {
        at,
        clockMs: liveAt === null ? null : at - liveAt,
        personId: person.id,
        text,
      })
      return { at: reportedAt }
    },
    'program.start': ({ sessionId }, caller) => move(sessionId, 'start', caller),
    'program.pause': ({ sessionId, minutes }, caller) => move(sessionId, 'pause', caller, minutes),
    'program.resume': ({ sessionId }, caller) => move(sessionId, 'resume', caller),
    'program.end': ({ sessionId }, caller) => move(sessionId, 'end', caller),
  }
}
