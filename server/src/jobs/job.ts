// What a kind of job is, and what its handler gets.

export interface Backoff {
  firstMs: number
  mostMs: number
}

export interface QueueTimes {
  /** How long a server that gives no sign keeps its job, in ms. */
  lockMs: number
  /** How often each server looks for jobs of servers that are gone, in ms. */
  stalledCheckMs: number
}

/** A job as its handler sees it. */
export interface RunningJob<Data> {
  id: string
  data: Data
  /** 1 for the first attempt. */
  attempt: number
  /**
   * Aborted when this server ends. A long handler checks it between steps (`signal.throwIfAborted()`): then
   * another server goes on at once, and no attempt is counted.
   */
  signal: AbortSignal
  /** 0 to 1 */
  progress(share: number): Promise<void>
}

export interface JobDefinition<Data> {
  handler: (job: RunningJob<Data>) => Promise<void>
  /** In all; by default one. */
  attempts?: number
  /** The wait before the second attempt, which doubles for each further one, up to `mostMs`. */
  backoff?: Backoff
  /** How many run at once on one server; by default one. */
  concurrency?: number
  /** One at a time on all servers together. */
  isExclusive?: true
  /** After the last attempt has failed. Runs again if this server is killed meanwhile. */
  onFailed?: (data: Data, error: unknown) => Promise<void>
}
