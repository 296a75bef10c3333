// Errors as they leave the process: the same for commands and the HTTP API.
import { AppError, errors } from '@lectern/shared/errors'
import { isRedisAway } from '@lectern/shared/redisAway'
import type { RateLimiterRes } from 'rate-limiter-flexible'
import type { z } from 'zod'
import type { Log } from './log.ts'

/** What is wrong and where, but never the value: it may be personal. */
export const describeProblem = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'the request'}: ${issue.message}`.slice(0, 200))
    .join('; ')

/** Any error in wire form; unexpected ones are logged and hidden from the person. */
export function toErrorBody(error: unknown, log: Log, context: Record<string, unknown>) {
  if (error instanceof AppError) return error.toBody()
  if (isRedisAway(error)) {
    log.warn(context, 'refused: redis is away')
    return errors.storageUnavailable().toBody()
  }
  log.error({ ...context, err: error }, 'failed')
  return errors.internal().toBody()
}

/** A limiter's refusal as `rate_limited`, with the time to wait. */
export const tooOften = (refusal: unknown): AppError =>
  errors.rateLimited(Math.max(1, Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1000)))
