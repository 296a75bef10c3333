import type { OfficeOverview } from '@lectern/shared/creditOffice'
import { officeAppeal, officeOverview } from './fakeOffice.ts'
import { needsOf } from './needs.ts'

const [activity] = officeOverview.activities
const overview = (fields: Partial<OfficeOverview>): OfficeOverview => ({
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
  const due = (id: string, daysLeft: number, people = 2) => ({
    ...activity!,
    id,
    biasReports: 0,
    reportDue: { people, daysLeft },
  })
  const biased = { ...activity!, id: 'biased', biasReports: 1, reportDue: null }
  const needs = needsOf(
    overview({ activities: [biased, due('calm', 40), due('soon', 3, 1)], appeals: [officeAppeal()] }),
  )
  expect(needs.map(({ id }) => id)).toEqual(['report-soon', 'report-calm', 'appeals', 'bias-biased'])
  expect(needs[0]!.message).toBe('1 pharmacist not reported yet, 3 days left: Heart failure, all year')
  expect(needs[2]!.message).toBe('1 appeal waits for a decision')
  expect(needs[3]!.message).toContain('1 evaluation reports commercial bias')
  expect(needs[3]!.to).toBe('/office/biased/evaluations')
})

test.each([
  [1, '1 day left'],
  [0, 'due today'],
  [-2, 'the time for it is over'],
])('with %d days left it says "%s"', (daysLeft, words) => {
  const activities = [{ ...activity!, biasReports: 0, reportDue: { people: 2, daysLeft } }]
  expect(needsOf(overview({ activities }))[0]!.message).toContain(`2 pharmacists not reported yet, ${words}`)
})

test('a report that everybody is in is not due', () => {
  const activities = [{ ...activity!, biasReports: 0, reportDue: { people: 0, daysLeft: 3 } }]
  expect(needsOf(overview({ activities }))).toEqual([])
})
