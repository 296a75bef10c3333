// The media nodes: found by their announcements in Redis, and connected to.
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import {
  type SfuCommandName,
  type SfuNode,
  type SfuReply,
  type SfuRequest,
  type SfuServerEvents,
  sfuNode,
  type TakenReport,
} from '@lectern/shared/sfuContract'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { SfuLink } from './sfuLink.ts'

export interface SfuNodesOptions {
  redis: Redis
  clock: Clock
  log: Log
  secret: string
  serverName: string
  /** How often the announcements are read, in ms. */
  everyMs?: number
  /** False while this server's clock is not trusted: it then declares no node dead. */
  mayWork?: () => boolean
}

export interface SfuNodeEvents {
  /**
   * If a listener's promise rejects, the report could not be taken; it goes to another server or comes again.
   */
  onPeerClosed: (report: TakenReport<'peer.closed'>) => Promise<void>
  onProducerClosed: (report: TakenReport<'producer.closed'>) => Promise<void>
  onProducerSilent: (report: TakenReport<'producer.silent'>) => Promise<void>
  onDelivery: (report: TakenReport<'stage.delivery'>) => Promise<void>
  onLost: (report: TakenReport<'stage.lost'>) => Promise<void>
  onActiveSpeaker: SfuServerEvents['stage.activeSpeaker']
  onViewers: SfuServerEvents['stage.viewers']
  /** Connected or reconnected: this server's peers there must be attached again. */
  onNodeConnected: (nodeId: string) => void
  /** The node has died with everything on it. Rejects if that could not be recorded; it is then retried. */
  onNodeGone: (nodeId: string) => Promise<void>
}

/** How long a node's announcement must have been missing, in ms. */
const forgottenAfterMs = 10_000

export class SfuNodes {
  readonly #options: SfuNodesOptions
  readonly #links = new Map<string, SfuLink>()
  /** Nodes that have died although their announcement has not expired yet. */
  readonly #dead = new Set<string>()
  /** Since when their announcement is missing, on the clock. */
  readonly #missingSince = new Map<string, number>()
  #nodes = new Map<string, SfuNode>()
  #events: SfuNodeEvents | undefined
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(options: SfuNodesOptions) {
    this.#options = options
  }

  async start(events: SfuNodeEvents): Promise<void> {
    this.#events = events
    await this.#refresh()
    this.#schedule()
  }

