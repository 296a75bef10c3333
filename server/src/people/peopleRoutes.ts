// People over HTTP: the office's pages, a conference's members, joining, and everybody's own data.
import { duplicatesIn } from '@lectern/shared/duplicates'
import { errors } from '@lectern/shared/errors'
import { duplicatesMax } from '@lectern/shared/limits'
import { fullName } from '@lectern/shared/names'
import type { peopleRoutes } from '@lectern/shared/people'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import { createChanging } from './changing.ts'
import { createErasing } from './erasing.ts'
import { createExporting } from './exporting.ts'
import { createJoining, type JoiningParts } from './joining.ts'
import type { PeopleLists } from './lists.ts'
import { createMerging } from './merging.ts'
import { createPersonPage } from './personPage.ts'

/** People of one group that are shown. */
const groupMax = 20

export interface PeopleRoutesParts extends JoiningParts {
  lists: PeopleLists
}

export function createPeopleRoutes(parts: PeopleRoutesParts): RouteHandlers<typeof peopleRoutes> {
  const { accounts, details, intents, registrations, lists } = parts
  const merging = createMerging(parts)
  const erasing = createErasing(parts)
  const exporting = createExporting(parts)
  const changing = createChanging(parts, lists.forget)
  const joining = createJoining(parts, lists.forget)
  const pageOf = createPersonPage(parts)

  async function duplicates() {
    const people = (await lists.everybody()).map(({ identity, details: own }) => ({
      ...identity,
      details: own,
    }))
    const groups = duplicatesIn(people)
    return {
      found: groups.length,
      groups: groups.slice(0, duplicatesMax).map(({ people: those, ...group }) => ({
        ...group,
        people: those
          .slice(0, groupMax)
          .map(({ id, name, affiliation, details: { email } }) => ({ id, name, affiliation, email })),
      })),
    }
  }

  /** Handing out a person's data is in the ledgers of their conferences. */
  async function exported(by: string, personId: string): Promise<void> {
    const account = await accounts.account(personId)
    for (const conferenceId of account?.memberships.keys() ?? []) {
      const data = { what: 'person', conferenceId, personId, people: 1 }
      await intents.enter([{ kind: 'export.made', by, data }])
    }
  }

  async function requireMember(personId: string, conferenceId: string): Promise<void> {
    const account = await accounts.account(personId)
    if (!account?.memberships.has(conferenceId)) throw errors.notFound('person')
  }

  return {
    'people.list': ({ query }) => lists.all(query),
    async 'people.create'({ body: { personId, at, ...plan }, person }) {
      // A repeat finds the person that it made.
      const before = await accounts.findPerson(personId)
      if (before && before.name !== fullName(plan)) throw errors.idTaken('person')
      if (at) await changing.requirePlace(at.conferenceId, at)
      await changing.identity(personId, plan, person.id)
      if (at) await changing.place(personId, at.conferenceId, at, person.id)
      return { personId }
    },
    'people.one': async ({ params }) => pageOf(await accounts.currentId(params.personId)),
    async 'people.change'({ params, body, person }) {
      if (!(await accounts.findPerson(params.personId))) throw errors.notFound('person')
      await changing.identity(params.personId, body, person.id)
      return {}
    },
    async 'people.setOffice'({ params, body, person }) {
      await changing.setOffice(params.personId, body.isOffice, person.id)
      return {}
    },
    async 'people.place'({ params, body, person }) {
      await changing.place(params.personId, params.conferenceId, body, person.id)
      return {}
    },
    async 'people.endPlace'({ params, person }) {
      await changing.endPlace(params.personId, params.conferenceId, person.id)
      return {}
    },
    'people.duplicates': duplicates,
    'people.mergePreview': ({ params }) => merging.preview(params.personId, params.otherId),
    async 'people.merge'({ params, body, person }) {
      await merging.merge(params.personId, params.otherId, person.id, body.seen)
      lists.forget()
      return {}
    },
    async 'people.data'({ params, person }) {
      const file = await exporting.json(params.personId)
      await exported(person.id, params.personId)
      return file
    },
    async 'people.dataText'({ params, person }) {
      const file = await exporting.text(params.personId)
      await exported(person.id, params.personId)
      return file
    },
    'people.erasurePreview': ({ params }) => erasing.preview(params.personId),
    async 'people.erase'({ params, body, person }) {
      await erasing.erase(params.personId, person.id, body.seen)
      lists.forget()
      return {}
    },
    'people.ownData': ({ person }) => exporting.json(person.id),
    'people.ownDataText': ({ person }) => exporting.text(person.id),

    'members.list': ({ query, conferenceId }) => lists.members(conferenceId, query),
    async 'members.one'({ params: { personId }, conferenceId }) {
      const [account, { email }] = await Promise.all([accounts.account(personId), details.of(personId)])
      const place = account?.memberships.get(conferenceId)
      if (!account || !place) throw errors.notFound('person')
      const { id, name, credentials, affiliation, profession } = account.identity
      return { id, name, credentials, affiliation, profession, ...place, hasEmail: email !== '' }
    },
    async 'members.invite'({ body, conferenceId, person }) {
      const { invitedId, roles, exhibitorId, ...plan } = body
      const [known] = await details.peopleWith(plan.email)
      const id = known ?? invitedId
      await changing.requirePlace(conferenceId, { roles, ...(exhibitorId !== undefined && { exhibitorId }) })
      if (known === undefined && (await accounts.findPerson(invitedId))) throw errors.idTaken('person')
      if (known === undefined)
        await changing.identity(
          id,
          { ...plan, credentials: '', printedName: null, sharedEmail: false },
          person.id,
        )
      await changing.place(
        id,
        conferenceId,
        { roles, ...(exhibitorId !== undefined && { exhibitorId }) },
        person.id,
      )
      return { personId: id }
    },
    async 'members.change'({ params, body, conferenceId, person }) {
      await requireMember(params.personId, conferenceId)
      await changing.place(params.personId, conferenceId, body, person.id)
      return {}
    },
    async 'members.end'({ params, conferenceId, person }) {
      await requireMember(params.personId, conferenceId)
      await changing.endPlace(params.personId, conferenceId, person.id)
      return {}
    },
    'members.registration': async ({ conferenceId }) => ({
      registration: await registrations.of(conferenceId),
      members: await accounts.memberCount(conferenceId),
    }),
    async 'members.setRegistration'({ body, conferenceId }) {
      await registrations.save(conferenceId, body)
      return {}
    },
    async 'members.joining'({ conferenceId }) {
      if (conferenceId === undefined) return { mode: 'closed', isFull: false }
      return joining.about(conferenceId)
    },
    async 'members.join'({ body, conferenceId }) {
      if (conferenceId === undefined) throw errors.notFound('conference')
      await joining.join(conferenceId, body)
      return {}
    },
  }
}
