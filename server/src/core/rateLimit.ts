// Limits protect a server; each server counts separately, so that no beat or vote costs a write to disk.
import { AppError, type ErrorCode } from '@lectern/shared/errors'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { tooOften } from './errorBody.ts'

/** Counts one use of `key`. Rejects with `rate_limited` if that was one too many. */
export type RateLimit = (key: string) => Promise<void>

/** At most `points` uses of a key in `seconds`. */
export function createRateLimit(name: string, points: number, seconds: number): RateLimit {
  const limiter = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds })
  return async (key) => {
    try {
      await limiter.consume(key)
    } catch (refusal) {
      throw tooOften(refusal)
    }
  }
}

/** Runs an attempt on behalf of `key`. */
export type LimitFailures = <Result>(key: string, attempt: () => Promise<Result>) => Promise<Result>

/**
 * Counts attempts that fail with one of `codes`; beyond the limit, they are answered with `rate_limited`. A
 * success is never counted or refused: a whole hospital shares an address.
 */
export const limitFailures =
  (limit: RateLimit, codes: readonly ErrorCode[]): LimitFailures =>
  async (key, attempt) => {
    try {
      return await attempt()
    } catch (error) {
      if (error instanceof AppError && codes.includes(error.code)) await limit(key)
      throw error
    }
  }
