// How servers find this node: its announcement in Redis, renewed while it lives. Media needs no Redis: while that is away,
// the node goes on and announces itself again afterwards.
import { keys } from '@lectern/shared/keys'
import { redisLocation } from '@lectern/shared/redisAway'
import { nodeExpiryMs, nodeHeartbeatMs, type SfuNode } from '@lectern/shared/sfuContract'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'

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
  })
  let away = false
  redis.on('error', (error: Error) => {
    if (!away) log.error({ reason: error.message }, 'redis is away; media goes on')
    away = true
  })
  redis.on('ready', () => {
    away = false
  })

  async function announce(): Promise<void> {
    const node = describe()
    await redis
      .multi()
      .set(keys.node(node.nodeId), JSON.stringify(node), 'PX', nodeExpiryMs)
      .zadd(keys.nodes(), Date.now() + nodeExpiryMs, node.nodeId)
      .exec()
  }

  await announce()
  const timer = setInterval(() => {
    // What is sent while Redis is away would wait in a queue for as long as that lasts.
    if (redis.status !== 'ready') return
    announce().catch((error: unknown) => log.debug({ err: error }, 'not announced'))
  }, nodeHeartbeatMs)

  return {
    close: async () => {
      clearInterval(timer)
      const { nodeId } = describe()
      // The score stays in the past: servers that still look will clear what was here.
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
