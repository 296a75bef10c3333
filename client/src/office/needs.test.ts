import type { OfficeOverview } from '@lectern/shared/creditOffice'
import type { EventReport } from '@lectern/shared/eventReports'
import { officeAppeal, officeOverview } from './fakeOffice.ts'
import { eventReportNeeds, needsOf } from './needs.ts'

const [activity] = officeOverview.activities
const overview = (fields: Partial<OfficeOverview>) => ({
  activities: [],
  appeals: [],
  ...fields,
})

test('nothing needs the office where nothing waits', () => {
  const quiet = { ...activity!, biasReports: 0, reportDue: null }
  const decided = officeAppeal({ decidedAt: 1, decision: 'No.' })
  expect(needsOf(overview({ activities: [quiet], appeals: [decided] }))).toEqual([])
})

test('what is due soonest comes first, then appeals, then bias', () => {
  const due = (id: string, daysLeft: number, records = 2) => ({
    ...activity!,
    id,
    biasReports: 0,
    reportDue: { records, daysLeft },
  })
  const biased = { ...activity!, id: 'biased', biasReports: 1, reportDue: null }
  const needs = needsOf(
    overview({ activities: [biased, due('calm', 40), due('soon', 3, 1)], appeals: [officeAppeal()] }),
  )
  expect(needs.map(({ id }) => id)).toEqual(['report-soon', 'report-calm', 'appeals', 'bias-biased'])
  expect(needs[0]!.message).toBe('1 record to report, 3 days left: Heart failure, all year')
  expect(needs[2]!.message).toBe('1 appeal to decide')
  expect(needs[3]!.message).toContain('1 of 206 evaluations reports commercial bias')
  expect(needs[3]!.to).toBe('/office/activities/biased/evaluations')
})

test.each([
  [1, '1 day left'],
  [0, 'due today'],
  [-2, 'overdue'],
])('with %d days left it says "%s"', (daysLeft, words) => {
  const activities = [{ ...activity!, biasReports: 0, reportDue: { records: 2, daysLeft } }]
  expect(needsOf(overview({ activities }))[0]!.message).toContain(`2 records to report, ${words}`)
})

test('a report that includes everyone is not due', () => {
  const activities = [{ ...activity!, biasReports: 0, reportDue: { records: 0, daysLeft: 3 } }]
  expect(needsOf(overview({ activities }))).toEqual([])
})

test('an event report is a line until somebody says that it was sent, and an overdue one says so', () => {
  const report = (body: string, daysLeft: number, sent: EventReport['sent'] = null) => ({
    ...{ activityId: 'hf', title: 'Heart failure', policyId: body, body, sent },
    ...{ dueBy: daysLeft * 86_400_000, daysLeft },
  })
  const done = report('Done', -9, { at: 1, by: 'Kei Ito' })
  expect(eventReportNeeds([report('EACCME', 12), done, report('Other', -1)])).toMatchObject([
    { message: 'Event report to Other, overdue: Heart failure' },
    {
      message: 'Event report to EACCME, 12 days left: Heart failure',
      to: '/office/activities/hf/reporting',
    },
  ])
})
