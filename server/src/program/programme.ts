// The programme as its planners see it: every session with what it lacks, and the conflicts among them.

import type { BodyRules } from '@lectern/shared/bodyRules'
import type { Conflict } from '@lectern/shared/conflict'
import { conflictsOf } from '@lectern/shared/conflicts'
import type { Activity } from '@lectern/shared/credit'
import type { Session, SessionView } from '@lectern/shared/program'
import type { PlannedView } from '@lectern/shared/programPlanning'
import { type Missing, obstacles, type Review, reviewOf } from '@lectern/shared/programReview'
import type { Supporter } from '@lectern/shared/supporters'
import { type Agreement, beginOf } from '@lectern/shared/supportRules'
import type { Clock } from '../core/clock.ts'
import type { ProgramStore } from './programStore.ts'
import type { PublicViews } from './publicViews.ts'

/** What the programme is designated for. */
export interface PlannedCredit {
  activities(conferenceId: string): Promise<Activity[]>
  bodies: readonly BodyRules[]
  /** The agreements with a conference's supporters. */
  agreements(conferenceId: string): Promise<Agreement[]>
}

export interface ProgrammeOptions {
  program: Pick<ProgramStore, 'views' | 'conference' | 'view'>
  views: PublicViews
  credit: PlannedCredit
  findPerson: (personId: string) => Promise<{ name: string } | undefined>
  clock: Clock
}

/** A programme as it was read. */
export interface ReadProgramme {
  sessions: readonly SessionView[]
  activities: readonly Activity[]
  conflicts: Conflict[]
  /** Supporters of the whole conference. */
  ofConference: readonly Supporter[]
  agreements: readonly Agreement[]
  timeZone: string
}

export type Programme = ReturnType<typeof createProgramme>

export function createProgramme({ program, views, credit, findPerson, clock }: ProgrammeOptions) {
  async function read(conferenceId: string): Promise<ReadProgramme> {
    const [conference, sessions, activities, agreements] = await Promise.all([
      program.conference(conferenceId),
      program.views(conferenceId),
      credit.activities(conferenceId),
      credit.agreements(conferenceId),
    ])
    const conflicts = conflictsOf({
      sessions: sessions.map(({ session }) => session),
      activities,
      bodies: credit.bodies,
      timeZone: conference.timeZone,
    })
    const { support: ofConference = [], timeZone } = conference
    return { sessions, activities, conflicts, ofConference, agreements, timeZone }
  }

  function reviewed(session: Session, programme: ReadProgramme) {
    const { sessions, activities, conflicts, ofConference, agreements, timeZone } = programme
    const activity = activities.find(({ id }) => id === session.activityId)
    return {
      session,
      activity,
      bodies: credit.bodies,
      support: { ofConference, agreements, timeZone, begins: beginOf(session, activity, sessions) },
      conflicts: conflicts.filter(({ sessionIds }) => sessionIds.includes(session.id)),
      now: clock(),
    }
  }

  /** People's names, each asked for once. */
  function createNames() {
    const names = new Map<string, Promise<string>>()
    return (personId: string): Promise<string> => {
      const name = names.get(personId) ?? findPerson(personId).then((person) => person?.name ?? '')
      names.set(personId, name)
      return name
    }
  }

  async function reviewIn(
    { session, state }: SessionView,
    programme: ReadProgramme,
    nameOf: (personId: string) => Promise<string>,
  ): Promise<Review> {
    const { approval, exemption } = session
    const { ground, by, at } = exemption ?? {}
    return {
      ...reviewOf(reviewed(session, programme), state.phase),
      ...(ground && by && at && { exemption: { ground, by, at, name: await nameOf(by) } }),
      approval: approval ? { by: approval.by, at: approval.at, name: await nameOf(approval.by) } : null,
    }
  }

  return {
    read,

    /** What keeps a session from being approved. */
    obstaclesTo: (session: Session, programme: ReadProgramme): Missing[] => [
      ...obstacles(reviewed(session, programme)),
    ],

    async review(sessionId: string): Promise<Review> {
      const view = await program.view(sessionId)
      return reviewIn(view, await read(view.session.conferenceId), createNames())
    },

    /** Sessions for their planners: without what people disclosed. */
    async plannedViews(shown: readonly SessionView[], programme: ReadProgramme): Promise<PlannedView[]> {
      const nameOf = createNames()
      const [publicly, reviews] = await Promise.all([
        views.all(shown),
        Promise.all(shown.map((view) => reviewIn(view, programme, nameOf))),
      ])
      return publicly.map((view, i) => ({ ...view, review: reviews[i]! }))
    },
  }
}
