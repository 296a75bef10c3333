// Links and sign-ins: people see and end their own; the CE office those of everyone.
import {
  type Access,
  type accountRoutes,
  type Ending,
  type Person,
  peopleShown,
  personOfInstallation,
} from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { AccountsStore } from './accountsStore.ts'
import type { Rights } from './rights.ts'

export interface AccessRoutesOptions {
  accounts: AccountsStore
  rights: Rights
  clock: Clock
  publicUrl: () => string
}

type AccessRoutes = Omit<
  typeof accountRoutes,
  | 'accounts.me'
  | 'accounts.linkOwner'
  | 'accounts.signIn'
  | 'accounts.signOut'
  | 'accounts.details'
  | 'accounts.saveNames'
  | 'accounts.saveIdentifiers'
  | 'accounts.saveLanguage'
  | 'accounts.permit'
  | 'accounts.picture'
  | 'accounts.uploadPicture'
  | 'accounts.removePicture'
>

export function createAccessRoutes({
  accounts,
  rights,
  clock,
  publicUrl,
}: AccessRoutesOptions): RouteHandlers<AccessRoutes> {
  /** `own`: the session of the requesting browser. */
  async function accessOf(person: Person, own: string): Promise<Access> {
    const [links, signIns] = await Promise.all([
      accounts.linksOf(person.id, clock()),
      accounts.signInsOf(person.id),
    ])
    return {
      person,
      links,
      signIns: signIns.map(({ id, at, device, webSessionId }) => ({
        id,
        at,
        device,
        isThis: webSessionId === own,
      })),
    }
  }

  async function end(personId: string, wanted: Ending, own: string): Promise<void> {
    const now = clock()
    const signIns = await accounts.signInsOf(personId)
    if ('signInId' in wanted) {
      const ending = signIns.filter(({ id }) => id === wanted.signInId)
      await rights.endSignIns(personId, ending, 'sign_in_ended')
    } else if ('linkId' in wanted) await rights.revokeLinks(personId, now, wanted.linkId)
    else {
      // The requesting person stays signed in in this browser.
      if (wanted.every === 'all') await rights.revokeLinks(personId, now, undefined, own)
      const others = signIns.filter(({ webSessionId }) => webSessionId !== own)
      await rights.endSignIns(personId, others, 'sign_in_ended')
    }
  }

  async function personOf(personId: string): Promise<Person> {
    const found = await accounts.findPerson(personId)
    if (!found) throw errors.notFound('person')
    return personOfInstallation(found)
  }

  return {
    'accounts.access': ({ person, session }) => accessOf(person, session.id),
    async 'accounts.end'({ person, body, session }) {
      await end(person.id, body, session.id)
      return {}
    },
    async 'accounts.people'({ query: { search }, conferenceId }) {
      const matching = (await accounts.members(conferenceId)).filter(({ id, name, affiliation }) =>
        `${name}\n${affiliation}\n${id}`.toLocaleLowerCase().includes(search),
      )
      return {
        people: matching
          .slice(0, peopleShown)
          .map(({ id, name, affiliation, roles }) => ({ id, name, affiliation, roles })),
        found: matching.length,
      }
    },
    'accounts.accessOf': async ({ params, session }) => accessOf(await personOf(params.personId), session.id),
    async 'accounts.endOf'({ params, body, session }) {
      await end((await personOf(params.personId)).id, body, session.id)
      return {}
    },
    async 'accounts.makeLink'({ params }) {
      const { id } = await personOf(params.personId)
      return { personId: id, link: `${publicUrl()}/s/${await accounts.createLink(id)}` }
    },
  }
}
