// What earlier imports made, by what named it in its file, and how the office matched columns.
import { createHash } from 'node:crypto'
import type { ImportKind } from '@lectern/shared/imports'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'

/** An external id may be a mail address or a name, and is kept for good. */
const hashed = (externalId: string): string =>
  createHash('sha256').update(externalId).digest('base64url').slice(0, 22)

/** Far more headings than an office meets. */
const headingsMax = 2000

export type ImportedStore = ReturnType<typeof createImportedStore>

export const createImportedStore = (redis: Redis) => ({
  /** Which person each of these external ids became. */
  async people(conferenceId: string, externalIds: readonly string[]): Promise<Map<string, string>> {
    if (externalIds.length === 0) return new Map()
    const found = await redis.hmget(keys.importedPeople(conferenceId), ...externalIds.map(hashed))
    return new Map(externalIds.flatMap((externalId, i) => (found[i] ? [[externalId, found[i]]] : [])))
  },
  async rememberPerson(conferenceId: string, externalId: string, personId: string): Promise<void> {
    await redis.hset(keys.importedPeople(conferenceId), hashed(externalId), personId)
  },

  /** Session id → what names it in its file. */
  sessions: (conferenceId: string): Promise<Record<string, string>> =>
    redis.hgetall(keys.importedSessions(conferenceId)),
  /** Null: it was removed. */
  async rememberSession(conferenceId: string, sessionId: string, key: string | null): Promise<void> {
    if (key === null) await redis.hdel(keys.importedSessions(conferenceId), sessionId)
    else await redis.hset(keys.importedSessions(conferenceId), sessionId, key)
  },

  /** By comparable heading, the field that the office chose, or '' for none. */
  async headings(kind: ImportKind): Promise<Map<string, string>> {
    return new Map(Object.entries(await redis.hgetall(keys.importHeadings(kind))))
  },
  async rememberHeadings(kind: ImportKind, chosen: Record<string, string>): Promise<void> {
    const key = keys.importHeadings(kind)
    if ((await redis.hlen(key)) > headingsMax) await redis.del(key)
    if (Object.keys(chosen).length > 0) await redis.hset(key, chosen)
  },
})
