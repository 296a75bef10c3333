// The CE office's views of activities: the overview of all, and everyone's credit in one.
import type { Activity } from '@lectern/shared/credit'
import type { OfficeActivity, OfficeOverview } from '@lectern/shared/creditOffice'
import { createActivityRecords, type PersonRow } from './activityRecords.ts'
import { summaryOf } from './activitySummary.ts'
import type { Credit } from './createCredit.ts'
import { createReporting } from './reporting.ts'

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

export function createOfficeViews(credit: Credit) {
  const { activities, policies, appeals, program, findPerson } = credit
  const records = createActivityRecords(credit)
  const { learnersOf, rows, claimed } = records
  const reporting = createReporting(credit, (activity) => claimed(activity))

  const titlesOf = ({ designations }: Activity): Record<string, string> =>
    Object.fromEntries(
      designations.flatMap(({ policyId }) => {
        const policy = policies.find(({ id }) => id === policyId)
        return policy ? [[policyId, policy.title]] : []
      }),
    )

  return {
    learnersOf,
    rows,
    reporting,

    async overview(): Promise<OfficeOverview> {
      const [all, made, views] = await Promise.all([activities.all(), appeals.all(), program.views()])
      const titles = new Map(views.map(({ session }) => [session.id, session.title]))
      return {
        activities: await Promise.all(all.map((activity) => summaryOf({ credit, records }, activity, views))),
        appeals: await Promise.all(
          made.map(async (appeal) => ({
            ...appeal,
            name: (await findPerson(appeal.personId))?.name ?? '',
            sessionTitle: titles.get(appeal.sessionId) ?? '',
          })),
        ),
      }
    },

    async activity(activity: Activity): Promise<OfficeActivity> {
      const [people, all] = await Promise.all([rows(activity), claimed(activity)])
      return {
        activity,
        policyTitles: titlesOf(activity),
        registers: await reporting.statuses(activity, all),
        people: people.map(personOf),
      }
    },
  }
}
export type OfficeViews = ReturnType<typeof createOfficeViews>
