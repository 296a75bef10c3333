import { AppError } from '@lectern/shared/errors'

/** Anything that was thrown, as an AppError: what is none is a fault of this page. */
export const appErrorOf = (error: unknown): AppError =>
  error instanceof AppError
    ? error
    : new AppError('internal', 'Something went wrong on this page. Reload it; what was confirmed is safe.')

/** For the person, whatever was thrown. */
export const messageOf = (error: unknown): string => appErrorOf(error).message

/** Asking again by itself may help. */
export const passes = ({ code }: AppError): boolean =>
  code === 'no_answer' || code === 'storage_unavailable' || code === 'internal' || code === 'rate_limited'
