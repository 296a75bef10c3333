// Planning: every part of it is made here.
import type { Identity, Person } from '@lectern/shared/accounts'
import type { BodyRules } from '@lectern/shared/bodyRules'
import type { Activity } from '@lectern/shared/credit'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import { createApprovals } from './approvals.ts'
import { createCalendarRoutes } from './calendarRoutes.ts'
import { createCalendarsStore } from './calendarsStore.ts'
import { createEditing } from './editing.ts'
import type { OwnAgendaStore } from './ownAgendaStore.ts'
import { createPlanConference } from './planConference.ts'
import type { PlanNews } from './planNews.ts'
import { createPlanningRoutes } from './planningRoutes.ts'
import { createSessionPlans, type SessionPlansOptions } from './planSession.ts'
import { createProgramme, type PlannedCredit } from './programme.ts'
import { createProgramOperatorRoutes } from './programOperatorRoutes.ts'
import type { ProgramStore } from './programStore.ts'
import type { PublicViews } from './publicViews.ts'
import { createRemovedStore } from './removedStore.ts'
import { createRepeating } from './repeating.ts'
import { createSeriesStore } from './seriesStore.ts'

export interface PlanningOptions {
  redis: Redis
  program: ProgramStore
  views: PublicViews
  ownAgenda: OwnAgendaStore
  activities: {
    all(conferenceId: string): Promise<Activity[]>
    find(activityId: string): Promise<Activity | undefined>
  }
  /** The agreements with a conference's supporters. */
  agreements: PlannedCredit['agreements']
  bodies: readonly BodyRules[]
  findPerson: (personId: string) => Promise<Identity | undefined>
  memberOf: (personId: string, conferenceId: string) => Promise<Person | undefined>
  /** The disclosure of a person's signed form for one part. */
  disclosureFor: SessionPlansOptions['disclosureFor']
  planNews: PlanNews
  /** Removes the files of a session that can no longer be restored. */
  removeFiles: (sessionId: string) => Promise<void>
  /** The server's public address, without a trailing slash. */
  publicUrl: () => string
  /** Derives the addresses of calendars. */
  secret: string
  clock: Clock
}

export function createPlanning(options: PlanningOptions) {
  const {
    redis,
    program,
    views,
    ownAgenda,
    activities,
    bodies,
    findPerson,
    memberOf,
    disclosureFor,
    planNews,
    publicUrl,
    clock,
  } = options
  const credit = { activities: activities.all, bodies, agreements: options.agreements }
  const plans = createSessionPlans({
    program,
    findPerson,
    memberOf,
    findActivity: activities.find,
    disclosureFor,
    planNews,
    clock,
  })
  const removed = createRemovedStore(redis, async (sessionId) => {
    await options.removeFiles(sessionId)
    await program.removeSession(sessionId)
  })
  const series = createSeriesStore(redis)
  const calendars = createCalendarsStore(redis, options.secret, clock)
  const programme = createProgramme({ program, views, credit, findPerson, clock })
  const approvals = createApprovals({ program, programme, plans, planNews, clock })
  const planConference = createPlanConference({ program, planNews, settle: approvals.settle })
  const editing = createEditing({ program, plans, removed, series, planNews, clock })
  const repeating = createRepeating({ program, plans, editing, series })
  return {
    plans,
    approvals,
    editing,
    calendars,
    removedSessions: removed.ids,
    series,
    planConference,
    routes: {
      ...createPlanningRoutes({
        ...{ program, programme, approvals, editing, repeating, removed, series, credit },
      }),
      ...createProgramOperatorRoutes({
        program,
        plans,
        editing,
        approvals,
        planConference,
      }),
      ...createCalendarRoutes({
        program,
        removed,
        ownAgenda,
        calendars,
        memberOf,
        publicUrl,
      }),
    },
  }
}
