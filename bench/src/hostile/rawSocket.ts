// An Engine.IO WebSocket that sends anything, well-formed or not.
import { once } from 'node:events'
import type { Acknowledgement } from '@lectern/shared/command'
import { WebSocket } from 'ws'

/** How long to wait for a reply, in ms. */
const answerMs = 1500

export class RawSocket {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, (answer: Acknowledgement | undefined) => void>()
  #sent = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data: Buffer) => this.#take(data.toString()))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      for (const [id] of this.#waiting) this.#answer(id, undefined)
    })
  }

  static async open(address: string, cookie: string): Promise<RawSocket> {
    const url = `${address.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`
    const socket = new WebSocket(url, { headers: { cookie }, perMessageDeflate: false })
    const opened = new RawSocket(socket)
    await once(socket, 'connected', { signal: AbortSignal.timeout(10_000) })
    return opened
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  #take(data: string): void {
    if (data === '2') this.#socket.send('3')
    else if (data.startsWith('0')) this.#socket.send('40')
    else if (data.startsWith('40')) this.#socket.emit('connected')
    else if (data.startsWith('43')) {
      const start = data.indexOf('[')
      const [answer] = JSON.parse(data.slice(start)) as [Acknowledgement]
      this.#answer(Number(data.slice(2, start)), answer)
    }
  }

  #answer(id: number, answer: Acknowledgement | undefined): void {
    this.#waiting.get(id)?.(answer)
    this.#waiting.delete(id)
  }

  /** Sends an event with raw JSON arguments; undefined if nothing is answered. */
  send(json: string): Promise<Acknowledgement | undefined> {
    const id = this.#sent++
    return new Promise((resolve) => {
      const late = setTimeout(() => this.#answer(id, undefined), answerMs)
      this.#waiting.set(id, (answer) => {
        clearTimeout(late)
        resolve(answer)
      })
      if (this.isOpen) this.#socket.send(`42${id}${json}`)
      else this.#answer(id, undefined)
    })
  }

  /** Sends bytes that need not be a packet. */
  sendRaw(bytes: string | Buffer): void {
    if (this.isOpen) this.#socket.send(bytes)
  }

  close(): void {
    this.#socket.terminate()
  }
}
