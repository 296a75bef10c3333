import type { IncomingMessage } from 'node:http'
import { errors } from '@lectern/shared/errors'
import type { RequestHandler } from 'express'

/** Browsers send the origin of a request; other sites are refused. Programs send none. */
export function isSameOrigin(
  request: Pick<IncomingMessage, 'headers'>,
  publicUrl: string | undefined,
): boolean {
  const { origin, host } = request.headers
  if (origin === undefined) return true
  if (publicUrl !== undefined && origin === new URL(publicUrl).origin) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

export const checkOrigin =
  (publicUrl: string | undefined): RequestHandler =>
  (request, _response, next) => {
    const safe = request.method === 'GET' || request.method === 'HEAD'
    if (!safe && !isSameOrigin(request, publicUrl))
      throw errors.forbidden('the request comes from another site')
    next()
  }
