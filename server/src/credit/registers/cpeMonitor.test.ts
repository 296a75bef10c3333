import { expect, test } from '@jest/globals'
import type { Profession } from '@lectern/shared/accounts'
import { about, claimed } from '../../testing/registers.ts'
import { cpeMonitor } from './cpeMonitor.ts'

const numbers = [{ number: '1234-0000-26-001-L01-T', profession: 'pharmacy_technician' as const }]
const designations = about.activity.designations.map((designation) => ({ ...designation, numbers }))
const both = { ...about, activity: { ...about.activity, designations } }
const of = (profession: Profession, amount = 1) =>
  claimed('acpe-knowledge', { person: { profession } }, amount)
const rowsOf = (...records: ReturnType<typeof of>[]) =>
  cpeMonitor
    .write(
      records.map((one) => ({ ...one, action: 'add' })),
      both,
    )
    .trim()
    .split('\n')
    .slice(1)

test('a row has the UAN, the day in the conference’s zone, hours and CEU', () => {
  expect(rowsOf(of('pharmacist', 0.75))).toEqual([
    '1234-0000-26-001-L01-P,1234567,0309,03/02/2026,0.75,0.075',
  ])
})

test('technicians have a UAN of their own beside the pharmacists’', () => {
  const uans = rowsOf(of('pharmacist'), of('pharmacy_technician')).map((row) => row.split(',')[0])
  expect(uans).toEqual(['1234-0000-26-001-L01-P', '1234-0000-26-001-L01-T'])
})

test('a technician is never reported with the pharmacists’ UAN', () => {
  const [problem] = cpeMonitor.recordProblems(of('pharmacy_technician'), about)
  expect(problem).toEqual({
    who: 'office',
    says: 'The activity has no UAN for this person’s profession and day.',
  })
  expect(cpeMonitor.recordProblems(of('pharmacy_technician'), both)).toEqual([])
})

test('a session over midnight is of the day on which it began', () => {
  const late = { ...of('pharmacist'), on: '2026-03-01' }
  expect(rowsOf(late)[0]).toContain(',03/01/2026,')
})

test('what is no UAN is not sent', () => {
  expect(cpeMonitor.recordProblems({ ...of('pharmacist'), number: 'hello' }, both)).toMatchObject([
    { who: 'office', says: '“hello” is no UAN like 1234-0000-26-001-L01-P.' },
  ])
})

test('only pharmacists and technicians are reported, and only with a UAN', () => {
  expect(cpeMonitor.recordProblems(of('nurse'), about)).toMatchObject([{ who: 'office' }])
  const none = {
    ...about.activity,
    designations: designations.map((one) => ({ ...one, number: '', numbers: [] })),
  }
  expect(cpeMonitor.recordProblems(of('pharmacist'), { ...about, activity: none })).toMatchObject([
    { says: 'The activity has no UAN for this person’s profession and day.' },
  ])
})
