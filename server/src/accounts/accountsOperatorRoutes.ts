// People of a conference and their links, for operators.
import type { Identity } from '@lectern/shared/accounts'
import { inControl } from '@lectern/shared/clearance'
import { errors } from '@lectern/shared/errors'
import type { operatorRoutes } from '@lectern/shared/plans'
import type { Session, SessionView } from '@lectern/shared/program'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { AccountsStore } from './accountsStore.ts'
import type { DetailsStore } from './detailsStore.ts'
import { namedToken } from './linksStore.ts'
import { createPeoplePlans } from './planPerson.ts'
import type { Rights } from './rights.ts'

export interface AccountsOperatorOptions {
  accounts: AccountsStore
  details: DetailsStore
  program: {
    session(sessionId: string): Promise<Session>
    views(conferenceId?: string): Promise<SessionView[]>
  }
  /** True if the person has claimed credit, which must stay verifiable. */
  hasClaimed: (personId: string) => Promise<boolean>
  /** Removes what else is stored about them: their picture, their own agenda. */
  forget: (personId: string) => Promise<void>
  /** The server's public address, without a trailing slash. */
  publicUrl: () => string
  rights: Rights
  /** Derives the links that operators name with an id. */
  secret: string
  clock: Clock
}

type PeopleRoutes = Pick<
  typeof operatorRoutes,
  | 'operator.people'
  | 'operator.person'
  | 'operator.planPerson'
  | 'operator.removePerson'
  | 'operator.makeLink'
>

export function createAccountsOperatorRoutes(options: AccountsOperatorOptions): RouteHandlers<PeopleRoutes> {
  const { accounts, details, program, publicUrl, rights, secret, clock } = options
  const planPerson = createPeoplePlans(accounts)
  const linkFor = async (personId: string, linkId?: string, days?: number) => {
    const token = linkId === undefined ? undefined : namedToken(personId, linkId, secret)
    return { personId, link: `${publicUrl()}/s/${await accounts.createLink(personId, days, token)}` }
  }
  const personOf = async (personId: string, conferenceId: string) => {
    const person = await accounts.memberOf(personId, conferenceId)
    if (!person) throw errors.notFound('person')
    return person
  }

  async function requireDispensable({ id, name }: Identity): Promise<void> {
    const view = (await program.views()).find(({ session }) =>
      inControl(session).some(([member]) => member.personId === id),
    )
    if (view)
      throw errors.conflict(
        `${name} is on the faculty of “${view.session.title}”. Take them out of it first.`,
      )
    if (await options.hasClaimed(id))
      throw errors.conflict(
        `${name} has claimed credit. It must stay verifiable for six years, and so must they.`,
      )
  }

  return {
    'operator.people': async ({ conferenceId }) => ({ people: await accounts.members(conferenceId) }),
    'operator.person': ({ params, conferenceId }) => personOf(params.personId, conferenceId),
    async 'operator.planPerson'({ body: { linkId, email, sharedEmail, ...plan }, conferenceId }) {
      const planned = await planPerson(conferenceId, plan)
      if (email !== undefined) await details.saveEmail(planned.id, email, sharedEmail)
      // First, so that nothing is changed if it is refused. A link signs nobody in before there is a person.
      const link = await linkFor(planned.id, linkId)
      await rights.personChanged(await accounts.change(conferenceId, planned))
      return link
    },
    async 'operator.removePerson'({ params, conferenceId }) {
      const person = await personOf(params.personId, conferenceId)
      await requireDispensable(person)
      const { memberships } = (await accounts.account(person.id))!
      const isElsewhere = [...memberships.keys()].some((id) => id !== conferenceId)
      if (!isElsewhere) await options.forget(person.id)
      await accounts.leaveConference(person.id, conferenceId)
      if (!isElsewhere) {
        await accounts.remove(person.id)
        await details.remove(person.id)
      }
      await rights.placeLost(conferenceId, person)
      if (!isElsewhere) await rights.personRemoved(person.id, clock())
      return {}
    },
    async 'operator.makeLink'({ body: wanted, conferenceId }) {
      if ('personId' in wanted)
        return linkFor((await personOf(wanted.personId, conferenceId)).id, wanted.linkId, wanted.days)
      const session = await program.session(wanted.sessionId)
      const [first] = wanted.as === 'speaker' ? session.speakers : session.moderators
      if (!first) throw errors.notFound(`${wanted.as} in this session`)
      return linkFor(first.personId, wanted.linkId)
    },
  }
}
