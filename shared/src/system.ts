// What a server reports about itself to load balancers, monitoring and integrators.
import { z } from 'zod'
import { declareRoutes } from './route.ts'

const ok = z.object({ ok: z.literal(true) })
/** `warnings`, in words: the server works, but somebody must look at this. */
const working = ok.extend({ warnings: z.array(z.string()).exactOptional() })
/** Failed checks by name, each with a stable code. */
const notReady = z.object({
  ok: z.literal(false),
  failing: z.array(z.object({ name: z.string(), code: z.string(), message: z.string() })),
})

const content = z.record(z.string(), z.looseObject({ schema: z.unknown(), example: z.unknown().optional() }))
const operation = z.looseObject({
  operationId: z.string(),
  /** The feature it belongs to. */
  tags: z.array(z.string()),
  summary: z.string(),
  description: z.string(),
  parameters: z.array(
    z.looseObject({ name: z.string(), in: z.enum(['path', 'query']), required: z.boolean() }),
  ),
  requestBody: z.looseObject({ content }).optional(),
  responses: z.record(z.string(), z.looseObject({ content: content.optional() })),
  /** Typical error codes. */
  'x-errors': z.array(z.string()),
})
export type ApiOperation = z.infer<typeof operation>

/** An OpenAPI document, as far as its page reads it. */
export const apiDescription = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), operation)),
})
export type ApiDescription = z.infer<typeof apiDescription>

export const systemRoutes = declareRoutes({
  'system.health': {
    summary: 'Whether the server works: Redis answers, and a media node takes people.',
    who: 'anybody',
    of: 'installation',
    reply: ok,
  },
  'system.readiness': {
    summary:
      'Whether the server can be sent people, with warnings; 503 with the checks that failed where it cannot.',
    who: 'anybody',
    of: 'installation',
    reply: z.union([working, notReady]),
  },
  'system.description': {
    summary: 'This description of the HTTP API, as OpenAPI 3.1.',
    who: 'anybody',
    of: 'installation',
    reply: apiDescription,
    // Large, and compressed for each request.
    rate: { points: 60, seconds: 60, byAddress: true },
  },
})
