// An activity's line in the CE office's overview.
import { daysUntil } from '@lectern/shared/calendarDays'
import type { Activity } from '@lectern/shared/credit'
import type { OfficeOverview } from '@lectern/shared/creditOffice'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import type { RegisterStatus } from '@lectern/shared/creditRegisters'
import type { SessionView } from '@lectern/shared/program'
import type { ActivityRecords } from './activityRecords.ts'
import { sumOf } from './amounts.ts'
import type { Credit } from './creditParts.ts'
import { reportsBias } from './evaluationResults.ts'
import { type Claimed, claimedKey } from './registers/claimed.ts'
import type { Reporting } from './registers/reporting.ts'
import { recordsDue, recordsToReport } from './registers/reportsDue.ts'

type Summary = OfficeOverview['activities'][number]

export interface ActivitySummaryOptions {
  credit: Pick<Credit, 'policies' | 'claims' | 'forms' | 'program' | 'clock'>
  records: Pick<ActivityRecords, 'learnersOf' | 'claimed'>
  reporting: Pick<Reporting, 'statuses'>
}

/** A line, and the ids of the people behind its numbers. */
export interface ActivitySummary {
  summary: Summary
  learners: string[]
  claimants: string[]
  reported: string[]
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

function reportDueOf(
  statuses: readonly RegisterStatus[],
  timeZone: string,
  now: number,
): Summary['reportDue'] {
  const due = recordsDue(statuses)
  return due && { records: due.records, daysLeft: daysUntil(due.dueBy, now, timeZone) }
}

/** From the first start to the last end; sessions that were not held count as planned. */
function spanOf(sessions: readonly SessionView[]): Pick<Summary, 'startsAt' | 'endsAt' | 'phase'> {
  if (sessions.length === 0) return { startsAt: null, endsAt: null, phase: 'scheduled' }
  const phases = sessions.map(({ state }) => state.phase)
  return {
    startsAt: Math.min(...sessions.map(({ session, state }) => state.liveAt ?? session.startsAt)),
    endsAt: Math.max(...sessions.map(({ session, state }) => state.endedAt ?? session.endsAt)),
    phase: phases.every((phase) => phase === 'ended')
      ? 'ended'
      : phases.every((phase) => phase === 'scheduled')
        ? 'scheduled'
        : 'running',
  }
}

const peopleOf = (claims: readonly Claimed[]): string[] => [...new Set(claims.map(({ person }) => person.id))]

/** `views`: all sessions of the conference. */
export async function summaryOf(
  { credit, records, reporting }: ActivitySummaryOptions,
  activity: Activity,
  views: readonly SessionView[],
): Promise<ActivitySummary> {
  const { policies, claims, forms, program, clock } = credit
  const sessions = views.filter(({ session }) => session.activityId === activity.id)
  const [{ timeZone }, learners, all] = await Promise.all([
    program.conference(activity.conferenceId),
    records.learnersOf(activity, sessions),
    records.claimed(activity),
  ])
  const [evaluations, statuses, codes, answers] = await Promise.all([
    forms.submittedEvaluations(learners, activity.id),
    reporting.statuses(activity, all),
    claims.reported(activity.id),
    claims.registerAnswers(activity.id),
  ])
  const isReported = (one: Claimed) =>
    codes[claimedKey(one)] === one.code && answers[one.code]?.rejected === undefined
  const claimants = peopleOf(all)
  const summary: Summary = {
    id: activity.id,
    title: activity.title,
    sessions: sessions.length,
    ...spanOf(sessions),
    learners: learners.length,
    claims: all.length,
    claimants: claimants.length,
    evaluations: evaluations.length,
    toReport: recordsToReport(statuses),
    credit: creditTotals(activity, policies, all),
    biasReports: evaluations.filter(reportsBias).length,
    reportDue: reportDueOf(statuses, timeZone, clock()),
  }
  return { summary, learners, claimants, reported: peopleOf(all.filter(isReported)) }
}
