// One mediasoup worker per core, each with one UDP and one TCP port for all its transports. A worker that
// dies or stops answering is replaced on the same port.
import { isIPv6 } from 'node:net'
import { createWorker } from 'mediasoup'
import type { TransportListenInfo, WebRtcServer, Worker } from 'mediasoup/types'
import type { Logger } from 'pino'
import type { ListenAddress } from './addresses.ts'
import { answersInTime } from './probe.ts'

export interface WorkerPoolOptions {
  count: number
  listens: ListenAddress[]
  /** Worker n listens on this + n; 0 for free ports. */
  firstPort: number
  log: Logger
}

export interface PoolWorker {
  readonly index: number
  readonly worker: Worker
  readonly webRtcServer: WebRtcServer
  readonly listens: readonly ListenAddress[]
  /** Share of a core in use, 0 to 1, at the last sample. */
  load: number
  /** Peers that receive from this worker. */
  viewers: number
  /** Whether it answered the last probe. */
  answers: boolean
  /** When it last answered, in ms of `performance.now()`. */
  answeredAt: number
}

/** How often each worker is probed, in ms. */
const probeMs = 1000
/** A worker silent for this long takes nobody new; after twice this time it is replaced. In ms. */
const silentMs = 1000
const respawnMs = 500
/** The minimum time over which load is measured, in ms. */
const loadMs = 1900

export class WorkerPool {
  readonly #options: WorkerPoolOptions
  readonly #workers = new Map<number, PoolWorker>()
  readonly #cpu = new WeakMap<PoolWorker, { at: number; cpuMs: number }>()
  readonly #probing = new Map<PoolWorker, Promise<boolean>>()
  readonly #timers = new Set<NodeJS.Timeout>()
  #prober: NodeJS.Timeout | undefined
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
    pool.#prober = setInterval(() => void pool.probe(), probeMs)
    pool.#prober.unref()
    return pool
  }

  /** The workers that answer. */
  get workers(): PoolWorker[] {
    return [...this.#workers.values()].filter(({ answers }) => answers)
  }

  /** Probes every worker; one that does not answer is killed and replaced. False if there was one. */
  async probe(): Promise<boolean> {
    const answers = await Promise.all(
      [...this.#workers.values()].map((pooled) => {
        const running = this.#probing.get(pooled) ?? this.#probe(pooled)
        this.#probing.set(pooled, running)
        return running.finally(() => this.#probing.delete(pooled))
      }),
    )
    return answers.every(Boolean)
  }

  /** Mean share of its cores in use, 0 to 1. */
  get load(): number {
    const all = this.workers
    return all.length === 0 ? 1 : all.reduce((sum, worker) => sum + worker.load, 0) / all.length
  }

  close(): void {
    this.#closed = true
    clearInterval(this.#prober)
    for (const timer of this.#timers) clearTimeout(timer)
    for (const { worker } of this.#workers.values()) worker.close()
    this.#workers.clear()
  }

  async #spawn(index: number): Promise<void> {
    const { log } = this.#options
    const worker = await createWorker({ logLevel: 'warn' })
    const webRtcServer = await worker.createWebRtcServer({ listenInfos: this.#listenInfos(index) })
    if (this.#closed) return worker.close()
    const pooled: PoolWorker = {
      index,
      worker,
      webRtcServer,
      listens: this.#options.listens,
      load: 0,
      viewers: 0,
      answers: true,
      answeredAt: performance.now(),
    }
    this.#workers.set(index, pooled)
    worker.once('died', (error) => {
      log.error({ worker: index, pid: worker.pid, reason: error.message }, 'media worker died')
      this.#workers.delete(index)
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
    const { listens, firstPort } = this.#options
    return listens.flatMap(({ ip, announced }) =>
      (['udp', 'tcp'] as const).map((protocol) => ({
        protocol,
        ip,
        ...(announced[0] && { announcedAddress: announced[0] }),
        ...(firstPort > 0 && { port: firstPort + index }),
        // In IPv4 the same port belongs to another socket.
        ...(isIPv6(ip) && { flags: { ipv6Only: true } }),
      })),
    )
  }

  /** Whether it answers correctly and in time. Also reads its CPU time. */
  async #probe(pooled: PoolWorker): Promise<boolean> {
    const { worker, index } = pooled
    const answered = await answersInTime(worker.getResourceUsage(), silentMs, () => {
      pooled.answers = false
    })
    if (worker.closed) return false
    if (answered.ok) {
      pooled.answers = true
      pooled.answeredAt = performance.now()
      this.#readLoad(pooled, answered.value)
      return true
    }
    this.#options.log.error(
      { worker: index, pid: worker.pid, err: answered.error },
      'media worker does not answer',
    )
    // It cannot be asked to end: it may be stopped, or may not understand us. Its death does the rest.
    const died = new Promise<void>((resolve) => worker.once('died', () => resolve()))
    process.kill(worker.pid, 'SIGKILL')
    await died
    return false
  }

  #readLoad(pooled: PoolWorker, { ru_utime, ru_stime }: { ru_utime: number; ru_stime: number }): void {
    const now = performance.now()
    const cpuMs = ru_utime + ru_stime
    const before = this.#cpu.get(pooled)
    // Probes may come too close together to derive the load.
    if (before && now - before.at < loadMs) return
    if (before) pooled.load = Math.min(1, (cpuMs - before.cpuMs) / (now - before.at))
    this.#cpu.set(pooled, { at: now, cpuMs })
  }
}
