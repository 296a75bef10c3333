// Who am I; signing in and what lets people in.
import type { Me } from '@lectern/shared/accounts'
import { Router } from 'express'
import type { Clock } from '../core/clock.ts'
import { requirePerson } from '../http/person.ts'
import type { ProgramStore } from '../program/programStore.ts'
import { createAccessRoutes } from './accessRoutes.ts'
import type { AccountsStore } from './accountsStore.ts'
import type { Rights } from './rights.ts'
import { createSignInRoutes } from './signInRoutes.ts'

export interface AccountsRoutesOptions {
  accounts: AccountsStore
  program: ProgramStore
  clock: Clock
  /** The address people reach the server by, without a trailing slash. */
  publicUrl: () => string
  rights: Rights
}

export function createAccountsRoutes(options: AccountsRoutesOptions): Router {
  const { program, clock } = options
  const router = Router()
  router.get('/api/me', requirePerson, async (_request, response) => {
    const me: Me = { person: response.locals.person!, conference: await program.conference(), now: clock() }
    response.json(me)
  })

  router.use(createSignInRoutes(options), createAccessRoutes(options))
  return router
}
