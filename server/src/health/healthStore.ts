// What servers note about how sessions run. It decides nothing: credit is judged from marks alone.
import type { HealthMinute } from '@lectern/shared/health'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'

export interface ServerLoad {
  at: number
  /** The share of time in which its event loop was busy, 0 to 1. */
  load: number
  sockets: number
}
export interface FailedJoin {
  code: string
  at: number
}

export type HealthStore = ReturnType<typeof createHealthStore>

export function createHealthStore(redis: Redis) {
  return {
    hasMinute: async (sessionId: string, at: number): Promise<boolean> =>
      (await redis.hexists(keys.healthMinutes(sessionId), String(at))) === 1,
    /** The first server's stands. */
    async addMinute(sessionId: string, minute: HealthMinute): Promise<void> {
      await redis.hsetnx(keys.healthMinutes(sessionId), String(minute.at), JSON.stringify(minute))
    },
    /** Oldest first. */
    async minutes(sessionId: string): Promise<HealthMinute[]> {
      const texts = await redis.hvals(keys.healthMinutes(sessionId))
      return texts.map((text) => JSON.parse(text) as HealthMinute).sort((a, b) => a.at - b.at)
    },

    async joinFailed(sessionId: string, personId: string, { code, at }: FailedJoin): Promise<void> {
      await redis
        .multi()
        .hincrby(keys.failedJoins(sessionId), code, 1)
        .hset(keys.lastFailedJoins(sessionId), personId, `${code} ${at}`)
        .exec()
    },
    /** By the error's code, since the session began. */
    async failedJoins(sessionId: string): Promise<Map<string, number>> {
      const fields = await redis.hgetall(keys.failedJoins(sessionId))
      return new Map(Object.entries(fields).map(([code, count]) => [code, Number(count)]))
    },
    /** By person id, the last of each. */
    async lastFailedJoins(sessionId: string): Promise<Map<string, FailedJoin>> {
      const fields = await redis.hgetall(keys.lastFailedJoins(sessionId))
      return new Map(
        Object.entries(fields).map(([personId, text]) => {
          const [code, at] = text.split(' ')
          return [personId, { code: code!, at: Number(at) }]
        }),
      )
    },

    async noteServer(name: string, load: ServerLoad): Promise<void> {
      await redis.hset(keys.serverLoads(), name, JSON.stringify(load))
    },
    servers: async (): Promise<Map<string, ServerLoad>> =>
      new Map(
        Object.entries(await redis.hgetall(keys.serverLoads())).map(([name, text]) => [
          name,
          JSON.parse(text) as ServerLoad,
        ]),
      ),
    async forgetServers(names: readonly string[]): Promise<void> {
      if (names.length > 0) await redis.hdel(keys.serverLoads(), ...names)
    },
  }
}
