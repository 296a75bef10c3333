// What needs the CE office first, from its overview. Pure.
import type { OfficeOverview } from '@lectern/shared/creditOffice'
import type { EventReport } from '@lectern/shared/eventReports'
import type { Needs } from '@lectern/shared/overview'
import { counted, plural } from '../words/counts.ts'

export interface Need {
  id: string
  message: string
  to: string
  action: string
}

/** "9 days left", "due today", "overdue" */
export function dueWords(daysLeft: number): string {
  if (daysLeft > 0) return `${counted(daysLeft, 'day')} left`
  return daysLeft === 0 ? 'due today' : 'overdue'
}

/** "1 of 25 evaluations reports commercial bias" */
export const biasWords = (count: number, submitted: number): string =>
  `${count} of ${counted(submitted, 'evaluation')} ${plural(count, 'reports', 'report')} commercial bias`

const waitingMails = ({ unknown, refused }: Needs['mails']): (Need & { count: number })[] => [
  {
    id: 'mails-unknown',
    count: unknown,
    message: `${counted(unknown, 'mail')} of which nobody knows whether ${plural(unknown, 'it', 'they')} arrived`,
    to: '/office/mail?status=unknown',
    action: 'Decide',
  },
  {
    id: 'mails-refused',
    count: refused,
    message: `${counted(refused, 'mail')} refused or returned`,
    to: '/office/mail?status=refused',
    action: 'Look',
  },
]

/** What waits for everybody who organises; disclosures and handouts for the CE office alone. */
export function waitingNeeds({ mails, disclosures, handouts }: Needs, isOffice: boolean): Need[] {
  const ofOffice = [
    {
      id: 'disclosures-overdue',
      count: disclosures.overdue,
      message: `${counted(disclosures.overdue, 'disclosure')} overdue`,
      to: '/office/disclosures?show=missing',
      action: 'Ask again',
    },
    {
      id: 'disclosures-undecided',
      count: disclosures.undecided,
      message: `${counted(disclosures.undecided, 'disclosure')} to decide`,
      to: '/office/disclosures?show=undecided',
      action: 'Decide',
    },
    {
      id: 'handouts',
      count: handouts.waiting,
      message: `${counted(handouts.waiting, 'handout')} to review`,
      to: '/office/handouts',
      action: 'Review',
    },
  ]
  const all = [...(isOffice ? ofOffice : []), ...waitingMails(mails)]
  return all
    .filter(({ count }) => count > 0)
    .map(({ id, message, to, action }) => ({ id, message, to, action }))
}

/** Reports of whole events that nobody has sent yet, the most urgent first. */
export const eventReportNeeds = (reports: readonly EventReport[]): Need[] =>
  reports
    .filter(({ sent }) => sent === null)
    .toSorted((a, b) => a.dueBy - b.dueBy)
    .map(({ activityId, title, policyId, body, daysLeft }) => ({
      id: `event-report-${activityId}-${policyId}`,
      message: `Event report to ${body}, ${dueWords(daysLeft)}: ${title}`,
      to: `/office/activities/${activityId}/reporting`,
      action: 'Report',
    }))

/** The most urgent first: reports that are due, then appeals, then reports of bias. */
export function needsOf({ activities, appeals }: Pick<OfficeOverview, 'activities' | 'appeals'>): Need[] {
  const reports = activities
    .flatMap(({ id, title, reportDue }) =>
      reportDue && reportDue.records > 0 ? [{ id, title, ...reportDue }] : [],
    )
    .sort((a, b) => a.daysLeft - b.daysLeft)
    .map(({ id, title, records, daysLeft }) => ({
      id: `report-${id}`,
      message: `${counted(records, 'record')} to report, ${dueWords(daysLeft)}: ${title}`,
      to: `/office/activities/${id}/reporting`,
      action: 'Report',
    }))
  const waiting = appeals.filter(({ decidedAt }) => decidedAt === null).length
  const bias = activities
    .filter(({ biasReports }) => biasReports > 0)
    .map(({ id, title, biasReports, evaluations }) => ({
      id: `bias-${id}`,
      message: `${biasWords(biasReports, evaluations)}: ${title}`,
      to: `/office/activities/${id}/evaluations`,
      action: 'Read',
    }))
  const decide = {
    id: 'appeals',
    message: `${counted(waiting, 'appeal')} to decide`,
    to: '/office/credit#appeals',
    action: 'Review',
  }
  return [...reports, ...(waiting > 0 ? [decide] : []), ...bias]
}
