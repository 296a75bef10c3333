import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { everythingIn } from '../../../scripts/testing/redis.ts'
import { atEnd } from '../testing/atEnd.ts'
import { fileRedis } from '../testing/redis.ts'
import type { JobDefinition, RunningJob } from './job.ts'
import { waitAfter } from './jobQueue.ts'
import { createJobs } from './jobs.ts'

const redis = await fileRedis()
const connection = redis.connect()
const times = { lockMs: 500, stalledCheckMs: 100 }

interface Work {
  personId?: string
}

/** What one server needs to take jobs. */
function server(mayWork: () => boolean = () => true) {
  const { log, lines } = memoryLog()
  const jobs = createJobs({ redis: redis.connect(), clock: Date.now, log, mayWork, times })
  atEnd(() => jobs.close())
  return { jobs, lines }
}

/** Servers with one handler, which reports each run. */
function working(name: string, handler: JobDefinition<Work>['handler'] = async () => undefined, more = {}) {
  const one = server()
  const seen: RunningJob<Work>[] = []
  const waiting: (() => void)[] = []
  one.jobs.define<Work>(name, {
    async handler(job) {
      seen.push(job)
      for (const wake of waiting.splice(0)) wake()
      await handler(job)
    },
    ...more,
  })
  one.jobs.start()
  /** Resolves once this many runs have begun. */
  async function runs(count: number): Promise<RunningJob<Work>[]> {
    while (seen.length < count) await new Promise<void>((resolve) => waiting.push(resolve))
    return seen
  }
  return { ...one, seen, runs }
}

/** Resolves once the job stands so. */
async function until(check: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 20))
}

test('a job added twice with one id runs once, and all keys have one hash tag', async () => {
  const { jobs, seen, runs } = working('once')
  await jobs.add('once', { personId: 'clara' }, { id: 'a' })
  await jobs.add('once', { personId: 'clara' }, { id: 'a' })
  await runs(1)
  await until(async () => (await jobs.find('once', 'a'))?.state === 'done')
  await jobs.add('once', { personId: 'clara' }, { id: 'a' })
  await jobs.add('once', {}, { id: 'b' })
  await runs(2)
  expect(seen.map(({ id, data }) => [id, data])).toEqual([
    ['a', { personId: 'clara' }],
    ['b', {}],
  ])
  const keys = await connection.keys('*')
  expect(keys.filter((key) => !key.startsWith('{jobs}:'))).toEqual([])
})

test('a delayed job comes after one that was added later', async () => {
  const { jobs, seen, runs } = working('delayed')
  await jobs.add('delayed', {}, { id: 'later', delay: 400 })
  await jobs.add('delayed', {}, { id: 'now' })
  await runs(2)
  expect(seen.map(({ id }) => id)).toEqual(['now', 'later'])
})

test('a job that has not begun is cancelled', async () => {
  const { jobs, seen, runs } = working('cancelled')
  await jobs.add('cancelled', {}, { id: 'no', delay: 300 })
  expect(await jobs.cancel('cancelled', 'no')).toBe(true)
  await jobs.add('cancelled', {}, { id: 'yes', delay: 400 })
  await runs(1)
  expect(seen.map(({ id }) => id)).toEqual(['yes'])
  expect(await jobs.cancel('cancelled', 'yes')).toBe(false)
})

