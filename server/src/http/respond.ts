// Errors of the HTTP API in wire form, in one place.

import { AppError, errors } from '@lectern/shared/errors'
import { id } from '@lectern/shared/ids'
import type { ErrorRequestHandler } from 'express'
import { z } from 'zod'
import { isTooDeep } from '../core/depth.ts'
import { describeProblem, toErrorBody } from '../core/errorBody.ts'
import type { Log } from '../core/log.ts'
import { whereNotJson } from './notJson.ts'

/** Which fields there are, where a request has one that there is not. */
function allowedFields(error: z.ZodError, schema: z.ZodType): string {
  const isUnknown = error.issues.some(({ code, path }) => code === 'unrecognized_keys' && path.length === 0)
  return isUnknown && schema instanceof z.ZodObject
    ? `. Allowed: ${Object.keys(schema.shape).join(', ')}.`
    : ''
}

/** A request body as its schema says, or `invalid_request`. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  if (isTooDeep(body)) throw errors.invalidRequest('it is nested too deeply')
  const result = schema.safeParse(body)
  if (!result.success)
    throw errors.invalidRequest(`${describeProblem(result.error)}${allowedFields(result.error, schema)}`)
  return result.data
}

/** An id out of an address; what cannot be one names nothing: `not_found`. */
export function parseId(what: string, text: unknown): string {
  const parsed = id.safeParse(text)
  if (!parsed.success) throw errors.notFound(what)
  return parsed.data
}

const hasStatus = (error: unknown): error is { status: number } =>
  typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'

const isNotJson = (error: object): error is { body: string } =>
  'type' in error && error.type === 'entity.parse.failed' && 'body' in error && typeof error.body === 'string'

/** What express and its body parser refuse carries the status that they would answer. */
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
      // Express would print the error's message, which may hold what people wrote.
      log.warn({ err: raw, route: request.route?.path }, 'an answer broke off')
      response.destroy()
      return
    }
    const error = fromExpress(raw)
    const body = toErrorBody(error, log, {
      // Further on in an address there may be a link's secret.
      route: request.route?.path ?? request.path.split('/', 2).join('/'),
    })
    response.status(AppError.fromBody(body).status)
    if (body.code === 'rate_limited') response.set('Retry-After', String(body.details?.retryAfterSeconds))
    response.json({ error: body })
  }
