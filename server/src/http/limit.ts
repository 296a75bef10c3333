import { errors } from '@lectern/shared/errors'
import type { Request, RequestHandler, Response } from 'express'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'

const limitBy = (
  keyOf: (request: Request, response: Response) => string,
  name: string,
  points: number,
  seconds: number,
): RequestHandler => {
  const limiter = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds })
  return async (request, response, next) => {
    try {
      await limiter.consume(keyOf(request, response))
    } catch (refusal) {
      throw errors.rateLimited(Math.max(1, Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1000)))
    }
    next()
  }
}

/** At most `points` requests in `seconds` from one address. */
export const limitByAddress = (name: string, points: number, seconds: number): RequestHandler =>
  limitBy((request) => request.ip ?? 'unknown', name, points, seconds)

/** The same of one person, who must be signed in: many people may share a hospital's address. */
export const limitByPerson = (name: string, points: number, seconds: number): RequestHandler =>
  limitBy((_request, response) => response.locals.person!.id, name, points, seconds)
