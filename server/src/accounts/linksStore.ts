// Personal sign-in links. A link's token is known only to whoever holds the link; Redis has its hash.
import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Person, PersonalLink } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
/** What a link is called where it is listed; its hash opens nothing, but need not be shown whole. */
const idOf = (hash: string): string => hash.slice(0, 20)
const dayInSeconds = 86_400
/** How long a link works unless said otherwise, in days: a conference with its weeks for claiming credit. */
export const linkDays = 120
/** How many links of one person may be open at once. */
export const linksMax = 100

/** The token of an example person's link: the same for the same secret, so that every start can show it. */
export const exampleToken = (personId: string, secret: string): string =>
  createHmac('sha256', secret).update(`link:${personId}`).digest('base64url')

const newToken = (): string => randomBytes(24).toString('base64url')

/** The token of the link that an operator named with an id. */
export const namedToken = (personId: string, linkId: string, secret: string): string =>
  createHmac('sha256', secret).update(`named link:${personId}:${linkId}`).digest('base64url')

interface LinkRecord {
  personId: string
  expiresAt: number
  createdAt?: number
  revokedAt?: number
}

export interface OpenedLink {
  person: Person
  linkId: string
}

export function createLinksStore(
  redis: Redis,
  findPerson: (personId: string) => Promise<Person | undefined>,
  clock: Clock,
) {
  /** A person's links by hash; those whose record is gone are forgotten. */
  async function recordsOf(personId: string): Promise<[hash: string, record: LinkRecord][]> {
    const hashes = await redis.smembers(keys.linksOf(personId))
    if (hashes.length === 0) return []
    const texts = await Promise.all(hashes.map((hash) => redis.get(keys.link(hash))))
    return hashes.flatMap((hash, i) => (texts[i] ? [[hash, JSON.parse(texts[i]) as LinkRecord]] : []))
  }
  const isOpen = ({ expiresAt, revokedAt }: LinkRecord, now: number): boolean =>
    revokedAt === undefined && expiresAt > now

  /** Writes over a record without changing how long it is kept. */
  const rewrite = (hash: string, record: LinkRecord) =>
    redis.set(keys.link(hash), JSON.stringify(record), 'KEEPTTL', 'XX')

  const store = {
    /**
     * A new link's token; of one that is asked for again by the same `token`, that. Throws `conflict` where the person has
     * `linksMax` that work, or that link works no longer.
     */
    async createLink(personId: string, days = linkDays, token = newToken()): Promise<string> {
      const held = await redis.get(keys.link(hashOf(token)))
      if (held !== null) {
        if (isOpen(JSON.parse(held) as LinkRecord, clock())) return token
        throw errors.conflict(
          'The link with this id has been revoked or has expired. Ask with another id for a new one.',
        )
      }
      if ((await store.linksOf(personId, clock())).length >= linksMax)
        throw errors.conflict(
          `This person has ${linksMax} sign-in links that work. Revoke one of them first, then make a new one.`,
        )
      await store.rememberLink(personId, token, days)
      return token
    },

    /** Nothing, where this token is known already. */
    async rememberLink(personId: string, token: string, days: number): Promise<void> {
      const hash = hashOf(token)
      const now = clock()
      const record: LinkRecord = { personId, expiresAt: now + days * dayInSeconds * 1000, createdAt: now }
      // The record outlives the link, so that an expired or revoked link can be told from an unknown one.
      const seconds = Math.ceil((days + 365) * dayInSeconds)
      await redis.set(keys.link(hash), JSON.stringify(record), 'EX', seconds, 'NX')
      await redis.sadd(keys.linksOf(personId), hash)
    },

    /** Whose link it is. Throws `link_unknown`, `link_revoked` or `link_expired`. */
    async openLink(token: string, now: number): Promise<OpenedLink> {
      const hash = hashOf(token)
      const text = await redis.get(keys.link(hash))
      if (text === null) throw errors.linkUnknown()
      const link = JSON.parse(text) as LinkRecord
      if (link.revokedAt !== undefined) throw errors.linkRevoked()
      if (link.expiresAt <= now) throw errors.linkExpired()
      const person = await findPerson(link.personId)
      if (!person) throw errors.linkUnknown()
      return { person, linkId: idOf(hash) }
    },

    /** A person's links that work, newest first. */
    async linksOf(personId: string, now: number): Promise<PersonalLink[]> {
      const records = await recordsOf(personId)
      return records
        .filter(([, record]) => isOpen(record, now))
        .map(([hash, { createdAt = null, expiresAt }]) => ({ id: idOf(hash), createdAt, expiresAt }))
        .sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0))
    },

    /** Ends those of a person's links that work, or one of them; who signed in by them is ended by the caller. Answers their ids. */
    async revokeLinks(personId: string, now: number, linkId?: string): Promise<string[]> {
      const records = await recordsOf(personId)
      const ending = records.filter(
        ([hash, record]) => isOpen(record, now) && (linkId === undefined || idOf(hash) === linkId),
      )
      await Promise.all(ending.map(([hash, record]) => rewrite(hash, { ...record, revokedAt: now })))
      return ending.map(([hash]) => idOf(hash))
    },
  }
  return store
}
