// The credit that watched time earns from each body, and why. Pure, and without any body's numbers or
// wording: those are in `policies/*.json`.
import type { Activity, CreditResult, Designation } from './credit.ts'
import { alsoOf, amountOf, hundredths } from './creditAmount.ts'
import { type CreditPart, givenOn, maximumOf, othersOf, partsOf, takenFrom } from './creditParts.ts'
import type { CreditPolicy } from './creditPolicy.ts'
import {
  amountReasons,
  checkReasons,
  designatedLate,
  notAccreditedFor,
  numberMissing,
  shareReasons,
  type Worth,
} from './creditReasons.ts'
import { type Learner, taskReasons } from './creditTasks.ts'
import { countedTime, type Elsewhere, firstOf, type OwnDay, type WatchedSession } from './creditTime.ts'
import { claimTime, deadlinePassed, sessionReasons } from './creditWaiting.ts'
import type { UndatedReason } from './creditWords.ts'
import { numberFor } from './designationNumbers.ts'
import {
  givenBefore,
  learnedBy,
  type Presented,
  presentedBy,
  presentedTime,
  repeatedReasons,
  type Talk,
  talksOf,
} from './facultyCredit.ts'
import type { Profession } from './professions.ts'
import { type Interval, msOf, unite, without } from './slots.ts'
import { you } from './subject.ts'

export { alsoOf } from './creditAmount.ts'
export type { PaidTime } from './creditParts.ts'
export type { Learner } from './creditTasks.ts'
export type { WatchedSession } from './creditTime.ts'

const designatedOf = (
  { designations }: Pick<Activity, 'designations'>,
  policies: readonly CreditPolicy[],
): CreditPolicy[] => designations.flatMap(({ policyId }) => policies.find(({ id }) => id === policyId) ?? [])

/**
 * The policies for learners of a profession; the general ones only if no policy names it for credit. Points of
 * a board are for those alone who ask for them.
 */
export function policiesFor(
  activity: Pick<Activity, 'designations'>,
  policies: readonly CreditPolicy[],
  profession: Profession,
): CreditPolicy[] {
  const designated = designatedOf(activity, policies).filter(({ audience }) => audience === 'learners')
  const named = designated.filter(({ professions }) => professions.includes(profession))
  if (named.some(({ board }) => board === null)) return named
  return [...named, ...designated.filter(({ professions }) => professions.length === 0)]
}

/** What serves this person of them: whoever earns points of a board needs no general policy. */
function servingOf(all: readonly CreditPolicy[], learner: Learner, activityId: string | undefined) {
  const wanted = all.filter((policy) => wantsPoints(policy, learner))
  if (wanted.every(({ professions }) => professions.length === 0)) return wanted
  const isClaimed = ({ id }: CreditPolicy) =>
    (learner.paid ?? []).some((each) => each.policyId === id && each.activityId === activityId)
  return wanted.filter((policy) => policy.professions.length > 0 || isClaimed(policy))
}

/** Designating after it began is void. */
function isLate({ designatedAt }: Designation, sessions: readonly WatchedSession[]): boolean {
  const begun = Math.min(...sessions.flatMap(({ liveAt }) => liveAt ?? []))
  return designatedAt >= begun
}

/** The largest multiple of the step that is not above the maximum, in hundredths. */
function capOf(maximum: number, { step }: CreditPolicy): number {
  const by = hundredths(step)
  return Math.floor(hundredths(maximum) / by) * by
}

function worthOf(
  policy: CreditPolicy,
  maximum: number,
  sessions: readonly WatchedSession[],
  learner: Learner,
  elsewhere: Elsewhere,
): Worth {
  const time = countedTime(sessions, policy, elsewhere)
  const evaluated = learner.evaluatedAt !== null && time.countedMs > 0
  const evaluationMs = evaluated ? policy.evaluationMinutes * 60_000 : 0
  const rounded = amountOf(time.countedMs - time.overDailyMs + evaluationMs, policy)
  const cap = capOf(maximum, policy)
  const whole = time.reachesShare ? cap : 0
  const due = policy.calculates === 'whole' ? whole : Math.min(rounded.hundredths, cap)
  const earned = due < hundredths(policy.least) ? 0 : due
  const presented = policy.audience === 'faculty' ? { presented: presentedTime(sessions) } : {}
  return { time, ...presented, evaluationMs, rounded, maximum: hundredths(maximum), earned }
}

