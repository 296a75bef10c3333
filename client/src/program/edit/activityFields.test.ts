import type { BodyRules } from '@lectern/shared/bodyRules'
import { ama } from '@lectern/shared/testing/programme'
import {
  activityFieldsOf,
  activityProblems,
  type DesignationRow,
  designationOf,
  plannedCredit,
} from './activityFields.ts'

const hour = 3_600_000
const at = Date.UTC(2026, 10, 28, 9)
const acpe: BodyRules = { ...ama, id: 'acpe', title: 'ACPE', numberFormat: 'uan', printsNumber: true }
const planned = { startsAt: at, endsAt: at + hour, days: ['2026-11-28'], sessionIds: ['heart'] }

const problemsOf = (...rows: Partial<DesignationRow>[]) =>
  activityProblems(
    {
      ...activityFieldsOf(undefined, 'Heart failure'),
      designations: rows.map((row, index) => ({
        key: String(index),
        policyId: 'ama',
        maximum: 1,
        number: '',
        saved: undefined,
        ...row,
      })),
    },
    [ama, acpe],
    { ms: hour, planned },
  )

test('an hour is designated for one credit', () => {
  expect(problemsOf({})).toEqual({})
})

test.each([
  [{ maximum: 1.25 }, 'designations.0.maximum', 'The planned 60 minutes are worth 1.00 credits at most.'],
  [{ maximum: 0.8 }, 'designations.0.maximum', 'AMA PRA Category 1 Credit™ gives credit in steps of 0.25.'],
  [{ maximum: '' }, 'designations.0.maximum', 'Write how much, such as 1.25.'],
  [{ policyId: '' }, 'designations.0.policyId', 'Choose a body.'],
  [{ policyId: 'acpe' }, 'designations.0.number', 'Its certificates name the number.'],
  [
    { policyId: 'acpe', number: '1234-0000-25-001-L01-P' },
    'designations.0.number',
    'The UAN 1234-0000-25-001-L01-P is of the year 2025, and the activity begins in 2026.',
  ],
] as [Partial<DesignationRow>, string, string][])('%j is refused beside its field', (row, field, words) => {
  expect(problemsOf(row)[field]?.replace('1.00 credit at', '1.00 credits at')).toBe(words)
})

test('a UAN agrees with the provider and its joint providers as they are written', () => {
  const of = (number: string, more: object) =>
    activityProblems(
      {
        ...activityFieldsOf(undefined, 'Heart failure'),
        designations: [{ key: '0', policyId: 'acpe', maximum: 1, number, saved: undefined }],
        ...more,
      },
      [ama, { ...acpe, professions: ['pharmacist', 'pharmacy_technician'] }],
      { ms: hour, planned },
    )
  const alone = '1234-0000-26-001-L01-P'
  expect(of(alone, { acpeNumber: '1234' })).toEqual({})
  expect(of(alone, { acpeNumber: '4321' })['designations.0.number']).toMatch(/yours is 4321/)
  expect(of(alone, { acpeNumber: '12' }).acpeNumber).toMatch(/4 digits/)
  expect(of('1234-9999-26-001-L01-P', {})['designations.0.number']).toMatch(/no joint provider is named/)
  expect(of('1234-9999-26-001-L01-P', { jointProviders: ['The Academy'] })).toEqual({})
})

test('nobody gives credit, or a body gives it twice', () => {
  expect(problemsOf().designations).toBeTruthy()
  expect(problemsOf({}, {})['designations.1.policyId']).toBe('This body is there already.')
})

test('a designation that is the same keeps its time, a changed one is made now', () => {
  const saved = { policyId: 'ama', maximum: 1, number: '', designatedAt: at }
  const row = { key: 'ama', policyId: 'ama', maximum: 1, number: '', saved }
  expect(designationOf(row, at + hour)).toBe(saved)
  expect(designationOf({ ...row, maximum: 0.5 }, at + hour)).toMatchObject({
    maximum: 0.5,
    designatedAt: at + hour,
  })
})

test('concurrent sessions are planned once, without the breaks of their track', () => {
  const session = (id: string, from: number, to: number, track = 'A') => ({
    ...{ id, startsAt: at + from * hour, endsAt: at + to * hour, track },
  })
  const day = () => '2026-03-02'
  const two = [session('one', 0, 2), session('two', 1, 3, 'B')]
  expect(plannedCredit(two, day).ms).toBe(3 * hour)
  expect(plannedCredit(two, day, [session('pause', 0, 0.5), session('other', 0, 0.5, 'C')]).ms).toBe(
    2.5 * hour,
  )
})
