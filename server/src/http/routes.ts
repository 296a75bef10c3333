// Every route of an application by name, for the test that walks them all: one that is added is walked too, or the test fails.
import type { Express } from 'express'

/** What is read here of express' own list; it has no types for it. */
interface Layer {
  route?: { path: string; methods: Record<string, boolean> }
  /** False where a router stands under a path, which express does not tell. */
  slash: boolean
  handle: { stack?: Layer[] }
}

const routesIn = (stack: Layer[], prefix: string): string[] =>
  stack.flatMap((layer) => {
    if (layer.route) {
      const { path, methods } = layer.route
      return Object.keys(methods).map((method) => `${method.toUpperCase()} ${prefix}${path}`)
    }
    return layer.handle.stack ? routesIn(layer.handle.stack, layer.slash ? prefix : `${prefix}…`) : []
  })

/** e.g. "GET /api/me"; a router's own path shows as "…". */
export const routesOf = (app: Express): string[] => routesIn(app.router.stack as unknown as Layer[], '')
