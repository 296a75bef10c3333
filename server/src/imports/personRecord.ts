// A person as an import reads and writes them: everything about them that a table can say.
import type { Identity } from '@lectern/shared/accounts'
import type { Identifiers, PrivateDetails } from '@lectern/shared/details'
import type { ConferenceRole } from '@lectern/shared/roles'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { DetailsStore } from '../accounts/detailsStore.ts'
import type { ImportContext, Shown } from './target.ts'

export interface PersonRecord {
  identity: Identity
  /** What they are at this conference; null: they have no place there. */
  roles: ConferenceRole[] | null
  details: PrivateDetails
  /** Only the CE office may change who they are: another conference knows them, or they are of the office. */
  isForeign: boolean
}

/** What of a person can be put back. */
export type PersonFields = Partial<
  Pick<Identity, 'name' | 'givenName' | 'familyName' | 'credentials' | 'affiliation' | 'profession'>
>
export interface PersonState {
  fields: PersonFields
  roles: ConferenceRole[] | null
  email?: string
  identifiers?: Identifiers
}

export interface RecordsOptions {
  accounts: Pick<AccountsStore, 'account'>
  details: Pick<DetailsStore, 'of'>
}

export function createPersonRecords({ accounts, details }: RecordsOptions) {
  return async function recordOf(
    { conferenceId, isOffice }: Pick<ImportContext, 'conferenceId' | 'isOffice'>,
    personId: string,
  ): Promise<PersonRecord | undefined> {
    const account = await accounts.account(personId)
    if (!account) return undefined
    const { identity, memberships } = account
    const isElsewhere = [...memberships.keys()].some((id) => id !== conferenceId)
    return {
      identity,
      roles: memberships.get(conferenceId)?.roles ?? null,
      details: await details.of(personId),
      isForeign: !isOffice && (isElsewhere || identity.isOffice === true),
    }
  }
}

const boardsText = (boardIds: Identifiers['boardIds']): string =>
  Object.entries(boardIds)
    .filter(([, number]) => number !== '')
    .map(([board, number]) => `${board} ${number}`)
    .join('; ')
const licencesText = (licences: Identifiers['licences']): string =>
  licences.map(({ state, number }) => [state, number].filter(Boolean).join(' ')).join('; ')
const birthdayText = ({ birthMonth, birthDay }: Identifiers): string =>
  birthMonth === null || birthDay === null
    ? ''
    : [birthMonth, birthDay].map((number) => String(number).padStart(2, '0')).join('-')

/** As tables write identifiers. */
export const identifiersShown = (identifiers: Identifiers): Shown => ({
  npi: identifiers.npi,
  efn: identifiers.efn,
  nabpId: identifiers.nabpId,
  boardIds: boardsText(identifiers.boardIds),
  licence: licencesText(identifiers.licences),
  birthday: birthdayText(identifiers),
})

export const rolesText = (roles: readonly string[] | null): string => [...(roles ?? [])].sort().join(', ')

/** By field, as people read it. Of somebody foreign, only what they are at this conference. */
export function shownPerson({ identity, roles, details, isForeign }: PersonRecord): Shown {
  if (isForeign) return { roles: rolesText(roles) }
  return {
    email: details.email,
    name: identity.name,
    givenName: identity.givenName ?? '',
    familyName: identity.familyName ?? '',
    credentials: identity.credentials,
    affiliation: identity.affiliation,
    profession: identity.profession,
    roles: rolesText(roles),
    ...identifiersShown(details.identifiers),
  }
}

/** The fields that a state changes, as a person's history names them: never their values. */
export const changedWords = ({ fields, email, identifiers }: PersonState): string[] => [
  ...('name' in fields || 'givenName' in fields || 'familyName' in fields ? ['name'] : []),
  ...(['credentials', 'affiliation', 'profession'] as const).filter((field) => field in fields),
  ...(email === undefined ? [] : ['mail address']),
  ...(identifiers ? ['identifiers'] : []),
]

/** What stands for `state` where it is shown. */
export const shownState = ({ fields, roles, email, identifiers }: PersonState): Shown => ({
  ...(email !== undefined && { email }),
  ...fields,
  roles: rolesText(roles),
  ...(identifiers && identifiersShown(identifiers)),
})
