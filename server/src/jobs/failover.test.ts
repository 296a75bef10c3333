// Jobs while Redis fails over behind its address.
import { expect, test } from '@jest/globals'
import { isRedisAway } from '@lectern/shared/redisAway'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { startRedisPair } from '../../../scripts/testing/redisPair.ts'
import { atEnd } from '../testing/atEnd.ts'
import { connectTo } from '../testing/redis.ts'
import { createJobs } from './jobs.ts'

const pair = await startRedisPair()
atEnd(pair.close)

test('after a failover, jobs are taken, run and finished, and every refusal says that storage is away', async () => {
  const { log, lines } = memoryLog()
  const jobs = createJobs({
    redis: connectTo(pair.url),
    clock: Date.now,
    log,
    mayWork: () => true,
    times: { lockMs: 1000, stalledCheckMs: 200 },
  })
  atEnd(() => jobs.close())
  const ran = new Set<string>()
  jobs.define('work', { handler: async ({ id }) => void ran.add(id) })
  jobs.start()
  const done = async (id: string) => (await jobs.find('work', id).catch(() => undefined))?.state === 'done'
  const until = async (check: () => Promise<boolean>) => {
    while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await jobs.add('work', {}, { id: 'before' })
  await until(() => done('before'))
  await pair.failOver()
  const refusals: unknown[] = []
  for (;;) {
    const refused = await jobs.add('work', {}, { id: 'after' }).catch((error: unknown) => error)
    if (refused === undefined) break
    refusals.push(refused)
  }
  expect(refusals.filter((refused) => !isRedisAway(refused))).toEqual([])
  await until(() => done('after'))
  expect([...ran].sort()).toEqual(['after', 'before'])
  // The log names no error of the queue but that Redis was away.
  expect(lines.filter(({ level }) => Number(level) >= 50)).toEqual([])
})
