// The control connection from this server to one media node.
import type { Acknowledgement } from '@lectern/shared/command'
import { AppError, errors } from '@lectern/shared/errors'
import {
  type SfuClientEvents,
  type SfuCommandName,
  type SfuReply,
  type SfuRequest,
  type SfuServerEvents,
  sfuCommands,
} from '@lectern/shared/sfuContract'
import { io, type Socket } from 'socket.io-client'

/** A node that does not answer within this time (ms) is treated as away. */
const answerMs = 5000

export class SfuLink {
  readonly nodeId: string
  readonly controlUrl: string
  readonly #socket: Socket<SfuServerEvents, SfuClientEvents>

  constructor(nodeId: string, controlUrl: string, secret: string, name: string) {
    this.nodeId = nodeId
    this.controlUrl = controlUrl
    this.#socket = io(controlUrl, {
      transports: ['websocket'],
      auth: { secret, name },
      reconnectionDelay: 200,
      reconnectionDelayMax: 1000,
    })
  }

  get connected(): boolean {
    return this.#socket.connected
  }

  on<Name extends keyof SfuServerEvents>(event: Name, listener: SfuServerEvents[Name]): void {
    this.#socket.on(event, listener as never)
  }

  /** `listener` runs after the first and every later connect. */
  onConnect(listener: () => void): void {
    this.#socket.on('connect', listener)
  }

  /**
   * `isDead`: its machine answers that nobody listens there any more. A node's id is its process's, so that one never comes
   * back; anything else may be the network's fault.
   */
  onRefused(listener: (reason: string, isDead: boolean) => void): void {
    this.#socket.on('connect_error', (error: Error & { description?: { error?: { code?: string } } }) =>
      listener(error.message, error.description?.error?.code === 'ECONNREFUSED'),
    )
  }

  /** Throws the node's AppError, or `stage_unavailable` where it does not answer. */
  async call<Name extends SfuCommandName>(name: Name, request: SfuRequest<Name>): Promise<SfuReply<Name>> {
    // A request never waits in a queue for a node that may not come back.
    if (!this.#socket.connected) throw errors.stageUnavailable()
    let answer: Acknowledgement
    try {
      answer = await this.#socket.timeout(answerMs).emitWithAck('command', name, request)
    } catch {
      throw errors.stageUnavailable()
    }
    if (!answer.ok) throw AppError.fromBody(answer.error)
    return sfuCommands[name].reply.parse(answer.value) as SfuReply<Name>
  }

  close(): void {
    this.#socket.disconnect()
  }
}
