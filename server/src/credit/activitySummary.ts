// An activity's line in the CE office's overview.
import type { Activity, CreditPolicy } from '@lectern/shared/credit'
import type { OfficeOverview } from '@lectern/shared/creditOffice'
import type { SessionView } from '@lectern/shared/program'
import { dayMs } from '../core/clock.ts'
import type { ActivityRecords } from './activityRecords.ts'
import { sumOf } from './amounts.ts'
import { reportedKey } from './claimsStore.ts'
import type { Credit } from './createCredit.ts'
import { reportsBias } from './evaluationResults.ts'
import { type Claimed, reportBy } from './registers.ts'

type Summary = OfficeOverview['activities'][number]

export interface ActivitySummaryOptions {
  credit: Pick<Credit, 'policies' | 'claims' | 'forms' | 'clock'>
  records: Pick<ActivityRecords, 'learnersOf' | 'claimed'>
}

/** The number of claims and their sum, for each policy that the activity is designated for. */
const creditTotals = (
  { designations }: Activity,
  policies: readonly CreditPolicy[],
  all: readonly Claimed[],
): Summary['credit'] =>
  designations.flatMap(({ policyId }) => {
    const policy = policies.find(({ id }) => id === policyId)
    if (!policy) return []
    const amounts = all.flatMap((one) => (one.policy.id === policyId ? [one.amount] : []))
    const amount = sumOf(amounts)
    const unit = amount === 1 ? policy.unit.one : policy.unit.many
    return [{ policyId, title: policy.title, unit, people: amounts.length, amount }]
  })

/** `reported`: the codes that registers have, by person and policy. */
function reportDueOf(
  all: readonly Claimed[],
  reported: Readonly<Record<string, string>>,
  now: number,
): Summary['reportDue'] {
  const due = all.flatMap((one) => {
    const by = reportBy(one)
    return by !== null && reported[reportedKey(one.person.id, one.policy.id)] !== one.code ? [by] : []
  })
  if (due.length === 0) return null
  return { people: due.length, daysLeft: Math.floor((Math.min(...due) - now) / dayMs) }
}

/** `views`: all sessions of the conference. */
export async function summaryOf(
  { credit, records }: ActivitySummaryOptions,
  activity: Activity,
  views: readonly SessionView[],
): Promise<Summary> {
  const { policies, claims, forms, clock } = credit
  const sessions = views.filter(({ session }) => session.activityId === activity.id)
  const [learners, all] = await Promise.all([
    records.learnersOf(activity, sessions),
    records.claimed(activity, sessions),
  ])
  const [evaluations, reported] = await Promise.all([
    forms.submittedEvaluations(learners, activity.id),
    claims.reported(activity.id),
  ])
  return {
    id: activity.id,
    title: activity.title,
    sessions: sessions.length,
    ended: sessions.length > 0 && sessions.every(({ state }) => state.phase === 'ended'),
    learners: learners.length,
    claims: all.length,
    credit: creditTotals(activity, policies, all),
    biasReports: evaluations.filter(reportsBias).length,
    reportDue: reportDueOf(all, reported, clock()),
  }
}
