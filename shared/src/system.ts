// How a process is: for load balancers, and for whoever watches over an installation.
import { z } from 'zod'
import { route } from './route.ts'

const ok = z.object({ ok: z.literal(true) })
/** The checks that failed, by name, each with a stable code. */
const notReady = z.object({
  ok: z.literal(false),
  failing: z.array(z.object({ name: z.string(), code: z.string(), message: z.string() })),
})

export const systemRoutes = {
  'system.health': route({
    method: 'GET',
    path: '/healthz',
    summary: 'Whether the server works: Redis answers, and a media node takes people.',
    who: 'anybody',
    reply: ok,
  }),
  'system.readiness': route({
    method: 'GET',
    path: '/readyz',
    summary: 'Whether the server can be sent people; 503 with the checks that failed where it cannot.',
    who: 'anybody',
    reply: z.union([ok, notReady]),
  }),
}
