import { expect, test } from '@jest/globals'
import { AppError, type ErrorCode } from '@lectern/shared/errors'
import { canRetry } from './appError.ts'
import { queryClient } from './http.ts'

const retries = (code: ErrorCode): unknown[] => {
  const { retry } = queryClient.getDefaultOptions().queries!
  const error = new AppError(code, code)
  return [canRetry(error), (retry as (count: number, error: Error) => boolean)(0, error)]
}

test.each(['no_answer', 'storage_unavailable', 'clock_differs', 'peer_gone', 'internal'] as const)(
  '%s is retried by itself',
  (code) => expect(retries(code)).toEqual([true, true]),
)

test.each(['forbidden', 'conflict', 'stale', 'call_taken', 'session_ended', 'not_earned'] as const)(
  '%s is not: the same request would be refused again',
  (code) => expect(retries(code)).toEqual([false, false]),
)
