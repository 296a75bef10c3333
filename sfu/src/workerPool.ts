// One mediasoup worker per core, each with one UDP and one TCP port for all of its transports. A worker that dies is
// replaced on the same port.
import { createWorker } from 'mediasoup'
import type { TransportListenInfo, WebRtcServer, Worker } from 'mediasoup/types'
import type { Logger } from 'pino'

export interface WorkerPoolOptions {
  count: number
  listenIp: string
  announcedAddress: string | undefined
  /** Worker n listens on this + n; 0 for free ports. */
  firstPort: number
  log: Logger
}

export interface PoolWorker {
  readonly index: number
  readonly worker: Worker
  readonly webRtcServer: WebRtcServer
  /** Share of a core in use, 0 to 1, at the last sample. */
  load: number
  /** Peers that receive from this worker. */
  viewers: number
}

/** How often the workers' CPU time is read, in ms. */
const sampleMs = 2000
const respawnMs = 500

export class WorkerPool {
  readonly #options: WorkerPoolOptions
  readonly #workers = new Map<number, PoolWorker>()
  readonly #cpuMs = new Map<number, number>()
  readonly #timers = new Set<NodeJS.Timeout>()
  #sampler: NodeJS.Timeout | undefined
  #closed = false

  private constructor(options: WorkerPoolOptions) {
    this.#options = options
  }

  static async create(options: WorkerPoolOptions): Promise<WorkerPool> {
    const pool = new WorkerPool(options)
    try {
      await Promise.all(Array.from({ length: options.count }, (_, index) => pool.#spawn(index)))
    } catch (error) {
      pool.close()
      throw error
    }
    pool.#sampler = setInterval(() => void pool.#sample(), sampleMs)
    pool.#sampler.unref()
    return pool
  }

  get workers(): PoolWorker[] {
    return [...this.#workers.values()]
  }

  /** Mean share of its cores in use, 0 to 1. */
  get load(): number {
    const all = this.workers
    return all.length === 0 ? 1 : all.reduce((sum, worker) => sum + worker.load, 0) / all.length
  }

  close(): void {
    this.#closed = true
    clearInterval(this.#sampler)
    for (const timer of this.#timers) clearTimeout(timer)
    for (const { worker } of this.#workers.values()) worker.close()
    this.#workers.clear()
  }

  async #spawn(index: number): Promise<void> {
    const { log } = this.#options
    const worker = await createWorker({ logLevel: 'warn' })
    const webRtcServer = await worker.createWebRtcServer({ listenInfos: this.#listenInfos(index) })
    if (this.#closed) return worker.close()
    const pooled: PoolWorker = { index, worker, webRtcServer, load: 0, viewers: 0 }
    this.#workers.set(index, pooled)
    worker.once('died', (error) => {
      log.error({ worker: index, pid: worker.pid, reason: error.message }, 'media worker died')
      this.#workers.delete(index)
      this.#cpuMs.delete(worker.pid)
      this.#respawn(index)
    })
  }

  #respawn(index: number): void {
    if (this.#closed) return
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#spawn(index).then(
        () => this.#options.log.info({ worker: index }, 'media worker replaced'),
        (error: unknown) => {
          this.#options.log.error({ worker: index, err: error }, 'media worker could not be replaced')
          this.#respawn(index)
        },
      )
    }, respawnMs)
    this.#timers.add(timer)
  }

  #listenInfos(index: number): TransportListenInfo[] {
    const { listenIp, announcedAddress, firstPort } = this.#options
    return (['udp', 'tcp'] as const).map((protocol) => ({
      protocol,
      ip: listenIp,
      ...(announcedAddress && { announcedAddress }),
      ...(firstPort > 0 && { port: firstPort + index }),
    }))
  }

  async #sample(): Promise<void> {
    await Promise.allSettled(
      this.workers.map(async (pooled) => {
        const { ru_utime, ru_stime } = await pooled.worker.getResourceUsage()
        const cpuMs = ru_utime + ru_stime
        const before = this.#cpuMs.get(pooled.worker.pid)
        this.#cpuMs.set(pooled.worker.pid, cpuMs)
        if (before !== undefined) pooled.load = Math.min(1, (cpuMs - before) / sampleMs)
      }),
    )
  }
}
