// Announces this node to servers in Redis while it lives. Media needs no Redis: if it is away, the node
// carries on and announces itself again afterwards.
import { setTimeout as wait } from 'node:timers/promises'
import { keys } from '@lectern/shared/keys'
import {
  isFailover,
  isRedisAway,
  isRefusal,
  RedisRefusedError,
  redisErrorCode,
  redisLocation,
} from '@lectern/shared/redisAway'
import { nodeExpiryMs, nodeHeartbeatMs, type SfuNode } from '@lectern/shared/sfuContract'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'

/**
 * The start gives up after failing this often to reach Redis' address; a Redis that is there but busy is
 * waited for.
 */
const attempts = 3
const retryMs = 200

export interface Registration {
  close(): Promise<void>
}

export async function register(
  redisUrl: string,
  describe: () => SfuNode,
  log: Logger,
): Promise<Registration> {
  const redis = new Redis(redisLocation(redisUrl), {
    maxRetriesPerRequest: null,
    commandTimeout: nodeHeartbeatMs,
    retryStrategy: (attempt) => Math.min(attempt * 100, 1000),
    // Its address may lead to another server by now.
    reconnectOnError: isFailover,
  })
  let away = false
  let refused = false
  redis.on('error', (error: Error) => {
    refused ||= isRefusal(error)
    if (!away) log.error({ err: error }, 'redis is away; media goes on')
    away = true
  })
  redis.on('ready', () => {
    away = false
  })

  async function announce(): Promise<void> {
    const node = describe()
    // By Redis' clock, which servers use: this machine's may be wrong.
    const [seconds] = await redis.time()
    const results = await redis
      .multi()
      .set(keys.node(node.nodeId), JSON.stringify(node), 'PX', nodeExpiryMs)
      .zadd(keys.nodes(), Number(seconds) * 1000 + nodeExpiryMs, node.nodeId)
      .exec()
    for (const [error] of results ?? []) if (error) throw error
  }

  async function announceFirst(): Promise<void> {
    for (let missing = 0; ; ) {
      const error = await announce().then(
        () => undefined,
        (reason: unknown) => reason,
      )
      if (!error) return
      if (refused || isRefusal(error)) throw new RedisRefusedError(redisUrl)
      const isThere =
        redis.status === 'connect' || redis.status === 'ready' || redisErrorCode(error) !== undefined
      if (!isRedisAway(error) || (!isThere && ++missing >= attempts)) throw error
      log.warn('redis does not answer yet; waiting for it')
      await wait(retryMs)
    }
  }

  try {
    await announceFirst()
  } catch (error) {
    redis.disconnect()
    throw error
  }
  const timer = setInterval(() => {
    // Commands sent while Redis is away would only queue up.
    if (redis.status !== 'ready') return
    announce().catch((error: unknown) => log.debug({ err: error }, 'not announced'))
  }, nodeHeartbeatMs)

  return {
    close: async () => {
      clearInterval(timer)
      const { nodeId } = describe()
      // Keep an expired score: servers that look for it will clear this node's stages.
      await redis
        .multi()
        .del(keys.node(nodeId))
        .zadd(keys.nodes(), 0, nodeId)
        .exec()
        .catch(() => undefined)
      redis.disconnect()
    },
  }
}
