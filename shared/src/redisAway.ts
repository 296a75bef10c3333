// What every process needs to know of a Redis that is not there, or that cannot serve it.
import { withoutPassword } from './configReader.ts'

/** `unix:///path/to/socket` or a redis:// URL, as ioredis takes it. */
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
/** Of the two clients, while they have no connection. */
const awayMessages =
  /Command timed out|Connection is closed|ECONNREFUSED|ENOENT|Stream isn't writeable|Socket (?:closed|timeout)|[Cc]onnection timeout|client is (?:closed|offline)|Disconnects client/

/** The names that ioredis and node-redis give to errors that Redis answered. */
const replyNames = new Set(['ReplyError', 'SimpleError', 'BlobError', 'ErrorReply'])

/** The word an error of Redis begins with, e.g. "READONLY"; undefined for every other error. */
export function redisErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return
  if (!replyNames.has(error.name) && !replyNames.has(error.constructor.name)) return
  return /^[A-Z][A-Z0-9]+(?= |$)/.exec(error.message)?.[0]
}

/** Redis says with these that we asked it nonsense. Every other error says that it cannot do now what it was asked. */
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
/** What only `ERR` tells. */
const refusedByAll = /max number of clients|max-clients|Error running script.*(?:OOM|READONLY|MISCONF)/

/** Whether an error says that Redis could not be reached or could not do its work, rather than that we asked it nonsense. */
export function isRedisAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = redisErrorCode(error)
  if (code !== undefined) return !ourMistakes.has(code) || refusedByAll.test(error.message)
  if ('code' in error && awaySystemCodes.has(String(error.code))) return true
  return awayNames.has(error.name) || awayMessages.test(error.message)
}

/** The server at the other end is not, or not any more, the one to talk to: after a failover its address leads to another. */
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

/** Whether a new connection may lead to a server that answers, where this one does not. */
export const isFailover = (error: unknown): boolean => failoverCodes.has(redisErrorCode(error) ?? '')

/** For whoever starts a process. A password in the URL is not shown. */
export const redisAwayMessage = (url: string): string =>
  `REDIS_URL is "${withoutPassword(url)}": no Redis answers there. Start it, or correct REDIS_URL.`

const refusals = new Set(['WRONGPASS', 'NOAUTH', 'NOPERM'])
/** The Redis is there, and refuses who asks. */
export const isRefusal = (error: unknown): boolean => refusals.has(redisErrorCode(error) ?? '')

/** Its message is for whoever starts the process. */
export class RedisRefusedError extends Error {
  override readonly name = 'RedisRefusedError'

  constructor(url: string) {
    super(
      `REDIS_URL is "${withoutPassword(url)}": the Redis there refuses its user or password. Correct them in REDIS_URL.`,
    )
  }
}

/**
 * The connections of one process. Where one finds that Redis has failed over, all are made anew: those that only read or
 * wait would never find out by themselves.
 */
export interface RedisFailover {
  /** `renew`: lets go of the connection and makes a new one. Answers the function that takes it out again. */
  add(renew: () => void): () => void
  /** To be called with each error of Redis. True where it made everything anew. */
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
