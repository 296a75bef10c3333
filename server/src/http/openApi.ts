// The description of the HTTP API (OpenAPI 3.1), derived from the route declarations.
import { setImmediate } from 'node:timers/promises'
import { errors } from '@lectern/shared/errors'
import { exampleOf } from '@lectern/shared/exampleOf'
import { type Files, isFiles, type Route, type RouteMap } from '@lectern/shared/route'
import { z } from 'zod'

type Json = Record<string, unknown>

/** A schema as OpenAPI has it, with a valid example. */
function describe(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...described } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    reused: 'inline',
  })
  return described
}

const jsonContent = (schema: z.ZodType, io: 'input' | 'output'): Json => ({
  'application/json': { schema: describe(schema, io), example: exampleOf(schema) },
})
const fileContent = ({ files }: Files): Json =>
  Object.fromEntries(files.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]))
const contentOf = (shape: z.ZodType | Files, io: 'input' | 'output'): Json =>
  isFiles(shape) ? fileContent(shape) : jsonContent(shape, io)

const parameter = (place: 'path' | 'query', name: string, schema: z.ZodType, required: boolean): Json => ({
  name,
  in: place,
  required,
  schema: describe(schema, 'input'),
})

function parametersOf({ params = {}, query }: Route): Json[] {
  const isRequired = (schema: z.ZodType) => !schema.safeParse(undefined).success
  return [
    ...Object.entries(params).map(([name, schema]) => parameter('path', name, schema, true)),
    ...Object.entries(query?.shape ?? {}).map(([name, schema]) =>
      parameter('query', name, schema as z.ZodType, isRequired(schema as z.ZodType)),
    ),
  ]
}

const codesOf = ({ who, params, query, body, rate, failures }: Route): string[] => [
  ...(query || body ? ['invalid_request'] : []),
  ...(who === 'anybody' || who === 'operator' ? [] : ['not_signed_in']),
  ...(who === 'anybody' || who === 'signedIn' || who === 'auditor' ? [] : ['forbidden']),
  ...(params ? ['not_found'] : []),
  ...(body ? ['too_large'] : []),
  ...(rate || failures ? ['rate_limited'] : []),
  ...(failures?.codes ?? []),
]

const whoWords = ({ who }: Route): string => {
  if (who === 'anybody') return 'Anybody.'
  if (who === 'operator') return 'Scripts that hold the operator token.'
  if (who === 'auditor') return 'The CE office, and auditors of the activity. For others it does not exist.'
  if (who === 'signedIn') return 'Everybody who is signed in.'
  return `People who are signed in with one of the roles ${who.join(', ')}.`
}
const rateWords = ({ rate }: Route): string =>
  rate ? ` At most ${rate.points} requests in ${rate.seconds} seconds.` : ''

const securityOf = ({ who }: Route): Json[] => {
  if (who === 'anybody') return []
  return who === 'operator' ? [{ operator: [] }] : [{ session: [] }]
}

function operationOf(name: string, route: Route): Json {
  return {
    operationId: name,
    tags: [name.split('.')[0]],
    summary: route.summary,
    description: whoWords(route) + rateWords(route),
    security: securityOf(route),
    parameters: parametersOf(route),
    ...(route.body && { requestBody: { required: true, content: contentOf(route.body, 'input') } }),
    responses: {
      [route.status ?? 200]: { description: 'Done.', content: contentOf(route.reply, 'output') },
      default: { $ref: '#/components/responses/Refused' },
    },
    'x-errors': codesOf(route),
  }
}

const refused = z.object({
  error: z.object({
    code: z.string().meta({ description: 'Stable; programs decide by it.' }),
    message: z.string().meta({ description: 'For the person: what happened and what to do.' }),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
})

const components: Json = {
  securitySchemes: {
    session: { type: 'apiKey', in: 'cookie', name: 'lectern' },
    operator: { type: 'http', scheme: 'bearer' },
  },
  responses: {
    Refused: {
      description: 'The request was refused, or has failed. `x-errors` of each operation lists usual codes.',
      content: {
        'application/json': {
          schema: describe(refused, 'output'),
          example: { error: errors.notFound('session').toBody() },
        },
      },
    },
  },
}

/** The whole description, as plain JSON. It takes some tenths of a second, so other work gets turns. */
export async function describeApi(routes: RouteMap): Promise<Json> {
  const paths: Record<string, Json> = {}
  for (const [name, route] of Object.entries(routes)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(name, route) }
    await setImmediate()
  }
  const tags = [...new Set(Object.keys(routes).map((name) => name.split('.')[0]!))]
  return {
    openapi: '3.1.0',
    info: { title: 'Lectern', version: '1', description: 'The HTTP API of this installation.' },
    servers: [{ url: '/' }],
    tags: tags.map((name) => ({ name })),
    paths,
    components,
  }
}
