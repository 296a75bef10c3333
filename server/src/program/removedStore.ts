// Sessions that were removed and can be restored. Everything else of such a session stays in its own keys.
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import { removedMax } from '@lectern/shared/limits'
import { type Session, session } from '@lectern/shared/program'
import type { Redis } from 'ioredis'
import { script } from '../core/script.ts'

/** A removal: when (ms since the epoch), and by whom. */
export interface Removal {
  at: number
  by: string
}
export interface Removed extends Removal {
  session: Session
}

const runRemovePlan = script<number>(import.meta.url, './removePlan.lua')

export type RemovedStore = ReturnType<typeof createRemovedStore>

export function createRemovedStore(redis: Redis, purge: (sessionId: string) => Promise<void>) {
  const store = {
    /**
     * Takes a session as it was read out of the programme. False if it was changed since. Throws `conflict`
     * if it has gone live.
     */
    async remove(conferenceId: string, read: Session, removal: Removal): Promise<boolean> {
      const { version = 0, ...plan } = read
      // First: a server that ends in between leaves nothing that nobody can restore.
      await redis.hset(keys.removedSessions(conferenceId), read.id, JSON.stringify(removal))
      const removed = await runRemovePlan(
        redis,
        [keys.session(read.id), keys.removedSession(read.id), keys.sessionState(read.id)],
        [JSON.stringify(plan), version],
      )
      if (removed !== 1) await redis.hdel(keys.removedSessions(conferenceId), read.id)
      if (removed === -1)
        throw errors.conflict(
          'This session has gone live. What was watched must stay verifiable, so it stays.',
        )
      if (removed !== 1) return false
      await redis.srem(keys.sessions(conferenceId), read.id)
      await store.forgetOldest(conferenceId)
      return true
    },

    async find(sessionId: string): Promise<Session | undefined> {
      const text = await redis.get(keys.removedSession(sessionId))
      return text === null ? undefined : session.parse(JSON.parse(text))
    },

    ids: (conferenceId: string): Promise<string[]> => redis.hkeys(keys.removedSessions(conferenceId)),

    /** Newest first. */
    async all(conferenceId: string): Promise<Removed[]> {
      const entries = Object.entries(await redis.hgetall(keys.removedSessions(conferenceId)))
      const all = await Promise.all(
        entries.map(async ([sessionId, text]) => {
          const found = await store.find(sessionId)
          return found && { ...(JSON.parse(text) as Removal), session: found }
        }),
      )
      return all.filter((removed) => removed !== undefined).sort((a, b) => b.at - a.at)
    },

    /** It is back in the programme. */
    async restored(conferenceId: string, sessionId: string): Promise<void> {
      await redis.hdel(keys.removedSessions(conferenceId), sessionId)
    },

    async forgetOldest(conferenceId: string): Promise<void> {
      if ((await redis.hlen(keys.removedSessions(conferenceId))) <= removedMax) return
      for (const { session: oldest } of (await store.all(conferenceId)).slice(removedMax)) {
        await redis.hdel(keys.removedSessions(conferenceId), oldest.id)
        await purge(oldest.id)
      }
    },
  }
  return store
}
