// Adapters from claims to the formats of learner registers. A record is sent only with the person's
// permission and only when complete; the others are listed with what is missing.

import type { Identity } from '@lectern/shared/accounts'
import type { Activity, CreditPolicy } from '@lectern/shared/credit'
import type { Register } from '@lectern/shared/creditRegisters'
import { alsoOf } from '@lectern/shared/creditRules'
import { numberFor } from '@lectern/shared/designations'
import type { Identifiers, PrivateDetails, Requirement } from '@lectern/shared/details'
import { isNpi } from '@lectern/shared/identifiers'
import { namePartsOf } from '@lectern/shared/names'
import { dayOf } from '@lectern/shared/zoneTime'
import { dayMs } from '../core/clock.ts'

export interface Claimed {
  person: Identity
  details: PrivateDetails
  policy: CreditPolicy
  amount: number
  claimedAt: number
  code: string
  /** When the last session that counts for it ended. */
  completedAt: number
}

/** What each register asks for; of licence, NPI and board id, PARS needs one. */
export const registerFields: Record<Register, readonly Requirement[]> = {
  pars: ['licenceState', 'licenceNumber', 'npi', 'boardId', 'birthMonth', 'birthDay'],
  'cpe-monitor': ['nabpId', 'birthMonth', 'birthDay'],
}

export type Lack =
  | 'permission'
  | 'first and last name'
  | 'birthMonth'
  | 'birthDay'
  | 'licence, NPI or board ID'
  | 'nabpId'
  | 'less than 0.25 credits'
  | 'too late'

const birth = ({ birthMonth, birthDay }: Identifiers): Lack[] => [
  ...(birthMonth === null ? (['birthMonth'] as const) : []),
  ...(birthDay === null ? (['birthDay'] as const) : []),
]

/** A licence number is meaningless without its state. */
const licenceOf = ({ licences }: Identifiers) => licences.find(({ state }) => state !== '')
/** The first board that the person has an id of. */
const boardIdOf = ({ boardIds }: Identifiers): string | undefined =>
  Object.values(boardIds).find((number) => number !== '')

/** PARS accepts quarters only. */
export const quarters = (amount: number): number => Math.floor(Math.round(amount * 100) / 25) / 4

/** The last moment (ms) at which the register accepts it; null if it sets none. */
export const reportBy = ({ policy, completedAt }: Pick<Claimed, 'policy' | 'completedAt'>): number | null =>
  policy.reportDays === null ? null : completedAt + policy.reportDays * dayMs

/** A name of more than two words can be split in more than one way, and nobody has confirmed this one. */
const isNameGuessed = ({ person }: Pick<Claimed, 'person'>): boolean =>
  namePartsOf(person).isGuessed && person.name.trim().split(/\s+/).length > 2

/** The details that the register needs and the person has not given. */
export function detailsLacking(register: Register, of: Pick<Claimed, 'person' | 'details'>): Lack[] {
  const { identifiers } = of.details
  const isIdentified =
    licenceOf(identifiers) !== undefined || isNpi(identifiers.npi) || boardIdOf(identifiers) !== undefined
  const found: (Lack | false)[] = [
    register === 'pars' && namePartsOf(of.person).givenName === '' && 'first and last name',
    ...birth(identifiers),
    register === 'pars' && !isIdentified && 'licence, NPI or board ID',
    register === 'cpe-monitor' && identifiers.nabpId === '' && 'nabpId',
  ]
  return found.filter((lack) => lack !== false)
}

/** Why a record is kept back; empty if it can be sent. */
export function lacks(register: Register, claimed: Claimed, now: number): Lack[] {
  const by = reportBy(claimed)
  const found: (Lack | false)[] = [
    claimed.details.permissions[register]?.given !== true && 'permission',
    ...detailsLacking(register, claimed),
    register === 'pars' && quarters(claimed.amount) === 0 && 'less than 0.25 credits',
    by !== null && now > by && 'too late',
  ]
  return found.filter((lack) => lack !== false)
}

const twoDigits = (part: number | null): string => String(part ?? 0).padStart(2, '0')

export function parsRecords(activity: Activity, claimed: readonly Claimed[]) {
  return {
    providerId: activity.provider.number,
    activityId: activity.number,
    learners: claimed.map(({ person, details: { identifiers }, amount, completedAt }) => {
      const { givenName, familyName } = namePartsOf(person)
      const [licence, boardId] = [licenceOf(identifiers), boardIdOf(identifiers)]
      return {
        firstName: givenName,
        lastName: familyName,
        birthMonth: identifiers.birthMonth,
        birthDay: identifiers.birthDay,
        ...(licence && { licence }),
        ...(isNpi(identifiers.npi) && { npi: identifiers.npi }),
        ...(boardId !== undefined && { boardId }),
        credits: quarters(amount),
        completedAt: new Date(completedAt).toISOString(),
      }
    }),
  }
}

/** The activity's number for this person, on the day of their participation. */
function numberOf({ designations }: Activity, claimed: Claimed, timeZone: string): string {
  const { person, policy, completedAt } = claimed
  const designation = designations.find(({ policyId }) => policyId === policy.id)
  const about = { profession: person.profession, on: dayOf(completedAt, timeZone) }
  return designation ? numberFor(designation, about) : ''
}

/** Table rows after the header row. */
export function cpeMonitorRows(
  activity: Activity,
  claimed: readonly Claimed[],
  timeZone: string,
): string[][] {
  const day = new Intl.DateTimeFormat('en-US', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone,
  })
  return [
    ['UAN', 'NABP e-Profile ID', 'Birth date (MMDD)', 'Date of participation', 'Contact hours', 'CEU'],
    ...claimed.map((each) => [
      numberOf(activity, each, timeZone),
      each.details.identifiers.nabpId,
      twoDigits(each.details.identifiers.birthMonth) + twoDigits(each.details.identifiers.birthDay),
      day.format(each.completedAt),
      each.amount.toFixed(2),
      String(alsoOf(each.policy, each.amount)?.amount ?? ''),
    ]),
  ]
}

/** People without a record in the register's file, and people whose name needs review. */
export const lackRows = (
  register: Register,
  rows: readonly { claimed: Claimed; lacking: Lack[] }[],
): string[][] => [
  ['Person', 'Name', 'Credit', 'Amount', 'In the file', 'Missing'],
  ...rows.flatMap(({ claimed, lacking }) => {
    const { person, policy, amount } = claimed
    const told: string[] =
      register === 'pars' && isNameGuessed(claimed) ? [...lacking, 'check the name'] : lacking
    if (told.length === 0) return []
    const isSent = lacking.length === 0 ? 'yes' : 'no'
    return [[person.id, person.name, policy.title, amount.toFixed(2), isSent, told.join('; ')]]
  }),
]
