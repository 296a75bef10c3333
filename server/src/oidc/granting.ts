// Roles by claims. They are given and taken away as the provider says; roles that somebody gave by hand stay.

import type { AccountsStore, PersonChange } from '../accounts/accountsStore.ts'
import type { Account } from '../core/account.ts'
import type { ClaimedRoles } from './claims.ts'
import type { OidcStore } from './oidcStore.ts'

export interface GrantingOptions {
  accounts: Pick<AccountsStore, 'account' | 'join' | 'change'>
  store: Pick<OidcStore, 'granted' | 'saveGranted'>
  personChanged: (change: PersonChange) => Promise<void>
}

export const createGranting =
  ({ accounts, store, personChanged }: GrantingOptions) =>
  /** `conferenceId`: where the sign-in page was used. */
  async (personId: string, conferenceId: string, claimed: ClaimedRoles): Promise<void> => {
    const account: Account | undefined = await accounts.account(personId)
    if (!account) return
    const granted = await store.granted(personId)
    const before = account.memberships.get(conferenceId)?.roles ?? []
    const wasGranted = granted.roles[conferenceId] ?? []
    const byHand = before.filter((role) => !wasGranted.includes(role))
    const nowGranted = claimed.roles.filter((role) => !byHand.includes(role))
    const after = [...byHand, ...nowGranted]
    const wasOffice = account.identity.isOffice === true
    const officeByHand = wasOffice && !granted.isOffice
    const isOffice = officeByHand || claimed.isOffice
    // Noted first: a role whose origin was lost could never be taken away again.
    await store.saveGranted(personId, {
      ...(isOffice && !officeByHand && { isOffice: true as const }),
      roles: { ...granted.roles, [conferenceId]: nowGranted },
    })
    const isSame = after.length === before.length && after.every((role) => before.includes(role))
    if (isSame && isOffice === wasOffice) return
    if (isOffice !== wasOffice) {
      const change = { id: personId, roles: after, isOffice: isOffice ? (true as const) : null }
      await personChanged(await accounts.change(conferenceId, change))
    } else await personChanged(await accounts.join(personId, conferenceId, { roles: after }))
  }
