import { AppError, type ErrorCode } from '@lectern/shared/errors'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { Caller } from '../live/connection.ts'
import type { HealthStore } from './healthStore.ts'

/** Refusals that are as they should be: the page says what to do, and nobody needs help. */
const expected = new Set<ErrorCode>([
  'acknowledge_first',
  'session_not_started',
  'session_ended',
  'forbidden',
])

interface FailedJoinsOptions {
  health: Pick<HealthStore, 'joinFailed'>
  clock: Clock
  log: Log
}

/** A join that also notes when it fails, and why. It neither waits for the note nor fails by it. */
export function notingFailures<Request extends { sessionId: string }, Reply>(
  join: (request: Request, caller: Caller) => Promise<Reply>,
  { health, clock, log }: FailedJoinsOptions,
): (request: Request, caller: Caller) => Promise<Reply> {
  return async (request, caller) => {
    try {
      return await join(request, caller)
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'internal'
      if (!expected.has(code))
        health
          .joinFailed(request.sessionId, caller.person.id, { code, at: clock() })
          .catch((problem: unknown) => log.debug({ err: problem }, 'a failed join was not noted'))
      throw error
    }
  }
}
