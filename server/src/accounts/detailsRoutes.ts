// A person's own name, identifiers and permissions.
import type { accountRoutes, ConfirmedNames, OwnDetails, Person } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import { fullName, namePartsOf, proposedPrintedName } from '@lectern/shared/names'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { AccountsStore, PersonFields } from './accountsStore.ts'
import type { DetailsStore } from './detailsStore.ts'
import type { HistoryStore } from './historyStore.ts'
import type { Permit } from './permissions.ts'
import type { Rights } from './rights.ts'

export interface DetailsRoutesOptions {
  accounts: Pick<AccountsStore, 'findPerson' | 'change'>
  details: DetailsStore
  history: HistoryStore
  permit: Permit
  /** Whether certificates can show the name in its script. */
  isPrintable: (name: string) => boolean
  rights: Pick<Rights, 'personChanged'>
  clock: Clock
}

type DetailsRoutes = Pick<
  typeof accountRoutes,
  'accounts.details' | 'accounts.saveNames' | 'accounts.saveIdentifiers' | 'accounts.permit'
>

/** The fields to store. Throws `name_unprintable` for a chosen name that certificates cannot show. */
export function confirmedFields(
  { givenName, familyName, credentials, printedName }: ConfirmedNames,
  isPrintable: (name: string) => boolean,
): PersonFields {
  const name = fullName({ givenName, familyName })
  const isChosen = printedName !== null && printedName !== proposedPrintedName({ name, credentials })
  if (isChosen && !isPrintable(printedName)) throw errors.nameUnprintable()
  return { name, givenName, familyName, credentials, printedName: isChosen ? printedName : null }
}

export function createDetailsRoutes(options: DetailsRoutesOptions): RouteHandlers<DetailsRoutes> {
  const { accounts, details, history, permit, isPrintable, rights, clock } = options

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
      const change = await accounts.change({ id: person.id, ...fields })
      await history.add(person.id, { at: clock(), by: person.id, what: ['name'] })
      // Pages and sockets keep the name that they began with.
      if (change.before?.name !== change.after.name) await rights.personChanged(change)
      return ownDetails(person)
    },
    async 'accounts.saveIdentifiers'({ person, body }) {
      await details.saveIdentifiers(person.id, body)
      await history.add(person.id, { at: clock(), by: person.id, what: ['identifiers'] })
      return ownDetails(person)
    },
    async 'accounts.permit'({ person, body }) {
      await permit({ personId: person.id, ...body })
      return ownDetails(person)
    },
  }
}
