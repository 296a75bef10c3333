// The connections for stores, scripts and the Socket.IO adapter.
import {
  createRedisFailover,
  isRedisAway,
  isRefusal,
  type RedisFailover,
  RedisRefusedError,
  redisErrorCode,
  redisLocation,
} from '@lectern/shared/redisAway'
import { type Command, Redis } from 'ioredis'
import type { Log } from './log.ts'
import { scripts } from './script.ts'

/** The failover shared by all connections of one server. */
export const createFailover = (log: Log): RedisFailover => {
  let loggedAt = Number.NEGATIVE_INFINITY
  return createRedisFailover((code) => {
    if (performance.now() - loggedAt < 1000) return
    loggedAt = performance.now()
    log.warn({ code }, 'redis has failed over: reconnecting')
  })
}

/** A connection error without its details: "ECONNREFUSED", "WRONGPASS", otherwise its class. */
const reasonOf = (error: Error): string =>
  redisErrorCode(error) ?? ('code' in error ? String(error.code) : error.name)

/** `failover`: shared by the connections of one server. Duplicates of the connection take part too. */
export function connectRedis(url: string, log: Log, failover: RedisFailover = createFailover(log)): Redis {
  const redis = new Redis(redisLocation(url), {
    enableAutoPipelining: true,
    scripts: scripts(),
    // A command sent while Redis restarts waits in the queue. A person waits up to twice this long, since a
    // batch is sent only after the previous one; a page waits longer still for its command.
    commandTimeout: 4000,
    maxRetriesPerRequest: null,
    // A command in flight when the connection broke may or may not have run: refuse it, never run it twice.
    autoResendUnfulfilledCommands: false,
    retryStrategy: (attempt) => Math.min(attempt * 100, 1000),
    // False: if it renewed connections, it has already done so.
    reconnectOnError: (error) => {
      failover.onError(error)
      return false
    },
  })
  let away = false
  redis.on('error', (error: Error) => {
    if (!away) log.error({ reason: reasonOf(error) }, 'redis is away')
    away = true
  })
  redis.on('ready', () => {
    if (away) log.info('redis is back')
    away = false
  })
  return joinFailover(redis, failover)
}

/**
 * Commands waiting for Redis time out and are reported as failed, but ioredis would still send them later. It
 * times out the commands of a pipeline in order, so when the first does, drop them all.
 */
function dropTimedOut(redis: Redis): void {
  const send = redis.sendCommand.bind(redis)
  const dropped = new WeakSet<object>()
  redis.sendCommand = (command, stream) => {
    const isDropped = stream !== undefined && dropped.has(stream)
    if (!command.isSettled && !isDropped) return send(command, stream)
    if (stream) {
      dropped.add(stream)
      // The pipeline writes once each of its commands has settled.
      stream.write('')
    }
    if (!command.isSettled) command.reject(new Error('Command timed out'))
    return command.promise
  }
}

/** As ioredis has it: it clears the timer once the command has settled. */
interface TimedCommand extends Pick<Command, 'isSettled' | 'reject' | 'setTimeout'> {
  _commandTimeoutTimer?: NodeJS.Timeout
}

/**
 * Times a command out only after its reply was looked for. A process that stood still, or a machine that is
 * crowded, runs timers first: ioredis itself then gives up replies that have arrived.
 */
function readBeforeTimeout(redis: Redis): void {
  const send = redis.sendCommand.bind(redis)
  redis.sendCommand = (command, stream) => {
    const timed = command as unknown as TimedCommand
    timed.setTimeout = (ms) => {
      timed._commandTimeoutTimer ??= setTimeout(
        () => setImmediate(() => timed.isSettled || timed.reject(new Error('Command timed out'))),
        ms,
      )
    }
    return send(command, stream)
  }
}

function joinFailover(redis: Redis, failover: RedisFailover): Redis {
  readBeforeTimeout(redis)
  dropTimedOut(redis)
  const leave = failover.add(() => {
    if (redis.status === 'ready') redis.disconnect(true)
  })
  redis.on('end', leave)
  const duplicate = redis.duplicate.bind(redis)
  redis.duplicate = (options) => joinFailover(duplicate(options), failover)
  return redis
}

/**
 * Resolves when Redis answers. Waits for one that is busy loading its data, with a line in the log. Rejects
 * if nobody answers, or if it refuses the password.
 */
export async function untilReady(redis: Redis, url: string, log: Log): Promise<void> {
  // Waiting would not help.
  let refused = false
  const onError = (error: Error) => {
    refused ||= isRefusal(error)
  }
  redis.on('error', onError)
  try {
    for (;;) {
      const error = await redis.ping().then(
        () => undefined,
        (reason: Error) => reason,
      )
      if (!error) return
      if (refused || isRefusal(error)) throw new RedisRefusedError(url)
      const isThere =
        redis.status === 'connect' || redis.status === 'ready' || redisErrorCode(error) !== undefined
      if (!isRedisAway(error) || !isThere) throw error
      log.warn('redis is there but does not answer yet; it may be loading its data. Waiting for it')
    }
  } finally {
    redis.off('error', onError)
  }
}
