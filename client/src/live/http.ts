// HTTP, same origin: every route is called by name, typed by its declaration, for the page's conference.
// Errors arrive as AppError, as on the socket.
import { fillPath, partsOf, type RouteName } from '@lectern/shared/addresses'
import { AppError, errors, isErrorCode } from '@lectern/shared/errors'
import type { Address, Arguments, Given, RouteReply } from '@lectern/shared/route'
import type { Routes } from '@lectern/shared/routes'
import { QueryClient } from '@tanstack/react-query'
import { appErrorOf, canRetry } from './appError.ts'
import { checkedRoute, whenMisfit } from './checking.ts'
import { here } from './place.ts'

type AddressGiven = Parameters<typeof fillPath>[1]

/** The address of a route, for a link or a download. */
export const urlOf = <Name extends RouteName>(
  name: Name,
  ...given: Arguments<Address<Routes[Name]>>
): string => here.requestAt(fillPath(partsOf(name).path, (given[0] ?? {}) as AddressGiven))

/** Reads the server's error; anything else is not a response of ours. */
export function refusalOf(body: unknown): AppError {
  const { code, message, details } =
    (body as { error?: { code?: unknown; message?: string; details?: Record<string, unknown> } } | null)
      ?.error ?? {}
  return isErrorCode(code) && message ? new AppError(code, message, details) : errors.noAnswer()
}

/** The server's reply, checked against the route's declaration. */
export const replyOf = async <Name extends RouteName>(
  name: Name,
  body: unknown,
): Promise<RouteReply<Routes[Name]>> => checkedRoute(name, body) as RouteReply<Routes[Name]>

/** Calls a route. Rejects with the server's AppError, or `no_answer`. */
export async function request<Name extends RouteName>(
  name: Name,
  ...given: Arguments<Given<Routes[Name]>>
): Promise<RouteReply<Routes[Name]>> {
  const { body, ...address } = (given[0] ?? {}) as AddressGiven & { body?: unknown }
  const { method, path } = partsOf(name)
  let response: Response
  try {
    response = await fetch(here.requestAt(fillPath(path, address)), {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  } catch {
    throw errors.noAnswer()
  }
  const answer: unknown = await response.json().catch(() => undefined)
  if (!response.ok || answer === undefined) throw refusalOf(answer)
  return replyOf(name, answer)
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, error) => count < 5 && canRetry(appErrorOf(error)),
      retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 5000),
    },
  },
})
whenMisfit(() => void queryClient.invalidateQueries())
