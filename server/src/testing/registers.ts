// A physician or pharmacist with a claim, for the tests of registers.
import type { Identity } from '@lectern/shared/accounts'
import { type Identifiers, identifiers, noDetails, type Permissions } from '@lectern/shared/details'
import type { About } from '../credit/registers/adapter.ts'
import type { Claimed } from '../credit/registers/claimed.ts'
import { liveAt, plannedActivity, policies } from './credit.ts'

export const whole = identifiers.parse({
  licences: [{ state: 'IL', number: '036-123456' }],
  nabpId: '1234567',
  efn: '802762000000013',
  codiceFiscale: 'RSSMRA85T10A562S',
  discipline: 'Cardiologia',
  birthMonth: 3,
  birthDay: 9,
})
const given = { given: true, at: liveAt }
const permitted: Permissions = { pars: given, 'cpe-monitor': given, eiv: given, cogeaps: given, racgp: given }

export interface Of {
  person?: Partial<Identity>
  identifiers?: Partial<Identifiers>
  permissions?: Permissions
}
export const claimed = (policyId: string, of: Of = {}, amount = 1): Claimed => ({
  person: {
    id: 'p',
    name: 'Ana María Ruiz',
    credentials: 'MD',
    affiliation: '',
    profession: policyId.startsWith('acpe') ? 'pharmacist' : 'physician',
    ...of.person,
  },
  details: {
    ...noDetails,
    identifiers: { ...whole, ...of.identifiers },
    permissions: of.permissions ?? permitted,
  },
  policy: policies.find(({ id }) => id === policyId)!,
  amount,
  claimedAt: liveAt,
  code: 'code',
  completedAt: liveAt,
  reportFrom: liveAt,
})

export const about: About = {
  activity: plannedActivity('activity'),
  timeZone: 'Europe/Berlin',
  host: 'lectern.example',
  now: liveAt,
}
