// What is on now, what comes next, and what was: from the programme's sessions. Pure.
import type { SessionView } from '@lectern/shared/program'

export interface AgendaGroups {
  now: SessionView[]
  next: SessionView[]
  past: SessionView[]
}

/** A session is "now" while it runs, regardless of the plan; "past" once it has ended. */
export const groupAgenda = (sessions: readonly SessionView[]): AgendaGroups => ({
  now: sessions.filter(({ state }) => state.phase === 'live' || state.phase === 'paused'),
  next: sessions.filter(({ state }) => state.phase === 'scheduled'),
  past: sessions.filter(({ state }) => state.phase === 'ended'),
})