test('a job is tried again until it works, and says how far it is', async () => {
  const { jobs, seen, runs } = working(
    'retried',
    async ({ attempt, progress }) => {
      if (attempt < 3) throw new Error('not yet')
      await progress(0.5)
    },
    { attempts: 3, backoff: { firstMs: 20, mostMs: 100 } },
  )
  await jobs.add('retried', {}, { id: 'a' })
  await runs(3)
  await until(async () => (await jobs.find('retried', 'a'))?.state === 'done')
  expect(seen.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
  expect(await jobs.find('retried', 'a')).toEqual({ state: 'done', progress: 0.5 })
  expect(jobs.failing()).toEqual([])
})

test('the wait before another attempt doubles up to its limit', () => {
  const waits = [1, 2, 3, 4, 5].map((attempt) => waitAfter({ firstMs: 1000, mostMs: 6000 }, attempt))
  expect(waits).toEqual([1000, 2000, 4000, 6000, 6000])
})

test('a job that failed for good is reported, without what its error says', async () => {
  const failures: Work[] = []
  const { jobs, lines } = working(
    'failing',
    async () => {
      throw new Error('Zebulon Quagga has no address')
    },
    {
      attempts: 2,
      backoff: { firstMs: 10, mostMs: 10 },
      onFailed: async (data: Work) => void failures.push(data),
    },
  )
  await jobs.add('failing', { personId: 'zq' }, { id: 'a' })
  await until(() => jobs.failing().length > 0)
  expect(jobs.failing()).toEqual(['1 job “failing” failed for good in the last week; the log says why'])
  expect(failures).toEqual([{ personId: 'zq' }])
  expect(await jobs.find('failing', 'a')).toMatchObject({ state: 'failed' })
  expect(JSON.stringify(lines)).toContain('a job has failed')
  expect(JSON.stringify(lines) + (await everythingIn(connection))).not.toContain('Quagga')
})

test('a job whose server was killed while it worked is taken over', async () => {
  const other = fork(join(import.meta.dirname, '../testing/jobWorker.ts'), {
    env: { ...process.env, NODE_OPTIONS: '', REDIS_URL: redis.url },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  const adding = server().jobs
  adding.define<Work>('work', { handler: async () => undefined })
  await adding.add('work', {}, { id: 'left' })
  expect(await once(other, 'message')).toMatchObject([{ working: 'left' }, undefined])
  const gone = once(other, 'exit')
  other.kill('SIGKILL')
  await gone
  const { jobs, runs, lines } = working('work')
  expect((await runs(1))[0]).toMatchObject({ id: 'left', attempt: 1 })
  await until(async () => (await jobs.find('work', 'left'))?.state === 'done')
  expect(JSON.stringify(lines)).toContain('taken over')
})

test('a server that ends hands its job on at once, and no attempt is counted', async () => {
  const first = working('handed', ({ signal }) => once(signal, 'abort').then(() => signal.throwIfAborted()))
  await first.jobs.add('handed', {}, { id: 'a' })
  await first.runs(1)
  const second = working('handed')
  await first.jobs.close()
  expect((await second.runs(1))[0]).toMatchObject({ id: 'a', attempt: 1 })
})

test('no job begins while the clocks differ', async () => {
  let agrees = false
  let looks = 0
  const { jobs } = server(() => {
    looks += 1
    return agrees
  })
  const looked = (from: number) => until(() => looks > from)
  const begun: string[] = []
  jobs.define<Work>('timed', { handler: async ({ id }) => void begun.push(id) })
  jobs.start()
  await jobs.add('timed', {}, { id: 'a' })
  await looked(looks)
  expect((await jobs.find('timed', 'a'))?.state).toBe('waiting')
  agrees = true
  await until(() => begun.length === 1)
  agrees = false
  await looked(looks)
  await jobs.add('timed', {}, { id: 'b' })
  await looked(looks + 2)
  expect(begun).toEqual(['a'])
  agrees = true
  await until(() => begun.length === 2)
  expect(begun).toEqual(['a', 'b'])
})

test('exclusive jobs run one at a time on all servers together', async () => {
  let [now, most] = [0, 0]
  const handler = async () => {
    now += 1
    most = Math.max(most, now)
    await new Promise((resolve) => setTimeout(resolve, 30))
    now -= 1
  }
  const [one, other] = [
    working('exclusive', handler, { isExclusive: true }),
    working('exclusive', handler, { isExclusive: true }),
  ]
  for (const id of ['a', 'b', 'c', 'd']) await one.jobs.add('exclusive', {}, { id })
  await until(() => one.seen.length + other.seen.length === 4 && now === 0)
  expect(most).toBe(1)
})

test('jobs outlive a Redis that is killed, and are refused while it is away', async () => {
  const { jobs, runs } = working('outliving')
  await jobs.add('outliving', {}, { id: 'a', delay: 300 })
  await redis.kill()
  await redis.start()
  expect((await runs(1))[0]?.id).toBe('a')
})
