// Reports about a whole event that the office owes: when each is due, and who said that it was sent. The
// ledger has that too.
import { daysUntil } from '@lectern/shared/calendarDays'
import type { Activity } from '@lectern/shared/credit'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { daysAfter } from '@lectern/shared/creditWaiting'
import { errors } from '@lectern/shared/errors'
import type { EventReport, eventReportRoutes } from '@lectern/shared/eventReports'
import { keys } from '@lectern/shared/keys'
import type { SessionView } from '@lectern/shared/program'
import type { Redis } from 'ioredis'
import type { RouteHandlers } from '../../http/routeHandlers.ts'
import type { Recording } from '../../ledger/intent.ts'
import type { Intents } from '../../ledger/intents.ts'
import type { Credit } from '../creditParts.ts'

export interface EventReportsOptions {
  redis: Redis
  credit: Pick<Credit, 'activities' | 'activity' | 'program' | 'policies' | 'clock' | 'findPerson'>
  intents: Pick<Intents, 'define'>
}

interface Sent {
  by: string
  at: number
}
interface SentWork extends Sent {
  activityId: string
  policyId: string
}

/** A body that wants a report within days, and no records of learners. */
const isOwed = ({ register, reportDays }: CreditPolicy): boolean =>
  register === undefined && reportDays !== null

/** When everything that was held had ended; undefined before it is over, and of what was never held. */
function endOf(sessions: readonly SessionView[], now: number): number | undefined {
  const held = sessions.filter(({ state }) => state.liveAt !== null)
  const isOver = sessions.every(({ session, state }) =>
    state.liveAt === null ? session.endsAt < now : state.endedAt !== null,
  )
  return held.length > 0 && isOver ? Math.max(...held.map(({ state }) => state.endedAt!)) : undefined
}

export type EventReports = ReturnType<typeof createEventReports>

export function createEventReports({ redis, credit, intents }: EventReportsOptions) {
  const { activities, program, policies, clock, findPerson } = credit

  const sentOf = async (activityId: string): Promise<Record<string, Sent>> => {
    const stored = await redis.hgetall(keys.eventReports(activityId))
    return Object.fromEntries(Object.entries(stored).map(([id, text]) => [id, JSON.parse(text) as Sent]))
  }

  const { begin } = intents.define(keys.creditIntents(), {
    /** The first to say so counts. */
    async eventReported({ activityId, policyId, by, at }: SentWork, record: Recording): Promise<void> {
      if ((await sentOf(activityId))[policyId]) return
      const data = { activityId, register: 'event-report', policyId }
      await record('event reported', [{ kind: 'register.reported', by, data }])
      await redis.hsetnx(keys.eventReports(activityId), policyId, JSON.stringify({ by, at }))
    },
  })

  async function sent(by: string, activityId: string, policyId: string): Promise<void> {
    const work = { activityId, policyId, by, at: clock() }
    await begin('eventReported', `event reported ${activityId} ${policyId}`, work)
  }

  async function reportsOf(
    activity: Activity,
    views: readonly SessionView[],
    timeZone: string,
  ): Promise<EventReport[]> {
    const end = endOf(
      views.filter(({ session }) => session.activityId === activity.id),
      clock(),
    )
    const owed = activity.designations.flatMap(
      ({ policyId }) => policies.find((policy) => policy.id === policyId && isOwed(policy)) ?? [],
    )
    if (end === undefined || owed.length === 0) return []
    const made = await sentOf(activity.id)
    return Promise.all(
      owed.map(async (policy): Promise<EventReport> => {
        const own = made[policy.id]
        const { id: policyId, title, short = title } = policy
        const dueBy = daysAfter(end, policy.reportDays!, timeZone)
        return {
          ...{ activityId: activity.id, title: activity.title, policyId, body: short },
          ...{ dueBy, daysLeft: daysUntil(dueBy, clock(), timeZone) },
          sent: own ? { at: own.at, by: (await findPerson(own.by))?.name ?? own.by } : null,
        }
      }),
    )
  }

  /** Of one conference, the first deadline first. */
  async function all(conferenceId: string): Promise<EventReport[]> {
    const [planned, views, { timeZone }] = await Promise.all([
      activities.all(conferenceId),
      program.views(conferenceId),
      program.conference(conferenceId),
    ])
    const reports = await Promise.all(planned.map((activity) => reportsOf(activity, views, timeZone)))
    return reports.flat().toSorted((a, b) => a.dueBy - b.dueBy)
  }

  const routes: RouteHandlers<typeof eventReportRoutes> = {
    'eventReports.all': async ({ conferenceId }) => ({ reports: await all(conferenceId) }),

    async 'eventReports.sent'({ person, params: { activityId }, body: { policyId } }) {
      const { id, designations, conferenceId } = await credit.activity(activityId)
      const policy = policies.find((each) => each.id === policyId)
      if (!designations.some((each) => each.policyId === policyId) || !policy || !isOwed(policy))
        throw errors.conflict('The office owes no report about this activity to this body.')
      const views = (await program.views(conferenceId)).filter(({ session }) => session.activityId === id)
      if (endOf(views, clock()) === undefined)
        throw errors.conflict('This activity is not over yet: its report is sent afterwards.')
      await sent(person.id, activityId, policyId)
      return {}
    },
  }
  return { routes, all, sent }
}
