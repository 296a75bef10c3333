// A change of the programme: it is saved, open pages are told, and whatever follows from it happens at once.
import type { Session } from '@lectern/shared/program'
import type { Broadcast } from '../live/broadcast.ts'
import { rooms } from '../live/rooms.ts'
import type { ProgramStore } from './programStore.ts'
import { publicView } from './publicViews.ts'

export interface PlanningOptions {
  program: Pick<ProgramStore, 'findSession' | 'saveSession' | 'state'>
  broadcast: Broadcast
  /** Those whose place in the session has changed come to the place they have now. */
  placesChanged: (before: Session | undefined, after: Session) => Promise<void>
  /** What learners must have read may have changed. */
  wordsChanged: (session: Session) => Promise<void>
}

export type PlanSession = (planned: Session) => Promise<Session>

export const createPlanning =
  ({ program, broadcast, placesChanged, wordsChanged }: PlanningOptions): PlanSession =>
  async (planned) => {
    const [before, state] = await Promise.all([program.findSession(planned.id), program.state(planned.id)])
    const saved = await program.saveSession(planned)
    await wordsChanged(saved)
    broadcast(rooms.program(), 'program.plan', publicView({ session: saved, state }).session)
    await placesChanged(before, saved)
    return saved
  }
