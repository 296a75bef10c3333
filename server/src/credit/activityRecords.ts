// Who takes part in an activity, and what they earned and claimed, read in batches for the CE office.
import type { Identity } from '@lectern/shared/accounts'
import type { Activity, Claim, CreditPolicy } from '@lectern/shared/credit'
import type { SessionView } from '@lectern/shared/program'
import { named } from '@lectern/shared/subject'
import type { Credit } from './creditParts.ts'
import type { Claimed } from './registers/claimed.ts'
import type { PersonCredit } from './results.ts'

export interface PersonRow extends PersonCredit {
  claims: Claim[]
}

export type ActivityRecordsOptions = Pick<
  Credit,
  'policies' | 'claims' | 'details' | 'results' | 'watchFacts' | 'clock' | 'findPerson' | 'sessionsOf'
>

const byName = (a: Identity, b: Identity): number => a.name.localeCompare(b.name)

/** When the last session ended, or null; a session planned later does not move it. */
function endOf(sessions: readonly SessionView[]): number | null {
  const ends = sessions.flatMap(({ state }) => state.endedAt ?? [])
  return ends.length === 0 ? null : Math.max(...ends)
}

/** A claim without what is stored beside it. */
const claimOf = ({ activityId, policyId, amount, atMost, claimedAt, code }: Claim): Claim => ({
  activityId,
  policyId,
  amount,
  atMost,
  claimedAt,
  code,
})

/** Leaves out ids without a person. */
async function peopleOf(
  { findPerson }: Pick<ActivityRecordsOptions, 'findPerson'>,
  personIds: readonly string[],
): Promise<Identity[]> {
  const people = await Promise.all(personIds.map((personId) => findPerson(personId)))
  return people.filter((person) => person !== undefined)
}

/** One list per person. */
const claimsOf = (
  { claims }: Pick<ActivityRecordsOptions, 'claims'>,
  activity: Activity,
  people: readonly Identity[],
): Promise<Claim[][]> =>
  Promise.all(
    people.map(async ({ id }) =>
      (await claims.of(id)).filter(({ activityId }) => activityId === activity.id).map(claimOf),
    ),
  )

/** Leaves out claims of policies that the conference no longer has. */
const withPolicies = (claims: readonly Claim[], policies: readonly CreditPolicy[]) =>
  claims.flatMap(({ policyId, amount, claimedAt, code }) => {
    const policy = policies.find(({ id }) => id === policyId)
    return policy ? [{ policy, amount, claimedAt, code }] : []
  })

export function createActivityRecords(options: ActivityRecordsOptions) {
  const { policies, claims, details, results, watchFacts, clock, sessionsOf } = options

  /** Everyone who has acknowledged a session's disclosures or claimed credit. */
  async function learnersOf(activity: Activity, sessions: readonly SessionView[]): Promise<string[]> {
    const ids = await Promise.all([
      claims.claimants(activity.id),
      ...sessions.map(({ session }) => watchFacts.learners(session.id)),
    ])
    return [...new Set(ids.flat())]
  }

  return {
    learnersOf,

    /** Everyone in an activity, by name. Their reasons speak of them in the third person. */
    async rows(activity: Activity): Promise<PersonRow[]> {
      const sessions = await sessionsOf(activity.id)
      const people = (await peopleOf(options, await learnersOf(activity, sessions))).sort(byName)
      const [earned, made] = await Promise.all([
        results
          .activityFacts(activity)
          .then((facts) => results.of(facts, people, { subject: ({ name }) => named(name) })),
        claimsOf(options, activity, people),
      ])
      const claimsById = new Map(people.map(({ id }, i) => [id, made[i]!]))
      return earned.map((row) => ({ ...row, claims: claimsById.get(row.person.id)! }))
    },

    /** Claims with the fields that registers ask for, by the person's name. */
    async claimed(activity: Activity, sessions?: readonly SessionView[]): Promise<Claimed[]> {
      const people = (await peopleOf(options, await claims.claimants(activity.id))).sort(byName)
      const made = await claimsOf(options, activity, people)
      const completedAt = endOf(sessions ?? (await sessionsOf(activity.id))) ?? clock()
      const given = await Promise.all(people.map(({ id }) => details.of(id)))
      return people.flatMap((person, i) =>
        withPolicies(made[i]!, policies).map((claim) => ({
          person,
          details: given[i]!,
          ...claim,
          completedAt,
        })),
      )
    },
  }
}

export type ActivityRecords = ReturnType<typeof createActivityRecords>
