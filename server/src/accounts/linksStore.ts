// Personal sign-in links. Only the holder has a link's token; Redis has its hash.
import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Identity, PersonalLink } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
/** A link's id in lists: part of its hash, which signs nobody in. */
const idOf = (hash: string): string => hash.slice(0, 20)
const dayInSeconds = 86_400
/** How long a link works by default, in days: a conference plus the weeks for claiming credit. */
export const linkDays = 120
/** How many working links a person may have. */
export const linksMax = 100

/** The token of an example person's link: the same for the same secret, so that every start can print it. */
export const exampleToken = (personId: string, secret: string): string =>
  createHmac('sha256', secret).update(`link:${personId}`).digest('base64url')

const newToken = (): string => randomBytes(24).toString('base64url')

/** The id of the link that a token opens. */
export const linkIdOf = (token: string): string => idOf(hashOf(token))

/** The token of a link that an operator named with an id. */
export const namedToken = (personId: string, linkId: string, secret: string): string =>
  createHmac('sha256', secret).update(`named link:${personId}:${linkId}`).digest('base64url')

interface LinkRecord {
  personId: string
  expiresAt: number
  createdAt?: number
  revokedAt?: number
}

export interface OpenedLink {
  person: Identity
  linkId: string
}

export function createLinksStore(
  redis: Redis,
  findPerson: (personId: string) => Promise<Identity | undefined>,
  clock: Clock,
) {
  /** A person's links by hash; hashes without a record are removed. */
  async function recordsOf(personId: string): Promise<[hash: string, record: LinkRecord][]> {
    const hashes = await redis.smembers(keys.linksOf(personId))
    if (hashes.length === 0) return []
    const texts = await Promise.all(hashes.map((hash) => redis.get(keys.link(hash))))
    return hashes.flatMap((hash, i) => (texts[i] ? [[hash, JSON.parse(texts[i]) as LinkRecord]] : []))
  }
  const isOpen = ({ expiresAt, revokedAt }: LinkRecord, now: number): boolean =>
    revokedAt === undefined && expiresAt > now

  /**
   * Does nothing if the token is stored already. A link that can be derived again is never forgotten: once
   * revoked, it would come back. Any other record outlives its link, to tell an expired one from an unknown
   * one.
   */
  async function save(personId: string, token: string, days: number, isDerived: boolean): Promise<void> {
    const hash = hashOf(token)
    const now = clock()
    const record: LinkRecord = { personId, expiresAt: now + days * dayInSeconds * 1000, createdAt: now }
    const text = JSON.stringify(record)
    const seconds = Math.ceil((days + 365) * dayInSeconds)
    if (isDerived) await redis.set(keys.link(hash), text, 'NX')
    else await redis.set(keys.link(hash), text, 'EX', seconds, 'NX')
    await redis.sadd(keys.linksOf(personId), hash)
  }

  /** Overwrites a record without changing its expiry. */
  const rewrite = (hash: string, record: LinkRecord) =>
    redis.set(keys.link(hash), JSON.stringify(record), 'KEEPTTL', 'XX')

  const store = {
    /**
     * Returns a new link's token, or the token `derived` for it, if given, whose link may already exist.
     * Throws `conflict` if the person has `linksMax` working links, or that link no longer works.
     */
    async createLink(personId: string, days = linkDays, derived?: string): Promise<string> {
      const token = derived ?? newToken()
      const stored = await redis.get(keys.link(hashOf(token)))
      if (stored !== null) {
        if (isOpen(JSON.parse(stored) as LinkRecord, clock())) return token
        throw errors.conflict(
          'The link with this id has been revoked or has expired. Ask with another id for a new one.',
        )
      }
      if ((await store.linksOf(personId, clock())).length >= linksMax)
        throw errors.conflict(
          `This person has ${linksMax} sign-in links that work. Revoke one of them first, then make a new one.`,
        )
      await save(personId, token, days, derived !== undefined)
      return token
    },

    /** A link with a token that can be derived again. Does nothing if it is stored already. */
    rememberLink: (personId: string, token: string, days: number) => save(personId, token, days, true),

    /** Returns the link's person. Throws `link_unknown`, `link_revoked` or `link_expired`. */
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

    /** Makes one person's links sign in another one. May run twice. */
    async moveLinks(from: string, to: string): Promise<void> {
      for (const [hash, record] of await recordsOf(from)) {
        await redis.sadd(keys.linksOf(to), hash)
        await rewrite(hash, { ...record, personId: to })
        await redis.srem(keys.linksOf(from), hash)
      }
    },

    /** Forgets all of a person's links, as if there had never been any. */
    async forgetLinks(personId: string): Promise<void> {
      const hashes = await redis.smembers(keys.linksOf(personId))
      await Promise.all(hashes.map((hash) => redis.del(keys.link(hash))))
      await redis.del(keys.linksOf(personId), keys.linksUsedBy(personId))
    },

    /** A person's working links, newest first. */
    async linksOf(personId: string, now: number): Promise<PersonalLink[]> {
      const records = await recordsOf(personId)
      return records
        .filter(([, record]) => isOpen(record, now))
        .map(([hash, { createdAt = null, expiresAt }]) => ({ id: idOf(hash), createdAt, expiresAt }))
        .sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0))
    },

    /**
     * Revokes one or all of a person's working links; the caller ends the sign-ins made with them. Returns
     * their ids.
     */
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
