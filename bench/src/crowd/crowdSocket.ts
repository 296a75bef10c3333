// The smallest Socket.IO client that serves one of ten thousand, to leave the machine to what is measured:
// messages that are equal for all can be parsed once.
import { once } from 'node:events'
import type { Acknowledgement } from '@lectern/shared/command'
import type { CommandInput, CommandName, CommandReply } from '@lectern/shared/commands'
import { AppError, errors } from '@lectern/shared/errors'
import { WebSocket } from 'ws'

/** The first bytes of Engine.IO and Socket.IO packets. */
const engine = { open: '0', ping: '2', message: '4' }
const packet = { connected: '0', event: '2', acknowledgement: '3' }
const [pong, connectPacket, eventPacket] = ['3', '40', '42']
/** A reply may be late here: a machine full of clients is slow. */
const answerMs = 60_000

/** The address that a proxy in front of the product would forward for the person with this number. */
export const addressOf = (index: number): string =>
  `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`
let opened = 0

interface Waiting {
  resolve: (answer: Acknowledgement) => void
  late: NodeJS.Timeout
}

export class CrowdSocket {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, Waiting>()
  readonly #onEvent: ((data: Buffer) => void) | undefined
  #sent = 0

  private constructor(socket: WebSocket, onEvent: ((data: Buffer) => void) | undefined) {
    this.#socket = socket
    this.#onEvent = onEvent
  }

  /** `onEvent` gets every event raw: "42" and the JSON of its name and arguments. */
  static async open(address: string, cookie: string, onEvent?: (data: Buffer) => void): Promise<CrowdSocket> {
    const url = `${address.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`
    const socket = new WebSocket(url, {
      headers: { cookie, 'x-forwarded-for': addressOf(opened++) },
      perMessageDeflate: false,
      skipUTF8Validation: true,
    })
    const crowdSocket = new CrowdSocket(socket, onEvent)
    socket.on('message', (data) => crowdSocket.#take(data as Buffer))
    await once(socket, 'connected')
    return crowdSocket
  }

  #take(data: Buffer): void {
    const [type, kind] = [String.fromCharCode(data[0]!), String.fromCharCode(data[1] ?? 0)]
    if (type === engine.ping) this.#socket.send(pong)
    else if (type === engine.open) this.#socket.send(connectPacket)
    else if (type !== engine.message) return
    else if (kind === packet.event) this.#onEvent?.(data)
    else if (kind === packet.acknowledgement) this.#acknowledged(data)
    else if (kind === packet.connected) this.#socket.emit('connected')
    else this.#socket.emit('error', new Error(`the server refused a socket: ${data.toString()}`))
  }

  #acknowledged(data: Buffer): void {
    const start = data.indexOf('[')
    const id = Number(data.subarray(2, start).toString())
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    clearTimeout(waiting?.late)
    const [answer] = JSON.parse(data.subarray(start).toString()) as [Acknowledgement]
    waiting?.resolve(answer)
  }

  /** Sends without acknowledgement. */
  emit(name: string, payload: unknown): void {
    this.#socket.send(`${eventPacket}${JSON.stringify([name, payload])}`)
  }

  /** Throws the server's refusal. */
  async send<Name extends CommandName>(name: Name, request: CommandInput<Name>): Promise<CommandReply<Name>> {
    const id = this.#sent++
    this.#socket.send(`${eventPacket}${id}${JSON.stringify(['command', name, request])}`)
    const answer = await new Promise<Acknowledgement>((resolve, reject) => {
      const late = setTimeout(() => reject(errors.noAnswer()), answerMs)
      this.#waiting.set(id, { resolve, late })
    })
    if (!answer.ok) throw AppError.fromBody(answer.error)
    return answer.value as CommandReply<Name>
  }
}
