// Whether this server can do its work now, as named checks. A load balancer avoids a server that fails one.
import { type ErrorBody, errors } from '@lectern/shared/errors'
import type { Clock } from '../core/clock.ts'
import { toErrorBody } from '../core/errorBody.ts'
import type { Log } from '../core/log.ts'

export interface ReadinessCheck {
  /** Shown in the reply and in the log, e.g. "redis writes". */
  name: string
  /** Throws, or rejects with, the reason why the server is not ready. */
  check: () => unknown
}

export interface Failure extends ErrorBody {
  name: string
}

/** How long a check may take, in ms; a slower one has failed. */
const checkMs = 2000
/** Results are reused for this long, in ms, so that frequent requests cost nothing. */
const freshMs = 500

const inTime = (work: Promise<unknown>): Promise<unknown> => {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(errors.noAnswer()), checkMs)
  return Promise.race([work, promise]).finally(() => clearTimeout(timer))
}

/** Returns every check that fails now. Logs changes. */
export function createReadiness(
  checks: readonly ReadinessCheck[],
  clock: Clock,
  log: Log,
): () => Promise<Failure[]> {
  let last: { at: number; failures: Promise<Failure[]> } | undefined
  let logged = ''

  async function runAll(): Promise<Failure[]> {
    const results = await Promise.all(
      checks.map(async ({ name, check }): Promise<Failure | undefined> => {
        try {
          await inTime(Promise.resolve().then(check))
        } catch (error) {
          return { name, ...toErrorBody(error, log, { check: name }) }
        }
      }),
    )
    const failures = results.filter((failure) => failure !== undefined)
    const names = failures.map(({ name }) => name).join(', ')
    if (names !== logged) log.warn({ failing: names }, names ? 'not ready' : 'ready again')
    logged = names
    return failures
  }

  return () => {
    const now = clock()
    if (!last || Math.abs(now - last.at) > freshMs) last = { at: now, failures: runAll() }
    return last.failures
  }
}
