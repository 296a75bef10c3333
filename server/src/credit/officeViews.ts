// The CE office's views of activities: the overview of all, and everyone's credit in one.
import type { Activity } from '@lectern/shared/credit'
import type { OfficeActivity, OfficeOverview } from '@lectern/shared/creditOffice'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { createReused } from '../core/reused.ts'
import { type ActivityRecordsOptions, createActivityRecords, type PersonRow } from './activityRecords.ts'
import { type ActivitySummary, summaryOf } from './activitySummary.ts'
import { createAppealStandings } from './appealStandings.ts'
import type { Credit } from './creditParts.ts'
import { createReporting, type ReportingOptions } from './registers/reporting.ts'

const personOf = (row: PersonRow): OfficeActivity['people'][number] => {
  const { person, sessions, results, claims, evaluatedAt } = row
  return {
    personId: person.id,
    name: person.name,
    credentials: person.credentials,
    profession: person.profession,
    evaluated: evaluatedAt !== null,
    sessions,
    results,
    claims,
  }
}

export type OfficeViewsOptions = ActivityRecordsOptions &
  ReportingOptions &
  Pick<Credit, 'activity' | 'activities' | 'appeals' | 'forms' | 'program'>

export function createOfficeViews(credit: OfficeViewsOptions) {
  const { activities, policies, appeals, program, findPerson, results } = credit
  const records = createActivityRecords(credit)
  const { learnersOf, rows, claimed } = records
  const reporting = createReporting(credit, claimed)

  /** By id, a word about each policy that the activity is designated for. */
  const policyWords = (
    { designations }: Activity,
    wordOf: (policy: CreditPolicy) => string,
  ): Record<string, string> =>
    Object.fromEntries(
      designations.flatMap(({ policyId }) => {
        const policy = policies.find(({ id }) => id === policyId)
        return policy ? [[policyId, wordOf(policy)]] : []
      }),
    )

  /** The ids of people who may claim something in an activity. Thousands take a second. */
  const eligible = createReused(async (activityId) => {
    const activity = await credit.activity(activityId)
    const ids = await learnersOf(activity, await credit.sessionsOf(activityId))
    const people = (await Promise.all(ids.map(findPerson))).filter((person) => person !== undefined)
    const earned = await results.of(await results.activityFacts(activity), people)
    return earned.flatMap(({ person, results: all }) => (all.some((one) => one.eligible) ? [person.id] : []))
  })

  async function figuresOf(summaries: readonly ActivitySummary[]): Promise<OfficeOverview['figures']> {
    const may = await Promise.all(summaries.map(({ summary }) => eligible.get(summary.id)))
    const distinct = (...ids: string[][]): number => new Set(ids.flat()).size
    const claimed = summaries.flatMap(({ claimants }) => claimants)
    return {
      learners: distinct(...summaries.map(({ learners }) => learners)),
      eligible: distinct(claimed, ...may),
      claimed: distinct(claimed),
      reported: distinct(...summaries.map(({ reported }) => reported)),
    }
  }

  const standings = createAppealStandings(credit)

  return {
    learnersOf,
    rows,
    reporting,
    /** After a decision, which changes who may claim. */
    forgetFigures: eligible.forget,

    /** Of one conference. */
    async overview(conferenceId: string): Promise<OfficeOverview> {
      const [all, made, views] = await Promise.all([
        activities.all(conferenceId),
        appeals.all(conferenceId),
        program.views(conferenceId),
      ])
      const sessions = new Map(views.map(({ session }) => [session.id, session]))
      const [summaries, standingOf] = await Promise.all([
        Promise.all(all.map((activity) => summaryOf({ credit, records, reporting }, activity, views))),
        standings.of(made, views),
      ])
      return {
        figures: await figuresOf(summaries),
        activities: summaries.map(({ summary }) => summary),
        appeals: await Promise.all(
          made.map(async (appeal) => ({
            ...appeal,
            name: (await findPerson(appeal.personId))?.name ?? '',
            sessionTitle: sessions.get(appeal.sessionId)?.title ?? '',
            activityId: sessions.get(appeal.sessionId)?.activityId ?? null,
            standing: standingOf.get(appeal.id) ?? null,
          })),
        ),
      }
    },

    async activity(activity: Activity): Promise<OfficeActivity> {
      const [people, all] = await Promise.all([rows(activity), claimed(activity)])
      return {
        activity,
        policyTitles: policyWords(activity, ({ title }) => title),
        policyShorts: policyWords(activity, ({ title, short = title }) => short),
        registers: await reporting.statuses(activity, all),
        people: people.map(personOf),
      }
    },
  }
}
export type OfficeViews = ReturnType<typeof createOfficeViews>
