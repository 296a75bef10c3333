// A media node's announcement, read as servers read it.
import { once } from 'node:events'
import { keys } from '@lectern/shared/keys'
import { redisLocation } from '@lectern/shared/redisAway'
import { type SfuNode, sfuNode } from '@lectern/shared/sfuContract'
import { Redis } from 'ioredis'

interface Announcement {
  node: SfuNode
  livesMs: number
  /** By Redis' clock, in ms since 1970. */
  expiresAt: number
}

/** The node's next announcement, as Redis reports it. */
export async function nextAnnouncement(redisUrl: string, nodeId: string): Promise<Announcement> {
  const location = redisLocation(redisUrl)
  const [listener, reader] = [new Redis(location), new Redis(location)]
  try {
    await listener.config('SET', 'notify-keyspace-events', 'K$')
    await listener.subscribe(`__keyspace@0__:${keys.node(nodeId)}`)
    await once(listener, 'message')
    return {
      node: sfuNode.parse(JSON.parse((await reader.get(keys.node(nodeId)))!)),
      livesMs: await reader.pttl(keys.node(nodeId)),
      expiresAt: Number(await reader.zscore(keys.nodes(), nodeId)),
    }
  } finally {
    listener.disconnect()
    reader.disconnect()
  }
}
