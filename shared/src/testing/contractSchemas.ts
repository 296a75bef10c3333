// Every schema that checks outside input, by name: for the tests and measurements that try them all.
import type { z } from 'zod'
import { beat } from '../attendance.ts'
import { commands } from '../commands.ts'
import { isFiles, type Route, type RouteMap } from '../route.ts'
import { routes } from '../routes.ts'
import { sfuCommands, sfuMoments, sfuNode, sfuReports } from '../sfuContract.ts'

type Schemas = Record<string, z.ZodType>

const named = (schemas: Record<string, { request: z.ZodType }>): Schemas =>
  Object.fromEntries(Object.entries(schemas).map(([name, { request }]) => [name, request]))

/** A part of an HTTP request: its body, its query, or a parameter in its URL. */
export interface HttpPart {
  /** e.g. "accounts.end body", "ledger.page query", "program.session :sessionId" */
  name: string
  route: Route
  part: string
  schema: z.ZodType
}

function partsOf(name: string, route: Route): HttpPart[] {
  const { params = {}, query, body } = route
  const schemas: [part: string, schema: z.ZodType | undefined][] = [
    ...Object.entries(params).map(([param, schema]): [string, z.ZodType] => [`:${param}`, schema]),
    ['query', query],
    ['body', isFiles(body) ? undefined : body],
  ]
  return schemas.flatMap(([part, schema]) =>
    schema ? [{ name: `${name} ${part}`, route, part, schema }] : [],
  )
}

/** Sent through the browser's socket. */
export const commandRequests: Schemas = named(commands)
export const httpParts: HttpPart[] = Object.entries<Route>(routes satisfies RouteMap).flatMap(
  ([name, route]) => partsOf(name, route),
)
const httpRequests: Schemas = Object.fromEntries(httpParts.map(({ name, schema }) => [name, schema]))
/** Between servers and media nodes, in both directions. */
const nodeMessages: Schemas = {
  ...named(sfuCommands),
  ...sfuMoments,
  ...Object.fromEntries(Object.entries(sfuReports).map(([name, { given }]) => [name, given])),
  ...Object.fromEntries(Object.entries(sfuCommands).map(([name, { reply }]) => [`${name} reply`, reply])),
  sfuNode,
}
export const contractSchemas: Schemas = {
  ...commandRequests,
  ...httpRequests,
  ...nodeMessages,
  beat,
}
