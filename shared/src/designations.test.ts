import { expect, test } from '@jest/globals'
import { formQuestion } from './creditForms.ts'
import { numberDoubts, numberFor, numberProblems } from './designationNumbers.ts'
import { isMultiple, mostFor, statementProblems, testProblems } from './designations.ts'
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

test('a UAN is of the provider’s own number, and says whether the activity is jointly provided', () => {
  const words = (number: string, more: object) => [
    ...numberProblems(designatedFor('acpe', 1, { number }), acpe, { ...planned, ...more }),
  ]
  const alone = '1234-0000-27-001-L01-P'
  const jointly = '1234-9999-27-001-L01-P'
  expect(words(alone, { acpeNumber: '1234', isJoint: false })).toEqual([])
  expect(words(jointly, { acpeNumber: '1234', isJoint: true })).toEqual([])
  expect(words(alone, { acpeNumber: '4321' })).toEqual([
    `the UAN ${alone} is of the provider 1234, and yours is 4321`,
  ])
  expect(words(alone, { isJoint: true })).toEqual([expect.stringMatching(/provide the activity alone/)])
  expect(words(jointly, { isJoint: false })).toEqual([expect.stringMatching(/no joint provider is named/)])
})

test('a UAN for home study may stand beside the live one of its sequence, and nobody gets it live', () => {
  const live = '1234-0000-27-001-L01-P'
  const home = '1234-0000-27-001-H01-P'
  const beside = (number: string) => problems('acpe', { number: live, numbers: [{ number }] })
  expect(beside(home)).toEqual([])
  for (const other of [
    '1234-0000-27-002-H01-P',
    '1234-0000-27-001-H04-P',
    '1234-9999-27-001-H01-P',
    '4321-0000-27-001-H01-P',
  ])
    expect(beside(other)).toEqual([expect.stringMatching(/are of one education, live and at home/)])
  expect(beside('1234-0000-27-001-H01-T')).toEqual([expect.stringMatching(/home study/)])
  const both = {
    number: '',
    numbers: [{ number: home, profession: 'pharmacist' as const }, { number: live }],
  }
  expect(numberFor(both, { profession: 'pharmacist' })).toBe(live)
})

test('the year of a UAN is that of the day on which the activity begins where it is held', () => {
  const newYear = { ...planned, startsAt: Date.UTC(2026, 11, 31, 22), days: ['2027-01-01'] }
  const words = (number: string) => [...numberProblems(designatedFor('acpe', 1, { number }), acpe, newYear)]
  expect(words('1234-0000-27-001-L01-P')).toEqual([])
  expect(words('1234-0000-26-001-L01-P')).toHaveLength(1)
})

test('a VNR that does not begin with 276 is doubted, and marked as unconfirmed', () => {
  const other = designatedFor('germany', 1, { number: '1234567890123456789' })
  expect([...numberDoubts(other, germany)]).toEqual([expect.stringMatching(/276.*unconfirmed/)])
  expect([...numberProblems(other, germany, planned)]).toEqual([...numberDoubts(other, germany)])
  expect([...numberDoubts(designatedFor('germany', 1, { number: '276' }), germany)]).toEqual([])
})

test('a VNR has 19 digits; numbers of days and sessions name those of the activity, each number once', () => {
  const vnr = '2760123456789012345'
  expect(problems('germany', { number: vnr }, germany)).toEqual([])
  expect(problems('germany', { number: '276' }, germany)).toHaveLength(1)
  const ofDay = (on: string) => problems('germany', { per: 'day', numbers: [{ number: vnr, on }] }, germany)
  expect(ofDay('2027-03-01')).toEqual([])
  expect(ofDay('2027-03-02')[0]).toMatch(/nothing is held then/)
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

test('statements lack a number, an address or checks, and each is named', () => {
  const body = { ...acpe, printsAddress: true, needsTest: true, needsChecks: true }
  const activity = activityOf('x', [designatedFor('acpe', 1), designatedFor('unknown', 1)])
  expect([...statementProblems(activity, [body])]).toEqual([
    expect.stringMatching(/^designations: .* name its number/),
    expect.stringMatching(/^provider.address/),
    expect.stringMatching(/^attendance.checks/),
    expect.stringMatching(/no policy "unknown"/),
  ])
})

test('a body that asks for a test is named until a question has a right answer', () => {
  const bodies = [ama, { ...acpe, needsTest: true }]
  const activity = activityOf('x', [designatedFor('ama', 1), designatedFor('acpe', 1)])
  expect([...testProblems(activity, bodies)]).toEqual([
    'test: ACPE demands a test with right answers, and there is none',
  ])
  const question = { id: 'q', kind: 'yes_no', prompt: 'Is it?' }
  const of = (correct: string[]) => {
    const questions = [formQuestion.parse({ ...question, correct })]
    return [...testProblems({ ...activity, test: questions }, bodies)]
  }
  expect(of([])).toHaveLength(1)
  expect(of(['yes'])).toEqual([])
})
