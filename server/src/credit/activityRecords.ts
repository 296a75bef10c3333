// Who takes part in an activity, and what they earned and claimed, read in batches for the CE office.
import type { Identity } from '@lectern/shared/accounts'
import type { Activity, Claim } from '@lectern/shared/credit'
import { isClaimFor } from '@lectern/shared/creditParts'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import type { SessionView } from '@lectern/shared/program'
import { named } from '@lectern/shared/subject'
import { type ClaimOf, claimant, claimOf, type StoredClaim } from './claimsStore.ts'
import type { Credit } from './creditParts.ts'
import { heldDay } from './heldDay.ts'
import type { Claimed } from './registers/claimed.ts'
import type { PersonCredit } from './results.ts'

export interface PersonRow extends PersonCredit {
  claims: Claim[]
}

export type ActivityRecordsOptions = Pick<
  Credit,
  'policies' | 'claims' | 'details' | 'results' | 'watchFacts' | 'findPerson' | 'sessionsOf' | 'program'
>

const byName = (a: Identity, b: Identity): number => a.name.localeCompare(b.name)

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
): Promise<StoredClaim[][]> =>
  Promise.all(
    people.map(async ({ id }) =>
      (await claims.of(id)).filter(({ activityId }) => activityId === activity.id),
    ),
  )

/** Leaves out claims of policies that the conference no longer has. */
const withPolicies = (claims: readonly StoredClaim[], policies: readonly CreditPolicy[]) =>
  claims.flatMap((claim) => {
    const policy = policies.find(({ id }) => id === claim.policyId)
    return policy ? [{ policy, claim }] : []
  })

export function createActivityRecords(options: ActivityRecordsOptions) {
  const { policies, claims, details, results, watchFacts, sessionsOf, program } = options

  const givesFaculty = ({ designations }: Activity): boolean =>
    designations.some(({ policyId }) => policies.find(({ id }) => id === policyId)?.audience === 'faculty')

  /**
   * Everyone who has acknowledged a session's disclosures or claimed credit, and who may claim for
   * presenting.
   */
  async function learnersOf(activity: Activity, sessions: readonly SessionView[]): Promise<string[]> {
    const ids = await Promise.all([
      claims.claimants(activity.id),
      ...sessions.map(({ session }) => watchFacts.learners(session.id)),
    ])
    const faculty = givesFaculty(activity)
      ? sessions.flatMap(({ session }) => session.speakers.map(({ personId }) => personId))
      : []
    return [...new Set([...ids.flat(), ...faculty])]
  }

  /** The same for claims that were made before it was stored with them. */
  async function formerDates(activity: Activity, people: Identity[]) {
    const earned = people.length > 0 ? await results.of(await results.activityFacts(activity), people) : []
    const byPerson = new Map(earned.map((row) => [row.person.id, row.earned]))
    return (personId: string, claim: ClaimOf & { claimedAt: number }) => {
      const found = byPerson.get(personId)?.find(({ result }) => isClaimFor(claim, result))
      const to = found?.attended?.to ?? claim.claimedAt
      return { completedAt: to - 1, reportFrom: found?.endedAt ?? to }
    }
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
      return earned.map((row) => ({ ...row, claims: claimsById.get(row.person.id)!.map(claimOf) }))
    },

    /** Claims with the fields that registers ask for, by the person's name. */
    async claimed(activity: Activity): Promise<Claimed[]> {
      const people = (await peopleOf(options, await claims.claimants(activity.id))).sort(byName)
      const made = await claimsOf(options, activity, people)
      const [given, former, sessions, { timeZone }] = await Promise.all([
        Promise.all(people.map(({ id }) => details.of(id))),
        formerDates(
          activity,
          people.filter((_, i) => made[i]!.some(({ attended }) => !attended)),
        ),
        sessionsOf(activity.id),
        program.conference(activity.conferenceId),
      ])
      return people.flatMap((person, i) =>
        withPolicies(made[i]!, policies).map(({ policy, claim }): Claimed => {
          const { amount, claimedAt, code, partId, attended, reportFrom } = claim
          const dates = attended
            ? { completedAt: attended.to - 1, reportFrom: reportFrom ?? attended.to }
            : former(person.id, claim)
          return {
            ...{
              person: claimant(person, claim, policy),
              details: given[i]!,
              policy,
              amount,
              claimedAt,
              code,
              ...dates,
            },
            ...(partId !== undefined && { partId }),
            on: heldDay({ at: dates.completedAt, partId }, sessions, timeZone),
          }
        }),
      )
    },
  }
}

export type ActivityRecords = ReturnType<typeof createActivityRecords>
