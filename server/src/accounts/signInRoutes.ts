// Signs in by personal link in two steps: a page shows whose link it is, and a press signs in. A program that
// only follows links (a mail scanner) creates no session.
import { promisify } from 'node:util'
import type { accountRoutes } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import type { Clock } from '../core/clock.ts'
import type { Call, RouteHandlers } from '../http/routeHandlers.ts'
import type { AccountsStore } from './accountsStore.ts'
import { deviceOf } from './device.ts'
import type { OpenedLink } from './linksStore.ts'
import type { Rights } from './rights.ts'

export interface SignInRoutesOptions {
  accounts: AccountsStore
  rights: Rights
  clock: Clock
}

type SignInRoutes = Pick<typeof accountRoutes, 'accounts.linkOwner' | 'accounts.signIn' | 'accounts.signOut'>
type SigningIn = Pick<Call, 'session' | 'userAgent'>

export function createSignInRoutes({
  accounts,
  rights,
  clock,
}: SignInRoutesOptions): RouteHandlers<SignInRoutes> {
  /** Ends this browser's current sign-in, if any. */
  async function endCurrent(session: Call['session']): Promise<void> {
    if (session.personId) await rights.endWebSession(session.personId, session.id)
  }

  /**
   * Lists the sign-in before saving its session, so that a crash in between leaves nobody signed in unlisted.
   */
  async function signIn(call: SigningIn, token: string, { person, linkId }: OpenedLink): Promise<void> {
    const { session } = call
    const oldest = await accounts.addSignIn(person.id, {
      webSessionId: session.id,
      at: clock(),
      device: deviceOf(call.userAgent),
      linkId,
    })
    session.personId = person.id
    await promisify(session.save.bind(session))()
    await rights.endSignIns(person.id, oldest, 'too_many_sign_ins')
    // The link or the sign-in may have been ended before the session was saved.
    await accounts.openLink(token, clock())
    const signIns = await accounts.signInsOf(person.id)
    if (!signIns.some(({ webSessionId }) => webSessionId === session.id)) throw errors.notSignedIn()
  }

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
      const opened = await accounts.openLink(token, clock())
      // A person already signed in here stays so, with their other tabs.
      if (call.person?.id === opened.person.id) return {}
      await endCurrent(call.session)
      // A new session id at sign-in makes one planted earlier worthless.
      await promisify(call.session.regenerate.bind(call.session))()
      await signIn(call, token, opened).catch(async (error: unknown) => {
        await endCurrent(call.session)
        await promisify(call.session.destroy.bind(call.session))()
        throw error
      })
      return {}
    },

    async 'accounts.signOut'({ session, response }) {
      await endCurrent(session)
      // If nobody was signed in, there is nothing to end.
      if (session.personId) await promisify(session.destroy.bind(session))()
      response.clearCookie('lectern')
      return {}
    },
  }
}
