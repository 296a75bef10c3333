// Signs in by personal link in two steps: a page shows whose link it is, and a press signs in. A program that
// only follows links (a mail scanner) creates no session.
import { promisify } from 'node:util'
import type { accountRoutes } from '@lectern/shared/accounts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { AccountsStore } from './accountsStore.ts'
import { createEntering, type EnteringOptions } from './entering.ts'

export interface SignInRoutesOptions extends EnteringOptions {
  accounts: AccountsStore
  /** Where the sign-in ends at the provider that vouched for it. */
  endAtProvider?: (idToken: string) => Promise<string | undefined>
}

type SignInRoutes = Pick<typeof accountRoutes, 'accounts.linkOwner' | 'accounts.signIn' | 'accounts.signOut'>

export function createSignInRoutes(options: SignInRoutesOptions): RouteHandlers<SignInRoutes> {
  const { accounts, clock, endAtProvider } = options
  const { enter, endCurrent } = createEntering(options)

  return {
    async 'accounts.linkOwner'({ body, person: current }) {
      const { person } = await accounts.openLink(body.token, clock())
      return {
        name: person.name,
        signedInAs: current && current.id !== person.id ? current.name : null,
      }
    },

    async 'accounts.signIn'(call) {
      const { token } = call.body
      const { person, linkId } = await accounts.openLink(token, clock())
      const { oidcPending } = call.session
      const answer = oidcPending ? { continueAt: '/sign-in/oidc' } : {}
      // A person already signed in here stays so, with their other tabs.
      if (call.person?.id === person.id) return answer
      await enter(call, {
        personId: person.id,
        linkId,
        requireStill: () => accounts.openLink(token, clock()),
        // The link may be the proof that an account elsewhere waits for.
        ...(oidcPending && { carried: { oidcPending } }),
      })
      return answer
    },

    async 'accounts.signOut'({ session, response }) {
      const { personId, oidcIdToken } = session
      await endCurrent(session)
      // If nobody was signed in, there is nothing to end.
      if (personId) await promisify(session.destroy.bind(session))()
      response.clearCookie('lectern')
      const endAt = oidcIdToken ? await endAtProvider?.(oidcIdToken) : undefined
      return { ...(endAt && { endAt }) }
    },
  }
}
