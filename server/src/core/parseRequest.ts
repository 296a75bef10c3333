// Validation at the edge: parses a command's or a route's input by its schema.
import { errors } from '@lectern/shared/errors'
import { z } from 'zod'
import { isTooDeep } from './depth.ts'
import { describeProblem } from './errorBody.ts'

/** Lists the valid fields if a request has an unknown one. */
function allowedFields(error: z.ZodError, schema: z.ZodType): string {
  const isUnknown = error.issues.some(({ code, path }) => code === 'unrecognized_keys' && path.length === 0)
  return isUnknown && schema instanceof z.ZodObject
    ? `. Allowed: ${Object.keys(schema.shape).join(', ')}.`
    : ''
}

/** Parses a request by its schema. Throws `invalid_request`. */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.output<Schema> {
  if (isTooDeep(raw)) throw errors.invalidRequest('it is nested too deeply')
  const result = schema.safeParse(raw)
  if (!result.success)
    throw errors.invalidRequest(`${describeProblem(result.error)}${allowedFields(result.error, schema)}`)
  return result.data
}
