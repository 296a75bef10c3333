// Work that outlasts a request or must be tried again (BullMQ on the same Redis): a queue for each kind of
// job, all keys under one hash tag. Every server takes jobs; one that is killed loses its jobs to another. So
// a handler may run twice, for a moment even at the same time, and each of its steps must bear that.
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { createConnections } from './connections.ts'
import type { JobDefinition, QueueTimes } from './job.ts'
import { JobQueue } from './jobQueue.ts'

export interface AddOptions {
  /** Of the work: adding it again has no effect, until a week after the job has ended. No colons. */
  id: string
  /** In ms. */
  delay?: number
}

export interface JobsOptions {
  redis: Redis
  clock: Clock
  log: Log
  /** False while this server's clock is not trusted. */
  mayWork: () => boolean
  times?: QueueTimes
}

export type Jobs = ReturnType<typeof createJobs>

/** How often the clocks are compared and failed jobs counted, in ms. */
const checkEveryMs = 1000
/** How long handlers have to stop when the server ends, in ms. */
const graceMs = 1500
/**
 * How long a killed server's job waits for another: it is noticed when its lock, renewed in time, runs out.
 */
const usualTimes: QueueTimes = { lockMs: 10_000, stalledCheckMs: 5000 }

export function createJobs({ redis, clock, log, mayWork, times = usualTimes }: JobsOptions) {
  const connections = createConnections(redis)
  const ending = new AbortController()
  const queues = new Map<string, JobQueue>()
  let timer: NodeJS.Timeout | undefined

  function queueOf(name: string): JobQueue {
    const queue = queues.get(name)
    if (!queue) throw new Error(`no job is called "${name}"`)
    return queue
  }

  async function check(): Promise<void> {
    for (const queue of queues.values()) {
      queue.pauseOrResume()
      await queue.countFailed()
    }
  }

  return {
    /** Defines a kind of job, before `start`. Names and ids are logged, so they hold nothing personal. */
    define<Data>(name: string, definition: JobDefinition<Data>): void {
      const { connection } = connections
      queues.set(
        name,
        new JobQueue({ name, definition, connection, clock, log, times, mayWork, signal: ending.signal }),
      )
    },

    /** Resolves once it is stored. Data is JSON; people are named by their ids alone. */
    add: (name: string, data: object, { id, delay = 0 }: AddOptions): Promise<void> =>
      queueOf(name).add(data, id, delay),

    /** Removes a job that has not begun; false if it has, or if there is none. */
    cancel: (name: string, id: string): Promise<boolean> => queueOf(name).cancel(id),

    /** Where a job stands; undefined if there is none. */
    find: (name: string, id: string) => queueOf(name).find(id),

    /** Begins to take jobs. */
    start(): void {
      for (const queue of queues.values()) queue.start()
      let checking = false
      timer = setInterval(() => {
        if (checking) return
        checking = true
        // Redis being away is said elsewhere.
        check()
          .catch(() => undefined)
          .finally(() => {
            checking = false
          })
      }, checkEveryMs)
      timer.unref()
    },

    /** Jobs that have failed for good, in words for the operator. */
    failing: (): string[] => [...queues.values()].flatMap((queue) => queue.failing()),

    /** Of all kinds together: how many wait for a server, or failed for good in the last week. */
    async count(state: 'waiting' | 'failed'): Promise<number> {
      const counts = await Promise.all([...queues.values()].map((queue) => queue.counts()))
      return counts.reduce((sum, each) => sum + each[state], 0)
    },

    /** Takes no more jobs, and gives those that run a moment to stop. */
    async close(): Promise<void> {
      clearInterval(timer)
      ending.abort(new Error('this server ends'))
      const { promise: late, resolve } = Promise.withResolvers<void>()
      const timeout = setTimeout(resolve, graceMs)
      await Promise.race([late, Promise.all([...queues.values()].map((queue) => queue.close()))])
      clearTimeout(timeout)
      connections.close()
    },
  }
}
