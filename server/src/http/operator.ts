// Scripts on the machine have the operator token: rehearsals, imports, measurements.
import { timingSafeEqual } from 'node:crypto'
import { AppError } from '@lectern/shared/errors'
import type { Request } from 'express'

/** Whether the request has the operator token. */
export type IsOperator = (request: Request) => boolean
/** Throws `forbidden` if it has not. */
export type RequireOperator = (request: Request) => void

export function createIsOperator(token: string): IsOperator {
  const expected = Buffer.from(`Bearer ${token}`)
  return (request) => {
    const given = Buffer.from(request.headers.authorization ?? '')
    return given.length === expected.length && timingSafeEqual(given, expected)
  }
}

export const createRequireOperator =
  (isOperator: IsOperator): RequireOperator =>
  (request) => {
    if (!isOperator(request))
      throw new AppError(
        'forbidden',
        'The operator token is missing or wrong. You find it in data/secrets.json as OPERATOR_TOKEN, or in the environment of the server.',
      )
  }
