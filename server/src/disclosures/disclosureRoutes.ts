import { conferencePath } from '@lectern/shared/addresses'
import type { AskDelivery, disclosureRoutes } from '@lectern/shared/disclosures'
import { errors } from '@lectern/shared/errors'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { createActing } from './acting.ts'
import type { DisclosuresStore } from './disclosuresStore.ts'
import { createDisclosureViews } from './disclosureViews.ts'
import { disclosuresOf } from './shownWords.ts'

export interface DisclosureRoutesOptions {
  store: DisclosuresStore
  acting: ReturnType<typeof createActing>
  program: Pick<ProgramStore, 'views' | 'session' | 'supportOf'>
  accounts: Pick<AccountsStore, 'memberOf' | 'createLink'>
  /** Has the request mailed, or listed for the office to pass on. */
  requestByMail: (conferenceId: string, personId: string) => Promise<AskDelivery>
  /** The server's public address, without a trailing slash. */
  publicUrl: () => string
  clock: Clock
}

export function createDisclosureRoutes(
  options: DisclosureRoutesOptions,
): RouteHandlers<typeof disclosureRoutes> {
  const { store, acting, program, accounts, publicUrl, clock } = options
  const views = createDisclosureViews({ store, program, memberOf: accounts.memberOf, clock })
  return {
    'disclosures.mine': ({ person, conferenceId }) => views.mine(person, conferenceId),
    async 'disclosures.saveDraft'({ person, body }) {
      await store.saveDraft(person.id, body)
      return {}
    },
    async 'disclosures.sign'({ person, conferenceId, body }) {
      await acting.sign(person, body, conferenceId)
      return views.mine(person, conferenceId)
    },
    async 'disclosures.withdraw'({ person, conferenceId, body }) {
      await acting.withdraw(person, body.actId, body.revision, conferenceId)
      return views.mine(person, conferenceId)
    },
    'disclosures.states': async ({ conferenceId }) => ({ people: await views.states(conferenceId) }),
    'disclosures.queue': async ({ conferenceId }) => ({ people: await views.office(conferenceId) }),
    async 'disclosures.decide'({ params, person, conferenceId, body }) {
      await acting.decide(person, params.personId, body)
      return views.officePerson(params.personId, conferenceId)
    },
    async 'disclosures.ask'({ params: { personId }, person, conferenceId }) {
      if (!(await accounts.memberOf(personId, conferenceId))) throw errors.notFound('person')
      const at = clock()
      await store.ask(conferenceId, personId, { at, by: person.id })
      const delivery = await options.requestByMail(conferenceId, personId)
      const goesOut = delivery === 'mailed' || delivery === 'already'
      if (goesOut || !person.roles.includes('office')) return { link: null, at, delivery }
      const token = await accounts.createLink(personId)
      return { link: `${publicUrl()}/s/${token}?next=${conferencePath(conferenceId)}/disclosure`, at }
    },
    async 'disclosures.preview'({ params }) {
      const session = await program.session(params.sessionId)
      return disclosuresOf(session, await program.supportOf(session.conferenceId))
    },
  }
}
