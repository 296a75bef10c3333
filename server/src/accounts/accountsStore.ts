// People and their accounts: personal links and sign-ins.

import { type Person, person } from '@lectern/shared/accounts'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { type Clock, systemClock } from '../core/clock.ts'
import { merge } from '../core/merge.ts'
import { newId } from '../core/newId.ts'
import { createLinksStore } from './linksStore.ts'
import { createSignInsStore } from './signInsStore.ts'

export type AccountsStore = ReturnType<typeof createAccountsStore>

export interface PersonChange {
  /** Undefined for a new person. */
  before: Person | undefined
  after: Person
}

/** Fields of a person; `exhibitorId` null: they staff no booth any more. */
export type PersonFields = {
  [Field in keyof Person]?: Person[Field] | (Field extends 'exhibitorId' ? null : never)
}

const newPerson = { credentials: '', affiliation: '', profession: 'other' } satisfies Partial<Person>

const readPerson = (text: string): Person => person.parse(JSON.parse(text))

export function createAccountsStore(redis: Redis, clock: Clock = systemClock) {
  const store = {
    async findPerson(personId: string): Promise<Person | undefined> {
      const text = await redis.get(keys.person(personId))
      return text === null ? undefined : readPerson(text)
    },

    async savePerson(saved: Person): Promise<void> {
      await redis.set(keys.person(saved.id), JSON.stringify(saved))
      await store.listPerson(saved)
    },

    async listPerson({ id, exhibitorId }: Person): Promise<void> {
      await redis.sadd(keys.people(), id)
      if (exhibitorId) await redis.sadd(keys.staffOf(exhibitorId), id)
    },

    /** The caller ends their links and sign-ins. */
    async remove({ id, exhibitorId }: Person): Promise<void> {
      if (exhibitorId) await redis.srem(keys.staffOf(exhibitorId), id)
      await redis.srem(keys.people(), id)
      await redis.del(keys.person(id))
    },

    /**
     * Creates a person, whose name and roles are required, or changes the given fields of the one with that
     * id.
     */
    async change({ id = newId(), ...given }: PersonFields): Promise<PersonChange> {
      const { before, after } = (await merge(redis, keys.person(id), given, { ...newPerson, id }))!
      const changed = { before: before ? readPerson(before) : undefined, after: readPerson(after) }
      await store.listPerson(changed.after)
      return changed
    },
    invite: async (given: PersonFields & Pick<Person, 'name' | 'roles'>): Promise<Person> =>
      (await store.change(given)).after,

    /** Everyone, by name. */
    async people(): Promise<Person[]> {
      const ids = await redis.smembers(keys.people())
      const found = await Promise.all(ids.map((personId) => store.findPerson(personId)))
      return found
        .filter((known) => known !== undefined)
        .sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id))
    },

    /** An exhibitor's staff, by name. */
    async staffOf(exhibitorId: string): Promise<Person[]> {
      const ids = await redis.smembers(keys.staffOf(exhibitorId))
      const found = await Promise.all(ids.map((personId) => store.findPerson(personId)))
      return found
        .filter((member) => member !== undefined)
        .filter((member) => member.exhibitorId === exhibitorId && member.roles.includes('exhibitor'))
        .sort((a, b) => a.name.localeCompare(b.name))
    },
  }
  return Object.assign(
    store,
    createLinksStore(redis, store.findPerson, clock),
    createSignInsStore(redis, clock),
  )
}
