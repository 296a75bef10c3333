// What the ACCME's register is told of an activity, gathered from what people planned and did. Pure;
// `gather.ts` reads it. An activity is one record; a series, whose sessions are designated by themselves, is
// one a year.
import type { Activity, Claim, Designation } from '@lectern/shared/credit'
import { maximumOf, partsBy } from '@lectern/shared/creditParts'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { uanOf } from '@lectern/shared/designationNumbers'
import type { PlanningForm } from '@lectern/shared/planningForm'
import { type Profession, professions } from '@lectern/shared/professions'
import type { Session } from '@lectern/shared/program'
import { unite } from '@lectern/shared/slots'
import { type Agreement, agreementsFor, latestVersion } from '@lectern/shared/supportRules'
import { dayOf } from '@lectern/shared/zoneTime'
import type { PersonCredit } from '../../results.ts'
import { accreditedFormat } from './formats.ts'

/** Everything about one activity, in whatever years. */
export interface ActivityOf {
  activity: Activity
  form: PlanningForm
  /** Of the activity, drafts left out. */
  sessions: readonly Session[]
  /** Ids of those that have ended. */
  ended: readonly string[]
  /** Everybody who took part. */
  people: readonly (Pick<PersonCredit, 'person' | 'sessions'> & { claims: readonly Claim[] })[]
  /** All of the conference. */
  agreements: readonly Agreement[]
  /** Supporters that learners are told of, by name. */
  disclosed: readonly string[]
  policies: readonly CreditPolicy[]
  timeZone: string
}

/** Credit that a body gives for the record, as it was designated. */
export interface Designated {
  policy: CreditPolicy
  /** Of a series: the sum over the record's sessions. */
  amount: number
  numbers: string[]
}

export interface RecordSupport {
  supporter: string
  currency: string
  /** In the smallest unit of the currency. */
  amount: number
  inKind: readonly string[]
  other: string
}

/** One record. Days are of the conference's time zone, like "2026-11-24". */
export interface RecordFacts {
  /** `all`, or the year. */
  key: string
  /** What the provider calls it: the key for updates. */
  providerActivityId: string
  /** Null: the register has not given it one. */
  number: string | null
  activity: Activity
  form: PlanningForm
  isSeries: boolean
  year: number
  startsOn: string
  endsOn: string
  isOver: boolean
  hours: number
  designated: Designated[]
  participants: Record<Profession, number>
  support: RecordSupport[]
  disclosed: readonly string[]
  /** Joint providers, and partners without accreditation. */
  partners: string[]
  /** Activity type of Template D. */
  type: ReturnType<typeof accreditedFormat>
}

const policyOf = (policies: readonly CreditPolicy[], { policyId }: Designation) =>
  policies.find(({ id }) => id === policyId)

/** Its sessions are designated, claimed and reported by themselves. */
const isSeries = (
  { designations }: Pick<Activity, 'designations'>,
  policies: readonly CreditPolicy[],
): boolean =>
  designations.some((designation) => {
    const policy = policyOf(policies, designation)
    return policy !== undefined && partsBy(designation, policy) === 'session'
  })

function amountOf(
  designation: Designation,
  policy: CreditPolicy,
  sessions: readonly Session[],
  days: readonly string[],
) {
  const by = partsBy(designation, policy)
  if (by === 'activity') return designation.maximum
  const parts = by === 'day' ? days : sessions.map(({ id }) => id)
  const amounts = parts.map((partId) => maximumOf(designation, partId))
  // Sums of hundredths are exact.
  return amounts.reduce((sum, each) => sum + Math.round(each * 100), 0) / 100
}

const numbersOf = ({ number, numbers = [] }: Designation, sessions: readonly Session[]): string[] => [
  ...(number === '' ? [] : [number]),
  ...numbers.flatMap((each) =>
    each.sessionId === undefined || sessions.some(({ id }) => id === each.sessionId) ? [each.number] : [],
  ),
]

/**
 * A person counts once for a record, if any time that they watched of it was credited, or credit of it was
 * claimed. Who presents is no participant of that session.
 */
function participantsOf({ people, policies }: ActivityOf, sessions: readonly Session[], isWhole: boolean) {
  const ids = new Set(sessions.map(({ id }) => id))
  const isForLearners = (policyId: string): boolean =>
    policies.find(({ id }) => id === policyId)?.audience !== 'faculty'
  const tookPart = people.filter(
    (row) =>
      row.sessions.some(
        ({ sessionId, creditedSlots, presented }) => ids.has(sessionId) && creditedSlots > 0 && !presented,
      ) ||
      row.claims.some(
        ({ policyId, partId }) =>
          isForLearners(policyId) && (isWhole || (partId !== undefined && ids.has(partId))),
      ),
  )
  const counts = Map.groupBy(tookPart, ({ person }) => person.profession)
  return Object.fromEntries(
    professions.map((profession) => [profession, counts.get(profession)?.length ?? 0]),
  ) as Record<Profession, number>
}

