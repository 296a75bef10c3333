// Copies a conference as a template: its programme as drafts, its activities and texts. People, and what
// happened, stay behind. Every id follows from the two conferences, so that a repeat completes a copy that
// was left half done and changes nothing of what was copied before.
import { createHash } from 'node:crypto'
import type { Conference, ConferencePlan } from '@lectern/shared/conferences'
import type { Activity } from '@lectern/shared/credit'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import type { Session, SessionField, SessionView } from '@lectern/shared/program'
import { laterDay, laterMoment, laterRule, type SeriesRule } from '@lectern/shared/programSeries'
import { dayOf } from '@lectern/shared/zoneTime'
import type { Clock } from '../core/clock.ts'
import { type ActivityPlans, needsNumber } from '../credit/activityPlans.ts'
import type { PlanningStore } from '../credit/planningStore.ts'
import type { OutcomesStore } from '../outcomes/outcomesStore.ts'
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
  planningForms: Pick<PlanningStore, 'find' | 'save'>
  outcomes: Pick<OutcomesStore, 'plan' | 'save'>
  series: {
    rules(conferenceId: string): Promise<Record<string, SeriesRule>>
    saveNew(conferenceId: string, seriesId: string, rule: SeriesRule): Promise<void>
    allCancelled(conferenceId: string): Promise<{ id: string; on: string }[]>
    cancel(conferenceId: string, place: { id: string; on: string }): Promise<void>
  }
  policies: readonly CreditPolicy[]
  /** Copies the texts of mails. */
  copyTexts: (from: string, to: string) => Promise<void>
  planActivity: ActivityPlans['plan']
  planSession: SessionPlans['plan']
  clock: Clock
}

/** Fields that a copy leaves out. */
const left = new Set<SessionField>(['speakers', 'moderators', 'planners'])

export type CopyConference = (from: string, to: string, by: string) => Promise<void>

export function createCopyConference(options: CopyOptions): CopyConference {
  const { program, activities, planningForms, series, policies, planActivity, planSession, clock } = options

  /** Numbers are given to one event: a copy has none, and no credit that needs one. */
  async function copyActivity(activity: Activity, id: string, to: string): Promise<boolean> {
    if (await activities.find(id)) return true
    const { conferenceId: _, number: _number, designations, ...kept } = activity
    const free = designations.filter(({ policyId }) => {
      const policy = policies.find((each) => each.id === policyId)
      return policy && !needsNumber(policy) && policy.supersededBy === undefined
    })
    const formats = free.flatMap(({ policyId }) => policies.find(({ id }) => id === policyId)!.formats)
    const isFormat = formats.length === 0 || formats.includes(kept.format)
    if (free.length === 0) return false
    await planActivity(to, {
      ...kept,
      id,
      number: '',
      // A format from before the body's own list was asked for.
      ...(!isFormat && { format: formats[0]! }),
      designations: free.map(({ policyId, maximum, per }) => ({
        ...{ policyId, maximum, number: '', numbers: [] },
        ...(per && { per }),
        designatedAt: clock(),
      })),
    })
    return true
  }

  /** Nothing of the copy was evaluated yet. */
  async function copyPlanning(from: Activity, id: string, to: string, by: string): Promise<void> {
    const { version, form } = await planningForms.find(from)
    if (version === 0) return
    const { competence, performance, outcomes } = form.changes
    const changes = {
      competence: { ...competence, evaluated: null },
      performance: { ...performance, evaluated: null },
      outcomes: { ...outcomes, evaluated: null },
    }
    await planningForms.save({ id, conferenceId: to }, 0, { ...form, changes }, { at: clock(), by })
  }

  /** What is asked; nothing was measured yet. What the copy has already stays. */
  async function copyOutcomes(from: string, to: string): Promise<void> {
    const { plan, version } = await options.outcomes.plan(from)
    if (version > 0) await options.outcomes.save(to, { ...plan, measured: [] }, 0)
  }

  /** Days from the first day of one conference to the first day of the other. */
  function daysBetween(from: Conference, to: Conference, sessions: readonly Session[]): number {
    const starts = sessions.map(({ startsAt }) => startsAt)
    const first = from.startsOn ?? (starts.length > 0 ? dayOf(Math.min(...starts), from.timeZone) : undefined)
    if (!first || !to.startsOn) return 0
    return Math.round((Date.parse(to.startsOn) - Date.parse(first)) / 86_400_000)
  }

  /** Rules, and which of their days were taken out: the rules come last, so that a repeat completes both. */
  async function copySeries(from: string, to: string, days: number, idOf: (id: string) => string) {
    const [rules, there, cancelled] = await Promise.all([
      series.rules(from),
      series.rules(to),
      series.allCancelled(from),
    ])
    for (const { id, on } of cancelled)
      if (rules[id] && !there[idOf(id)]) await series.cancel(to, { id: idOf(id), on: laterDay(on, days) })
    for (const [id, rule] of Object.entries(rules)) await series.saveNew(to, idOf(id), laterRule(rule, days))
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
      if (await copyActivity(activity, idOf(activity.id), to)) {
        copied.add(activity.id)
        await copyPlanning(activity, idOf(activity.id), to, by)
        await copyOutcomes(activity.id, idOf(activity.id))
      }
    const sessions = (await program.views(from)).map(({ session }) => session)
    const days = daysBetween(source, target, sessions)
    await copySeries(from, to, days, idOf)
    for (const session of sessions) {
      const id = idOf(session.id)
      if (await program.findSession(id)) continue
      const plan = planLike(session, id)
      const { activityId, series: place } = session
      const startsAt = laterMoment(session.startsAt, days, source.timeZone, target.timeZone)
      const own = place?.own.filter((field) => !left.has(field)) ?? []
      await planSession(
        {
          ...plan,
          ...{ speakers: [], moderators: [], planners: [] },
          startsAt,
          endsAt: startsAt + session.endsAt - session.startsAt,
          ...(activityId && copied.has(activityId) && { activityId: idOf(activityId) }),
        },
        {
          ...{ conferenceId: to, by, seen: null },
          ...(place && { series: { id: idOf(place.id), on: laterDay(place.on, days), own } }),
        },
      )
    }
  }
}
