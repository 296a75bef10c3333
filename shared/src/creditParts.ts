// What is claimed by itself: the whole activity, or each session or day of it.
import type { Designation } from './credit.ts'
import type { CreditPolicy } from './creditPolicy.ts'
import type { WatchedSession } from './creditTime.ts'
import type { Interval } from './slots.ts'

export interface CreditPart {
  /** A session's id, or a day; absent: the whole activity. */
  id?: string
  title: string
  sessions: readonly WatchedSession[]
}

export const partsBy = (
  { per }: Pick<Designation, 'per'>,
  { calculates }: Pick<CreditPolicy, 'calculates'>,
): NonNullable<Designation['per']> => per ?? (calculates === 'by_unit' ? 'session' : 'activity')

/** The day that a session is designated with, and has its number for: that of its plan. */
export const designatedDay = ({ plannedOn, on = '' }: Pick<WatchedSession, 'plannedOn' | 'on'>): string =>
  plannedOn ?? on

/** The parts in order of time. */
export function partsOf(
  designation: Designation,
  policy: CreditPolicy,
  sessions: readonly WatchedSession[],
): CreditPart[] {
  const by = partsBy(designation, policy)
  if (by === 'activity') return [{ title: '', sessions }]
  if (by === 'session')
    return sessions.map((session) => ({ id: session.sessionId, title: session.title, sessions: [session] }))
  const days = Map.groupBy(sessions, designatedDay)
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, some]) => ({ id: day, title: day, sessions: some }))
}

/** The most that is designated for a part. */
export const maximumOf = ({ maximum, maximums = [] }: Designation, partId: string | undefined): number =>
  maximums.find((each) => each.partId === partId)?.maximum ?? maximum

/** Credit that a person has claimed, with the moments that it was given for. */
export interface PaidTime {
  activityId: string
  policyId: string
  partId?: string
  time: readonly Interval[]
  /** How much of it belongs to which day, in ms, where the body gives so much a day. */
  days?: readonly (readonly [on: string, ms: number])[]
  /** Of what was presented: how much of it belongs to which talk, in ms. */
  talks?: readonly (readonly [talk: string, ms: number])[]
}

/**
 * Whether two claims may be for the same minutes: of one activity, where one of the policies says so. Nobody is
 * in two activities at once.
 */
export function payTogether(
  one: { activityId: string; policyId: string; paidWith: readonly string[] },
  other: { activityId: string; policyId: string; paidWith: readonly string[] },
): boolean {
  if (one.activityId !== other.activityId || one.policyId === other.policyId) return false
  return one.paidWith.includes(other.policyId) || other.paidWith.includes(one.policyId)
}

type ClaimedFor = Omit<PaidTime, 'time' | 'days' | 'talks'>

export const othersOf = (of: ClaimedFor, paid: readonly PaidTime[]): PaidTime[] =>
  paid.filter(
    (each) => each.activityId !== of.activityId || each.policyId !== of.policyId || each.partId !== of.partId,
  )

/**
 * How much of each day the same body has been claimed for, in ms: a daily maximum is one of a person's day.
 */
export function givenOn(of: ClaimedFor, paid: readonly PaidTime[]): Map<string, number> {
  const given = new Map<string, number>()
  for (const { policyId, days = [] } of othersOf(of, paid))
    if (policyId === of.policyId) for (const [on, ms] of days) given.set(on, (given.get(on) ?? 0) + ms)
  return given
}

/** The moments that other claims leave no room for. */
export const takenFrom = (
  of: ClaimedFor,
  policy: CreditPolicy,
  { policies, paid }: { policies: readonly CreditPolicy[]; paid: readonly PaidTime[] },
): Interval[] =>
  othersOf(of, paid)
    .filter((other) => {
      const their = policies.find(({ id }) => id === other.policyId)
      // A policy that nobody has any more says nothing.
      if (!their) return true
      return !payTogether({ ...of, paidWith: policy.paidWith }, { ...other, paidWith: their.paidWith })
    })
    .flatMap(({ time }) => time)

/** Whether a claim is for what a result is about. */
export const isClaimFor = (
  claim: { policyId: string; partId?: string },
  result: { policyId: string; part?: { id: string } },
): boolean => claim.policyId === result.policyId && claim.partId === result.part?.id
