// Planning the programme in the browser.
import type { Person } from '@lectern/shared/accounts'
import { withoutSolutions } from '@lectern/shared/formAnswers'
import type {
  Edited,
  planningRoutes,
  RemovedSession,
  ReviewedTogether,
  SeenSessions,
} from '@lectern/shared/programPlanning'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { Approvals } from './approvals.ts'
import type { Done, Editing } from './editing.ts'
import type { PlannedCredit, Programme, ReadProgramme } from './programme.ts'
import type { ProgramStore } from './programStore.ts'
import type { RemovedStore } from './removedStore.ts'
import type { Repeating } from './repeating.ts'
import type { SeriesStore } from './seriesStore.ts'

export interface PlanningRoutesOptions {
  program: Pick<ProgramStore, 'conference'>
  programme: Programme
  approvals: Approvals
  editing: Editing
  repeating: Repeating
  removed: RemovedStore
  series: SeriesStore
  credit: PlannedCredit
}

export function createPlanningRoutes(options: PlanningRoutesOptions): RouteHandlers<typeof planningRoutes> {
  const { program, programme, approvals, editing, repeating, removed, series, credit } = options

  async function shown(sessionIds: readonly string[], read: ReadProgramme) {
    const ids = new Set(sessionIds)
    const views = read.sessions.filter(({ session }) => ids.has(session.id))
    return programme.plannedViews(views, read)
  }

  /** Runs an edit, lets the rest of the programme follow from it, and shows what has changed. */
  async function edit(
    { person, conferenceId }: { person: Person; conferenceId: string },
    act: (maker: { by: string; conferenceId: string }) => Promise<Done>,
  ): Promise<Edited> {
    const done = await act({ by: person.id, conferenceId })
    const read = await approvals.settle(conferenceId, person.id)
    return { sessions: await shown(done.saved, read), removed: done.removed, conflicts: read.conflicts }
  }
  async function together(
    what: 'submit' | 'approve',
    { person, conferenceId, body }: { person: Person; conferenceId: string; body: SeenSessions },
  ): Promise<ReviewedTogether> {
    const outcomes = await approvals.together(what, body, { by: person.id, conferenceId })
    const read = await approvals.settle(conferenceId, person.id)
    const sessions = await shown(Object.keys(body.versions), read)
    return { outcomes, sessions, removed: [], conflicts: read.conflicts }
  }
  const one = async (sessionId: string, act: Promise<unknown>): Promise<Done> => {
    await act
    return { saved: [sessionId], removed: [] }
  }

  return {
    async 'program.planning'({ conferenceId }) {
      const conference = await program.conference(conferenceId)
      const [read, all, rules] = await Promise.all([
        programme.read(conferenceId),
        removed.all(conference.id),
        series.rules(conference.id),
      ])
      return {
        conference,
        sessions: await programme.plannedViews(read.sessions, read),
        conflicts: read.conflicts,
        removed: all.map(
          ({ session: { id, title, startsAt, endsAt }, at, by }): RemovedSession => ({
            ...{ sessionId: id, title, startsAt, endsAt, removedAt: at, by },
          }),
        ),
        // Organisers earn credit, too.
        activities: read.activities.map((each) => ({ ...each, test: withoutSolutions(each.test) })),
        bodies: [...credit.bodies],
        series: rules,
      }
    },
    'program.review': ({ params }) => programme.review(params.sessionId),
    'program.change': ({ params, body, person, conferenceId }) =>
      edit({ person, conferenceId }, (maker) => editing.change(params.sessionId, body, maker)),
    'program.remove': ({ params, body, person, conferenceId }) =>
      edit({ person, conferenceId }, (maker) =>
        editing.remove(params.sessionId, body.version, body.scope, maker),
      ),
    'program.duplicate': ({ params, body, person, conferenceId }) =>
      edit({ person, conferenceId }, (maker) => editing.duplicate(params.sessionId, body, maker)),
    'program.restore': ({ params, person, conferenceId }) =>
      edit({ person, conferenceId }, (maker) => editing.restore(params.sessionId, maker)),
    'program.submit': ({ params: { sessionId }, body, person, conferenceId }) =>
      edit({ person, conferenceId }, ({ by }) =>
        one(sessionId, approvals.submit(sessionId, body.version, by)),
      ),
    'program.approve': ({ params: { sessionId }, body, person, conferenceId }) =>
      edit({ person, conferenceId }, ({ by }) =>
        one(sessionId, approvals.approve(sessionId, body.version, by)),
      ),
    'program.submitTogether': (asked) => together('submit', asked),
    'program.approveTogether': (asked) => together('approve', asked),
    'program.withdraw': ({ params: { sessionId }, body, person, conferenceId }) =>
      edit({ person, conferenceId }, ({ by }) =>
        one(sessionId, approvals.withdraw(sessionId, body.version, by, body.why)),
      ),
    'program.exempt': ({ params: { sessionId }, body, person, conferenceId }) =>
      edit({ person, conferenceId }, ({ by }) =>
        one(sessionId, approvals.exempt(sessionId, body.version, by, body.ground)),
      ),
    'program.repeat': ({ params, body, person, conferenceId }) =>
      edit({ person, conferenceId }, (maker) => repeating.repeat(params.sessionId, body, maker)),
    'program.renameTrack': ({ body, person, conferenceId }) =>
      edit({ person, conferenceId }, (maker) => editing.renameTrack(body.from, body.to, maker)),
  }
}
