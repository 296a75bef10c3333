// What a conference's office has to report by a deadline, for the mails that say so.
import { daysUntil } from '@lectern/shared/calendarDays'
import type { RegisterStatus } from '@lectern/shared/creditRegisters'
import { type ActivityRecordsOptions, createActivityRecords } from '../activityRecords.ts'
import { sumOf } from '../amounts.ts'
import type { Credit } from '../creditParts.ts'
import type { EventReports } from './eventReports.ts'
import { createReporting, type ReportingOptions } from './reporting.ts'

export interface ReportDue {
  activityId: string
  title: string
  /** How many records of learners registers lack, or the body that wants a report about the event. */
  of: { records: number } | { body: string }
  /** Until when, in ms. */
  dueBy: number
  /** Days of the calendar where the conference is; negative once it is over. */
  daysLeft: number
}

export const recordsToReport = (
  statuses: readonly Pick<RegisterStatus, 'unreported' | 'tooLate'>[],
): number => sumOf(statuses.map(({ unreported, tooLate }) => unreported - tooLate))

/** What registers with a deadline lack, and the first deadline; null if there is none. */
export function recordsDue(statuses: readonly RegisterStatus[]): { records: number; dueBy: number } | null {
  const due = statuses.flatMap(({ dueBy, ...of }) => (dueBy === null ? [] : [{ dueBy, ...of }]))
  if (due.length === 0) return null
  return { records: recordsToReport(due), dueBy: Math.min(...due.map(({ dueBy }) => dueBy)) }
}

export type ReportsDueOptions = ActivityRecordsOptions &
  ReportingOptions &
  Pick<Credit, 'activities' | 'program' | 'clock'>

export function createReportsDue(credit: ReportsDueOptions, eventReports: Pick<EventReports, 'all'>) {
  const { activities, program, clock } = credit
  const { claimed } = createActivityRecords(credit)
  const { statuses } = createReporting(credit, claimed)

  return async function reportsDue(conferenceId: string): Promise<ReportDue[]> {
    const [all, events, { timeZone }] = await Promise.all([
      activities.all(conferenceId),
      eventReports.all(conferenceId),
      program.conference(conferenceId),
    ])
    const due = events
      .filter(({ sent }) => sent === null)
      .map(({ activityId, title, body, dueBy, daysLeft }): ReportDue => {
        return { activityId, title, of: { body }, dueBy, daysLeft }
      })
    for (const activity of all) {
      const records = recordsDue(await statuses(activity, await claimed(activity)))
      if (!records) continue
      const { dueBy } = records
      const daysLeft = daysUntil(dueBy, clock(), timeZone)
      due.push({
        ...{ activityId: activity.id, title: activity.title, of: { records: records.records } },
        ...{ dueBy, daysLeft },
      })
    }
    return due
  }
}