/** What a person has earned for one part, and what it rests on. */
export interface Earned {
  result: CreditResult
  /** The moments that count. */
  own: Interval[]
  /** The same by the day of their session. */
  days: OwnDay[]
  /** From the first to the last of them; null if there is none. */
  attended: Interval | null
  /** When the days for reporting begin; null before anything has ended. */
  endedAt: number | null
  /** Where credit is for presenting: the time that was presented. */
  presented?: Presented
  /** And the talks. */
  talks?: Talk[]
}

interface Earning {
  /**
   * `timeZone`: the conference's, by whose calendar days count; else they have 24 hours. `isFormer`: what was
   * claimed by the rules of an earlier version.
   */
  activity: Pick<Activity, 'designations' | 'test'> & {
    id?: string
    timeZone?: string | undefined
    isFormer?: boolean
  }
  policies: readonly CreditPolicy[]
  /** All of the activity, whoever took part. */
  held: readonly WatchedSession[]
  learner: Learner
  now: number
}

/** The profession, session or day has no number, although others have one. */
function lacksNumber(
  designation: Designation,
  part: CreditPart,
  { profession }: Learner,
  on: string | undefined,
): boolean {
  const { number, numbers = [] } = designation
  if (number === '' && numbers.length === 0) return false
  const isSession = part.id !== undefined && part.id === part.sessions[0]?.sessionId
  const about = { profession, ...(isSession && { sessionId: part.id! }), ...(on !== undefined && { on }) }
  return numberFor(designation, about) === ''
}

const lastEnd = (sessions: readonly WatchedSession[]): number | null => {
  const ends = sessions.flatMap(({ endedAt }) => endedAt ?? [])
  return ends.length > 0 ? Math.max(...ends) : null
}

/** From whose end the days count: what the person attended, or all of what is given whole. */
const basisOf = (
  { calculates }: CreditPolicy,
  sessions: readonly WatchedSession[],
  attended: readonly WatchedSession[],
): readonly WatchedSession[] => (calculates === 'whole' || attended.length === 0 ? sessions : attended)

const earliest = (one: number | null, other: number | undefined): number | null =>
  one === null || other === undefined ? (other ?? one) : Math.min(one, other)

function earnedIn(of: Earning, policy: CreditPolicy, designation: Designation, part: CreditPart): Earned {
  const { activity, policies, held, learner, now } = of
  const { subject = you, paid = [] } = learner
  const { timeZone, isFormer = false } = activity
  const { sessions } = part
  const claimed = {
    activityId: activity.id ?? '',
    policyId: policy.id,
    ...(part.id !== undefined && { partId: part.id }),
  }
  const isFaculty = policy.audience === 'faculty'
  const before = isFaculty ? givenBefore(sessions, othersOf(claimed, paid)) : []
  const elsewhere = {
    taken: [...takenFrom(claimed, policy, { policies, paid }), ...before],
    given: givenOn(claimed, paid),
  }
  const maximum = maximumOf(designation, part.id)
  const worth = worthOf(policy, maximum, sessions, learner, elsewhere)
  const late = isLate(designation, part.id === undefined ? held : sessions)
  const claiming = claimTime(sessions, worth.time, policy, { now, timeZone, isFormer })
  const { claimBy, awaited } = claiming
  const isOver = claimBy !== null && now > claimBy
  const isDay = part.id !== undefined && part.id !== sessions[0]?.sessionId
  const on = isDay ? part.id : (worth.time.days.at(-1)?.on ?? sessions[0]?.on)
  const testFrom = lastEnd(basisOf(policy, sessions, worth.time.attended))
  const undated: UndatedReason[] = [
    ...sessionReasons(sessions, awaited),
    ...(late ? [designatedLate()] : []),
    ...(lacksNumber(designation, part, learner, on) ? [numberMissing(subject)] : []),
    ...notAccreditedFor(designation, policy, learner),
    ...shareReasons(worth.time, policy, sessions.length, subject),
    ...checkReasons(sessions, policy, subject),
    ...taskReasons(policy, activity, learner, { endedAt: testFrom, now, timeZone }),
    ...(isOver ? [deadlinePassed(policy, claiming, subject, timeZone)] : []),
    ...amountReasons(worth, policy, subject),
    ...repeatedReasons(before),
  ]
  // After the deadline nothing can be fixed.
  const reasons = undated.map((each) => {
    const todo = each.todo && !isOver
    return { ...each, todo, by: todo ? earliest(claimBy, each.by) : null }
  })
  const eligible = !reasons.some(({ blocks }) => blocks)
  const earned = late ? 0 : worth.earned / 100
  const { own, days, counted, attended } = worth.time
  return {
    result: {
      policyId: policy.id,
      ...(part.id !== undefined && { part: { id: part.id, title: part.title } }),
      title: policy.title,
      unit: policy.unit,
      step: policy.step,
      least: policy.calculates === 'whole' ? earned : Math.max(policy.least, policy.step),
      eligible,
      amount: eligible ? earned : 0,
      earned,
      maximum,
      also: alsoOf(policy, earned),
      claimBy,
      reasons,
    },
    own,
    days,
    attended: counted.length > 0 ? { from: counted[0]!.from, to: counted.at(-1)!.to } : null,
    endedAt: lastEnd(basisOf(policy, sessions, attended)),
    ...(worth.presented && { presented: worth.presented, talks: talksOf(sessions) }),
  }
}

