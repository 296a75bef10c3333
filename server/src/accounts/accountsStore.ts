// People and their accounts: identities, memberships, personal links and sign-ins.
import {
  type Identity,
  identity,
  type Membership,
  membership,
  type Person,
  personAt,
} from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { Role } from '@lectern/shared/roles'
import type { Redis } from 'ioredis'
import type { Account } from '../core/account.ts'
import { type Clock, systemClock } from '../core/clock.ts'
import { newId } from '../core/newId.ts'
import { script } from '../core/script.ts'
import { createEndingsStore } from './endingsStore.ts'
import { createLinksStore } from './linksStore.ts'
import { createSignInsStore } from './signInsStore.ts'

export type AccountsStore = ReturnType<typeof createAccountsStore>

/** A person at one conference, before and after. */
export interface PersonChange {
  conferenceId: string
  /** Undefined for somebody who had no place there. */
  before: Person | undefined
  after: Person
}

type Removable = 'exhibitorId' | 'givenName' | 'familyName' | 'printedName'
/** Fields of a person; null removes one: they staff no booth any more, or their name is guessed again. */
export type IdentityFields = {
  [Field in keyof Omit<Identity, 'isOffice'>]?: Identity[Field] | (Field extends Removable ? null : never)
}
/** The same at a conference. */
export type PersonFields = IdentityFields & {
  /**
   * `office` is the installation's, and only given by a list of roles, never taken away by one that lacks it;
   * the others are roles at the conference.
   */
  roles?: readonly Role[]
  /** False or null takes the role of the office away. */
  isOffice?: boolean | null | undefined
  exhibitorId?: string | null
}

const newIdentity = { credentials: '', affiliation: '', profession: 'other' } satisfies Partial<Identity>
const newMembership = { roles: [] } satisfies Partial<Membership>

const runPerson = script<[before: string, after: string, was: string, is: string] | []>(
  import.meta.url,
  './person.lua',
)

const readIdentity = (text: string): Identity => identity.parse(JSON.parse(text))
const readMembership = (text: string): Membership => membership.parse(JSON.parse(text))

const byName = (a: Identity, b: Identity): number => a.name.localeCompare(b.name) || a.id.localeCompare(b.id)

/** The given fields, by where they are stored. */
function split({ roles, isOffice, exhibitorId, ...given }: PersonFields) {
  const office = isOffice === undefined ? roles?.includes('office') || undefined : isOffice || null
  return {
    ofIdentity: { ...given, ...(office !== undefined && { isOffice: office }) },
    ofMembership: {
      ...(roles && { roles: roles.filter((role) => role !== 'office') }),
      ...(exhibitorId !== undefined && { exhibitorId }),
    },
  }
}

