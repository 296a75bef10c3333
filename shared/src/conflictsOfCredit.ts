// Conflicts of what a programme is designated for with what is planned.

import { surelyAskedMs } from './attentionChecks.ts'
import type { BodyRules } from './bodyRules.ts'
import {
  type Conflict,
  type ConflictCode,
  grouped,
  minuteMs,
  named,
  type PlannedProgramme,
} from './conflict.ts'
import type { Activity, Designation } from './credit.ts'
import { maximumOf, partsBy } from './creditParts.ts'
import {
  numberDoubts,
  numberProblems,
  numbersElsewhere,
  type Planned,
  partsWithoutNumber,
} from './designationNumbers.ts'
import { isMultiple, liveFormatProblem, mostFor } from './designations.ts'
import type { Session } from './program.ts'
import { carriesNoCredit, kindNames, kindOf } from './sessionKinds.ts'
import { type Interval, msOf, unite, without } from './slots.ts'
import { type ZoneClock, zoneClock } from './zoneTime.ts'

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
function plannedTime(
  sessions: readonly Pick<Session, 'startsAt' | 'endsAt' | 'track'>[],
  breaks: ReadonlyMap<string, Interval[]>,
): number {
  const times = sessions.flatMap(({ startsAt, endsAt, track }) => {
    const of = breaks.get(track) ?? []
    const within = of.slice(firstAfter(of, startsAt), firstAfter(of, endsAt) + 1)
    return without([{ from: startsAt, to: endsAt }], within)
  })
  return msOf(unite(times))
}

/** The planned time of sessions in ms, by the same rule: for a page that has no more of a programme. */
export function plannedMs(
  sessions: readonly (Pick<Session, 'startsAt' | 'endsAt'> & { track?: string })[],
  breaks: readonly (Pick<Session, 'startsAt' | 'endsAt'> & { track?: string })[],
): number {
  const byTrack = new Map(
    [...Map.groupBy(breaks, ({ track = '' }) => track)].map(([track, of]) => [
      track,
      unite(of.map(({ startsAt, endsAt }) => ({ from: startsAt, to: endsAt }))),
    ]),
  )
  return plannedTime(
    sessions.map(({ track = '', ...rest }) => ({ ...rest, track })),
    byTrack,
  )
}

interface PlannedActivity {
  activity: Activity
  sessions: readonly Session[]
  /** The planned time of each day, in ms. */
  daysOf(sessions: readonly Session[]): number[]
  dayOf(at: number): string
  planned: Planned
}

/** What is designated by itself: the whole activity, or each session or day of it. */
function partsPlanned(
  { activity, sessions, dayOf }: PlannedActivity,
  designation: Designation,
  body: BodyRules,
) {
  const by = partsBy(designation, body)
  if (by === 'activity') return [{ id: undefined, title: activity.title, sessions }]
  const parts = Map.groupBy(sessions, ({ id, startsAt }) => (by === 'session' ? id : dayOf(startsAt)))
  return [...parts].map(([id, some]) => ({
    id,
    title: `${activity.title}: ${by === 'session' ? some[0]!.title : id}`,
    sessions: some,
  }))
}

type About = Pick<Conflict, 'sessionIds' | 'activityId' | 'policyId' | 'who'>

