// A policy as the office reads it, for tests.
import type { ShownPolicy } from '@lectern/shared/creditPolicies'

export const eaccme: ShownPolicy = {
  id: 'eaccme',
  title: 'EACCME',
  unit: { one: 'ECMEC', many: 'ECMECs' },
  calculates: 'measured',
  minutesPerUnit: 60,
  step: 0.5,
  least: 0.5,
  dailyMaximum: 8,
  minimumShare: 0.8,
  minimumChecks: 0.75,
  minimumScore: null,
  claimDays: 21,
  appealDays: 30,
  supersededBy: null,
  source: ['EACCME'],
  checked: '2026-11-30',
  expires: null,
  isExpired: false,
  unconfirmed: [],
}
