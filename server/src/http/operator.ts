// Scripts on the machine have the operator token: rehearsals, imports, measurements.
import { timingSafeEqual } from 'node:crypto'
import { AppError } from '@lectern/shared/errors'
import type { Request } from 'express'

/** Throws `forbidden` if the request does not have this token. */
export type RequireOperator = (request: Request) => void

export function createRequireOperator(token: string): RequireOperator {
  const expected = Buffer.from(`Bearer ${token}`)
  return (request) => {
    const token = Buffer.from(request.headers.authorization ?? '')
    if (token.length !== expected.length || !timingSafeEqual(token, expected))
      throw new AppError(
        'forbidden',
        'The operator token is missing or wrong. You find it in data/secrets.json as OPERATOR_TOKEN, or in the environment of the server.',
      )
  }
}
