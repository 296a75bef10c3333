// Sessions, activities and bodies for tests of planning.

import type { BodyRules } from '../bodyRules.ts'
import type { Activity } from '../credit.ts'
import type { Faculty, Session } from '../program.ts'

export const minute = 60_000
/** 1 March 2027, 9:00 in Berlin. */
export const nine = Date.UTC(2027, 2, 1, 8)

export const member = (personId: string, isCleared = true): Faculty => ({
  personId,
  name: `Dr ${personId}`,
  credentials: '',
  affiliation: '',
  ...(isCleared && { disclosure: { clearedAt: 1, relationships: [] } }),
})

/** From so many minutes after nine to so many. */
export const plannedSession = (
  id: string,
  from: number,
  to: number,
  more: Partial<Session> = {},
): Session => ({
  id,
  conferenceId: 'cardiology',
  title: id,
  summary: '',
  startsAt: nine + from * minute,
  endsAt: nine + to * minute,
  track: '',
  speakers: [],
  moderators: [],
  ...more,
})

export const ama: BodyRules = {
  id: 'ama',
  title: 'AMA PRA Category 1 Credit™',
  professions: ['physician'],
  audience: 'learners',
  unit: { one: 'credit', many: 'credits' },
  calculates: 'measured',
  minutesPerUnit: 60,
  step: 0.25,
  rounding: 'nearest',
  least: 0.25,
  dailyMaximum: null,
  evaluationMinutes: 0,
  numberFormat: null,
  register: null,
  formats: [],
  supersededBy: null,
  expires: null,
  printsNumber: false,
  printsAddress: false,
  needsTest: false,
  needsChecks: false,
}
export const acpe: BodyRules = {
  ...ama,
  id: 'acpe',
  title: 'ACPE',
  professions: ['pharmacist', 'pharmacy_technician'],
  rounding: 'down',
  numberFormat: 'uan',
  printsNumber: true,
}
export const germany: BodyRules = {
  ...ama,
  id: 'germany',
  title: 'German chambers',
  calculates: 'whole',
  minutesPerUnit: 45,
  step: 1,
  rounding: 'down',
  least: 1,
  numberFormat: 'vnr',
}

export const activityOf = (id: string, designations: Activity['designations']): Activity => ({
  id,
  conferenceId: 'cardiology',
  title: `Activity ${id}`,
  format: 'Live internet activity',
  place: '',
  provider: { name: 'The Institute', address: '', number: '' },
  number: '',
  attendance: { checks: null, excuseOutages: true, maxExcusedMinutes: 10 },
  designations,
  evaluation: [],
  test: [],
})

export const designatedFor = (
  policyId: string,
  maximum: number,
  more: Partial<Activity['designations'][number]> = {},
): Activity['designations'][number] => ({ policyId, maximum, designatedAt: 1, number: '', ...more })
