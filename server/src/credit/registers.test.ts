import { expect, test } from '@jest/globals'
import { type CreditProfile, creditProfile } from '@lectern/shared/credit'
import { dayMs } from '../core/clock.ts'
import { liveAt, plannedActivity, policies } from '../testing/credit.ts'
import {
  type Claimed,
  cpeMonitorRows,
  isNameGuessed,
  lackRows,
  lacks,
  nameParts,
  parsRecords,
  quarters,
  reportBy,
} from './registers.ts'

const activity = plannedActivity('activity')
const whole = creditProfile.parse({
  licenceState: 'IL',
  licenceNumber: '036-123456',
  nabpId: '1234567',
  birthMonth: 3,
  birthDay: 9,
  mayReport: true,
})
const claimed = (policyId: string, profile: Partial<CreditProfile> = {}, amount = 1): Claimed => ({
  person: {
    id: 'p',
    name: 'Ana María Ruiz',
    credentials: 'MD',
    affiliation: '',
    profession: 'physician',
  },
  profile: { ...whole, ...profile },
  policy: policies.find(({ id }) => id === policyId)!,
  amount,
  claimedAt: liveAt,
  code: 'code',
  completedAt: liveAt,
})

test.each([
  ['pars', 'ama', {}, []],
  ['pars', 'ama', { mayReport: false }, ['permission']],
  ['pars', 'ama', { birthMonth: null, birthDay: null }, ['birthMonth', 'birthDay']],
  ['pars', 'ama', { licenceNumber: '' }, ['licence, NPI or board ID']],
  ['pars', 'ama', { licenceState: '' }, ['licence, NPI or board ID']],
  ['pars', 'ama', { licenceNumber: '', npi: '1234567890' }, []],
  ['pars', 'ama', { firstName: 'Ana', lastName: 'María Ruiz' }, []],
  ['pars', 'ama', { licenceNumber: '', boardId: '77' }, []],
  ['cpe-monitor', 'acpe-knowledge', {}, []],
  ['cpe-monitor', 'acpe-knowledge', { nabpId: '', mayReport: false }, ['permission', 'nabpId']],
  ['cpe-monitor', 'acpe-knowledge', { birthDay: null }, ['birthDay']],
  ['cpe-monitor', 'acpe-knowledge', { licenceNumber: '' }, []],
] as const)('%s, %s with %j lacks %j', (register, policyId, profile, lacking) => {
  expect(lacks(register, claimed(policyId, profile), liveAt)).toEqual(lacking)
})

test('CPE Monitor takes a record for 60 days after participation, and not a moment longer', () => {
  const one = claimed('acpe-knowledge')
  expect(lacks('cpe-monitor', one, liveAt + 60 * dayMs)).toEqual([])
  expect(lacks('cpe-monitor', one, liveAt + 60 * dayMs + 1)).toEqual(['too late'])
  expect(reportBy(one)).toBe(liveAt + 60 * dayMs)
  expect(reportBy(claimed('ama'))).toBeNull()
})

test.each([
  [1, 1],
  [0.75, 0.75],
  [0.9, 0.75],
  [0.25, 0.25],
  [0.24, 0],
  [1.1, 1],
])('PARS takes quarters: %d is sent as %d', (amount, sent) => {
  expect(quarters(amount)).toBe(sent)
})

test('a PARS record has the fields the register asks for, and no field the person left empty', () => {
  expect(parsRecords(activity, [claimed('ama')])).toEqual({
    providerId: '1234567',
    activityId: '202600417',
    learners: [
      {
        firstName: 'Ana María',
        lastName: 'Ruiz',
        birthMonth: 3,
        birthDay: 9,
        licence: { state: 'IL', number: '036-123456' },
        credits: 1,
        completedAt: '2026-03-02T08:00:00.000Z',
      },
    ],
  })
})

test('a row for CPE Monitor has the UAN, the day in the conference’s zone, hours and CEU', () => {
  const [, row] = cpeMonitorRows(activity, [claimed('acpe-knowledge', {}, 0.75)], 'Europe/Berlin')
  expect(row).toEqual(['1234-0000-26-001-L01-P', '1234567', '0309', '03/02/2026', '0.75', '0.075'])
})

test('technicians have a UAN of their own beside the pharmacists’', () => {
  const designations = activity.designations.map((designation) => ({
    ...designation,
    numbers: [{ number: '1234-0000-26-001-L01-T', profession: 'pharmacy_technician' as const }],
  }))
  const of = (profession: 'pharmacist' | 'pharmacy_technician') => {
    const one = claimed('acpe-knowledge')
    return { ...one, person: { ...one.person, profession } }
  }
  const people = [of('pharmacist'), of('pharmacy_technician')]
  const rows = cpeMonitorRows({ ...activity, designations }, people, 'Europe/Berlin').slice(1)
  expect(rows.map(([uan]) => uan)).toEqual(['1234-0000-26-001-L01-P', '1234-0000-26-001-L01-T'])
})

const called = (name: string, profile: Partial<CreditProfile> = {}): Claimed => {
  const one = claimed('ama', profile)
  return { ...one, person: { ...one.person, name } }
}
const listed = (one: Claimed, register: 'pars' | 'cpe-monitor' = 'pars') =>
  lackRows(register, [{ claimed: one, lacking: lacks(register, one, liveAt) }]).slice(1)

test('people kept back are listed with everything that is missing', () => {
  expect(listed(called('Clara Nwosu', { mayReport: false, birthDay: null }))).toEqual([
    ['p', 'Clara Nwosu', 'AMA PRA Category 1 Credit™', '1.00', 'no', 'permission; birthDay'],
  ])
  expect(listed(called('Clara Nwosu'))).toEqual([])
})

test('a name that could be split in another way is sent, and listed for review, until the person gives both names', () => {
  expect(listed(called('Ana María Ruiz'))).toEqual([
    ['p', 'Ana María Ruiz', 'AMA PRA Category 1 Credit™', '1.00', 'yes', 'check the name'],
  ])
  expect(listed(called('Ana María Ruiz', { firstName: 'Ana', lastName: 'María Ruiz' }))).toEqual([])
  // CPE Monitor receives no names.
  expect(listed(called('Ana María Ruiz'), 'cpe-monitor')).toEqual([])
})

test('a name of one word is kept back from PARS until the person gives both names', () => {
  expect(lacks('pars', called('Plato'), liveAt)).toEqual(['first and last name'])
  expect(lacks('pars', called('Plato', { lastName: 'Plato' }), liveAt)).toEqual(['first and last name'])
  expect(lacks('pars', called('Plato', { firstName: 'P', lastName: 'Plato' }), liveAt)).toEqual([])
})

test('a licence number is sent only with its state', () => {
  const { learners } = parsRecords(activity, [claimed('ama', { licenceState: '', npi: '1234567890' })])
  expect(learners[0]).not.toHaveProperty('licence')
})

test.each([
  ['Clara Nwosu', 'Clara', 'Nwosu'],
  ['Ana María  Ruiz', 'Ana María', 'Ruiz'],
  ['Plato', '', 'Plato'],
])('"%s" is "%s" and "%s"', (name, firstName, lastName) => {
  expect(nameParts(called(name))).toEqual({ firstName, lastName })
})

test('names given for the register take precedence over the conference name', () => {
  const one = called('Ana María Ruiz', { firstName: 'Ana', lastName: 'María Ruiz' })
  expect(nameParts(one)).toEqual({ firstName: 'Ana', lastName: 'María Ruiz' })
  expect(isNameGuessed(one)).toBe(false)
})
