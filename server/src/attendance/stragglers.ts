// Who may still hold evidence of an ended session: a server cut off from Redis queues its marks, and a media
// node that no server reaches queues its reports. A dead server looks the same, so the wait is limited.
import { judgedAfterMs } from '@lectern/shared/attendance'
import { keys } from '@lectern/shared/keys'
import type { SessionView } from '@lectern/shared/program'
import type { Redis } from 'ioredis'
import type { OutagesStore } from './outagesStore.ts'

export interface StragglersOptions {
  redis: Redis
  outages: Pick<OutagesStore, 'all' | 'living'>
  /** Ids of live media nodes that this server cannot reach. */
  unreachableNodes: () => readonly string[]
}

/**
 * How long (ms) freezing waits for stragglers after the last
 * evidence could be in; then it goes ahead without them.
 */
export const stragglersMs = 120_000

export function createStragglers({ redis, outages, unreachableNodes }: StragglersOptions) {
  /** Ids of the outages of servers that served this session and are not back. */
  async function serversOf({ session, state }: SessionView): Promise<string[]> {
    const until = state.endedAt! + judgedAfterMs
    const failed = (await outages.all()).filter(
      ({ cause, from }) => cause === 'server' && from >= state.liveAt! && from < until,
    )
    if (failed.length === 0) return []
    const living = new Set(await outages.living())
    const served = await Promise.all(
      failed.map(({ id, server }) =>
        redis.exists(keys.servedBy(session.id, server!), keys.outageServed(session.id, id)),
      ),
    )
    return failed.filter(({ server }, i) => served[i]! > 0 && !living.has(server!)).map(({ id }) => id)
  }

  async function nodesOf(sessionId: string): Promise<string[]> {
    const unreachable = unreachableNodes()
    if (unreachable.length === 0) return []
    const reported = await redis.hmget(keys.deliveryReports(sessionId), ...unreachable)
    return unreachable.filter((_, i) => reported[i]).map((nodeId) => `node:${nodeId}`)
  }

  return async (view: SessionView): Promise<string[]> =>
    (await Promise.all([serversOf(view), nodesOf(view.session.id)])).flat()
}
