import type { Person } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import type { AccountsStore } from './accountsStore.ts'

interface Sent {
  person: Person
  conferenceId: string
  session: { id: string }
}

/** Throws `not_signed_in` if the sender of a request that took long was signed out or removed meanwhile. */
export async function requireStillSignedIn(
  accounts: Pick<AccountsStore, 'findPerson' | 'isSignedIn'>,
  { person, session }: Pick<Sent, 'person' | 'session'>,
): Promise<void> {
  const [sender, isSignedIn] = await Promise.all([
    accounts.findPerson(person.id),
    accounts.isSignedIn(session.id),
  ])
  if (!sender || !isSignedIn) throw errors.notSignedIn()
}

/** Who sent a request that took long, with the roles they have now. Throws `not_signed_in`. */
export async function senderNow(
  accounts: Pick<AccountsStore, 'memberOf' | 'isSignedIn'>,
  { person, conferenceId, session }: Sent,
): Promise<Person> {
  const [sender, isSignedIn] = await Promise.all([
    accounts.memberOf(person.id, conferenceId),
    accounts.isSignedIn(session.id),
  ])
  if (!sender || !isSignedIn) throw errors.notSignedIn()
  return sender
}
