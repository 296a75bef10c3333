// The CE office's view of everyone's credit in an activity, read in batches.

import type { Person } from '@lectern/shared/accounts'
import type { Activity, Claim } from '@lectern/shared/credit'
import type { OfficeActivity, OfficeOverview } from '@lectern/shared/creditOffice'
import type { SessionView } from '@lectern/shared/program'
import { dayMs } from '../core/clock.ts'
import { sumOf } from './amounts.ts'
import { reportedKey } from './claimsStore.ts'
import type { Credit } from './createCredit.ts'
import { reportsBias } from './evaluationResults.ts'
import { type Claimed, reportBy } from './registers.ts'
import { createReporting } from './reporting.ts'
import type { PersonCredit } from './results.ts'

export interface PersonRow extends PersonCredit {
  claims: Claim[]
}

export function createOfficeViews(credit: Credit) {
  const { activities, policies, claims, forms, appeals, results, watchFacts, program, clock } = credit

  /** Everyone who has acknowledged a session's disclosures or claimed credit. */
  async function learnersOf(of: Activity, sessions: SessionView[]): Promise<string[]> {
    const ids = await Promise.all([
      claims.claimants(of.id),
      ...sessions.map(({ session }) => watchFacts.learners(session.id)),
    ])
    return [...new Set(ids.flat())]
  }

  async function claimsOf(of: Activity, personIds: readonly string[]): Promise<Map<string, Claim[]>> {
    const all = await Promise.all(personIds.map((personId) => claims.of(personId)))
    return new Map(
      personIds.map((personId, i) => [
        personId,
        all[i]!.filter(({ activityId }) => activityId === of.id).map(
          ({ activityId, policyId, amount, atMost, claimedAt, code }) => ({
            activityId,
            policyId,
            amount,
            atMost,
            claimedAt,
            code,
          }),
        ),
      ]),
    )
  }

  async function peopleOf(personIds: readonly string[]): Promise<Person[]> {
    const found = await Promise.all(personIds.map((personId) => credit.findPerson(personId)))
    return found.filter((person) => person !== undefined)
  }

  /** Everyone in an activity, by name. */
  async function rows(of: Activity): Promise<PersonRow[]> {
    const sessions = await credit.sessionsOf(of.id)
    const people = (await peopleOf(await learnersOf(of, sessions))).sort((a, b) =>
      a.name.localeCompare(b.name),
    )
    const [earned, made] = await Promise.all([
      results.activityFacts(of).then((facts) => results.of(facts, people)),
      claimsOf(
        of,
        people.map(({ id }) => id),
      ),
    ])
    return earned.map((row) => ({ ...row, claims: made.get(row.person.id)! }))
  }

  /** When the last session ended; a session planned later does not move it. */
  function endOf(sessions: SessionView[]): number | null {
    const ends = sessions.flatMap(({ state }) => state.endedAt ?? [])
    return ends.length === 0 ? null : Math.max(...ends)
  }

  /** Claims that go to registers, with the fields that registers ask for. */
  async function claimed(of: Activity, sessions?: SessionView[]): Promise<Claimed[]> {
    const people = await peopleOf(await claims.claimants(of.id))
    const made = await claimsOf(
      of,
      people.map(({ id }) => id),
    )
    const completedAt = endOf(sessions ?? (await credit.sessionsOf(of.id))) ?? clock()
    const found = await Promise.all(
      people.map(async (person) => {
        const profile = await forms.profile(person.id)
        return made.get(person.id)!.flatMap(({ policyId, amount, claimedAt, code }): Claimed[] => {
          const policy = policies.find(({ id }) => id === policyId)
          return policy ? [{ person, profile, policy, amount, claimedAt, code, completedAt }] : []
        })
      }),
    )
    return found.flat().sort((a, b) => a.person.name.localeCompare(b.person.name))
  }

  const reporting = createReporting(credit, (of) => claimed(of))

  type Summary = OfficeOverview['activities'][number]

  async function reportDueOf(of: Activity, all: readonly Claimed[]): Promise<Summary['reportDue']> {
    const reported = await claims.reported(of.id)
    const due = all.flatMap((one) => {
      const by = reportBy(one)
      return by !== null && reported[reportedKey(one.person.id, one.policy.id)] !== one.code ? [by] : []
    })
    if (due.length === 0) return null
    return { people: due.length, daysLeft: Math.floor((Math.min(...due) - clock()) / dayMs) }
  }

  async function summary(of: Activity, views: SessionView[]): Promise<Summary> {
    const sessions = views.filter(({ session }) => session.activityId === of.id)
    const [learners, all] = await Promise.all([learnersOf(of, sessions), claimed(of, sessions)])
    const evaluations = await forms.submittedEvaluations(learners, of.id)
    return {
      id: of.id,
      title: of.title,
      sessions: sessions.length,
      ended: sessions.length > 0 && sessions.every(({ state }) => state.phase === 'ended'),
      learners: learners.length,
      claims: all.length,
      credit: of.designations.flatMap(({ policyId }) => {
        const policy = policies.find(({ id }) => id === policyId)
        if (!policy) return []
        const amounts = all.flatMap((one) => (one.policy.id === policyId ? [one.amount] : []))
        const amount = sumOf(amounts)
        const unit = amount === 1 ? policy.unit.one : policy.unit.many
        return [{ policyId, title: policy.title, unit, people: amounts.length, amount }]
      }),
      biasReports: evaluations.filter(reportsBias).length,
      reportDue: await reportDueOf(of, all),
    }
  }

  return {
    learnersOf,
    rows,
    reporting,

    async overview(): Promise<OfficeOverview> {
      const [all, made, views] = await Promise.all([activities.all(), appeals.all(), program.views()])
      const titles = new Map(views.map(({ session }) => [session.id, session.title]))
      return {
        activities: await Promise.all(all.map((of) => summary(of, views))),
        appeals: await Promise.all(
          made.map(async (appeal) => ({
            ...appeal,
            name: (await credit.findPerson(appeal.personId))?.name ?? '',
            sessionTitle: titles.get(appeal.sessionId) ?? '',
          })),
        ),
      }
    },

    async activity(of: Activity): Promise<OfficeActivity> {
      const [people, all] = await Promise.all([rows(of), claimed(of)])
      return {
        activity: of,
        policyTitles: Object.fromEntries(
          of.designations.flatMap(({ policyId }) => {
            const policy = policies.find(({ id }) => id === policyId)
            return policy ? [[policyId, policy.title]] : []
          }),
        ),
        registers: await reporting.statuses(of, all),
        people: people.map(({ person, sessions, results: earned, claims: made, evaluatedAt }) => ({
          personId: person.id,
          name: person.name,
          credentials: person.credentials,
          profession: person.profession,
          evaluated: evaluatedAt !== null,
          sessions,
          results: earned,
          claims: made,
        })),
      }
    },
  }
}
export type OfficeViews = ReturnType<typeof createOfficeViews>
