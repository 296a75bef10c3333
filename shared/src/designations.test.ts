import { expect, test } from '@jest/globals'
import { isMultiple, mostFor, numberFor, numberProblems, statementProblems } from './designations.ts'
import { acpe, activityOf, ama, designatedFor, germany, minute, nine } from './testing/programme.ts'

const planned = { startsAt: nine, endsAt: nine + 60 * minute, days: ['2027-03-01'], sessionIds: ['talk'] }
const problems = (policyId: string, more: object, body = acpe) => [
  ...numberProblems(designatedFor(policyId, 1, more), body, planned),
]

test('a UAN has its form, the year of the activity, the live format and its own audience', () => {
  const good = '1234-0000-27-001-L01-P'
  expect(problems('acpe', { number: good })).toEqual([])
  expect(problems('acpe', { number: '1234-9999-27-0012-L99-T' })).toEqual([])
  for (const wrong of [
    '1234-0001-27-001-L01-P',
    '123-0000-27-001-L01-P',
    `${good} `,
    '1234-0000-27-001-L09-P',
  ])
    expect(problems('acpe', { number: wrong })).toHaveLength(1)
  expect(problems('acpe', { number: '1234-0000-26-001-L01-P' })[0]).toMatch(/year 2026, .* begins in 2027/)
  expect(problems('acpe', { number: '1234-0000-27-001-H01-P' })[0]).toMatch(/home study/)
  const forTechnicians = [{ number: '1234-0000-27-001-L01-P', profession: 'pharmacy_technician' }]
  expect(problems('acpe', { number: '1234-0000-27-002-L01-P', numbers: forTechnicians })[0]).toMatch(
    /for pharmacists, and is given for the others/,
  )
})

test('a VNR has 19 digits; numbers of days and sessions name those of the activity, each number once', () => {
  const vnr = '2760123456789012345'
  expect(problems('germany', { number: vnr }, germany)).toEqual([])
  expect(problems('germany', { number: '276' }, germany)).toHaveLength(1)
  expect(problems('germany', { numbers: [{ number: vnr, on: '2027-03-01' }] }, germany)).toEqual([])
  expect(problems('germany', { numbers: [{ number: vnr, on: '2027-03-02' }] }, germany)[0]).toMatch(
    /nothing is held then/,
  )
  expect(problems('germany', { numbers: [{ number: vnr, sessionId: 'other' }] }, germany)).toHaveLength(1)
  expect(
    problems('germany', { number: vnr, numbers: [{ number: vnr, on: '2027-03-01' }] }, germany)[0],
  ).toMatch(/given twice/)
})

test('a person gets the number of their profession, session or day before the one of all', () => {
  const designation = {
    number: 'all',
    numbers: [
      { number: 'technicians', profession: 'pharmacy_technician' as const },
      { number: 'monday', on: '2027-03-01' },
      { number: 'both', profession: 'pharmacy_technician' as const, on: '2027-03-01' },
    ],
  }
  expect(numberFor(designation, { profession: 'pharmacist' })).toBe('all')
  expect(numberFor(designation, { profession: 'pharmacy_technician' })).toBe('technicians')
  expect(numberFor(designation, { profession: 'pharmacist', on: '2027-03-01' })).toBe('monday')
  expect(numberFor(designation, { profession: 'pharmacy_technician', on: '2027-03-01' })).toBe('both')
  expect(numberFor({ number: 'all' }, {})).toBe('all')
})

test('what a body can give is rounded as it rounds', () => {
  expect(mostFor(53 * minute, ama)).toBe(1)
  expect(mostFor(52 * minute, ama)).toBe(0.75)
  expect(mostFor(59 * minute, acpe)).toBe(0.75)
  expect(mostFor(134 * minute, germany)).toBe(2)
  expect(mostFor(50 * minute, { ...acpe, evaluationMinutes: 10 })).toBe(1)
})

test('amounts are multiples of the step, without errors of fractions', () => {
  expect(isMultiple(0.3, 0.1)).toBe(true)
  expect(isMultiple(1.75, 0.25)).toBe(true)
  expect(isMultiple(1.8, 0.25)).toBe(false)
  expect(isMultiple(1.001, 0.01)).toBe(false)
})

test('statements lack a number, an address, a test or checks, and each is named', () => {
  const body = { ...acpe, printsAddress: true, needsTest: true, needsChecks: true }
  const activity = activityOf('x', [designatedFor('acpe', 1), designatedFor('unknown', 1)])
  expect([...statementProblems(activity, [body])]).toEqual([
    expect.stringMatching(/^test:/),
    expect.stringMatching(/^designations: .* name its number/),
    expect.stringMatching(/^provider.address/),
    expect.stringMatching(/^attendance.checks/),
    expect.stringMatching(/no policy "unknown"/),
  ])
})