/**
 * Points of a board are given to those who asked for them. Once claimed, they stay what they are. Where no
 * wishes were kept, a board's number was one.
 */
function wantsPoints({ id, board }: CreditPolicy, { mocWishes, identifiers, paid = [] }: Learner): boolean {
  if (board === null) return true
  const asked = mocWishes ? mocWishes.includes(board.id) : identifiers.boardIds[board.id] !== ''
  return asked || paid.some(({ policyId }) => policyId === id)
}

/** What the person has earned from each body so far, part by part, with every reason. */
export function earnedOf(
  activity: Earning['activity'],
  policies: readonly CreditPolicy[],
  sessions: readonly WatchedSession[],
  learner: Learner,
  now: number,
): Earned[] {
  const of: Earning = { activity, policies, held: sessions, learner, now }
  const each = (policy: CreditPolicy, some: readonly WatchedSession[]): Earned[] => {
    const designation = activity.designations.find(({ policyId }) => policyId === policy.id)!
    return partsOf(designation, policy, some).map((part) => earnedIn(of, policy, designation, part))
  }
  const learning = servingOf(policiesFor(activity, policies, learner.profession), learner, activity.id)
  const presented = presentedBy(sessions, activity.isFormer)
  const presenting = designatedOf(activity, policies).filter(
    ({ audience, professions }) => audience === 'faculty' && professions.includes(learner.profession),
  )
  return [
    ...learning.flatMap((policy) => each(policy, learnedBy(sessions))),
    ...(presented.length > 0 ? presenting.flatMap((policy) => each(policy, presented)) : []),
  ]
}

export const creditOf = (...of: Parameters<typeof earnedOf>): CreditResult[] =>
  earnedOf(...of).map(({ result }) => result)

/**
 * The moments that an amount is given for, of those that count: first those that nothing else is watched in
 * (`shared`: the moments also credited in another activity), from the earliest on. What is given whole takes
 * all.
 */
export function timeFor(
  amount: number,
  own: readonly Interval[],
  shared: readonly Interval[],
  { calculates, minutesPerUnit, evaluationMinutes }: CreditPolicy,
): Interval[] {
  if (calculates === 'whole') return [...own]
  const left = Math.max(0, hundredths(amount) * 600 * minutesPerUnit - evaluationMinutes * 60_000)
  const alone = without(own, unite(shared))
  return unite(firstOf([...alone, ...without(own, alone)], left))
}

/** How much of this time belongs to which day, in ms. */
export const daysOf = (time: readonly Interval[], days: readonly OwnDay[]): [on: string, ms: number][] =>
  days.flatMap(({ on, own }): [string, number][] => {
    const ms = msOf(own) - msOf(without(own, time))
    return ms > 0 ? [[on, ms]] : []
  })
