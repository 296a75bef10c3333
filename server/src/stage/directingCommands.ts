// Who is on stage, and how it looks.
import { errors } from '@lectern/shared/errors'
import type { Session } from '@lectern/shared/program'
import {
  countdownMs,
  type stageCommands as declared,
  type StageState,
  undoTakeOffMs,
} from '@lectern/shared/stage'
import { requireDirector } from '../core/authorise.ts'
import type { Clock } from '../core/clock.ts'
import type { Caller } from '../live/connection.ts'
import type { Handlers } from '../live/handlers.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { Stage } from './stage.ts'
import type { StageStore } from './stageStore.ts'

interface DirectingOptions {
  stage: Pick<Stage, 'publish'>
  store: StageStore
  program: Pick<ProgramStore, 'session' | 'view'>
  clock: Clock
}

type Directing = Pick<
  Handlers<typeof declared>,
  'stage.observe' | 'stage.bringOn' | 'stage.takeOff' | 'stage.setLayout'
>

/** Throws `session_ended`, otherwise returns the plan. */
export async function notEnded(program: Pick<ProgramStore, 'view'>, sessionId: string): Promise<Session> {
  const { session, state } = await program.view(sessionId)
  if (state.phase === 'ended') throw errors.sessionEnded()
  return session
}

export function createDirecting({ stage, store, program, clock }: DirectingOptions): Directing {
  async function direct(sessionId: string, { person }: Caller): Promise<void> {
    requireDirector(await program.session(sessionId), person)
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
    'stage.observe': async ({ sessionId }) => {
      const [state, watching] = await Promise.all([store.state(sessionId), store.viewers(sessionId)])
      return { ...state, watching }
    },
    'stage.bringOn': async ({ sessionId, personId, undo }, caller) => {
      await direct(sessionId, caller)
      await notEnded(program, sessionId)
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
