// A process that takes one kind of job and never finishes it: a test kills it while it works.
import { memoryLog } from '../../../scripts/testing/log.ts'
import { connectRedis } from '../core/redis.ts'
import { createJobs } from '../jobs/jobs.ts'

const { log } = memoryLog()
const redis = connectRedis(process.env.REDIS_URL!, log)
const jobs = createJobs({
  redis,
  clock: Date.now,
  log,
  mayWork: () => true,
  times: { lockMs: 500, stalledCheckMs: 100 },
})
jobs.define('work', {
  handler: ({ id }) => {
    process.send!({ working: id })
    return new Promise(() => undefined)
  },
})
jobs.start()
