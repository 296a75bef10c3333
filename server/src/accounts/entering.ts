// Signs a person in in a browser, however they have shown who they are, and ends the browser's sign-in.
import { promisify } from 'node:util'
import { errors } from '@lectern/shared/errors'
import type { SessionData } from 'express-session'
import type { Clock } from '../core/clock.ts'
import type { Call } from '../http/routeHandlers.ts'
import type { AccountsStore } from './accountsStore.ts'
import { deviceOf } from './device.ts'
import type { Rights } from './rights.ts'

export interface EnteringOptions {
  accounts: Pick<AccountsStore, 'addSignIn' | 'signInsOf'>
  rights: Pick<Rights, 'endWebSession' | 'endSignIns'>
  clock: Clock
}

interface Entering {
  personId: string
  /** Of the link that was used; revoking it ends the sign-in. */
  linkId: string
  /** Throws if what let the person in has been ended meanwhile. */
  requireStill?: () => Promise<unknown>
  /** What the new session keeps. */
  carried?: Partial<SessionData>
}

export type SigningIn = Pick<Call, 'session' | 'userAgent'>
export type Enter = ReturnType<typeof createEntering>

export function createEntering({ accounts, rights, clock }: EnteringOptions) {
  /** Ends this browser's current sign-in, if any. */
  async function endCurrent(session: Call['session']): Promise<void> {
    if (session.personId) await rights.endWebSession(session.personId, session.id)
  }

  /**
   * Lists the sign-in before saving its session, so that a crash in between leaves nobody signed in unlisted.
   */
  async function signIn({ session, userAgent }: SigningIn, given: Entering): Promise<void> {
    const { personId, linkId, requireStill, carried } = given
    const oldest = await accounts.addSignIn(personId, {
      webSessionId: session.id,
      at: clock(),
      device: deviceOf(userAgent),
      linkId,
    })
    Object.assign(session, carried, { personId })
    await promisify(session.save.bind(session))()
    await rights.endSignIns(personId, oldest, 'too_many_sign_ins')
    // The link or the sign-in may have been ended before the session was saved.
    await requireStill?.()
    const signIns = await accounts.signInsOf(personId)
    if (!signIns.some(({ webSessionId }) => webSessionId === session.id)) throw errors.notSignedIn()
  }

  return {
    endCurrent,
    /** Signs the person in under a new session id, so that one planted earlier is worthless. */
    async enter(call: SigningIn, given: Entering): Promise<void> {
      await endCurrent(call.session)
      await promisify(call.session.regenerate.bind(call.session))()
      await signIn(call, given).catch(async (error: unknown) => {
        await endCurrent(call.session)
        await promisify(call.session.destroy.bind(call.session))()
        throw error
      })
    },
  }
}
