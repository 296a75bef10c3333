// A program that takes part like a person: signs in by personal link, opens a socket, sends commands.
import type { Acknowledgement } from '@lectern/shared/command'
import type {
  ClientEvents,
  CommandInput,
  CommandName,
  CommandReply,
  ServerEvents,
} from '@lectern/shared/commands'
import { AppError, type ErrorBody } from '@lectern/shared/errors'
import { io, type Socket } from 'socket.io-client'

const answerMs = 10_000

export interface ProgramClient {
  socket: Socket<ServerEvents, ClientEvents>
  cookie: string
  send<Name extends CommandName>(name: Name, request: CommandInput<Name>): Promise<CommandReply<Name>>
  close(): void
}

/** Exchanges a personal link for a session cookie. Throws the server's refusal. */
export async function signIn(link: string, headers: Record<string, string> = {}): Promise<string> {
  const { origin, pathname } = new URL(link)
  const response = await fetch(`${origin}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ token: pathname.split('/').at(-1) }),
  })
  const answer = (await response.json()) as { error?: ErrorBody }
  if (answer.error) throw AppError.fromBody(answer.error)
  return response.headers.getSetCookie()[0]!.split(';')[0]!
}

export const connect = async (link: string): Promise<ProgramClient> =>
  connectBy(new URL(link).origin, await signIn(link))

/** Connects to the server with a signed-in person's session cookie. */
export async function connectBy(address: string, cookie: string): Promise<ProgramClient> {
  const socket: ProgramClient['socket'] = io(address, {
    transports: ['websocket'],
    extraHeaders: { cookie },
    forceNew: true,
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return {
    socket,
    cookie,
    async send(name, request) {
      const answer: Acknowledgement = await socket.timeout(answerMs).emitWithAck('command', name, request)
      if (!answer.ok) throw AppError.fromBody(answer.error)
      return answer.value as CommandReply<typeof name>
    },
    close: () => socket.disconnect(),
  }
}

/** The operator's routes for links and people, for a script with the operator token. */
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
    throw new Error(`No Lectern answers at ${address}. Start it, or name its address with PORT or --server.`)
  })
  const answer = (await response.json()) as Answer | { error: ErrorBody }
  if (!response.ok) throw AppError.fromBody((answer as { error: ErrorBody }).error)
  return answer as Answer
}
