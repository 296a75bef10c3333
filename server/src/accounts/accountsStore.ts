// People and their personal sign-in links. A link's token is known only to whoever holds the link; Redis has its hash.
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { type Invitation, type Person, person } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
const dayInSeconds = 86_400
/** How long a link works unless said otherwise, in days: a conference with its weeks for claiming credit. */
export const linkDays = 120

/** The token of an example person's link: the same for the same secret, so that every start can show it. */
export const exampleToken = (personId: string, secret: string): string =>
  createHmac('sha256', secret).update(`link:${personId}`).digest('base64url')

export type AccountsStore = ReturnType<typeof createAccountsStore>

export function createAccountsStore(redis: Redis) {
  const store = {
    async findPerson(personId: string): Promise<Person | undefined> {
      const text = await redis.get(keys.person(personId))
      return text === null ? undefined : person.parse(JSON.parse(text))
    },

    async savePerson(saved: Person): Promise<void> {
      await redis.set(keys.person(saved.id), JSON.stringify(saved))
      await redis.sadd(keys.people(), saved.id)
      if (saved.exhibitorId) await redis.sadd(keys.staffOf(saved.exhibitorId), saved.id)
    },

    /** Creates the person, or changes the one with that id. */
    async invite(invitation: Invitation): Promise<Person> {
      const invited = person.parse({
        ...invitation,
        id: invitation.id ?? randomBytes(9).toString('base64url'),
      })
      await store.savePerson(invited)
      return invited
    },

    /** Who works for an exhibitor, by name. */
    async staffOf(exhibitorId: string): Promise<Person[]> {
      const ids = await redis.smembers(keys.staffOf(exhibitorId))
      const found = await Promise.all(ids.map((personId) => store.findPerson(personId)))
      return found
        .filter((member) => member !== undefined)
        .filter((member) => member.exhibitorId === exhibitorId && member.roles.includes('exhibitor'))
        .sort((a, b) => a.name.localeCompare(b.name))
    },

    /** A new link's token. Any number of links may be open for one person. */
    async createLink(personId: string, days = linkDays): Promise<string> {
      const token = randomBytes(24).toString('base64url')
      await store.rememberLink(personId, token, days)
      return token
    },

    async rememberLink(personId: string, token: string, days: number): Promise<void> {
      const hash = hashOf(token)
      const expiresAt = Date.now() + days * dayInSeconds * 1000
      // The record outlives the link, so that an expired link can be told from an unknown one.
      await redis.set(
        keys.link(hash),
        JSON.stringify({ personId, expiresAt }),
        'EX',
        Math.ceil((days + 365) * dayInSeconds),
      )
      await redis.sadd(keys.linksOf(personId), hash)
    },

    /** Who a link is for. Throws `link_unknown` or `link_expired`. */
    async openLink(token: string, now: number): Promise<Person> {
      const text = await redis.get(keys.link(hashOf(token)))
      if (text === null) throw errors.linkUnknown()
      const link = JSON.parse(text) as { personId: string; expiresAt: number }
      if (link.expiresAt <= now) throw errors.linkExpired()
      const found = await store.findPerson(link.personId)
      if (!found) throw errors.linkUnknown()
      return found
    },

    /** Ends all of a person's links; their sessions are ended by the caller. */
    async revokeLinks(personId: string): Promise<void> {
      const hashes = await redis.smembers(keys.linksOf(personId))
      for (const hash of hashes) await redis.del(keys.link(hash))
      await redis.del(keys.linksOf(personId))
    },
  }
  return store
}