/**
 * Support of a whole series belongs to the year in which it begins; that of single sessions to their year,
 * where all of them are in one. What is for sessions that are not there any more is for all.
 */
function supportOf(
  { activity, agreements, sessions }: ActivityOf,
  ids: ReadonlySet<string>,
  isFirst: boolean,
) {
  const isThere = (sessionId: string) => sessions.some(({ id }) => id === sessionId)
  return agreementsFor(agreements, activity.id).flatMap((agreement): RecordSupport[] => {
    const { supporter, currency, allocations } = latestVersion(agreement).terms
    return allocations
      .filter((each) => each.activityId === activity.id)
      .filter(({ sessionIds = [] }) => {
        const first = sessionIds.find(isThere)
        return first === undefined ? isFirst : ids.has(first)
      })
      .map(({ amount, inKind, other }) => ({ supporter, currency, amount, inKind, other }))
  })
}

/**
 * In quarters: time at which nothing of the activity is planned counts for none, and no time counts twice.
 */
const hoursOf = (sessions: readonly Session[]): number => {
  const spans = unite(sessions.map(({ startsAt, endsAt }) => ({ from: startsAt, to: endsAt })))
  const ms = spans.reduce((sum, { from, to }) => sum + to - from, 0)
  return Math.round(ms / 900_000) / 4
}

const first = (days: readonly string[]): string => days.toSorted()[0] ?? ''

export function recordsOf(of: ActivityOf): RecordFacts[] {
  const { activity, form, policies, timeZone } = of
  const series = isSeries(activity, policies)
  const onOf = ({ startsAt }: Session) => dayOf(startsAt, timeZone)
  const sessions = of.sessions.toSorted((a, b) => a.startsAt - b.startsAt)
  const years = Map.groupBy(sessions, (session) => (series ? onOf(session).slice(0, 4) : 'all'))
  return [...years].map(([key, own], index): RecordFacts => {
    const days = [...new Set(own.map(onOf))]
    const last = Math.max(...own.map(({ endsAt }) => endsAt)) - 1
    const ids = new Set(own.map(({ id }) => id))
    return {
      key,
      providerActivityId: series ? `${activity.id}-${key}` : activity.id,
      // A series has a number a year: the activity's is the first one's.
      number: index === 0 && activity.number !== '' ? activity.number : null,
      ...{ activity, form, isSeries: series },
      year: Number(first(days).slice(0, 4)),
      startsOn: first(days),
      endsOn: dayOf(last, timeZone),
      isOver: own.every(({ id }) => of.ended.includes(id)),
      hours: hoursOf(own),
      designated: activity.designations.flatMap((designation) => {
        const policy = policyOf(policies, designation)
        if (!policy) return []
        const amount = amountOf(designation, policy, own, days)
        return [{ policy, amount, numbers: numbersOf(designation, own) }]
      }),
      participants: participantsOf(of, own, !series),
      support: supportOf(of, ids, index === 0),
      disclosed: of.disclosed,
      partners: [...new Set([...(activity.jointProviders ?? []), ...form.nonaccredited])],
      type: accreditedFormat(activity.format, form.delivery, series),
    }
  })
}

/**
 * The numbers that the register gave the activity's records, by key: as it said, or of the first one as
 * planned; empty where it gave none yet.
 */
export function recordNumbers(
  {
    activity,
    policies,
    sessions,
    timeZone,
  }: Pick<ActivityOf, 'activity' | 'policies' | 'sessions' | 'timeZone'>,
  given: ReadonlyMap<string, { number: string | null }>,
): Map<string, string> {
  const years = sessions.map(({ startsAt }) => dayOf(startsAt, timeZone).slice(0, 4))
  const all = isSeries(activity, policies) ? [...new Set(years)].toSorted() : ['all']
  return new Map(
    all.map((key, i) => [key, given.get(key)?.number ?? (i === 0 ? activity.number : '')] as const),
  )
}

/** The UANs of a record, taken apart; those for home study are of its recording, which is another activity. */
export const uansOf = ({ designated }: RecordFacts) =>
  designated.flatMap(({ policy, numbers }) =>
    numbers.flatMap((number) => {
      const uan = uanOf(number)
      return uan?.format === 'L' ? [{ policy, number, uan }] : []
    }),
  )
