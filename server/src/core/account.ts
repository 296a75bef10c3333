// A signed-in person, and where they have a place.
import type { Identity, Membership, Person } from '@lectern/shared/accounts'

export interface Account {
  identity: Identity
  /** By conference id. */
  memberships: ReadonlyMap<string, Membership>
}

/** A person at one conference. */
export interface Place {
  conferenceId: string
  person: Person
}
