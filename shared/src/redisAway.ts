// Detects that Redis is unreachable or cannot work. Used by every process.
import { withoutPassword } from './configReader.ts'

/** `unix:///path/to/socket` or a redis:// URL, as ioredis accepts it. */
export const redisLocation = (url: string): string =>
  url.startsWith('unix://') ? url.slice('unix://'.length) : url

const awayNames = new Set(['MaxRetriesPerRequestError', 'AbortError'])
const awaySystemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
/** Messages of the two clients while disconnected. */
const awayMessages =
  /Command timed out|Connection is closed|ECONNREFUSED|ENOENT|Stream isn't writeable|Socket (?:closed|timeout)|[Cc]onnection timeout|client is (?:closed|offline)|Disconnects client/

/** The names that ioredis and node-redis give to error replies of Redis. */
const replyNames = new Set(['ReplyError', 'SimpleError', 'BlobError', 'ErrorReply'])

/** The first word of a Redis error, e.g. "READONLY"; undefined for any other error. */
export function redisErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return
  if (!replyNames.has(error.name) && !replyNames.has(error.constructor.name)) return
  return /^[A-Z][A-Z0-9]+(?= |$)/.exec(error.message)?.[0]
}

/** These replies mean that our request was wrong. Any other means that Redis cannot serve it now. */
const ourMistakes = new Set([
  'ERR',
  'WRONGTYPE',
  'NOSCRIPT',
  'CROSSSLOT',
  'BUSYKEY',
  'BUSYGROUP',
  'NOGROUP',
  'INVALIDOBJ',
])
/** Cases that Redis reports only as `ERR`. */
const refusedByAll = /max number of clients|max-clients|Error running script.*(?:OOM|READONLY|MISCONF)/

/**
 * Whether the error says that Redis was unreachable or could not work, rather than that our request was
 * wrong.
 */
export function isRedisAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = redisErrorCode(error)
  if (code !== undefined) return !ourMistakes.has(code) || refusedByAll.test(error.message)
  if ('code' in error && awaySystemCodes.has(String(error.code))) return true
  return awayNames.has(error.name) || awayMessages.test(error.message)
}

/** The server at the other end is no longer the right one: after a failover the address leads to another. */
const failoverCodes = new Set([
  'READONLY',
  'LOADING',
  'CLUSTERDOWN',
  'MOVED',
  'ASK',
  'MASTERDOWN',
  'NOREPLICAS',
  'UNBLOCKED',
])

/** Whether a new connection may reach a server that answers where this one does not. */
export const isFailover = (error: unknown): boolean => failoverCodes.has(redisErrorCode(error) ?? '')

/** For the person who starts a process. A password in the URL is not shown. */
export const redisAwayMessage = (url: string): string =>
  `REDIS_URL is "${withoutPassword(url)}": no Redis answers there. Start it, or correct REDIS_URL.`

const refusals = new Set(['WRONGPASS', 'NOAUTH', 'NOPERM'])
/** Redis is reachable but refuses our credentials or rights. */
export const isRefusal = (error: unknown): boolean => refusals.has(redisErrorCode(error) ?? '')

/** Its message is for the person who starts the process. */
export class RedisRefusedError extends Error {
  override readonly name = 'RedisRefusedError'

  constructor(url: string) {
    super(
      `REDIS_URL is "${withoutPassword(url)}": the Redis there refuses its user or password. Correct them in REDIS_URL.`,
    )
  }
}

/**
 * The connections of one process. After a failover noticed on any of them, all are renewed: connections that
 * only read or wait would never notice.
 */
export interface RedisFailover {
  /** `renew` drops the connection and makes a new one. Returns the function that removes it again. */
  add(renew: () => void): () => void
  /** Call it with each Redis error. True if it renewed the connections. */
  onError(error: Error): boolean
}

export function createRedisFailover(onRenew: (code: string) => void): RedisFailover {
  const all = new Set<() => void>()
  return {
    add(renew) {
      all.add(renew)
      return () => all.delete(renew)
    },
    onError(error) {
      if (!isFailover(error)) return false
      onRenew(redisErrorCode(error)!)
      for (const renew of all) renew()
      return true
    },
  }
}
