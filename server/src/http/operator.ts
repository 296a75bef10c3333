// Scripts on the machine hold the operator token: rehearsals, imports, measurements.
import { timingSafeEqual } from 'node:crypto'
import { AppError } from '@lectern/shared/errors'
import { type RequestHandler, Router } from 'express'

const requireOperator = (token: string): RequestHandler => {
  const expected = Buffer.from(`Bearer ${token}`)
  return (request, _response, next) => {
    const given = Buffer.from(request.headers.authorization ?? '')
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw new AppError(
        'forbidden',
        'The operator token is missing or wrong. You find it in data/secrets.json as OPERATOR_TOKEN, or in the environment of the server.',
      )
    next()
  }
}

/** What operators may do, below `/api/operator`; nothing where no token is set. */
export function createOperatorRouter(token: string | undefined, routers: Router[]): Router {
  const router = Router()
  if (token !== undefined) router.use('/api/operator', requireOperator(token), ...routers)
  return router
}
