// Announces a changed programme to the open pages that may know of it, and starts everything that follows.
import { inControl } from '@lectern/shared/clearance'
import type { Conference } from '@lectern/shared/conferences'
import { isDraft } from '@lectern/shared/drafts'
import type { Session } from '@lectern/shared/program'
import type { Broadcast } from '../live/broadcast.ts'
import { rooms } from '../live/rooms.ts'
import type { ProgramStore } from './programStore.ts'
import type { PublicViews } from './publicViews.ts'

export interface PlanNewsOptions {
  program: Pick<ProgramStore, 'state' | 'views'>
  views: Pick<PublicViews, 'one'>
  broadcast: Broadcast
  /** Takes everybody out of a room, on every server. */
  emptyRoom: (room: string) => void
  /** People whose place in the session has changed get their new place. */
  placesChanged: (before: Session | undefined, after: Session) => Promise<void>
  /** What learners must have read may have changed. */
  wordsChanged: (session: Session) => Promise<void>
}

export type PlanNews = ReturnType<typeof createPlanNews>

const membersIn = (session: Session): string[] =>
  inControl(session).map(([{ personId }]) => rooms.member(session.conferenceId, personId))

/** Those who see the session while it is a draft. */
const insiders = (session: Session): string[] => [rooms.planners(session.conferenceId), ...membersIn(session)]

export function createPlanNews(options: PlanNewsOptions) {
  const { program, views, broadcast, emptyRoom, placesChanged, wordsChanged } = options

  const gone = (where: string[], { id: sessionId }: Session): void => {
    if (where.length > 0) broadcast(where, 'program.removed', { sessionId })
  }

  /** Whoever saw the session until now, and does not see the draft that it has become. */
  function takeAway(before: Session, after: Session, wasDraft: boolean): void {
    if (wasDraft) {
      const still = new Set(membersIn(after))
      const left = membersIn(before).filter((room) => !still.has(room))
      gone(left, before)
    } else {
      // Those who see drafts follow it again as soon as they hear of this.
      emptyRoom(rooms.session(after.id))
      gone([rooms.program(after.conferenceId)], after)
    }
  }

  return {
    /** `after` as saved, with its version. */
    async changed(before: Session | undefined, after: Session): Promise<void> {
      await wordsChanged(after)
      const state = await program.state(after.id)
      const view = await views.one({ session: after, state })
      const hidden = isDraft(after, state.phase)
      if (hidden && before) takeAway(before, after, isDraft(before, state.phase))
      broadcast(hidden ? insiders(after) : rooms.program(after.conferenceId), 'program.plan', view.session)
      await placesChanged(before, after)
    },

    /** The conference's own fields were changed. Its supporters are among the words of each session. */
    async conferenceChanged(before: Conference, after: Conference): Promise<void> {
      if (JSON.stringify(before.support ?? []) !== JSON.stringify(after.support ?? []))
        for (const { session, state } of await program.views(after.id))
          if (state.phase !== 'ended') await wordsChanged(session)
      broadcast(rooms.program(after.id), 'program.conference', after)
    },

    /** A session was removed from the programme, which it can be only before it goes live. */
    removed: (session: Session): void =>
      gone(
        isDraft(session, 'scheduled') ? insiders(session) : [rooms.program(session.conferenceId)],
        session,
      ),
  }
}
