// Plans a person: omitted fields keep their values, and impossible plans are refused.
import type { Identity } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import { nameMax } from '@lectern/shared/limits'
import { fullName } from '@lectern/shared/names'
import type { PersonPlan } from '@lectern/shared/plans'
import { newId } from '../core/newId.ts'
import type { AccountsStore, PersonFields } from './accountsStore.ts'

/**
 * The name, from its parts if they are given. A name that changes as a whole is divided by guessing again.
 */
function namesOf(
  { name, givenName, familyName }: Pick<PersonPlan, 'name' | 'givenName' | 'familyName'>,
  before: Identity | undefined,
): Pick<PersonFields, 'name' | 'givenName' | 'familyName'> {
  if (familyName !== undefined) {
    const parts = { givenName: givenName ?? before?.givenName ?? '', familyName }
    const whole = fullName(parts)
    if (whole.length > nameMax)
      throw errors.invalidRequest(`familyName: at most ${nameMax} characters with the given name`)
    return { name: whole, ...parts }
  }
  if (givenName !== undefined) throw errors.invalidRequest('givenName: it needs familyName beside it')
  if (name === undefined) return {}
  return name === before?.name ? { name } : { name, givenName: null, familyName: null }
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

export function createPeoplePlans(accounts: Pick<AccountsStore, 'members' | 'account'>) {
  async function requireNew(conferenceId: string, name: string): Promise<void> {
    const namesake = (await accounts.members(conferenceId)).find((each) => isSame(each.name, name))
    if (namesake)
      throw errors.conflict(
        `There is somebody called ${name} already. Give their id to change them, or "sameName": true if this is somebody else.`,
        { personId: namesake.id },
      )
  }

  /**
   * Returns the fields to store, with the person's id, and stores nothing. Throws `invalid_request` with the
   * field and its problem, `conflict` for an existing name.
   */
  return async function planPerson(
    conferenceId: string,
    { sameName, ...given }: Omit<PersonPlan, 'email' | 'sharedEmail' | 'linkId'>,
  ): Promise<PersonFields & { id: string }> {
    const account = given.id === undefined ? undefined : await accounts.account(given.id)
    const before = account?.identity
    const plan = { ...given, ...namesOf(given, before) }
    const { name, roles, exhibitorId } = {
      ...before,
      // A member of the office needs no roles of their own.
      ...(account && (account.memberships.get(conferenceId) ?? (before?.isOffice && { roles: ['office'] }))),
      ...plan,
    }
    if (name === undefined || roles === undefined)
      throw errors.invalidRequest('a new person needs name and roles')
    if (roles.includes('exhibitor') && !exhibitorId)
      throw errors.invalidRequest('exhibitorId: an exhibitor needs the company whose booth they staff')
    if (!before && !sameName) await requireNew(conferenceId, name)
    return { id: newId(), ...plan }
  }
}
