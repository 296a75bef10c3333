// Turns media nodes' reports into what people see.
import { AppError } from '@lectern/shared/errors'
import type { Log } from '../core/log.ts'
import type { Broadcast } from '../live/broadcast.ts'
import type { PeerHolder } from '../live/connection.ts'
import { rooms } from '../live/rooms.ts'
import type { SfuNodeEvents, SfuNodes } from './sfuNodes.ts'
import type { Stage } from './stage.ts'
import type { StageStore } from './stageStore.ts'

export interface NodeEventsOptions {
  stage: Stage
  store: StageStore
  nodes: SfuNodes
  broadcast: Broadcast
  /** All sockets of this server that hold peers. */
  holders: () => Iterable<PeerHolder>
  /** The people reached by media in the past interval, on one stage. */
  delivered: SfuNodeEvents['onDelivery']
  /** Announces changes of this stage, or of its session, that were not announced. */
  tellAgain: (stageId: string) => Promise<void>
  /** Viewers of one stage lost their media with a worker. */
  lost: SfuNodeEvents['onLost']
  /** A node has died with everything it served. */
  nodeGone: (nodeId: string) => Promise<void>
  log: Log
}

/** Staff see the size of the audience at most once in this time, in ms. */
const audienceEveryMs = 2000

/** Reasons for closing a peer after which its page does not return by itself. */
const isFinal = new Set(['left', 'grace_over'])

export function createNodeEvents(options: NodeEventsOptions): SfuNodeEvents & { close(): void } {
  const { stage, store, nodes, broadcast, holders, log } = options
  const audience = new Map<string, number>()
  const timer = setInterval(() => {
    for (const [sessionId, watching] of audience)
      broadcast(rooms.staff(sessionId), 'stage.audience', { sessionId, watching })
    audience.clear()
  }, audienceEveryMs)
  timer.unref()

  const logged = (what: string) => (error: unknown) => log.warn({ err: error }, what)

  function tellHolder(peerId: string, reason: string): void {
    for (const holder of holders()) {
      if (!holder.peers.delete(peerId)) continue
      holder.tellClosed(peerId, reason)
    }
  }

  /** Otherwise viewers would hear a break if the server that should have silenced it died. */
  async function tellAgain(stageId: string): Promise<void> {
    if (await store.isUntold(stageId)) await options.tellAgain(stageId)
  }

  return {
    async onPeerClosed({ peerId, reason }) {
      if (reason !== 'left' && reason !== 'replaced') tellHolder(peerId, reason)
      await stage.forget(peerId, undefined, isFinal.has(reason))
    },
    async onProducerClosed({ stageId, peerId, producerId }) {
      await stage.publish(await store.removeProducer(stageId, peerId, producerId))
    },
    async onProducerSilent({ stageId, peerId, producerId, silent }) {
      await stage.publish(await store.silenceProducer(stageId, peerId, producerId, silent))
    },
    onActiveSpeaker({ stageId, peerId }) {
      broadcast([rooms.session(stageId), rooms.staff(stageId)], 'stage.activeSpeaker', {
        sessionId: stageId,
        peerId,
      })
    },
    onViewers({ stageId, nodeId, viewers }) {
      store
        .countViewers(stageId, nodeId, viewers)
        .then((watching) => audience.set(stageId, watching))
        .catch(logged('viewers could not be counted'))
    },
    onDelivery(event) {
      tellAgain(event.stageId).catch(logged('a stage could not be told again'))
      return options.delivered(event)
    },
    onLost: options.lost,
    onNodeConnected(nodeId) {
      // This server's sockets reclaim their peers before the grace time ends them.
      for (const holder of holders()) {
        for (const [peerId, at] of holder.peers) {
          if (at.nodeId !== nodeId) continue
          nodes.call(nodeId, 'peer.attach', { peerId }).catch((error: unknown) => {
            if (error instanceof AppError && error.code === 'peer_gone') tellHolder(peerId, 'peer_gone')
          })
        }
      }
    },
    async onNodeGone(nodeId) {
      for (const holder of holders())
        for (const [peerId, at] of holder.peers) if (at.nodeId === nodeId) tellHolder(peerId, 'node_gone')
      await options.nodeGone(nodeId)
      const changes = await store.clearNode(nodeId)
      await Promise.all(changes.map(stage.publish))
    },
    close: () => clearInterval(timer),
  }
}
