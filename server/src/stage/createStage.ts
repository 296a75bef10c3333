// Wires up the stage: the media nodes, what this server does with them, and what follows from their reports.
import { hostname } from 'node:os'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import type { Config } from '../core/config.ts'
import type { Log } from '../core/log.ts'
import type { Broadcast } from '../live/broadcast.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { Audience } from './arrival.ts'
import { createIceServers } from './iceServers.ts'
import { createNodeEvents, type NodeEventsOptions } from './nodeEvents.ts'
import { SfuNodes } from './sfuNodes.ts'
import { createStageControl, type Stage } from './stage.ts'
import { createStageCommands } from './stageCommands.ts'
import { createStageRoutes } from './stageRoutes.ts'
import type { StageStore } from './stageStore.ts'

export interface StageFeatureOptions {
  redis: Redis
  config: Pick<Config, 'ICE_SERVERS' | 'TURN_URLS' | 'TURN_SECRET' | 'SFU_CONTROL_SECRET'>
  store: StageStore
  program: ProgramStore
  broadcast: Broadcast
  /** All sockets of this server that hold peers. */
  holders: NodeEventsOptions['holders']
  /** False while this server's clock is not trusted. */
  mayWork: () => boolean
  clock: Clock
  log: Log
}

/** What happens elsewhere after a report of a media node. */
export type StageListeners = Pick<NodeEventsOptions, 'delivered' | 'lost' | 'nodeGone' | 'tellAgain'>

export interface StageFeature {
  nodes: SfuNodes
  control: Stage
  routes: ReturnType<typeof createStageRoutes>
  /** `audience`: who watches, as attendance counts them. */
  commandsFor(audience: Audience): ReturnType<typeof createStageCommands>
  /** Tells nodes and pages the stage as it is now. */
  publish(sessionId: string): Promise<void>
  /** Connects the media nodes; their reports are taken from now on. */
  start(listeners: StageListeners): Promise<void>
  close(): void
}

export function createStage(options: StageFeatureOptions): StageFeature {
  const { redis, config, store, program, broadcast, holders, mayWork, clock, log } = options
  const nodes = new SfuNodes({
    redis,
    clock,
    log,
    secret: config.SFU_CONTROL_SECRET,
    serverName: `${hostname()}-${process.pid}`,
    mayWork,
  })
  const iceServers = createIceServers(config, clock)
  const control = createStageControl({ store, nodes, broadcast, iceServers, log })
  let events: ReturnType<typeof createNodeEvents> | undefined
  return {
    nodes,
    control,
    async publish(sessionId: string): Promise<void> {
      await control.publish({ changed: true, state: await store.noted(sessionId) })
    },
    routes: createStageRoutes(nodes, control),
    commandsFor: (audience: Audience) =>
      createStageCommands({ stage: control, store, program, audience, clock }),
    async start(listeners: StageListeners): Promise<void> {
      events = createNodeEvents({ stage: control, store, nodes, broadcast, holders, log, ...listeners })
      await nodes.start(events)
    },
    close(): void {
      events?.close()
      nodes.close()
    },
  }
}
