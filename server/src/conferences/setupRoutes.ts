// The first page of an installation without a conference. The server prints its link at start; the person who
// has it names the conference and the provider, and becomes the office's first member. Then the link stops
// working.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Conference, conferenceRoutes, Provider } from '@lectern/shared/conferences'
import { errors } from '@lectern/shared/errors'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import { idOf } from './conferenceId.ts'

/** The same on every server of an installation and at every start, so that any of them can print it. */
export const setupToken = (secret: string): string =>
  createHmac('sha256', secret).update('setup').digest('base64url')

const isSame = (a: string, b: string): boolean => {
  const [first, second] = [a, b].map((text) => createHash('sha256').update(text).digest())
  return timingSafeEqual(first!, second!)
}

export interface SetupRoutesOptions {
  program: {
    conferenceIds(): Promise<string[]>
    /** The id of the first conference: this one, or one that was claimed before. */
    claimFirst(conferenceId: string): Promise<string>
    /** False if there is one. */
    createConference(conference: Conference, createdAt: number): Promise<boolean>
  }
  accounts: AccountsStore
  details: { saveEmail(personId: string, email: string): Promise<void> }
  activities: { saveProvider(provider: Provider): Promise<void> }
  secret: string
  /** The server's public address, without a trailing slash. */
  publicUrl: () => string
  clock: Clock
}

type SetupRoutes = Pick<typeof conferenceRoutes, 'conferences.checkSetup' | 'conferences.setUp'>

export function createSetupRoutes(options: SetupRoutesOptions): RouteHandlers<SetupRoutes> {
  const { program, accounts, details, activities, secret, publicUrl, clock } = options
  const expected = setupToken(secret)

  /** Throws `link_unknown`, or `conflict` if there is a conference. */
  async function requireOpen(token: string): Promise<void> {
    if (!isSame(token, expected)) throw errors.linkUnknown()
    if ((await program.conferenceIds()).length > 0) throw alreadySetUp()
  }

  return {
    async 'conferences.checkSetup'({ body: { token } }) {
      await requireOpen(token)
      return {}
    },
    async 'conferences.setUp'({ body: { token, name, email, title, timeZone, provider } }) {
      await requireOpen(token)
      // Create the conference last, because that ends the link: a crash before it leaves a working link, and
      // a person whom the next attempt overwrites.
      const id = await program.claimFirst(idOf(title))
      const person = await accounts.invite(id, { id: 'office', name, roles: ['office'] })
      if (email !== '') await details.saveEmail(person.id, email)
      await activities.saveProvider(provider)
      const link = `${publicUrl()}/s/${await accounts.createLink(person.id)}`
      if (!(await program.createConference({ id, title, timeZone }, clock()))) throw alreadySetUp()
      return { link }
    },
  }
}

const alreadySetUp = () =>
  errors.conflict('This installation has been set up already. Sign in with your personal link.')
