// How much one person may be sent in answers: it bounds what somebody can make a server build, whatever they ask for.
// Counted on each server by itself, as all limits are that protect a server.
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { tooOften } from './errorBody.ts'

export interface AnswerBudget {
  /** Throws `rate_limited` where the person has had their share. To be asked before any work is done. */
  check(personId: string): Promise<void>
  /** The answer was this long, in bytes. The one that goes beyond the share is still sent. */
  spend(personId: string, bytes: number): Promise<void>
}

/** `bytes` in `seconds`. */
export function createAnswerBudget(name: string, bytes: number, seconds: number): AnswerBudget {
  const limiter = new RateLimiterMemory({ keyPrefix: name, points: bytes, duration: seconds })
  return {
    async check(personId) {
      const spent = await limiter.get(personId)
      if (spent && spent.consumedPoints >= bytes) throw tooOften(spent)
    },
    async spend(personId, length) {
      await limiter.consume(personId, length).catch((_beyond: RateLimiterRes) => undefined)
    },
  }
}
