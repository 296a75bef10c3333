// What needs the CE office first, from its overview. Pure.
import type { OfficeOverview } from '@lectern/shared/creditOffice'
import { counted, plural } from '../words/counts.ts'

export interface Need {
  id: string
  message: string
  to: string
  action: string
}

/** The most urgent first: what is due, then what somebody waits for, then what must be looked into. */
export function needsOf({ activities, appeals }: OfficeOverview): Need[] {
  const reports = activities
    .flatMap(({ id, title, reportDue }) =>
      reportDue && reportDue.people > 0 ? [{ id, title, ...reportDue }] : [],
    )
    .sort((a, b) => a.daysLeft - b.daysLeft)
    .map(({ id, title, people, daysLeft }) => ({
      id: `report-${id}`,
      message: `${counted(people, 'pharmacist')} not reported yet, ${
        daysLeft > 0
          ? `${counted(daysLeft, 'day')} left`
          : daysLeft === 0
            ? 'due today'
            : 'the time for it is over'
      }: ${title}`,
      to: `/office/${id}`,
      action: 'Export for CPE Monitor',
    }))
  const waiting = appeals.filter(({ decidedAt }) => decidedAt === null).length
  const bias = activities
    .filter(({ biasReports }) => biasReports > 0)
    .map(({ id, title, biasReports }) => ({
      id: `bias-${id}`,
      message: `${counted(biasReports, 'evaluation')} ${plural(biasReports, 'reports', 'report')} commercial bias: ${title}`,
      to: `/office/${id}/evaluations`,
      action: 'Read the evaluations',
    }))
  const decide = {
    id: 'appeals',
    message: `${counted(waiting, 'appeal')} ${plural(waiting, 'waits', 'wait')} for a decision`,
    to: '#appeals',
    action: 'Decide',
  }
  return [...reports, ...(waiting > 0 ? [decide] : []), ...bias]
}
