// The accounts of another provider that sign a person in: they see and unlink their own, the CE office those
// of everyone.
import { errors } from '@lectern/shared/errors'
import type { LinkedAccounts, oidcRoutes } from '@lectern/shared/oidc'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { HistoryStore } from '../accounts/historyStore.ts'
import type { Rights } from '../accounts/rights.ts'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { createGranting } from './granting.ts'
import type { OidcStore } from './oidcStore.ts'

export interface LinkedRoutesOptions {
  store: OidcStore
  accounts: Pick<AccountsStore, 'findPerson' | 'signInsOf'>
  history: Pick<HistoryStore, 'add'>
  rights: Pick<Rights, 'endSignIns'>
  grant: ReturnType<typeof createGranting>
  /** Undefined without a provider. */
  providerName: string | undefined
  clock: Clock
}

type LinkedRoutes = Pick<typeof oidcRoutes, 'oidc.linked' | 'oidc.unlink' | 'oidc.linkedOf' | 'oidc.unlinkOf'>

const nothing = { roles: [], isOffice: false }

export function createLinkedRoutes(options: LinkedRoutesOptions): RouteHandlers<LinkedRoutes> {
  const { store, accounts, history, rights, grant, providerName, clock } = options

  const linkedOf = async (personId: string): Promise<LinkedAccounts> => ({
    provider: providerName ?? null,
    accounts: (await store.accountsOf(personId)).map((id) => ({ id })),
  })

  /** `own`: the session of the requesting browser, which stays signed in. */
  async function unlink(personId: string, accountId: string, by: string, own: string): Promise<void> {
    if (!(await store.unlinkOf(personId, accountId))) return
    // What claims gave ends with the last account that could give it.
    if ((await store.accountsOf(personId)).length === 0)
      for (const conferenceId of Object.keys((await store.granted(personId)).roles))
        await grant(personId, conferenceId, nothing)
    const what = ['account of another provider unlinked']
    await history.add(personId, { at: clock(), by, what })
    const signIns = (await accounts.signInsOf(personId)).filter(
      ({ linkId, webSessionId }) => linkId === 'oidc' && webSessionId !== own,
    )
    await rights.endSignIns(personId, signIns, 'sign_in_ended')
  }

  async function requirePerson(personId: string): Promise<void> {
    if (!(await accounts.findPerson(personId))) throw errors.notFound('person')
  }

  return {
    'oidc.linked': ({ person }) => linkedOf(person.id),
    async 'oidc.unlink'({ person, body, session }) {
      await unlink(person.id, body.accountId, person.id, session.id)
      return {}
    },
    async 'oidc.linkedOf'({ params: { personId } }) {
      await requirePerson(personId)
      return linkedOf(personId)
    },
    async 'oidc.unlinkOf'({ params: { personId }, body, person, session }) {
      await requirePerson(personId)
      await unlink(personId, body.accountId, person.id, session.id)
      return {}
    },
  }
}
