// A claim with what registers ask about the person who made it.
import type { Identity } from '@lectern/shared/accounts'
import { isCodiceFiscale } from '@lectern/shared/codiceFiscale'
import type { Activity } from '@lectern/shared/credit'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import type { Register } from '@lectern/shared/creditRegisters'
import { reportLimit, reportsFrom } from '@lectern/shared/creditWaiting'
import { numberFor } from '@lectern/shared/designationNumbers'
import type { Identifiers, PrivateDetails, Requirement } from '@lectern/shared/details'
import { isEfn, isNpi } from '@lectern/shared/identifiers'
import { namePartsOf } from '@lectern/shared/names'
import { usStates } from '@lectern/shared/usStates'
import { dayOf } from '@lectern/shared/zoneTime'
import { reportedKey } from '../claimsStore.ts'

export interface Claimed {
  person: Identity
  details: PrivateDetails
  policy: CreditPolicy
  amount: number
  claimedAt: number
  code: string
  /** The session or day that it is for; absent: the whole activity. */
  partId?: string
  /** The last moment that counts for it: the date reported is the learner's own. */
  completedAt: number
  /** When the days for reporting begin. */
  reportFrom: number
}

/** What a record is marked as reported by. */
export const claimedKey = ({ person, policy, partId }: Claimed): string =>
  reportedKey(person.id, { policyId: policy.id, ...(partId !== undefined && { partId }) })

/** What each register asks for; of licence, NPI and board ID, PARS needs one. */
export const registerFields: Record<Register, readonly Requirement[]> = {
  pars: ['licenceState', 'licenceNumber', 'npi', 'boardId', 'birthMonth', 'birthDay'],
  'cpe-monitor': ['nabpId', 'birthMonth', 'birthDay'],
  eiv: ['efn'],
  cogeaps: ['codiceFiscale', 'discipline'],
  racgp: [],
}

/**
 * The last moment (ms) at which the register accepts it, by the days of the conference's time zone; null if
 * it sets none, or there is no register.
 */
export const reportBy = (
  { policy, reportFrom, completedAt }: Pick<Claimed, 'policy' | 'reportFrom' | 'completedAt'>,
  timeZone: string,
): number | null => reportLimit(policy, reportsFrom(policy, reportFrom, completedAt + 1), timeZone)

/** A name of more than two words can be split in more than one way, and nobody has confirmed this one. */
export const isNameGuessed = (person: Identity): boolean =>
  namePartsOf(person).isGuessed && person.name.trim().split(/\s+/).length > 2

/** The activity's number for this person, on the day of their participation. */
export function numberOf({ designations }: Activity, claimed: Claimed, timeZone: string): string {
  const { person, policy, completedAt, partId } = claimed
  const designation = designations.find(({ policyId }) => policyId === policy.id)
  const about = {
    profession: person.profession,
    ...(partId !== undefined && { sessionId: partId }),
    on: dayOf(completedAt, timeZone),
  }
  return designation ? numberFor(designation, about) : ''
}

/** A licence that PARS can look up: a number means nothing without its state. */
export const licenceOf = ({ licences }: Identifiers) => licences.find(({ state }) => usStates.has(state))
/** The first board that the person has an ID of, and the ID. */
export const boardOf = ({ boardIds }: Identifiers): [board: string, id: string] | undefined =>
  Object.entries(boardIds).find(([, number]) => number !== '')

const noBirthday = ({ birthMonth, birthDay }: Identifiers): string[] =>
  birthMonth === null || birthDay === null ? ['Month and day of birth are missing.'] : []

function noIdentity(identifiers: Identifiers): string[] {
  if (licenceOf(identifiers) || isNpi(identifiers.npi) || boardOf(identifiers)) return []
  const [licence] = identifiers.licences
  if (licence?.state) return [`“${licence.state}” is no US state; its two letters are needed, like IL.`]
  if (licence) return ['The state of the licence is missing.']
  if (identifiers.npi !== '') return [`The NPI ${identifiers.npi} has a wrong digit.`]
  return ['A licence with its state, a board ID or an NPI is missing.']
}

/** What the register needs to know of the person and does not, in words. */
export function detailsLacking(
  register: Register,
  { person, details: { identifiers } }: Pick<Claimed, 'person' | 'details'>,
): string[] {
  switch (register) {
    case 'pars':
      return [
        ...(namePartsOf(person).givenName === '' ? ['Given and family name are needed.'] : []),
        ...noBirthday(identifiers),
        ...noIdentity(identifiers),
      ]
    case 'cpe-monitor':
      return [
        ...(identifiers.nabpId === '' ? ['The NABP e-Profile ID is missing.'] : []),
        ...noBirthday(identifiers),
      ]
    case 'eiv':
      if (identifiers.efn === '') return ['The EFN is missing.']
      return isEfn(identifiers.efn) ? [] : [`The EFN ${identifiers.efn} has a wrong digit.`]
    case 'cogeaps': {
      const { codiceFiscale, discipline } = identifiers
      return [
        ...(codiceFiscale === '' ? ['The codice fiscale is missing.'] : []),
        ...(codiceFiscale !== '' && !isCodiceFiscale(codiceFiscale)
          ? [`The codice fiscale ${codiceFiscale} has a wrong character.`]
          : []),
        ...(discipline === '' ? ['The discipline is missing.'] : []),
      ]
    }
    default:
      return []
  }
}
