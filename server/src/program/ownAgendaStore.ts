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
