// A claim with what registers ask about the person who made it.
import type { Identity } from '@lectern/shared/accounts'
import { isBirthday } from '@lectern/shared/birthday'
import { isCodiceFiscale } from '@lectern/shared/codiceFiscale'
import type { Activity } from '@lectern/shared/credit'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import type { Register } from '@lectern/shared/creditRegisters'
import { reportLimit, reportsFrom } from '@lectern/shared/creditWaiting'
import { numberFor } from '@lectern/shared/designationNumbers'
import type { Identifiers, PrivateDetails, Requirement } from '@lectern/shared/details'
import { isEfn, isNabpId, isNpi } from '@lectern/shared/identifiers'
import { namePartsOf } from '@lectern/shared/names'
import { usStates } from '@lectern/shared/usStates'
import { dayOf, momentAt } from '@lectern/shared/zoneTime'
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
  /** The day of the session that it ends with; absent: that of `completedAt`. */
  on?: string
  /** Of the event, as the certificate says it; absent: as the activity says now. */
  number?: string
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

const midnightAfter = (day: string, timeZone: string): number =>
  momentAt({ day: Date.parse(day) / 86_400_000 + 1, minutes: 0 }, timeZone)

/**
 * The last moment (ms) at which the register accepts it, by the days of the conference's time zone; null if
 * it sets none, or there is no register.
 */
export const reportBy = (
  { policy, reportFrom, completedAt, on }: Pick<Claimed, 'policy' | 'reportFrom' | 'completedAt' | 'on'>,
  timeZone: string,
): number | null => {
  // The days count from the date that is reported: a session over midnight has that of its beginning.
  const lastOwn = on === undefined ? completedAt + 1 : Math.min(completedAt + 1, midnightAfter(on, timeZone))
  return reportLimit(policy, reportsFrom(policy, reportFrom, lastOwn), timeZone)
}

/** In two words, too, either may be the family name ("Li Wei"), and nobody has confirmed this division. */
const isNameGuessed = (person: Identity): boolean => {
  const { isGuessed, givenName } = namePartsOf(person)
  return isGuessed && givenName !== ''
}

/** What to look at in a name before it is sent. */
export const nameNotices = ({ person }: Pick<Claimed, 'person'>): string[] =>
  isNameGuessed(person) ? ['Check how the name divides into given and family name.'] : []

/** The day of participation, e.g. "2026-11-24": a session over midnight is of the day on which it began. */
export const dayReported = ({ on, completedAt }: Claimed, timeZone: string): string =>
  on ?? dayOf(completedAt, timeZone)

/** The activity's number for this person, on the day of their participation. */
export function numberOf({ designations }: Activity, claimed: Claimed, timeZone: string): string {
  const { person, policy, partId, number } = claimed
  if (number !== undefined) return number
  const designation = designations.find(({ policyId }) => policyId === policy.id)
  const about = {
    profession: person.profession,
    ...(partId !== undefined && { sessionId: partId }),
    on: dayReported(claimed, timeZone),
  }
  return designation ? numberFor(designation, about) : ''
}

/** A licence that PARS can look up: a number means nothing without its state. */
export const licenceOf = ({ licences }: Identifiers) => licences.find(({ state }) => usStates.has(state))
/** The first board that the person has an ID of, and the ID. */
export const boardOf = ({ boardIds }: Identifiers): [board: string, id: string] | undefined =>
  Object.entries(boardIds).find(([, number]) => number !== '')

/** What was stored before a rule existed is judged by it here. */
function noBirthday({ birthMonth, birthDay }: Identifiers): string[] {
  if (birthMonth === null || birthDay === null) return ['Month and day of birth are missing.']
  const isDay = birthMonth >= 1 && birthMonth <= 12 && birthDay >= 1 && isBirthday(birthMonth, birthDay)
  return isDay ? [] : [`The birthday is wrong: month ${birthMonth} has no day ${birthDay}.`]
}

function noNabpId({ nabpId }: Identifiers): string[] {
  if (nabpId === '') return ['The NABP e-Profile ID is missing.']
  return isNabpId(nabpId) ? [] : [`“${nabpId}” is no NABP e-Profile ID: it has 4 to 10 digits.`]
}

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
      return [...noNabpId(identifiers), ...noBirthday(identifiers)]
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
