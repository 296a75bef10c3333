// The conference that an activity or a booth belongs to. Ids are unique in the installation, so that one can
// be named without its conference. A session's plan names its conference itself.
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'

export function createBelonging(redis: Redis, kind: 'activity' | 'booth') {
  const fieldOf = (id: string): string => `${kind} ${id}`
  /** A thing stays where it is until it is deleted, so what was read once is read no more. */
  const known = new Map<string, string>()

  async function read(id: string): Promise<string | undefined> {
    const conferenceId = (await redis.hget(keys.conferenceOf(), fieldOf(id))) ?? undefined
    if (conferenceId === undefined) known.delete(id)
    else known.set(id, conferenceId)
    return conferenceId
  }

  return {
    /**
     * The id of its conference; undefined if there is none. What this server remembers is good enough unless
     * it differs from what the caller expects: the id may have been given to another conference meanwhile.
     */
    async find(id: string, expected?: string): Promise<string | undefined> {
      const conferenceId = known.get(id)
      const fits = conferenceId !== undefined && (expected ?? conferenceId) === conferenceId
      return fits ? conferenceId : read(id)
    },

    /** Claims an id for a conference. Returns the conference that has it: this one, or an earlier one. */
    async claim(id: string, conferenceId: string): Promise<string> {
      await redis.hsetnx(keys.conferenceOf(), fieldOf(id), conferenceId)
      return (await read(id)) ?? conferenceId
    },

    /** The thing is deleted; another conference may use its id. */
    async release(id: string): Promise<void> {
      known.delete(id)
      await redis.hdel(keys.conferenceOf(), fieldOf(id))
    },
  }
}
