// Where people are signed in: one entry per browser, beside its HTTP session. The session's id is secret and
// never shown; an entry has its own id.

import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import { newId } from '../core/newId.ts'

export interface SignInRecord {
  id: string
  webSessionId: string
  /** Time in ms. */
  at: number
  /** The kind of browser, e.g. "Firefox on Windows". */
  device: string
  /** The link that was used. */
  linkId: string
}

/** How many browsers of one person can be signed in; one more ends the oldest. */
const signInsMax = 100

/** An entry is written before its session: an entry without one is removed at this age, in ms. */
const unsavedMs = 60_000

export function createSignInsStore(redis: Redis, clock: Clock) {
  const webSession = (webSessionId: string): string => `${keys.httpSessions()}${webSessionId}`

  const store = {
    isSignedIn: async (webSessionId: string): Promise<boolean> =>
      (await redis.exists(webSession(webSessionId))) === 1,

    /** Valid entries, newest first; entries whose session is over are removed. */
    async signInsOf(personId: string): Promise<SignInRecord[]> {
      const fields = await redis.hgetall(keys.signInsOf(personId))
      const all = Object.entries(fields).map(([id, text]) => ({
        ...(JSON.parse(text) as Omit<SignInRecord, 'id'>),
        id,
      }))
      const now = clock()
      const stands = await Promise.all(
        all.map(
          async ({ webSessionId, at }) => (await store.isSignedIn(webSessionId)) || now - at < unsavedMs,
        ),
      )
      const over = all.filter((_, i) => !stands[i])
      if (over.length > 0) await redis.hdel(keys.signInsOf(personId), ...over.map(({ id }) => id))
      return all.filter((_, i) => stands[i]).sort((a, b) => b.at - a.at)
    },

    /**
     * Lists a sign-in before its HTTP session is written, so that no session is ever unlisted. Returns the
     * oldest ones if there are now too many: the caller ends them.
     */
    async addSignIn(personId: string, signIn: Omit<SignInRecord, 'id'>): Promise<SignInRecord[]> {
      const id = newId()
      await redis.hset(keys.signInsOf(personId), id, JSON.stringify(signIn))
      await redis.sadd(keys.linksUsedBy(personId), signIn.linkId)
      return (await store.signInsOf(personId)).slice(signInsMax)
    },

    /** Who of these people has ever signed in, in their order. */
    haveSignedIn: async (personIds: readonly string[]): Promise<boolean[]> =>
      (await Promise.all(personIds.map((personId) => redis.exists(keys.linksUsedBy(personId))))).map(Boolean),

    isLinkUsed: async (personId: string, linkId: string): Promise<boolean> =>
      (await redis.sismember(keys.linksUsedBy(personId), linkId)) === 1,

    /** Ends sign-ins with their HTTP sessions: later requests of those browsers are not signed in. */
    async endSignIns(personId: string, ending: readonly SignInRecord[]): Promise<void> {
      if (ending.length === 0) return
      await Promise.all(ending.map(({ webSessionId }) => redis.del(webSession(webSessionId))))
      await redis.hdel(keys.signInsOf(personId), ...ending.map(({ id }) => id))
    },
  }
  return store
}
