// The floor of watched time and of closing: bare ioredis that sets bits and appends to a stream, in
// pipelines. Also reads Redis' figures for the benches.
import { redisLocation } from '@lectern/shared/redisAway'
import { Redis } from 'ioredis'
import { sharedClock } from '../crowd/clock.ts'
import { answerQuestions } from '../helper.ts'

const pipelined = 100
let redis: Redis

const handlers = {
  connect: (redisUrl: string): void => {
    redis = new Redis(redisLocation(redisUrl))
  },
  /** `times` beats of each viewer; returns how long that took, in s. */
  beats: async ({ viewers, times }: { viewers: number; times: number }): Promise<number> => {
    const startedAt = sharedClock()
    for (let time = 0; time < times; time++) {
      for (let first = 0; first < viewers; first += pipelined) {
        const pipeline = redis.pipeline()
        for (let viewer = first; viewer < Math.min(first + pipelined, viewers); viewer++)
          pipeline.setbit(`floor:${viewer}`, time, 1)
        await pipeline.exec()
      }
    }
    return (sharedClock() - startedAt) / 1000
  },
  /** Commands run since Redis started, scripts' included, and bytes in use. */
  redisFigures: async () => ({
    commands: Number((await redis.info('stats')).match(/total_commands_processed:(\d+)/)![1]),
    bytes: Number((await redis.info('memory')).match(/used_memory:(\d+)/)![1]),
  }),
  /** Appends entries of this size to a stream, in pipelines; returns how long it took, in s. */
  append: async ({ entries, bytes }: { entries: number; bytes: number }): Promise<number> => {
    const text = 'x'.repeat(bytes)
    const startedAt = sharedClock()
    for (let first = 0; first < entries; first += pipelined) {
      const pipeline = redis.pipeline()
      for (let entry = first; entry < Math.min(first + pipelined, entries); entry++)
        pipeline.xadd('floor:entries', '*', 'entry', text)
      await pipeline.exec()
    }
    return (sharedClock() - startedAt) / 1000
  },
  ledger: async (key: string): Promise<string[]> =>
    (await redis.xrange(key, '-', '+')).map(([, fields]) => fields[1]!),
  field: async ([key, field]: [string, string]): Promise<string | null> => redis.hget(key, field),
  /** Bytes used by the keys of this pattern. */
  memoryOf: async (pattern: string): Promise<Record<string, number>> => {
    const found: Record<string, number> = {}
    for (const key of await redis.keys(pattern))
      found[key] = (await redis.call('MEMORY', 'USAGE', key, 'SAMPLES', '0')) as number
    return found
  },
}
export type BareRedis = typeof handlers
answerQuestions(handlers)
