// Every route of an application by name, for the test that walks them all: one that is added is walked too, or the test fails.
import type { Express } from 'express'

/** The pages' own route: the browser shows what belongs to the path. */
export const anyPage = '/{*page}'

/** What is read here of express' own list; it has no types for it. */
interface Layer {
  route?: { path: string; methods: Record<string, boolean> }
  /** False where a router stands under a path, which express does not tell. */
  slash: boolean
  /** Whether it is meant for this path, of which it notes the part it stands under. */
  match(path: string): boolean
  path?: string
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

const methodsIn = (stack: Layer[], path: string): string[] =>
  stack.flatMap((layer) => {
    if (!(layer.route || layer.handle.stack) || !layer.match(path)) return []
    if (layer.route?.path === anyPage && path.startsWith('/api/')) return []
    if (layer.route) return Object.keys(layer.route.methods).map((method) => method.toUpperCase())
    return methodsIn(layer.handle.stack!, layer.slash ? path : path.slice(layer.path!.length) || '/')
  })

/** The methods of the route that this path has, if it has any. */
export const methodsOf = (app: Express, path: string): string[] =>
  methodsIn(app.router.stack as unknown as Layer[], path)
