// Announces a changed programme to open pages and starts everything that follows from it.
import type { Conference } from '@lectern/shared/conferences'
import type { Session } from '@lectern/shared/program'
import type { Broadcast } from '../live/broadcast.ts'
import { rooms } from '../live/rooms.ts'
import type { ProgramStore } from './programStore.ts'
import type { PublicViews } from './publicViews.ts'

export interface PlanNewsOptions {
  program: Pick<ProgramStore, 'state' | 'views'>
  views: Pick<PublicViews, 'one'>
  broadcast: Broadcast
  /** People whose place in the session has changed get their new place. */
  placesChanged: (before: Session | undefined, after: Session) => Promise<void>
  /** What learners must have read may have changed. */
  wordsChanged: (session: Session) => Promise<void>
}

export type PlanNews = ReturnType<typeof createPlanNews>

export const createPlanNews = ({
  program,
  views,
  broadcast,
  placesChanged,
  wordsChanged,
}: PlanNewsOptions) => ({
  /** `after` as saved, with its version. */
  async changed(before: Session | undefined, after: Session): Promise<void> {
    await wordsChanged(after)
    const view = await views.one({ session: after, state: await program.state(after.id) })
    broadcast(rooms.program(after.conferenceId), 'program.plan', view.session)
    await placesChanged(before, after)
  },

  /** The conference's own fields were changed. Its supporters are among the words of each session. */
  async conferenceChanged(before: Conference, after: Conference): Promise<void> {
    if (JSON.stringify(before.support ?? []) !== JSON.stringify(after.support ?? []))
      for (const { session, state } of await program.views(after.id))
        if (state.phase !== 'ended') await wordsChanged(session)
    broadcast(rooms.program(after.id), 'program.conference', after)
  },

  /** A session was removed from the programme. */
  removed: ({ id: sessionId, conferenceId }: Session): void =>
    broadcast(rooms.program(conferenceId), 'program.removed', { sessionId }),
})
