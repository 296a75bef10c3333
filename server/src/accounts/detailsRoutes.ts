// A person's own name, identifiers and permissions.
import type { accountRoutes, OwnDetails, Person } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import { namePartsOf, proposedPrintedName } from '@lectern/shared/names'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { AccountsStore } from './accountsStore.ts'
import { confirmedFields, type Permit } from './confirming.ts'
import type { DetailsStore } from './detailsStore.ts'
import type { HistoryStore } from './historyStore.ts'

export interface DetailsRoutesOptions {
  accounts: Pick<AccountsStore, 'findPerson' | 'changeIdentity'>
  details: DetailsStore
  history: HistoryStore
  permit: Permit
  /** Whether certificates can show the name in its script. */
  isPrintable: (name: string) => boolean
  clock: Clock
}

type DetailsRoutes = Pick<
  typeof accountRoutes,
  | 'accounts.details'
  | 'accounts.saveNames'
  | 'accounts.saveIdentifiers'
  | 'accounts.saveLanguage'
  | 'accounts.permit'
>

export function createDetailsRoutes(options: DetailsRoutesOptions): RouteHandlers<DetailsRoutes> {
  const { accounts, details, history, permit, isPrintable, clock } = options

  async function ownDetails({ id }: Person): Promise<OwnDetails> {
    const [person, own] = await Promise.all([accounts.findPerson(id), details.of(id)])
    if (!person) throw errors.notFound('person')
    const proposedName = proposedPrintedName(person)
    const printedName = person.printedName ?? proposedName
    return {
      ...own,
      ...namePartsOf(person),
      name: person.name,
      credentials: person.credentials,
      affiliation: person.affiliation,
      profession: person.profession,
      printedName,
      proposedName,
      isPrintable: isPrintable(printedName),
    }
  }

  return {
    'accounts.details': ({ person }) => ownDetails(person),
    async 'accounts.saveNames'({ person, body }) {
      const fields = confirmedFields(body, isPrintable)
      await accounts.changeIdentity(person.id, fields)
      await history.add(person.id, { at: clock(), by: person.id, what: ['name'] })
      return ownDetails(person)
    },
    async 'accounts.saveIdentifiers'({ person, body }) {
      await details.saveIdentifiers(person.id, body)
      await history.add(person.id, { at: clock(), by: person.id, what: ['identifiers'] })
      return ownDetails(person)
    },
    async 'accounts.saveLanguage'({ person, body }) {
      await details.saveLanguage(person.id, body.language)
      return ownDetails(person)
    },
    async 'accounts.permit'({ person, body }) {
      await permit({ personId: person.id, ...body })
      return ownDetails(person)
    },
  }
}