export function createAccountsStore(redis: Redis, clock: Clock = systemClock) {
  async function all<Found>(
    ids: readonly string[],
    find: (id: string) => Promise<Found | undefined>,
  ): Promise<Found[]> {
    const found = await Promise.all(ids.map(find))
    return found.filter((each) => each !== undefined)
  }

  const store = {
    async findPerson(personId: string): Promise<Identity | undefined> {
      const text = await redis.get(keys.person(personId))
      return text === null ? undefined : readIdentity(text)
    },

    /** A person with everything that they are anywhere, in one trip. */
    async account(personId: string): Promise<Account | undefined> {
      const [text, fields] = await Promise.all([
        redis.get(keys.person(personId)),
        redis.hgetall(keys.memberships(personId)),
      ])
      if (text === null) return undefined
      const memberships = Object.entries(fields).map(([id, each]) => [id, readMembership(each)] as const)
      return { identity: readIdentity(text), memberships: new Map(memberships) }
    },

    /** The person at this conference; undefined for whoever has no place there. */
    async memberOf(personId: string, conferenceId: string): Promise<Person | undefined> {
      const [text, at] = await Promise.all([
        redis.get(keys.person(personId)),
        redis.hget(keys.memberships(personId), conferenceId),
      ])
      return text === null ? undefined : personAt(readIdentity(text), at ? readMembership(at) : undefined)
    },

    /** The conference that the person joined last. */
    async conferenceOf(personId: string): Promise<string | undefined> {
      const memberships = [...((await store.account(personId))?.memberships ?? [])]
      return memberships.sort(([, a], [, b]) => b.since - a.since)[0]?.[0]
    },

    /** The caller ends their links, sign-ins and memberships. */
    async remove(personId: string): Promise<void> {
      await redis.srem(keys.people(), personId)
      await redis.del(keys.person(personId), keys.memberships(personId))
    },

    /**
     * Creates a person at a conference, whose name and roles are required, or changes the given fields of the
     * one with that id.
     */
    async change(conferenceId: string, { id = newId(), ...given }: PersonFields): Promise<PersonChange> {
      const { ofIdentity, ofMembership } = split(given)
      // Listed first: a person who is not listed anywhere could never be found again.
      await store.list(conferenceId, id, given.exhibitorId)
      const [before, after, was, is] = await runPerson(
        redis,
        [keys.person(id), keys.memberships(id)],
        [
          JSON.stringify(ofIdentity),
          JSON.stringify({ ...newIdentity, id }),
          conferenceId,
          JSON.stringify(ofMembership),
          JSON.stringify({ ...newMembership, since: clock() }),
        ],
      )
      const at = (who: string, membershipThere: string): Person | undefined =>
        who
          ? personAt(readIdentity(who), membershipThere ? readMembership(membershipThere) : undefined)
          : undefined
      return { conferenceId, before: at(before!, was!), after: at(after!, is!)! }
    },
    /** Changes the given fields of an existing person. Throws `not_found`. */
    async changeIdentity(
      personId: string,
      given: IdentityFields & { isOffice?: true | null },
    ): Promise<Identity> {
      const [, after] = await runPerson(
        redis,
        [keys.person(personId), keys.memberships(personId)],
        [JSON.stringify(given), '', '', '{}', '{}'],
      )
      if (!after) throw errors.notFound('person')
      return readIdentity(after)
    },

    /** Creates a person without a place anywhere; for an existing one, as `changeIdentity`. */
    async createPerson(given: IdentityFields & { id: string; name: string }): Promise<Identity> {
      await redis.sadd(keys.people(), given.id)
      const [, after] = await runPerson(
        redis,
        [keys.person(given.id), keys.memberships(given.id)],
        [JSON.stringify(given), JSON.stringify({ ...newIdentity, id: given.id }), '', '{}', '{}'],
      )
      return readIdentity(after!)
    },
    personIds: (): Promise<string[]> => redis.smembers(keys.people()),
    memberCount: (conferenceId: string): Promise<number> => redis.scard(keys.members(conferenceId)),

    invite: async (
      conferenceId: string,
      given: PersonFields & { name: string; roles: readonly Role[] },
    ): Promise<Person> => (await store.change(conferenceId, given)).after,

    async list(conferenceId: string, personId: string, exhibitorId?: string | null): Promise<void> {
      await Promise.all([
        redis.sadd(keys.people(), personId),
        redis.sadd(keys.members(conferenceId), personId),
        exhibitorId ? redis.sadd(keys.staffOf(conferenceId, exhibitorId), personId) : undefined,
      ])
    },

    /** Gives an existing person a place at a conference, or changes it. Throws `not_found`. */
    async join(
      personId: string,
      conferenceId: string,
      at: Pick<Membership, 'roles'> & { exhibitorId?: string | null },
    ): Promise<PersonChange> {
      if (!(await store.findPerson(personId))) throw errors.notFound('person')
      const { ofMembership } = split(at)
      await store.list(conferenceId, personId, at.exhibitorId)
      const [before, after, was, is] = await runPerson(
        redis,
        [keys.person(personId), keys.memberships(personId)],
        [
          '{}',
          '',
          conferenceId,
          JSON.stringify(ofMembership),
          JSON.stringify({ ...newMembership, since: clock() }),
        ],
      )
      if (!before) throw errors.notFound('person')
      return {
        conferenceId,
        before: personAt(readIdentity(before), was ? readMembership(was) : undefined),
        after: personAt(readIdentity(after!), readMembership(is!))!,
      }
    },

    /** Takes away the person's place at a conference. Returns what they were there. */
    async leaveConference(personId: string, conferenceId: string): Promise<Person | undefined> {
      const before = await store.memberOf(personId, conferenceId)
      await redis.hdel(keys.memberships(personId), conferenceId)
      await redis.srem(keys.members(conferenceId), personId)
      if (before?.exhibitorId) await redis.srem(keys.staffOf(conferenceId, before.exhibitorId), personId)
      return before
    },

    /** The ids of everyone who has, or had, a place at this conference. */
    memberIds: (conferenceId: string): Promise<string[]> => redis.smembers(keys.members(conferenceId)),

    /** Everyone of the installation, by name. */
    async people(): Promise<Identity[]> {
      const ids = await redis.smembers(keys.people())
      return (await all<Identity>(ids, store.findPerson)).sort(byName)
    },

    /** Everyone with a place at this conference, by name. */
    async members(conferenceId: string): Promise<Person[]> {
      const ids = await redis.smembers(keys.members(conferenceId))
      return (await all<Person>(ids, (personId) => store.memberOf(personId, conferenceId))).sort(byName)
    },

    /** An exhibitor's staff at a conference, by name. */
    async staffOf(conferenceId: string, exhibitorId: string): Promise<Person[]> {
      const ids = await redis.smembers(keys.staffOf(conferenceId, exhibitorId))
      return (await all<Person>(ids, (personId) => store.memberOf(personId, conferenceId)))
        .filter((member) => member.exhibitorId === exhibitorId && member.roles.includes('exhibitor'))
        .sort(byName)
    },
  }
  return Object.assign(
    store,
    createLinksStore(redis, store.findPerson, clock),
    createSignInsStore(redis, clock),
    createEndingsStore(redis),
  )
}
