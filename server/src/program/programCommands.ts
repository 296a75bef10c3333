import type { programCommands as declared, SessionState } from '@lectern/shared/program'
import type { Clock } from '../core/clock.ts'
import { requireDirector } from '../live/authorise.ts'
import type { Broadcast } from '../live/broadcast.ts'
import type { Caller } from '../live/connection.ts'
import type { Handlers } from '../live/handlers.ts'
import { rooms, roomsOf, seatOf } from '../live/rooms.ts'
import type { ProgramStore, SessionMove } from './programStore.ts'

const minuteMs = 60_000

export function createProgramCommands(
  program: ProgramStore,
  broadcast: Broadcast,
  clock: Clock,
  /** Takes down the media of a session that has ended. */
  onEnded: (sessionId: string) => Promise<void>,
): Handlers<typeof declared> {
  async function move(
    sessionId: string,
    action: SessionMove,
    caller: Caller,
    minutes?: number,
  ): Promise<SessionState> {
    requireDirector(await program.session(sessionId), caller.person)
    const state = await program.move(
      sessionId,
      action,
      minutes === undefined ? undefined : clock() + minutes * minuteMs,
    )
    broadcast(rooms.program(), 'program.state', state)
    return state
  }

  return {
    'program.follow': async ({ sessionId }, { person, connection }) => {
      const view = await program.view(sessionId)
      for (const room of roomsOf(sessionId, seatOf(view.session, person))) await connection.join(room)
      return view
    },
    'program.unfollow': async ({ sessionId }, { connection }) => {
      for (const room of (['session', 'staff', 'desk', 'panel'] as const).map((name) =>
        rooms[name](sessionId),
      ))
        await connection.leave(room)
      return {}
    },
    'program.start': ({ sessionId }, caller) => move(sessionId, 'start', caller),
    'program.pause': ({ sessionId, minutes }, caller) => move(sessionId, 'pause', caller, minutes),
    'program.resume': ({ sessionId }, caller) => move(sessionId, 'resume', caller),
    'program.end': async ({ sessionId }, caller) => {
      const state = await move(sessionId, 'end', caller)
      await onEnded(sessionId)
      return state
    },
  }
}
