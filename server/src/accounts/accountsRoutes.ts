// The signed-in person, signing in, and links and sign-ins.
import type { accountRoutes } from '@lectern/shared/accounts'
import type { Conference } from '@lectern/shared/conferences'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import { createAccessRoutes } from './accessRoutes.ts'
import type { AccountsStore } from './accountsStore.ts'
import { createDetailsRoutes, type DetailsRoutesOptions } from './detailsRoutes.ts'
import { createPictureRoutes, type PictureRoutesOptions } from './pictureRoutes.ts'
import type { Rights } from './rights.ts'
import { createSignInRoutes } from './signInRoutes.ts'

export interface AccountsRoutesOptions extends PictureRoutesOptions, DetailsRoutesOptions {
  accounts: AccountsStore
  program: { conference(conferenceId: string): Promise<Conference> }
  clock: Clock
  /** The server's public address, without a trailing slash. */
  publicUrl: () => string
  rights: Rights
  /** Where the sign-in ends at the provider that vouched for it. */
  endAtProvider?: (idToken: string) => Promise<string | undefined>
}

export function createAccountsRoutes(options: AccountsRoutesOptions): RouteHandlers<typeof accountRoutes> {
  const { program, pictures, clock } = options
  return {
    async 'accounts.me'({ person, conferenceId }) {
      const [conference, picture] = await Promise.all([
        program.conference(conferenceId),
        pictures.addressFor(person.id),
      ])
      return { person, ...(picture && { picture }), conference, now: clock() }
    },
    ...createPictureRoutes(options),
    ...createSignInRoutes(options),
    ...createDetailsRoutes(options),
    ...createAccessRoutes(options),
  }
}
