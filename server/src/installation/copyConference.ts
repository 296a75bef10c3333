// Copies a conference as a template: its programme as drafts, its activities and texts. People, and what
// happened, stay behind. Every id follows from the two conferences, so that a repeat completes a copy that
// was left half done and changes nothing of what was copied before.
import { createHash } from 'node:crypto'
import type { Conference, ConferencePlan } from '@lectern/shared/conferences'
import type { Activity, CreditPolicy } from '@lectern/shared/credit'
import type { Session, SessionView } from '@lectern/shared/program'
import { dayOf, zoned } from '@lectern/shared/zoneTime'
import type { Clock } from '../core/clock.ts'
import { type ActivityPlans, needsNumber } from '../credit/activityPlans.ts'
import { planLike } from '../program/editing.ts'
import type { SessionPlans } from '../program/planSession.ts'

export interface CopyOptions {
  program: {
    conference(conferenceId: string): Promise<Conference>
    planConference(conferenceId: string, plan: ConferencePlan): Promise<Conference>
    views(conferenceId: string): Promise<SessionView[]>
    findSession(sessionId: string): Promise<Session | undefined>
  }
  activities: {
    all(conferenceId: string): Promise<Activity[]>
    find(activityId: string): Promise<Activity | undefined>
  }
  policies: readonly CreditPolicy[]
  /** Copies the texts of mails. */
  copyTexts: (from: string, to: string) => Promise<void>
  planActivity: ActivityPlans['plan']
  planSession: SessionPlans['plan']
  clock: Clock
}

export type CopyConference = (from: string, to: string, by: string) => Promise<void>

export function createCopyConference(options: CopyOptions): CopyConference {
  const { program, activities, policies, planActivity, planSession, clock } = options

  /** Numbers are given to one event: a copy has none, and no credit that needs one. */
  async function copyActivity(activity: Activity, id: string, to: string): Promise<boolean> {
    if (await activities.find(id)) return true
    const { conferenceId: _, number: _number, designations, ...kept } = activity
    const free = designations.filter(({ policyId }) => {
      const policy = policies.find((each) => each.id === policyId)
      return policy && !needsNumber(policy)
    })
    if (free.length === 0) return false
    await planActivity(to, {
      ...kept,
      id,
      number: '',
      designations: free.map(({ policyId, maximum }) => ({
        ...{ policyId, maximum, number: '', numbers: [] },
        designatedAt: clock(),
      })),
    })
    return true
  }

  /** The same time of day as many days later. */
  const moved = (at: number, days: number, timeZone: string): number =>
    zoned(at, timeZone).add({ days }).epochMilliseconds

  /** Days from the first day of one conference to the first day of the other. */
  function daysBetween(from: Conference, to: Conference, sessions: readonly Session[]): number {
    const starts = sessions.map(({ startsAt }) => startsAt)
    const first = from.startsOn ?? (starts.length > 0 ? dayOf(Math.min(...starts), from.timeZone) : undefined)
    if (!first || !to.startsOn) return 0
    return Math.round((Date.parse(to.startsOn) - Date.parse(first)) / 86_400_000)
  }

  return async (from, to, by) => {
    const [source, target] = await Promise.all([program.conference(from), program.conference(to)])
    const { tracks, contact, languages } = source
    await program.planConference(to, {
      ...(tracks && !target.tracks && { tracks }),
      ...(contact && !target.contact && { contact }),
      ...(languages && !target.languages && { languages }),
    })
    const idOf = (id: string): string =>
      createHash('sha256').update(`${to} ${id}`).digest('base64url').slice(0, 16)
    await options.copyTexts(from, to)
    const copied = new Set<string>()
    for (const activity of await activities.all(from))
      if (await copyActivity(activity, idOf(activity.id), to)) copied.add(activity.id)
    const sessions = (await program.views(from)).map(({ session }) => session)
    const days = daysBetween(source, target, sessions)
    for (const session of sessions) {
      const id = idOf(session.id)
      if (await program.findSession(id)) continue
      const { support: _, ...plan } = planLike(session, id)
      const { activityId } = session
      await planSession(
        {
          ...plan,
          ...{ speakers: [], moderators: [], planners: [] },
          startsAt: moved(session.startsAt, days, source.timeZone),
          endsAt: moved(session.endsAt, days, source.timeZone),
          ...(activityId && copied.has(activityId) && { activityId: idOf(activityId) }),
        },
        { conferenceId: to, by, seen: null },
      )
    }
  }
}
