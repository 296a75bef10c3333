// Each person's own agenda: the sessions that they have picked.
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import { agendaMax } from '@lectern/shared/limits'
import type { Redis } from 'ioredis'
import { script } from '../core/script.ts'

const runKeep = script<number>(import.meta.url, './keep.lua')

export type OwnAgendaStore = ReturnType<typeof createOwnAgendaStore>

export const createOwnAgendaStore = (redis: Redis) => ({
  async of(personId: string): Promise<string[]> {
    return (await redis.smembers(keys.ownAgenda(personId))).sort()
  },

  /** Who of these people has one of the sessions in their agenda. */
  async have(personIds: readonly string[], sessionIds: readonly string[]): Promise<Set<string>> {
    if (sessionIds.length === 0) return new Set()
    const found = await Promise.all(
      personIds.map((personId) => redis.smismember(keys.ownAgenda(personId), ...sessionIds)),
    )
    return new Set(personIds.filter((_, i) => found[i]!.includes(1)))
  },

  /** Throws `conflict` if it is full. */
  async keep(personId: string, sessionId: string): Promise<void> {
    if ((await runKeep(redis, [keys.ownAgenda(personId)], [sessionId, agendaMax])) === 0)
      throw errors.conflict(
        `Your agenda has ${agendaMax} sessions, which is all it can have. Take one out first.`,
      )
  },

  async unkeep(personId: string, sessionId: string): Promise<void> {
    await redis.srem(keys.ownAgenda(personId), sessionId)
  },

  async removeAll(personId: string): Promise<void> {
    await redis.del(keys.ownAgenda(personId))
  },
})
