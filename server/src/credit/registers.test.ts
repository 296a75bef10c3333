import { expect, test } from '@jest/globals'
import type { Register } from '@lectern/shared/creditRegisters'
import { type Identifiers, identifiers, noDetails, type Permissions } from '@lectern/shared/details'
import { namePartsOf } from '@lectern/shared/names'
import { dayMs } from '../core/clock.ts'
import { liveAt, plannedActivity, policies } from '../testing/credit.ts'
import {
  type Claimed,
  cpeMonitorRows,
  type Lack,
  lackRows,
  lacks,
  parsRecords,
  quarters,
  reportBy,
} from './registers.ts'

const activity = plannedActivity('activity')
const whole = identifiers.parse({
  licences: [{ state: 'IL', number: '036-123456' }],
  nabpId: '1234567',
  birthMonth: 3,
  birthDay: 9,
})
const permitted: Permissions = {
  pars: { given: true, at: liveAt },
  'cpe-monitor': { given: true, at: liveAt },
}
type Given = Partial<Identifiers> & { permissions?: Permissions }
const claimed = (
  policyId: string,
  { permissions = permitted, ...given }: Given = {},
  amount = 1,
): Claimed => ({
  person: {
    id: 'p',
    name: 'Ana María Ruiz',
    credentials: 'MD',
    affiliation: '',
    profession: 'physician',
  },
  details: { ...noDetails, identifiers: { ...whole, ...given }, permissions },
  policy: policies.find(({ id }) => id === policyId)!,
  amount,
  claimedAt: liveAt,
  code: 'code',
  completedAt: liveAt,
})

test.each([
  ['pars', 'ama', {}, []],
  ['pars', 'ama', { permissions: {} }, ['permission']],
  ['pars', 'ama', { permissions: { pars: { given: false, at: liveAt } } }, ['permission']],
  ['pars', 'ama', { permissions: { 'cpe-monitor': { given: true, at: liveAt } } }, ['permission']],
  ['pars', 'ama', { birthMonth: null, birthDay: null }, ['birthMonth', 'birthDay']],
  ['pars', 'ama', { licences: [] }, ['licence, NPI or board ID']],
  ['pars', 'ama', { licences: [{ state: '', number: '036-123456' }] }, ['licence, NPI or board ID']],
  ['pars', 'ama', { licences: [], npi: '1234567893' }, []],
  // Stored before check digits were verified.
  ['pars', 'ama', { licences: [], npi: '1234567890' }, ['licence, NPI or board ID']],
  ['pars', 'ama', { licences: [], boardIds: { ...whole.boardIds, ABP: '77' } }, []],
  ['cpe-monitor', 'acpe-knowledge', {}, []],
  ['cpe-monitor', 'acpe-knowledge', { nabpId: '', permissions: {} }, ['permission', 'nabpId']],
  ['cpe-monitor', 'acpe-knowledge', { birthDay: null }, ['birthDay']],
  ['cpe-monitor', 'acpe-knowledge', { licences: [] }, []],
] satisfies [Register, string, Given, Lack[]][])(
  '%s, %s with %j lacks %j',
  (register, policyId, given, lacking) => {
    expect(lacks(register, claimed(policyId, given), liveAt)).toEqual(lacking)
  },
)

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

const called = (name: string, parts: { givenName?: string; familyName?: string } = {}): Claimed => {
  const one = claimed('ama')
  return { ...one, person: { ...one.person, name, ...parts } }
}
const listed = (one: Claimed, register: 'pars' | 'cpe-monitor' = 'pars') =>
  lackRows(register, [{ claimed: one, lacking: lacks(register, one, liveAt) }]).slice(1)

test('people kept back are listed with everything that is missing', () => {
  const clara = called('Clara Nwosu')
  const lacking = { ...claimed('ama', { permissions: {}, birthDay: null }), person: clara.person }
  expect(listed(lacking)).toEqual([
    ['p', 'Clara Nwosu', 'AMA PRA Category 1 Credit™', '1.00', 'no', 'permission; birthDay'],
  ])
  expect(listed(clara)).toEqual([])
})

test('a name that could be split in another way is sent, and listed for review, until the person confirms it', () => {
  expect(listed(called('Ana María Ruiz'))).toEqual([
    ['p', 'Ana María Ruiz', 'AMA PRA Category 1 Credit™', '1.00', 'yes', 'check the name'],
  ])
  expect(listed(called('Ana María Ruiz', { givenName: 'Ana', familyName: 'María Ruiz' }))).toEqual([])
  // CPE Monitor receives no names.
  expect(listed(called('Ana María Ruiz'), 'cpe-monitor')).toEqual([])
})

test('a name of one word is kept back from PARS until the person gives both names', () => {
  expect(lacks('pars', called('Plato'), liveAt)).toEqual(['first and last name'])
  expect(lacks('pars', called('Plato', { givenName: '', familyName: 'Plato' }), liveAt)).toEqual([
    'first and last name',
  ])
  expect(lacks('pars', called('P Plato', { givenName: 'P', familyName: 'Plato' }), liveAt)).toEqual([])
})

test('a licence number is sent only with its state', () => {
  const { learners } = parsRecords(activity, [
    claimed('ama', { licences: [{ state: '', number: '9' }], npi: '1234567893' }),
  ])
  expect(learners[0]).not.toHaveProperty('licence')
})

test('names that somebody confirmed take precedence over a guess', () => {
  const one = called('Ana María Ruiz', { givenName: 'Ana', familyName: 'María Ruiz' })
  expect(parsRecords(activity, [one]).learners).toMatchObject([{ firstName: 'Ana', lastName: 'María Ruiz' }])
  expect(namePartsOf(one.person).isGuessed).toBe(false)
})
