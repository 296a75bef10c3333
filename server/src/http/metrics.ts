// Counts every request, and answers Prometheus, which has a token of its own: it may read figures and nothing
// else.
import { errors } from '@lectern/shared/errors'
import type { RequestHandler } from 'express'
import type { Metrics } from '../core/metrics.ts'
import { createIsOperator } from './operator.ts'

/** Pages, files and addresses that do not exist: as many as there are people to make them up. */
const other = 'other'

export const countRequests =
  (metrics: Pick<Metrics, 'countRequest'>): RequestHandler =>
  (request, response, next) => {
    const begun = performance.now()
    response.once('finish', () => {
      const path: unknown = request.route?.path
      const route = typeof path === 'string' && path.startsWith('/api/') ? path : other
      metrics.countRequest(request.method, route, response.statusCode, (performance.now() - begun) / 1000)
    })
    next()
  }

export function answerMetrics(metrics: Pick<Metrics, 'text' | 'type'>, token: string): RequestHandler {
  const isMonitor = createIsOperator(token)
  return async (request, response) => {
    if (!isMonitor(request)) throw errors.forbidden('this needs the METRICS_TOKEN of the server')
    response.type(metrics.type).send(await metrics.text())
  }
}
