// The connection for stores, scripts and the Socket.IO adapter.
import { Redis } from 'ioredis'
import type { Log } from './log.ts'

/** `unix:///path/to/socket` or a redis:// URL. */
export const redisLocation = (url: string): string =>
  url.startsWith('unix://') ? url.slice('unix://'.length) : url

export function connectRedis(url: string, log: Log): Redis {
  const redis = new Redis(redisLocation(url), {
    enableAutoPipelining: true,
    // A person waits no longer than this for an answer; a command sent while Redis restarts waits in the queue.
    commandTimeout: 5000,
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

const awayNames = new Set([
  'MaxRetriesPerRequestError',
  'AbortError',
  'ClientClosedError',
  'SocketClosedUnexpectedlyError',
])
const awayMessages =
  /Command timed out|Connection is closed|ECONNREFUSED|ENOENT|LOADING|Stream isn't writeable|READONLY|MISCONF|Socket closed/

/** Whether an error says that Redis could not be reached or could not write, rather than that we asked it nonsense. */
export const isRedisAway = (error: unknown): boolean =>
  error instanceof Error && (awayNames.has(error.name) || awayMessages.test(error.message))