  get living(): SfuNode[] {
    return [...this.#nodes.values()].filter((node) => this.#links.get(node.nodeId)?.connected)
  }

  /** Ids of living nodes to which this server has no connection. */
  get unreachable(): string[] {
    return [...this.#nodes.keys()].filter((nodeId) => !this.#links.get(nodeId)?.connected)
  }

  /** The least loaded node that takes new stages. Throws `stage_unavailable` if there is none. */
  candidate(): SfuNode {
    const able = this.living.filter(({ workers }) => workers > 0)
    const [best] = able.sort((a, b) => Number(a.draining) - Number(b.draining) || a.load - b.load)
    if (!best) throw errors.stageUnavailable()
    return best
  }

  async call<Name extends SfuCommandName>(
    nodeId: string,
    name: Name,
    request: SfuRequest<Name>,
  ): Promise<SfuReply<Name>> {
    const link = this.#links.get(nodeId)
    if (!link) throw errors.peerGone()
    return link.call(name, request)
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    for (const link of this.#links.values()) link.close()
    this.#links.clear()
  }

  #schedule(): void {
    this.#timer = setTimeout(() => {
      this.#refresh()
        .catch((error: unknown) => this.#options.log.debug({ err: error }, 'media nodes could not be read'))
        .finally(() => {
          if (!this.#closed) this.#schedule()
        })
    }, this.#options.everyMs ?? 1000)
    this.#timer.unref()
  }

  async #refresh(): Promise<void> {
    const { redis } = this.#options
    // A node lives as long as its announcement, which Redis lets expire: only Redis' clock decides.
    const ids = await redis.zrange(keys.nodes(), '0', '-1')
    const texts = ids.length > 0 ? await redis.mget(ids.map(keys.node)) : []
    if (this.#closed) return
    const announced = new Set(ids.filter((_, i) => texts[i]))
    for (const nodeId of this.#dead) if (!announced.has(nodeId)) this.#dead.delete(nodeId)
    const living = new Map<string, SfuNode>()
    for (const text of texts) {
      const parsed = text ? sfuNode.safeParse(JSON.parse(text)) : undefined
      if (parsed?.success && !this.#dead.has(parsed.data.nodeId)) living.set(parsed.data.nodeId, parsed.data)
    }
    this.#nodes = living
    for (const node of living.values()) if (!this.#links.has(node.nodeId)) this.#connect(node)
    for (const [nodeId, link] of this.#links) {
      // While the control connection stands the node lives, even without an announcement (Redis may be
      // restarting).
      if (!living.has(nodeId) && !link.connected && this.#mayWork) this.#drop(nodeId)
    }
    await this.#forgetDead(ids.filter((nodeId) => !announced.has(nodeId)))
  }

  get #mayWork(): boolean {
    return this.#options.mayWork?.() ?? true
  }

  /** Nodes whose announcement expired long ago died while no server watched. */
  async #forgetDead(missing: string[]): Promise<void> {
    const { redis, clock } = this.#options
    if (!this.#mayWork) return this.#missingSince.clear()
    for (const nodeId of this.#missingSince.keys())
      if (!missing.includes(nodeId)) this.#missingSince.delete(nodeId)
    if (missing.length === 0) return
    const expiredAt = await redis.zmscore(keys.nodes(), ...missing)
    for (const [i, nodeId] of missing.entries()) {
      const since = this.#missingSince.get(nodeId) ?? clock()
      this.#missingSince.set(nodeId, since)
      if (clock() - Math.min(since, Number(expiredAt[i])) < forgottenAfterMs || this.#links.has(nodeId))
        continue
      await this.#events?.onNodeGone(nodeId)
      await redis.zrem(keys.nodes(), nodeId)
    }
  }

  #drop(nodeId: string): void {
    const { log } = this.#options
    this.#links.get(nodeId)?.close()
    this.#links.delete(nodeId)
    this.#nodes.delete(nodeId)
    log.warn({ nodeId }, 'media node is gone')
    // If this fails now, the node is declared dead again later.
    this.#events
      ?.onNodeGone(nodeId)
      .catch((error: unknown) => log.warn({ nodeId, err: error }, 'not cleared yet'))
  }

  #connect(node: SfuNode): void {
    const { log, secret, serverName } = this.#options
    const link = new SfuLink(node.nodeId, node.controlUrl, secret, serverName)
    this.#links.set(node.nodeId, link)
    link.onConnect(() => {
      log.info({ nodeId: node.nodeId, region: node.region }, 'media node connected')
      this.#events?.onNodeConnected(node.nodeId)
    })
    link.onRefused((reason, isDead) => {
      log.debug({ nodeId: node.nodeId, reason }, 'media node refused the connection')
      if (!isDead) return
      this.#dead.add(node.nodeId)
      this.#drop(node.nodeId)
    })
    link.onMalformed((event) => log.warn({ nodeId: node.nodeId, event }, 'a node told what it may not'))
    const events = this.#events!
    link.onReport('peer.closed', events.onPeerClosed)
    link.onReport('producer.closed', events.onProducerClosed)
    link.onReport('producer.silent', events.onProducerSilent)
    link.onReport('stage.delivery', events.onDelivery)
    link.onReport('stage.lost', events.onLost)
    link.on('stage.activeSpeaker', events.onActiveSpeaker)
    link.on('stage.viewers', events.onViewers)
  }
}
