// What keeps mail from going out or bounces from being read, for the office's page; and how long to wait.
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'

export interface MailProblem {
  words: string
  /** Since when, in ms. */
  at: number
  /** How often in a row. */
  times: number
  /** Not tried before, in ms. */
  retryAt: number
}

const firstWaitMs = 15_000
const longestWaitMs = 15 * 60_000

export type MailProblems = ReturnType<typeof createMailProblems>

export function createMailProblems(redis: Redis, clock: Clock) {
  const store = {
    async find(what: 'transport' | 'bounces'): Promise<MailProblem | undefined> {
      const text = await redis.hget(keys.mailProblems(), what)
      return text === null ? undefined : (JSON.parse(text) as MailProblem)
    },
    /** The wait doubles with each further failure. */
    async failed(what: 'transport' | 'bounces', words: string): Promise<void> {
      const now = clock()
      const before = await store.find(what)
      const times = (before?.times ?? 0) + 1
      const retryAt = now + Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(times - 1, 10))
      const problem: MailProblem = { words, at: before?.at ?? now, times, retryAt }
      await redis.hset(keys.mailProblems(), what, JSON.stringify(problem))
    },
    async over(what: 'transport' | 'bounces'): Promise<void> {
      await redis.hdel(keys.mailProblems(), what)
    },
  }
  return store
}
