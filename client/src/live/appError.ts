import { AppError, errors } from '@lectern/shared/errors'

export const appErrorOf = (error: unknown): AppError =>
  error instanceof AppError ? error : errors.internal()

/** Asking again by itself may help. */
export const passes = ({ code }: AppError): boolean =>
  code === 'no_answer' || code === 'storage_unavailable' || code === 'internal' || code === 'rate_limited'
