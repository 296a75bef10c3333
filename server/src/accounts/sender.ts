import type { Person } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import type { AccountsStore } from './accountsStore.ts'

interface Sent {
  person: Person
  session: { id: string }
}

/** Who sent a request that took long, with the roles they have now. @throws `not_signed_in` */
export async function senderNow(
  accounts: Pick<AccountsStore, 'findPerson' | 'isSignedIn'>,
  { person, session }: Sent,
): Promise<Person> {
  const [sender, isSignedIn] = await Promise.all([
    accounts.findPerson(person.id),
    accounts.isSignedIn(session.id),
  ])
  if (!sender || !isSignedIn) throw errors.notSignedIn()
  return sender
}
