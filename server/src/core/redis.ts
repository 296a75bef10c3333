// The connection for stores, scripts and the Socket.IO adapter.
import { redisLocation } from '@lectern/shared/redisAway'
import { Redis } from 'ioredis'
import type { Log } from './log.ts'

export function connectRedis(url: string, log: Log): Redis {
  const redis = new Redis(redisLocation(url), {
    enableAutoPipelining: true,
    // A command sent while Redis restarts waits in the queue. A person waits for an answer up to twice this long, since a
    // batch is sent only after the one before; that is still less than a page waits for its command.
    commandTimeout: 4000,
    maxRetriesPerRequest: null,
    // What was in flight when the connection broke may or may not have run: it is refused, never run twice.
    autoResendUnfulfilledCommands: false,
    retryStrategy: (attempt) => Math.min(attempt * 100, 1000),
  })
  let away = false
  redis.on('error', (error: Error) => {
    if (!away) log.error({ reason: error.message }, 'redis is away')
    away = true
  })
  redis.on('ready', () => {
    if (away) log.info('redis is back')
    away = false
  })
  return redis
}
