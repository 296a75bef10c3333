// Checks the server's replies against their declarations. A separate module, since it loads all schemas.
import type { RouteName } from '@lectern/shared/addresses'
import { AppError } from '@lectern/shared/errors'
import type { RouteReply } from '@lectern/shared/route'
import { type Routes, routes } from '@lectern/shared/routes'
import { config, type ZodType } from 'zod'

// The page's security policy forbids generated code.
config({ jitless: true })

export function parseReply<Name extends RouteName>(name: Name, body: unknown): RouteReply<Routes[Name]> {
  const result = (routes[name].reply as ZodType).safeParse(body)
  if (!result.success)
    throw new AppError(
      'internal',
      'This page does not understand the server’s answer. Reload the page; what was confirmed is safe.',
    )
  return result.data as RouteReply<Routes[Name]>
}