function* amountConflicts(
  about: About,
  { title, maximum, days }: { title: string; maximum: number; days: number[] },
  body: BodyRules,
): Iterable<Conflict> {
  const plannedMs = days.reduce((sum, ms) => sum + ms, 0)
  const what = `“${title}” is designated for ${maximum} ${maximum === 1 ? body.unit.one : body.unit.many}`
  const most = mostFor(days, body)
  // Who awards the whole by a formula of their own is not refused for ours.
  if (maximum > most)
    yield {
      ...about,
      code: 'designation_above_time',
      blocks: body.calculates !== 'whole' || body.boundByTime === true,
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
}

/** A share of the checks is demanded, and some people would never be asked. */
function* checkConflicts(
  { activity, daysOf }: PlannedActivity,
  { title, sessions }: { title: string; sessions: readonly Session[] },
  body: BodyRules,
): Iterable<Omit<Conflict, keyof About>> {
  const { checks } = activity.attendance
  if (!body.needsChecks || !checks) return
  const longest = Math.max(...sessions.flatMap((session) => daysOf([session])))
  const needed = surelyAskedMs(checks)
  if (longest >= needed) return
  const { perHour, perMinutes = 60 } = checks
  yield {
    code: 'checks_too_few',
    blocks: true,
    message: `“${title}”: ${body.title} asks for a share of the attention checks, and with ${perHour} in ${perMinutes} minutes it takes ${Math.ceil(needed / minuteMs)} minutes until everybody has been asked once; its longest session has ${longest / minuteMs}. Ask more often, or plan more time.`,
  }
}

function* designationConflicts(
  of: PlannedActivity,
  designation: Designation,
  body: BodyRules,
): Iterable<Conflict> {
  const { activity, sessions, planned } = of
  const about = {
    activityId: activity.id,
    policyId: body.id,
    who: 'office',
    sessionIds: idsOf(sessions),
  } as const
  for (const part of partsPlanned(of, designation, body)) {
    const amount = {
      title: part.title,
      maximum: maximumOf(designation, part.id),
      days: of.daysOf(part.sessions),
    }
    const ofPart = { ...about, sessionIds: idsOf(part.sessions) }
    yield* amountConflicts(ofPart, amount, body)
    for (const found of checkConflicts(of, part, body)) yield { ...ofPart, ...found }
  }
  if (body.expires !== null && of.dayOf(planned.endsAt) > body.expires)
    yield {
      ...about,
      code: 'policy_expired',
      blocks: false,
      message: `“${activity.title}” is held after ${body.expires}, and until then the rules of ${body.title} have to be checked again: ask who runs this installation.`,
    }
  const doubts = new Set(numberDoubts(designation, body))
  for (const problem of numberProblems(designation, body, planned))
    yield {
      ...about,
      code: 'designation_number',
      blocks: !doubts.has(problem),
      message: `“${activity.title}”, ${body.title}: ${problem}.`,
    }
  for (const { sessionId, problem } of partsWithoutNumber(designation, body, planned))
    yield {
      ...about,
      sessionIds: [sessionId],
      code: 'number_missing',
      blocks: true,
      message: `“${activity.title}”, ${body.title}: ${problem}, and its certificates name one.`,
    }
}

/** What is wrong with the activity itself, whatever a body gives for its time. */
function* wholeConflicts(
  { activity, sessions }: PlannedActivity,
  { activities, bodies }: Pick<PlannedProgramme, 'activities' | 'bodies'>,
): Iterable<Conflict> {
  const about = { activityId: activity.id, who: 'office', sessionIds: idsOf(sessions), blocks: true } as const
  for (const { policyId, problem, isDoubt } of numbersElsewhere(activity, activities, bodies))
    yield {
      ...{ ...about, policyId, code: 'designation_number', blocks: !isDoubt },
      message: `“${activity.title}”: ${problem}.`,
    }
  const designated = bodies.filter(({ id }) => activity.designations.some(({ policyId }) => policyId === id))
  const problem = liveFormatProblem(activity.format, designated)
  if (problem) yield { ...about, code: 'format_not_live', message: `“${activity.title}”: ${problem}.` }
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
      dayBySession: Object.fromEntries(sessions.map(({ id, startsAt }) => [id, dayOf(startsAt)])),
      acpeNumber: activity.provider.acpeNumber,
      isJoint: (activity.jointProviders ?? []).length > 0,
    }
    const daysOf = (some: readonly Session[]): number[] =>
      [...Map.groupBy(some, ({ startsAt }) => dayOf(startsAt)).values()].map((day) =>
        plannedTime(day, breaks),
      )
    const whole = { activity, sessions, daysOf, dayOf, planned }
    yield* wholeConflicts(whole, { activities, bodies })
    for (const designation of activity.designations) {
      const body = bodyOf.get(designation.policyId)
      if (body) yield* designationConflicts(whole, designation, body)
    }
  }
}

/** What may follow later: it keeps a session from being approved, and nothing from being planned. */
const awaited: ReadonlySet<ConflictCode> = new Set(['activity_missing', 'number_missing'])

/** What no body can give for the sessions as they are planned, of these activities alone. */
export function creditConflicts(
  sessions: readonly Session[],
  { activities, bodies, timeZone }: Pick<PlannedProgramme, 'activities' | 'bodies'> & { timeZone: string },
): Conflict[] {
  const ids = new Set(activities.map(({ id }) => id))
  const sorted = sessions
    .filter((session) => kindOf(session) === 'break' || ids.has(session.activityId ?? ''))
    .toSorted((a, b) => a.startsAt - b.startsAt)
  if (sorted.length === 0) return []
  const clock = zoneClock(sorted[0]!.startsAt, Math.max(...sorted.map(({ endsAt }) => endsAt)), timeZone)
  const found = [...activityConflicts(sorted, { activities, bodies } as PlannedProgramme, clock)]
  return found.filter(({ blocks, code }) => blocks && !awaited.has(code))
}
