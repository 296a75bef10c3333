// Plans a person: omitted fields keep their values, and impossible plans are refused.
import { errors } from '@lectern/shared/errors'
import type { PersonPlan } from '@lectern/shared/plans'
import { newId } from '../core/newId.ts'
import type { AccountsStore, PersonFields } from './accountsStore.ts'

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

export function createPeoplePlans(accounts: Pick<AccountsStore, 'people' | 'findPerson'>) {
  async function requireNew(name: string): Promise<void> {
    const namesake = (await accounts.people()).find((each) => isSame(each.name, name))
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
  return async function planPerson({
    sameName,
    ...plan
  }: PersonPlan): Promise<PersonFields & { id: string }> {
    const before = plan.id === undefined ? undefined : await accounts.findPerson(plan.id)
    const { name, roles, exhibitorId } = { ...before, ...plan }
    if (name === undefined || roles === undefined)
      throw errors.invalidRequest('a new person needs name and roles')
    if (roles.includes('exhibitor') && !exhibitorId)
      throw errors.invalidRequest('exhibitorId: an exhibitor needs the company whose booth they staff')
    if (!before && !sameName) await requireNew(name)
    return { id: newId(), ...plan }
  }
}
