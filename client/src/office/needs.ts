// What needs the CE office first, from its overview. Pure.
import type { OfficeOverview } from '@lectern/shared/creditOffice'
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

/** The most urgent first: reports that are due, then appeals, then reports of bias. */
export function needsOf({ activities, appeals }: Pick<OfficeOverview, 'activities' | 'appeals'>): Need[] {
  const reports = activities
    .flatMap(({ id, title, reportDue }) =>
      reportDue && reportDue.people > 0 ? [{ id, title, ...reportDue }] : [],
    )
    .sort((a, b) => a.daysLeft - b.daysLeft)
    .map(({ id, title, people, daysLeft }) => ({
      id: `report-${id}`,
      message: `${counted(people, 'record')} to report, ${dueWords(daysLeft)}: ${title}`,
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
