// Errors of the HTTP API in wire form, in one place.
import { AppError, errors } from '@lectern/shared/errors'
import type { ErrorRequestHandler } from 'express'
import type { z } from 'zod'
import type { Log } from '../core/log.ts'
import { describeProblem, toErrorBody } from '../live/runCommand.ts'

/** A request body as its schema says, or `invalid_request`. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body)
  if (!result.success) throw errors.invalidRequest(describeProblem(result.error))
  return result.data
}

const isBodyError = (error: unknown): error is { type: string } =>
  typeof error === 'object' && error !== null && 'type' in error && typeof error.type === 'string'

/** What express's own body parser refuses. */
function fromBodyParser(error: unknown): unknown {
  if (!isBodyError(error)) return error
  if (error.type === 'entity.too.large') return errors.tooLarge('64 KiB')
  if (error.type.startsWith('entity.') || error.type.startsWith('encoding.'))
    return errors.invalidRequest('the body is not JSON')
  return error
}

export const answerErrors =
  (log: Log): ErrorRequestHandler =>
  (raw, request, response, next) => {
    if (response.headersSent) return next(raw)
    const error = fromBodyParser(raw)
    const body = toErrorBody(error, log, {
      route: request.route?.path ?? request.path.split('/').slice(0, 3).join('/'),
    })
    response.status(AppError.fromBody(body).status)
    if (body.code === 'rate_limited') response.set('Retry-After', String(body.details?.retryAfterSeconds))
    response.json({ error: body })
  }
