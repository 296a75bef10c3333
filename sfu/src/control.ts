// The control connection: servers come in here, and every command of theirs goes through one function.
import { timingSafeEqual } from 'node:crypto'
import type { Server as HttpServer } from 'node:http'
import type { Acknowledgement } from '@lectern/shared/command'
import { AppError, type ErrorBody, errors } from '@lectern/shared/errors'
import {
  type SfuClientEvents,
  type SfuCommandName,
  type SfuServerEvents,
  sfuCommands,
} from '@lectern/shared/sfuContract'
import type { Logger } from 'pino'
import { Server } from 'socket.io'
import type { MediaNode } from './mediaNode.ts'

/** The largest control message taken, in bytes: a peer's capabilities are the largest thing that is ever sent. */
const maxMessageBytes = 256 * 1024

const isSecret = (given: unknown, secret: string): boolean => {
  if (typeof given !== 'string') return false
  const [a, b] = [Buffer.from(given), Buffer.from(secret)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** mediasoup refuses what no router can relay or make sense of with errors of these names. */
function toErrorBody(error: unknown, log: Logger, name: unknown): ErrorBody {
  if (error instanceof AppError) return error.toBody()
  if (error instanceof Error && error.name === 'UnsupportedError')
    return errors.codecUnsupported(error.message).toBody()
  if (error instanceof TypeError) return errors.invalidRequest(error.message).toBody()
  log.error({ command: name, err: error }, 'failed')
  return errors.internal().toBody()
}

export interface Control {
  close(): Promise<void>
}

export function createControl(
  httpServer: HttpServer,
  node: MediaNode,
  controlSecret: string,
  log: Logger,
): Control {
  const io = new Server<SfuClientEvents, SfuServerEvents>(httpServer, {
    transports: ['websocket'],
    maxHttpBufferSize: maxMessageBytes,
    pingInterval: 3000,
    pingTimeout: 4000,
    serveClient: false,
  })

  io.use((socket, next) => {
    if (isSecret(socket.handshake.auth.secret, controlSecret)) return next()
    log.warn({ address: socket.handshake.address }, 'control connection refused: wrong secret')
    next(errors.forbidden('the control secret is wrong'))
  })

  async function run(name: unknown, raw: unknown, controlId: string): Promise<Acknowledgement> {
    try {
      if (typeof name !== 'string' || !Object.hasOwn(sfuCommands, name)) throw errors.notFound('command')
      const known = name as SfuCommandName
      const request = sfuCommands[known].request.safeParse(raw)
      if (!request.success) throw errors.invalidRequest(request.error.issues[0]?.message ?? known)
      return { ok: true, value: await node.run(known, request.data as never, controlId) }
    } catch (error) {
      return { ok: false, error: toErrorBody(error, log, name) }
    }
  }

  io.on('connection', (socket) => {
    log.info({ server: socket.handshake.auth.name }, 'server connected')
    socket.on('command', (name, request, acknowledge) => {
      if (typeof acknowledge !== 'function') return
      run(name, request, socket.id).then(acknowledge, (error: unknown) =>
        log.error({ err: error }, 'a command was not acknowledged'),
      )
    })
    socket.on('disconnect', () => {
      log.info({ server: socket.handshake.auth.name }, 'server disconnected')
      node.detachAll(socket.id)
    })
  })

  /** The server that speaks for it, or any one server. */
  function tell<Name extends keyof SfuServerEvents>(
    attachedTo: string | null,
    name: Name,
    event: Parameters<SfuServerEvents[Name]>[0],
  ): void {
    const sockets = io.sockets.sockets
    const socket = (attachedTo !== null && sockets.get(attachedTo)) || sockets.values().next().value
    socket?.emit(name, ...([event] as unknown as Parameters<SfuServerEvents[Name]>))
  }
  node.on('peer.closed', (attachedTo, event) => tell(attachedTo, 'peer.closed', event))
  node.on('producer.closed', (attachedTo, event) => tell(attachedTo, 'producer.closed', event))
  node.on('stage.activeSpeaker', (attachedTo, event) => tell(attachedTo, 'stage.activeSpeaker', event))
  node.on('stage.viewers', (attachedTo, event) => tell(attachedTo, 'stage.viewers', event))
  node.on('stage.delivery', (attachedTo, event) => tell(attachedTo, 'stage.delivery', event))

  return {
    close: async () => {
      await io.close()
    },
  }
}
