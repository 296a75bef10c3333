// The signed-in person, signing in, and links and sign-ins.
import type { accountRoutes } from '@lectern/shared/accounts'
import type { Conference } from '@lectern/shared/program'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import { createAccessRoutes } from './accessRoutes.ts'
import type { AccountsStore } from './accountsStore.ts'
import type { Rights } from './rights.ts'
import { createSignInRoutes } from './signInRoutes.ts'

export interface AccountsRoutesOptions {
  accounts: AccountsStore
  program: { conference(): Promise<Conference> }
  clock: Clock
  /** The server's public address, without a trailing slash. */
  publicUrl: () => string
  rights: Rights
}

export function createAccountsRoutes(options: AccountsRoutesOptions): RouteHandlers<typeof accountRoutes> {
  const { program, clock } = options
  return {
    'accounts.me': async ({ person }) => ({ person, conference: await program.conference(), now: clock() }),
    ...createSignInRoutes(options),
    ...createAccessRoutes(options),
  }
}
