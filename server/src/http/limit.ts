// Limits across many routes; those of single routes are in their declarations.
import type { Request, RequestHandler } from 'express'
import { addressKey } from '../core/address.ts'
import { createRateLimit } from '../core/rateLimit.ts'

/** At most `points` requests in `seconds` from one address. */
export function limitByAddress(name: string, points: number, seconds: number): RequestHandler {
  const limit = createRateLimit(name, points, seconds)
  return async (request, _response, next) => {
    await limit(addressKey(request.ip ?? 'unknown'))
    next()
  }
}

/**
 * At most this many in `seconds`: per signed-in person, and for everyone else at one address together. Does
 * not count requests that `isExempt`.
 */
export function limitCallers(
  name: string,
  points: { person: number; strangers: number },
  seconds: number,
  isExempt: (request: Request) => boolean = () => false,
): RequestHandler {
  const byPerson = createRateLimit(`${name}-person`, points.person, seconds)
  const byAddress = limitByAddress(`${name}-address`, points.strangers, seconds)
  return async (request, response, next) => {
    const { person } = response.locals
    if (isExempt(request)) return next()
    if (!person) return byAddress(request, response, next)
    await byPerson(person.id)
    next()
  }
}
