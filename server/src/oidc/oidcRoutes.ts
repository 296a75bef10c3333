// Signing in with an account of another provider. An account that belongs to nobody yet is linked to a person
// with the same verified mail address only if that person agrees, and shows by a personal link that they are
// it.
import type { Identity } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import type { OidcStanding, oidcRoutes } from '@lectern/shared/oidc'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { DetailsStore } from '../accounts/detailsStore.ts'
import type { Enter } from '../accounts/entering.ts'
import type { Clock } from '../core/clock.ts'
import type { OidcSettings } from '../core/oidcConfig.ts'
import type { Call, RouteHandlers } from '../http/routeHandlers.ts'
import type { ClaimedRoles } from './claims.ts'
import { nameIn, rolesIn, verifiedAddressIn } from './claims.ts'
import type { createGranting } from './granting.ts'
import type { OidcStore } from './oidcStore.ts'
import type { Claims, OidcProvider } from './provider.ts'

export interface OidcRoutesOptions {
  /** Undefined without a provider: then nobody can sign in so. */
  provider: OidcProvider | undefined
  settings: OidcSettings | undefined
  store: OidcStore
  accounts: Pick<AccountsStore, 'findPerson' | 'invite' | 'account'>
  details: Pick<DetailsStore, 'peopleWith' | 'saveEmail'>
  conferenceIds: () => Promise<string[]>
  enter: Enter['enter']
  grant: ReturnType<typeof createGranting>
  mailLink: ((address: string, conferenceId: string | undefined) => Promise<void>) | undefined
  clock: Clock
}

type Session = Call['session']
type SignedIn = Extract<OidcStanding, { is: 'signed_in' }>

/** How long a person may take at the provider, and then to prove who they are, in ms. */
const attemptMs = 30 * 60_000

type SignInRoutes = Omit<typeof oidcRoutes, 'oidc.linked' | 'oidc.unlink' | 'oidc.linkedOf' | 'oidc.unlinkOf'>

export function createOidcRoutes(options: OidcRoutesOptions): RouteHandlers<SignInRoutes> {
  const { store, accounts, details, enter, grant, clock } = options

  function configured(): { provider: OidcProvider; settings: OidcSettings } {
    const { provider, settings } = options
    if (!provider || !settings) throw errors.notConfigured('Signing in with another account', 'OIDC_ISSUER')
    return { provider, settings }
  }

  function pendingIn({ oidcPending }: Session) {
    if (!oidcPending || clock() - oidcPending.at > attemptMs)
      throw errors.signInRefused('No account waits to be linked in this browser. Sign in with it once more.')
    return oidcPending
  }

  async function pendingView(session: Session, person: Identity | undefined) {
    const { provider } = configured()
    const { email, conferenceId = null } = pendingIn(session)
    const isTheirs = person !== undefined && (await details.peopleWith(email)).includes(person.id)
    return {
      is: 'pending' as const,
      provider: provider.name,
      email,
      name: isTheirs ? person.name : null,
      byMail: options.mailLink !== undefined,
      conferenceId,
    }
  }

  /** The conference whose roles claims give: that of the sign-in page, or the latest one. */
  const conferenceFor = async (asked: string | undefined): Promise<string | undefined> =>
    asked ?? (await options.conferenceIds())[0]

  async function enterAs(
    call: Pick<Call, 'session' | 'userAgent'>,
    personId: string,
    given: { conferenceId?: string | undefined; path: string; roles: ClaimedRoles; idToken: string },
  ): Promise<SignedIn> {
    const at = await conferenceFor(given.conferenceId)
    if (at !== undefined) await grant(personId, at, given.roles)
    const account = await accounts.account(personId)
    if (!account) throw errors.signInRefused('This person is not here any more.')
    await enter(call, { personId, linkId: 'oidc', carried: { oidcIdToken: given.idToken } })
    const isThere = given.conferenceId !== undefined && account.memberships.has(given.conferenceId)
    return {
      is: 'signed_in',
      conferenceId: isThere || account.identity.isOffice ? (given.conferenceId ?? null) : null,
      path: given.path,
    }
  }

  /** A person for an account that nobody here has, if its claims give it a place. */
  async function invited(
    claims: Claims,
    { roles, email, conferenceId }: { roles: ClaimedRoles; email: string; conferenceId: string | undefined },
  ): Promise<string> {
    const { provider } = configured()
    const at = await conferenceFor(conferenceId)
    const name = nameIn(claims)
    if (at === undefined || (roles.roles.length === 0 && !roles.isOffice))
      throw errors.signInRefused(
        `Your account at ${provider.name} is not known here, and gives no access by itself. Use your personal link, or ask the organiser for one.`,
      )
    if (!name)
      throw errors.signInRefused(
        `${provider.name} gave no name that could be shown. Ask the organiser for a personal link.`,
      )
    // Its roles are granted on entering, or they would count as given by hand and stay for good.
    const person = await accounts.invite(at, { name, roles: [] })
    if (email) await details.saveEmail(person.id, email)
    return person.id
  }

  return {
    async 'oidc.begin'({ session, conferenceId, body: { path } }) {
      const { provider } = configured()
      const { url, attempt } = await provider.begin()
      session.oidc = { ...attempt, path, at: clock(), ...(conferenceId && { conferenceId }) }
      return { url }
    },

    async 'oidc.finish'(call) {
      const { provider, settings } = configured()
      const attempt = call.session.oidc
      // Once, whatever becomes of it: the same answer signs nobody in again.
      delete call.session.oidc
      if (!attempt || clock() - attempt.at > attemptMs)
        throw errors.signInRefused(
          'This sign-in began in another browser, took too long, or was used already. Begin again on the sign-in page.',
        )
      const { claims, idToken } = await provider.finish(call.body.query, attempt)
      const { conferenceId, path } = attempt
      const roles = rolesIn(claims, settings)
      const known = await store.personOf(claims)
      const given = { conferenceId, path, roles, idToken }
      if (known && (await accounts.findPerson(known))) return enterAs(call, known, given)
      if (known) await store.unlink(claims)
      const email = verifiedAddressIn(claims)
      if (email && (await details.peopleWith(email)).length > 0) {
        const { iss, sub } = claims
        call.session.oidcPending = { iss, sub, email, at: clock(), ...given }
        return pendingView(call.session, call.person)
      }
      const personId = await invited(claims, { roles, email, conferenceId })
      await store.link(claims, personId)
      return enterAs(call, personId, given)
    },

    'oidc.pending': ({ session, person }) => pendingView(session, person),

    async 'oidc.mailProof'({ session }) {
      const { email, conferenceId } = pendingIn(session)
      if (!options.mailLink) throw errors.notConfigured('Links cannot be mailed', 'SMTP_URL')
      await options.mailLink(email, conferenceId)
      return {}
    },

    async 'oidc.link'(call) {
      const pending = pendingIn(call.session)
      const { person } = call
      if (!(await details.peopleWith(pending.email)).includes(person.id))
        throw errors.signInRefused(
          'You are signed in as somebody with another mail address. Open the personal link of the person whose account it is.',
        )
      if (!(await store.link(pending, person.id)))
        throw errors.signInRefused('This account is linked to somebody else already. Tell the organiser.')
      return enterAs(call, person.id, pending)
    },

    'oidc.forget'({ session }) {
      delete session.oidcPending
      return {}
    },
  }
}
