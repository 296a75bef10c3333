// Checks the server's replies against their declarations. A separate module, since it loads all schemas.
import type { RouteName } from '@lectern/shared/addresses'
import { type CommandName, commands } from '@lectern/shared/commands'
import { AppError } from '@lectern/shared/errors'
import { routes } from '@lectern/shared/routes'
import { config, type ZodType } from 'zod'

// The page's security policy forbids generated code.
config({ jitless: true })

function parse(schema: ZodType, value: unknown): unknown {
  const result = schema.safeParse(value)
  if (!result.success)
    throw new AppError(
      'internal',
      'This page does not understand the server’s answer. Reload the page; what was confirmed is safe.',
    )
  return result.data
}

export const parseRouteReply = (name: RouteName, body: unknown): unknown =>
  parse(routes[name].reply as ZodType, body)
export const parseCommandReply = (name: CommandName, value: unknown): unknown =>
  parse(commands[name].reply, value)
