import { errors } from '@lectern/shared/errors'
import type { RequestHandler } from 'express'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'

/** At most `points` requests in `seconds` from one address. */
export function limitByAddress(name: string, points: number, seconds: number): RequestHandler {
  const limiter = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds })
  return async (request, _response, next) => {
    try {
      await limiter.consume(request.ip ?? 'unknown')
    } catch (refusal) {
      throw errors.rateLimited(Math.max(1, Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1000)))
    }
    next()
  }
}
