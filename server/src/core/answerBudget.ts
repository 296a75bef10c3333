// Limits how many bytes of replies a person gets, and so the work a server does for them. Each server counts
// separately, like all limits that protect a server.
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { tooOften } from './errorBody.ts'

export interface AnswerBudget {
  /** Throws `rate_limited` if the budget is used up. Call it before any work is done. */
  check(personId: string): Promise<void>
  /** A reply had this many bytes. The one that exceeds the budget is still sent. */
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
