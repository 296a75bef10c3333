import { AppError, type ErrorCode } from '@lectern/shared/errors'
import type { Request, RequestHandler, Response } from 'express'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { addressKey } from '../core/address.ts'
import { tooOften } from '../core/errorBody.ts'

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
      throw tooOften(refusal)
    }
    next()
  }
}

/** At most `points` requests in `seconds` from one address. */
export const limitByAddress = (name: string, points: number, seconds: number): RequestHandler =>
  limitBy((request) => addressKey(request.ip ?? 'unknown'), name, points, seconds)

/** The same of one person, who must be signed in: many people may share a hospital's address. */
export const limitByPerson = (name: string, points: number, seconds: number): RequestHandler =>
  limitBy((_request, response) => response.locals.person!.id, name, points, seconds)

/** At most so many in `seconds`: of one person who is signed in, and of everybody else at one address together. */
export function limitCallers(
  name: string,
  points: { person: number; strangers: number },
  seconds: number,
): RequestHandler {
  const byPerson = limitByPerson(`${name}-person`, points.person, seconds)
  const byAddress = limitByAddress(`${name}-address`, points.strangers, seconds)
  return (request, response, next) => (response.locals.person ? byPerson : byAddress)(request, response, next)
}

/** Runs an attempt; one that fails counts against the address it came from. */
export type CountFailures = <Result>(request: Request, attempt: () => Promise<Result>) => Promise<Result>

/**
 * After `points` attempts in `seconds` that failed with one of `codes`, the next failures from this address are answered
 * with `rate_limited`. What succeeds is never counted and never refused: a whole hospital shares an address.
 */
export function limitFailures(
  name: string,
  points: number,
  seconds: number,
  codes: readonly ErrorCode[],
): CountFailures {
  const limiter = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds })
  return async (request, attempt) => {
    try {
      return await attempt()
    } catch (error) {
      if (error instanceof AppError && codes.includes(error.code))
        await limiter.consume(addressKey(request.ip ?? 'unknown')).catch((refusal: unknown) => {
          throw tooOften(refusal)
        })
      throw error
    }
  }
}
