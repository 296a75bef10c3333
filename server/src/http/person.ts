// The person behind an HTTP request: read from Redis for each request, so that a removed role is gone at
// once. Which conference the request is about, and what the person is there, is decided with the route.
import type { Identity } from '@lectern/shared/accounts'
import type { ConferenceRole } from '@lectern/shared/roles'
import type { RequestHandler } from 'express'
import type { Account } from '../core/account.ts'

declare module 'express-session' {
  interface SessionData {
    personId: string
    /** On the way to the provider of accounts and back. */
    oidc: OidcAttemptData
    /** An account there that waits for its person's consent and proof. */
    oidcPending: OidcPendingData
    /** What vouched for the sign-in, to end it there, too. */
    oidcIdToken: string
  }
}

interface OidcStart {
  conferenceId?: string | undefined
  path: string
  /** In ms. */
  at: number
}
interface OidcAttemptData extends OidcStart {
  state: string
  nonce: string
  verifier: string
}
interface OidcPendingData extends OidcStart {
  iss: string
  sub: string
  email: string
  roles: { isOffice: boolean; roles: ConferenceRole[] }
  idToken: string
}

declare global {
  namespace Express {
    interface Locals {
      person?: Identity
      /** The same person, with where they have a place. */
      account?: Account
      /** The conference that the address says, as it was written. */
      said?: string
    }
  }
}

export const loadAccount =
  (find: (personId: string) => Promise<Account | undefined>): RequestHandler =>
  async (request, response, next) => {
    const personId = request.session.personId
    if (personId) {
      const account = await find(personId)
      if (account) Object.assign(response.locals, { account, person: account.identity })
    }
    next()
  }
