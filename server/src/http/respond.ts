// Turns errors of the HTTP API into wire form.
import { AppError, errors } from '@lectern/shared/errors'
import type { ErrorRequestHandler } from 'express'
import { toErrorBody } from '../core/errorBody.ts'
import type { Log } from '../core/log.ts'
import { whereNotJson } from './notJson.ts'

const hasStatus = (error: unknown): error is { status: number } =>
  typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'

const isNotJson = (error: object): error is { body: string } =>
  'type' in error && error.type === 'entity.parse.failed' && 'body' in error && typeof error.body === 'string'

/** Errors of express and its body parser carry the status that they would answer. */
function fromExpress(error: unknown): unknown {
  if (error instanceof AppError || !hasStatus(error)) return error
  if (isNotJson(error)) return errors.notJson(whereNotJson(error.body))
  if (error.status === 413) return errors.tooLarge('64 KiB')
  if (error.status === 404) return errors.notFound('address')
  if (error.status >= 400 && error.status < 500)
    return errors.invalidRequest('its address or body cannot be read')
  return error
}

export const answerErrors =
  (log: Log): ErrorRequestHandler =>
  (raw, request, response, _next) => {
    if (response.headersSent) {
      // Express would print the error's message, which may contain what people wrote.
      log.warn({ err: raw, route: request.route?.path }, 'an answer broke off')
      response.destroy()
      return
    }
    const error = fromExpress(raw)
    const body = toErrorBody(error, log, {
      // The rest of a URL may contain a link's secret.
      route: request.route?.path ?? request.path.split('/', 2).join('/'),
    })
    // The handler may have set these for a reply that then failed. No cache may keep a refusal.
    for (const name of ['Content-Disposition', 'Content-Type', 'ETag']) response.removeHeader(name)
    response.status(AppError.fromBody(body).status).set('Cache-Control', 'no-store')
    if (body.code === 'rate_limited') response.set('Retry-After', String(body.details?.retryAfterSeconds))
    response.json({ error: body })
  }
