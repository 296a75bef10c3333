// A program that takes part like a person: signs in by personal link, opens a socket, sends commands.
import { fillPath, type RouteName } from '@lectern/shared/addresses'
import type { Acknowledgement } from '@lectern/shared/command'
import {
  type ClientEvents,
  type CommandInput,
  type CommandName,
  type CommandReply,
  commands,
  type ServerEvents,
} from '@lectern/shared/commands'
import { AppError, type ErrorBody } from '@lectern/shared/errors'
import { type Arguments, type Given, isFiles, type Route, type RouteReply } from '@lectern/shared/route'
import { type Routes, routes } from '@lectern/shared/routes'
import { io, type Socket } from 'socket.io-client'

const answerMs = 10_000

export interface ProgramClient {
  socket: Socket<ServerEvents, ClientEvents>
  cookie: string
  send<Name extends CommandName>(name: Name, request: CommandInput<Name>): Promise<CommandReply<Name>>
  close(): void
}

const noAnswer = (address: string): Error =>
  new Error(`No Lectern answers at ${address}. Start it, or name its address with PORT or --server.`)

/** Sends a request to a route and parses the reply by its declaration. Throws the server's refusal. */
async function ask<Name extends RouteName>(
  address: string,
  name: Name,
  headers: Record<string, string>,
  ...given: Arguments<Given<Routes[Name]>>
): Promise<{ reply: RouteReply<Routes[Name]>; response: Response }> {
  const { method, path, reply }: Route = routes[name]
  const { body, ...values } = (given[0] ?? {}) as Parameters<typeof fillPath>[1] & { body?: unknown }
  const response = await fetch(address + fillPath(path, values), {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw noAnswer(address)
  })
  const answer: unknown = await response.json()
  if (!response.ok) throw AppError.fromBody((answer as { error: ErrorBody }).error)
  if (isFiles(reply)) throw new Error(`${name} answers with a file`)
  return { reply: reply.parse(answer) as RouteReply<Routes[Name]>, response }
}

type OperatorRoute = Extract<RouteName, `operator.${string}`>

/** Calls one of the operator's routes, for a script with the operator token. */
export async function operate<Name extends OperatorRoute>(
  address: string,
  token: string,
  name: Name,
  ...given: Arguments<Given<Routes[Name]>>
): Promise<RouteReply<Routes[Name]>> {
  return (await ask(address, name, { authorization: `Bearer ${token}` }, ...given)).reply
}

/** Exchanges a personal link for a session cookie. Throws the server's refusal. */
export async function signIn(link: string, headers: Record<string, string> = {}): Promise<string> {
  const { origin, pathname } = new URL(link)
  const token = pathname.split('/').at(-1)!
  const { response } = await ask(origin, 'accounts.signIn', headers, { body: { token } })
  return response.headers.getSetCookie()[0]!.split(';')[0]!
}

export const connect = async (link: string): Promise<ProgramClient> =>
  connectBy(new URL(link).origin, await signIn(link))

/**
 * Connects to the server with a signed-in person's session cookie, at a conference or where they are by
 * default.
 */
export async function connectBy(
  address: string,
  cookie: string,
  conferenceId?: string,
): Promise<ProgramClient> {
  const socket: ProgramClient['socket'] = io(address, {
    transports: ['websocket'],
    extraHeaders: { cookie },
    auth: { conferenceId },
    forceNew: true,
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', (error) => {
      // It would try again for ever, and nobody could close it.
      socket.disconnect()
      reject(error)
    })
  })
  return {
    socket,
    cookie,
    async send(name, request) {
      const answer: Acknowledgement = await socket.timeout(answerMs).emitWithAck('command', name, request)
      if (!answer.ok) throw AppError.fromBody(answer.error)
      return commands[name].reply.parse(answer.value) as CommandReply<typeof name>
    },
    close: () => socket.disconnect(),
  }
}

/** The same by method and path, for tests that also send undeclared input. */
export async function operator<Answer>(
  address: string,
  token: string,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(`${address}/api/operator/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw noAnswer(address)
  })
  const answer = (await response.json()) as Answer | { error: ErrorBody }
  if (!response.ok) throw AppError.fromBody((answer as { error: ErrorBody }).error)
  return answer as Answer
}
