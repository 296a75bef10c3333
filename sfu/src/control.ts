// The control connection: servers connect here, and one function runs all their commands.
import type { Server as HttpServer } from 'node:http'
import type { Acknowledgement } from '@lectern/shared/command'
import { AppError, type ErrorBody, errors } from '@lectern/shared/errors'
import {
  type SfuClientEvents,
  type SfuCommandName,
  type SfuReportName,
  type SfuServerEvents,
  sfuCommands,
} from '@lectern/shared/sfuContract'
import type { Logger } from 'pino'
import { Server } from 'socket.io'
import { createAdmission } from './admission.ts'
import type { MediaNode } from './mediaNode.ts'
import { createOutbox } from './outbox.ts'

/** The largest control message accepted, in bytes: a peer's capabilities are the largest ever sent. */
const maxMessageBytes = 256 * 1024

/** A server that does not take a report within this time (ms) is skipped: it may have stalled. */
const takeMs = 2000

/** mediasoup throws errors with these names for media that no router can relay or parse. */
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
  /** `controlUrl` is available once the server listens. */
  { secret, controlUrl }: { secret: string; controlUrl: () => string },
  log: Logger,
): Control {
  const io = new Server<SfuClientEvents, SfuServerEvents>(httpServer, {
    transports: ['websocket'],
    maxHttpBufferSize: maxMessageBytes,
    pingInterval: 3000,
    pingTimeout: 4000,
    serveClient: false,
    connectTimeout: 5000,
  })

  io.use(createAdmission(secret, controlUrl, log))
  const outbox = createOutbox({
    receivers: () =>
      [...io.sockets.sockets.values()].map((socket) => ({
        id: socket.id,
        give: (name: SfuReportName, report: object) =>
          socket.timeout(takeMs).emitWithAck(name, report as never),
      })),
    clock: () => performance.now(),
  })

  async function run(name: unknown, raw: unknown, controlId: string): Promise<Acknowledgement> {
    try {
      if (typeof name !== 'string' || !Object.hasOwn(sfuCommands, name)) throw errors.notFound('command')
      const command = name as SfuCommandName
      const request = sfuCommands[command].request.safeParse(raw)
      if (!request.success) throw errors.invalidRequest(request.error.issues[0]?.message ?? command)
      return { ok: true, value: await node.run(command, request.data as never, controlId) }
    } catch (error) {
      return { ok: false, error: toErrorBody(error, log, name) }
    }
  }

  io.on('connection', (socket) => {
    log.info({ server: socket.handshake.auth.name }, 'server connected')
    outbox.wake()
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

  node.on('report', (name, report, attachedTo) => outbox.put(name, report, attachedTo))
  const anyone = () => io.sockets.sockets.values().next().value
  node.on('stage.activeSpeaker', (event) => anyone()?.emit('stage.activeSpeaker', event))
  node.on('stage.viewers', (event) => anyone()?.emit('stage.viewers', event))

  return {
    close: async () => {
      outbox.close()
      await io.close()
    },
  }
}
