// Errors from anywhere, in one form.
import { AppError, type ErrorCode } from '@lectern/shared/errors'

/** Turns anything thrown into an AppError; an unknown error is a fault of this page. */
export const appErrorOf = (error: unknown): AppError =>
  error instanceof AppError
    ? error
    : new AppError('internal', 'Something went wrong on this page. Reload it; what was confirmed is safe.')

/** The message for the person. */
export const messageOf = (error: unknown): string => appErrorOf(error).message

const passing = new Set<ErrorCode>([
  'no_answer',
  'storage_unavailable',
  'stage_unavailable',
  'peer_gone',
  'clock_differs',
  'rate_limited',
  'internal',
])

/**
 * Whether the same request may succeed later without the person's help: everything that retries asks this.
 */
export const canRetry = ({ code }: AppError): boolean => passing.has(code)
