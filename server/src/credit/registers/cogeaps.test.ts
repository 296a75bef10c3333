import { expect, test } from '@jest/globals'
import { noDetails } from '@lectern/shared/details'
import { liveAt, plannedActivity } from '../../testing/credit.ts'
import { about, claimed } from '../../testing/registers.ts'
import { cogeaps } from './cogeaps.ts'

const accreditedFor = [
  { profession: 'physician', disciplines: ['Cardiologia', 'Medicina interna'] },
  { profession: 'nurse', disciplines: [] },
]
const activity = plannedActivity('event', {
  designations: [
    { policyId: 'italy-ecm', maximum: 1.5, designatedAt: liveAt - 1, number: '123-456', accreditedFor },
  ],
})
const of = { ...about, activity, timeZone: 'Europe/Rome' }
const record = (by: string | null = '', more: Parameters<typeof claimed>[1] = {}) => {
  const made = claimed('italy-ecm', more, 1.5)
  const recruitments = by === null ? {} : { event: { by, at: liveAt } }
  return { ...made, details: { ...noDetails, ...made.details, recruitments }, action: 'add' as const }
}
const problems = (...given: Parameters<typeof record>) =>
  cogeaps.recordProblems(record(...given), of).map(({ who, says }) => `${who}: ${says}`)

test('nobody could confirm its layout, and it says so', () => {
  expect(cogeaps.draft).toMatch(/could not be found/)
})

test('a record has the tax code, the discipline, and who recruited the person', () => {
  expect(cogeaps.write([record('Acme Pharma')], of)).toContain(
    'RSSMRA85T10A562S,physician,Cardiologia,yes,Acme Pharma,123-456,2026-03-02,1.5,code',
  )
  expect(cogeaps.write([record('')], of)).toContain('Cardiologia,no,,123-456')
})

test('a record is kept back without a declaration, and where the event is not accredited for the person', () => {
  expect(problems()).toEqual([])
  expect(problems(null)).toEqual([
    'learner: Has not declared whether a company recruited them for this activity.',
  ])
  expect(problems('', { identifiers: { discipline: 'dermatologia' } })).toEqual([
    'office: The activity is not accredited for the discipline “dermatologia”.',
  ])
  expect(
    problems('', { person: { profession: 'nurse' }, identifiers: { discipline: 'Infermiere' } }),
  ).toEqual([])
  expect(problems('', { person: { profession: 'dentist' } })).toEqual([
    'office: The activity is not accredited for this profession.',
  ])
})
