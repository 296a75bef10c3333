// Conflicts of what a programme is designated for with what is planned.
import { type Conflict, grouped, minuteMs, named, type PlannedProgramme } from './conflict.ts'
import type { Activity, Designation } from './credit.ts'
import {
  type BodyRules,
  isMultiple,
  mostFor,
  numberDoubts,
  numberProblems,
  type Planned,
} from './designations.ts'
import type { Session } from './program.ts'
import { carriesNoCredit, kindNames, kindOf } from './sessionKinds.ts'
import { type Interval, msOf, unite, without } from './slots.ts'
import type { ZoneClock } from './zoneTime.ts'

const idsOf = (sessions: readonly Session[]): string[] => sessions.map((session) => session.id)

export function* kindConflicts(session: Session): Iterable<Conflict> {
  const kind = kindOf(session)
  if (session.activityId === undefined || !carriesNoCredit(kind)) return
  yield {
    code: 'credit_for_kind',
    blocks: true,
    sessionIds: [session.id],
    activityId: session.activityId,
    who: 'organiser',
    message: `${named(session)} is planned as “${kindNames[kind]}”, which never carries credit. Choose another kind, or take it out of its activity.`,
  }
}

/** Where the first of these sorted intervals that ends after `at` is. */
function firstAfter(intervals: readonly Interval[], at: number): number {
  let low = 0
  let high = intervals.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (intervals[middle]!.to <= at) low = middle + 1
    else high = middle
  }
  return low
}

/** The planned time of an activity: breaks of the same track left out, concurrent sessions once. */
function plannedTime(sessions: readonly Session[], breaks: ReadonlyMap<string, Interval[]>): number {
  const times = sessions.flatMap(({ startsAt, endsAt, track }) => {
    const of = breaks.get(track) ?? []
    const within = of.slice(firstAfter(of, startsAt), firstAfter(of, endsAt) + 1)
    return without([{ from: startsAt, to: endsAt }], within)
  })
  return msOf(unite(times))
}

interface PlannedActivity {
  activity: Activity
  sessions: readonly Session[]
  plannedMs: number
  planned: Planned
}

function* designationConflicts(
  { activity, sessions, plannedMs, planned }: PlannedActivity,
  designation: Designation,
  body: BodyRules,
): Iterable<Conflict> {
  const about = {
    sessionIds: idsOf(sessions),
    activityId: activity.id,
    policyId: body.id,
    who: 'office',
  } as const
  const { maximum } = designation
  const what = `“${activity.title}” is designated for ${maximum} ${maximum === 1 ? body.unit.one : body.unit.many}`
  const most = mostFor(plannedMs, body)
  // Who awards the whole by a formula of their own is not refused for ours.
  if (maximum > most)
    yield {
      ...about,
      code: 'designation_above_time',
      blocks: body.calculates !== 'whole',
      message: `${what}, and its planned ${plannedMs / minuteMs} minutes are worth ${most} at most. Designate less, or plan more time.`,
    }
  if (maximum < body.least)
    yield {
      ...about,
      code: 'designation_below_least',
      blocks: true,
      message: `${what}, and ${body.title} gives ${body.least} at least.`,
    }
  if (!isMultiple(maximum, body.step))
    yield {
      ...about,
      code: 'designation_step',
      blocks: true,
      message: `${what}, and ${body.title} gives credit in steps of ${body.step}.`,
    }
  const doubts = new Set(numberDoubts(designation, body))
  for (const problem of numberProblems(designation, body, planned))
    yield {
      ...about,
      code: 'designation_number',
      blocks: !doubts.has(problem),
      message: `“${activity.title}”, ${body.title}: ${problem}.`,
    }
}

export function* activityConflicts(
  sorted: readonly Session[],
  { activities, bodies }: PlannedProgramme,
  { dayOf }: ZoneClock,
): Iterable<Conflict> {
  const byId = new Map(activities.map((activity) => [activity.id, activity]))
  const bodyOf = new Map(bodies.map((body) => [body.id, body]))
  const breaks = new Map(
    [...grouped(sorted, (session) => (kindOf(session) === 'break' ? session.track : undefined))].map(
      ([track, items]) => [
        track,
        unite(items.map(({ startsAt, endsAt }) => ({ from: startsAt, to: endsAt }))),
      ],
    ),
  )
  for (const [activityId, sessions] of grouped(sorted, (session) => session.activityId)) {
    const activity = byId.get(activityId)
    if (!activity) {
      yield {
        code: 'activity_missing',
        blocks: true,
        sessionIds: idsOf(sessions),
        activityId,
        who: 'office',
        message: `${named(sessions[0]!)} is to carry credit, and its activity is not planned.`,
      }
      continue
    }
    const planned: Planned = {
      startsAt: sessions[0]!.startsAt,
      endsAt: Math.max(...sessions.map(({ endsAt }) => endsAt)),
      days: [...new Set(sessions.map(({ startsAt }) => dayOf(startsAt)))],
      sessionIds: idsOf(sessions),
      acpeNumber: activity.provider.acpeNumber,
      isJoint: (activity.jointProviders ?? []).length > 0,
    }
    const whole = { activity, sessions, plannedMs: plannedTime(sessions, breaks), planned }
    for (const designation of activity.designations) {
      const body = bodyOf.get(designation.policyId)
      if (body) yield* designationConflicts(whole, designation, body)
    }
  }
}
