// The server's time is Redis' time (`agreedClock.ts`).
import { type AgreedClock, createAgreedClock, msOfRedisTime } from '@lectern/shared/agreedClock'
import type { Redis } from 'ioredis'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'

/** `wall`: the process's own clock. */
export const createRedisClock = (redis: Redis, wall: Clock, log: Log): AgreedClock =>
  createAgreedClock({
    ask: async () => {
      // A queued TIME would tell nothing.
      if (redis.status !== 'ready') throw new Error('redis is away')
      return msOfRedisTime(await redis.time())
    },
    wall,
    monotonic: () => performance.now(),
    onChange: (agrees, differenceMs) => {
      if (agrees) log.info({ differenceMs }, 'the clock agrees with redis again')
      else
        log.error(
          { differenceMs },
          'the clock of this process differs from that of redis by more than two seconds: not ready, and no timed work until it agrees. Set it by NTP',
        )
    },
  })

/** A clock that always agrees, for tests that set the time. */
export const agreedTestClock = (now: Clock): AgreedClock => ({
  now,
  difference: () => 0,
  agrees: () => true,
  measure: async () => {},
  start: () => undefined,
  close: () => undefined,
})
