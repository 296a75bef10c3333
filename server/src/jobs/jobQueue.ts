// One kind of job: its queue, and this server's worker.
import { keys } from '@lectern/shared/keys'
import { isRedisAway } from '@lectern/shared/redisAway'
import { type Job, Queue, WaitingError, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import { type Clock, dayMs } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { Backoff, JobDefinition, QueueTimes } from './job.ts'

export interface QueueOptions {
  name: string
  // biome-ignore lint/suspicious/noExplicitAny: a queue only passes data on
  definition: JobDefinition<any>
  connection: Redis
  clock: Clock
  log: Log
  times: QueueTimes
  signal: AbortSignal
  /** No job begins while this is false. */
  mayWork: () => boolean
}

export interface JobStanding {
  state: 'waiting' | 'running' | 'done' | 'failed'
  /** 0 to 1 */
  progress: number
}

/** A job whose servers die this often may be what kills them, so it has failed. */
const deathsMax = 10
/** How long an ended job is remembered, in s. */
const rememberedSeconds = (7 * dayMs) / 1000
const noBackoff: Backoff = { firstMs: 1000, mostMs: 60_000 }

/** The wait before the attempt that follows the first, the second, …, in ms. */
export const waitAfter = ({ firstMs, mostMs }: Backoff, attempt: number): number =>
  Math.min(mostMs, firstMs * 2 ** (attempt - 1))

const standings: Record<string, JobStanding['state']> = {
  completed: 'done',
  failed: 'failed',
  active: 'running',
}

export class JobQueue {
  readonly #options: QueueOptions
  readonly #queue: Queue
  #worker: Worker | undefined
  #failed = 0

  constructor(options: QueueOptions) {
    const { name, connection } = options
    this.#options = options
    this.#queue = new Queue(name, { connection, prefix: keys.jobs() })
    this.#queue.on('error', () => undefined)
  }

  async add(data: object, id: string, delay: number): Promise<void> {
    const { definition, clock } = this.#options
    await this.#queue.add(this.#options.name, data, {
      jobId: id,
      delay,
      // Redis' time, on which all servers agree.
      timestamp: clock(),
      attempts: definition.attempts ?? 1,
      backoff: { type: 'custom' },
      removeOnComplete: { age: rememberedSeconds },
      removeOnFail: { age: rememberedSeconds },
    })
  }

  async cancel(id: string): Promise<boolean> {
    const state = await this.#queue.getJobState(id)
    if (state !== 'delayed' && state !== 'waiting') return false
    return (await this.#queue.remove(id)) === 1
  }

  async find(id: string): Promise<JobStanding | undefined> {
    const job: Job | undefined = await this.#queue.getJob(id)
    if (!job) return undefined
    const state = standings[await job.getState()] ?? 'waiting'
    return { state, progress: typeof job.progress === 'number' ? job.progress : 0 }
  }

  start(): void {
    const { name, definition, connection, log, times, mayWork } = this.#options
    if (definition.isExclusive)
      this.#queue
        .setGlobalConcurrency(1)
        .catch((error: unknown) => log.warn({ err: error, job: name }, 'jobs'))
    const worker = new Worker(name, (job, token) => this.#run(job, token!), {
      connection,
      prefix: keys.jobs(),
      concurrency: definition.concurrency ?? 1,
      lockDuration: times.lockMs,
      stalledInterval: times.stalledCheckMs,
      maxStalledCount: deathsMax,
      runRetryDelay: 1000,
      autorun: mayWork(),
      settings: { backoffStrategy: (attempt) => waitAfter(definition.backoff ?? noBackoff, attempt) },
    })
    worker.on('error', (error) => {
      if (!isRedisAway(error)) log.warn({ err: error, job: name }, 'jobs')
    })
    worker.on('stalled', (id) =>
      log.warn({ job: name, id }, 'another server left this job: it is taken over'),
    )
    this.#worker = worker
  }

  /** Stops to take jobs, or takes them again. */
  pauseOrResume(): void {
    const worker = this.#worker
    if (!worker) return
    const isWorking = this.#options.mayWork()
    if (!isWorking && !worker.isPaused()) void worker.pause(true)
    if (isWorking && worker.isPaused()) void worker.resume()
    if (isWorking && !worker.isRunning()) void worker.run()
  }

  /** Leaves the job to another server; no attempt is counted. */
  async #handBack(job: Job, token: string): Promise<never> {
    await job.moveToWait(token)
    throw new WaitingError()
  }

  async #run(job: Job, token: string): Promise<void> {
    const { name, definition, log, signal, mayWork } = this.#options
    if (!mayWork()) {
      // A paused worker still takes the job that it was waiting for.
      this.pauseOrResume()
      return this.#handBack(job, token)
    }
    const attempt = job.attemptsMade + 1
    try {
      await definition.handler({
        id: job.id!,
        data: job.data,
        attempt,
        signal,
        progress: (share) => job.updateProgress(share),
      })
    } catch (error) {
      if (signal.aborted) return this.#handBack(job, token)
      const isLast = attempt >= (definition.attempts ?? 1)
      log.error(
        { job: name, id: job.id, attempt, err: error },
        isLast ? 'a job has failed' : 'a job will be tried again',
      )
      if (isLast) await definition.onFailed?.(job.data, error)
      // Its message may be personal, and Redis would keep it.
      throw new Error('failed')
    }
  }

  async countFailed(): Promise<void> {
    this.#failed = await this.#queue.getFailedCount()
  }

  /** How many wait for a server (not those whose time has not come), and how many failed for good. */
  async counts(): Promise<{ waiting: number; failed: number }> {
    const { waiting = 0, failed = 0 } = await this.#queue.getJobCounts('waiting', 'failed')
    return { waiting, failed }
  }

  failing(): string[] {
    const { name } = this.#options
    return this.#failed === 0
      ? []
      : [
          `${this.#failed} ${this.#failed === 1 ? 'job' : 'jobs'} “${name}” failed for good in the last week; the log says why`,
        ]
  }

  async close(): Promise<void> {
    await this.#worker?.close()
    await this.#queue.close()
  }
}
