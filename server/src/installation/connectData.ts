// Connects a server to Redis. It goes on only if the data there is complete.
import { ConfigError } from '@lectern/shared/configReader'
import { keys } from '@lectern/shared/keys'
import type { RedisFailover } from '@lectern/shared/redisAway'
import type { Redis } from 'ioredis'
import type { Log } from '../core/log.ts'
import { connectRedis, createFailover, untilReady } from '../core/redis.ts'

export interface DataConnections {
  redis: Redis
  /** Passes pushes between servers, and does nothing else. */
  adapterRedis: Redis
  /** Shared by all connections of this server. */
  failover: RedisFailover
}

/** A restore that was interrupted has left half of the data, on which nothing may work. */
async function requireRestored(redis: Redis): Promise<void> {
  if ((await redis.exists(keys.unfinishedRestore())) > 0)
    throw new ConfigError(
      'A backup was restored here only in part. Run npm run restore -- FILE again, then start the server.',
    )
}

/** Throws ConfigError if a restore was interrupted. */
export async function connectData(url: string, log: Log): Promise<DataConnections> {
  const failover = createFailover(log)
  const redis = connectRedis(url, log, failover)
  const adapterRedis = connectRedis(url, log, failover)
  await untilReady(redis, url, log)
  await requireRestored(redis).catch((error: unknown) => {
    redis.disconnect()
    adapterRedis.disconnect()
    throw error
  })
  return { redis, adapterRedis, failover }
}
