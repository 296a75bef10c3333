// How far a conference is prepared, in figures: for the overview that says what comes next.
import { inControl, notCleared } from '@lectern/shared/clearance'
import type { overviewRoutes } from '@lectern/shared/overview'
import type { Session, SessionView } from '@lectern/shared/program'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'

export interface ProgressRoutesOptions {
  views: (conferenceId: string) => Promise<SessionView[]>
  accounts: Pick<AccountsStore, 'members'>
  booths: { all(conferenceId: string): Promise<unknown[]> }
  clock: Clock
}

/** People in control of accredited sessions, and those whom one of these sessions still waits for. */
function facultyOf(sessions: readonly Session[], now: number): { faculty: number; uncleared: number } {
  const accredited = sessions.filter(({ activityId }) => activityId !== undefined)
  const people = (of: (session: Session) => string[]) => new Set(accredited.flatMap(of)).size
  return {
    faculty: people((session) => inControl(session).map(([{ personId }]) => personId)),
    uncleared: people((session) =>
      inControl(session)
        .filter(
          ([member]) =>
            notCleared({ ...session, speakers: [member], moderators: [], planners: [] }, now).length > 0,
        )
        .map(([{ personId }]) => personId),
    ),
  }
}

export function createProgressRoutes(
  options: ProgressRoutesOptions,
): RouteHandlers<Pick<typeof overviewRoutes, 'overview.progress'>> {
  const { views, accounts, booths, clock } = options
  return {
    async 'overview.progress'({ conferenceId }) {
      const [all, people, stands] = await Promise.all([
        views(conferenceId),
        accounts.members(conferenceId),
        booths.all(conferenceId),
      ])
      const inPhase = (...phases: string[]) => all.filter(({ state }) => phases.includes(state.phase)).length
      return {
        sessions: all.length,
        running: inPhase('live', 'paused'),
        ended: inPhase('ended'),
        people: people.filter(({ roles }) => !roles.includes('organiser')).length,
        ...facultyOf(
          all.map(({ session }) => session),
          clock(),
        ),
        booths: stands.length,
      }
    },
  }
}
