// Signing in by a personal link, in two steps: a page shows whose link it is, and a press signs in. A program that only
// follows links (a mail scanner) makes no session.
import { promisify } from 'node:util'
import { type LinkOwner, linkToken } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import { type Request, Router } from 'express'
import type { Clock } from '../core/clock.ts'
import { limitCallers, limitFailures } from '../http/limit.ts'
import { parseBody } from '../http/respond.ts'
import type { AccountsStore } from './accountsStore.ts'
import { deviceOf } from './device.ts'
import type { OpenedLink } from './linksStore.ts'
import type { Rights } from './rights.ts'

export interface SignInRoutesOptions {
  accounts: AccountsStore
  rights: Rights
  clock: Clock
}

const failures = ['link_unknown', 'link_expired', 'link_revoked'] as const

export function createSignInRoutes({ accounts, rights, clock }: SignInRoutesOptions): Router {
  const countFailures = limitFailures('link', 30, 60, failures)
  const open = (request: Request, token: string) =>
    countFailures(request, () => accounts.openLink(token, clock()))

  /** Ends the sign-in that this browser has now, if any. */
  async function endCurrent({ session }: Request): Promise<void> {
    if (session.personId) await rights.endWebSession(session.personId, session.id)
  }

  /** Lists the sign-in before its session is saved: whatever dies in between, none stands that nobody can see or end. */
  async function signIn(request: Request, token: string, { person, linkId }: OpenedLink): Promise<void> {
    const { session } = request
    const oldest = await accounts.addSignIn(person.id, {
      webSessionId: session.id,
      at: clock(),
      device: deviceOf(request.get('user-agent')),
      linkId,
    })
    session.personId = person.id
    await promisify(session.save.bind(session))()
    await rights.endSignIns(person.id, oldest, 'too_many_sign_ins')
    // Whoever ended the link or the sign-in meanwhile may have looked before the session was saved.
    await open(request, token)
    const signIns = await accounts.signInsOf(person.id)
    if (!signIns.some(({ webSessionId }) => webSessionId === session.id)) throw errors.notSignedIn()
  }

  const limitSignOuts = limitCallers('sign-out', { person: 30, strangers: 300 }, 60)
  const router = Router()
  router.post('/api/sign-in/link', async (request, response) => {
    const { person } = await open(request, parseBody(linkToken, request.body).token)
    const current = response.locals.person
    const owner: LinkOwner = {
      name: person.name,
      signedInAs: current && current.id !== person.id ? current.name : null,
    }
    response.json(owner)
  })

  router.post('/api/sign-in', async (request, response) => {
    const { token } = parseBody(linkToken, request.body)
    const { person, linkId } = await open(request, token)
    // Whoever is signed in here already stays so, with their other tabs.
    if (response.locals.person?.id === person.id) return void response.json({})
    await endCurrent(request)
    // A new session id at sign-in: one that somebody planted before is worth nothing.
    await promisify(request.session.regenerate.bind(request.session))()
    await signIn(request, token, { person, linkId }).catch(async (error: unknown) => {
      await endCurrent(request)
      await promisify(request.session.destroy.bind(request.session))()
      throw error
    })
    response.json({})
  })

  router.post('/api/sign-out', limitSignOuts, async (request, response) => {
    await endCurrent(request)
    // Where nobody was signed in there is nothing to end.
    if (request.session.personId) await promisify(request.session.destroy.bind(request.session))()
    response.clearCookie('lectern').json({})
  })
  return router
}
