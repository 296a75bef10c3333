// A visitor's own network: everything between its pages and the product passes through here and can be cut.
// Media too: the page's offers are pointed at relays, so a cut loses packets like a lost network.
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket as TcpSocket } from 'node:net'
import type { BrowserContext } from 'playwright-core'

const host = '127.0.0.1'
/** What a thin line buffers before it drops, in ms. */
const queueMs = 300
/** What Chromium's socket may have in flight at once. */
const bufferBytes = 4 * 1024 * 1024

export class Network {
  #isCut = false
  #bitsPerSecond = Number.POSITIVE_INFINITY
  #freeAt = 0
  readonly #servers: Server[] = []
  readonly #connections = new Set<TcpSocket>()
  readonly #relays = new Map<number, Promise<number>>()
  readonly #datagramSockets = new Set<Socket>()

  /** Nothing passes any more, without notice: like a pulled cable. */
  cut(): void {
    this.#isCut = true
    for (const socket of this.#connections) socket.pause()
  }

  /** A new network: connections over the old one are gone. */
  heal(): void {
    this.#isCut = false
    for (const socket of this.#connections) socket.destroy()
  }

  /** From here on media reaches the visitor at most at this rate; the excess is lost. */
  limit(bitsPerSecond: number): void {
    this.#bitsPerSecond = bitsPerSecond
    this.#freeAt = 0
  }

  /** When a packet of this size will have passed the line, in ms from now; undefined if it is dropped. */
  #delayOf(bytes: number): number | undefined {
    const now = performance.now()
    const startsIn = Math.max(0, this.#freeAt - now)
    if (startsIn > queueMs) return
    this.#freeAt = now + startsIn + (bytes * 8000) / this.#bitsPerSecond
    return this.#freeAt - now
  }

  /** The address to use instead of `address`. */
  async through(address: string): Promise<string> {
    const target = new URL(address)
    const server = createServer((near) => {
      const far = connect(Number(target.port), target.hostname)
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#connections.add(from)
        from.pipe(to)
        from.on('error', () => to.destroy())
        from.once('close', () => {
          this.#connections.delete(from)
          to.destroy()
        })
        if (this.#isCut) from.pause()
      }
    })
    this.#servers.push(server)
    server.listen(0, host)
    await once(server, 'listening')
    return `http://${host}:${(server.address() as AddressInfo).port}`
  }

  /** From here on the context's media goes through this network. */
  async carryMediaOf(context: BrowserContext): Promise<void> {
    await context.exposeFunction('relayPort', (port: number) => this.#relay(port))
    await context.addInitScript(`{
      const native = RTCPeerConnection.prototype.setRemoteDescription
      RTCPeerConnection.prototype.setRemoteDescription = async function ({ type, sdp }) {
        const lines = []
        for (const line of sdp.split('\\r\\n')) {
          const [, head, port, tail] = line.match(/^(a=candidate:\\S+ \\d+ udp \\d+ \\S+) (\\d+)(.*)$/) ?? []
          if (port) lines.push(head + ' ' + (await relayPort(Number(port))) + tail)
          else if (!line.startsWith('a=candidate:')) lines.push(line)
        }
        return native.call(this, { type, sdp: lines.join('\\r\\n') })
      }
    }`)
  }

  close(): void {
    for (const server of this.#servers) server.close()
    for (const socket of this.#connections) socket.destroy()
    for (const socket of this.#datagramSockets) socket.close()
  }

  #relay(port: number): Promise<number> {
    const existing = this.#relays.get(port)
    if (existing) return existing
    const made = this.#makeRelay(port)
    this.#relays.set(port, made)
    return made
  }

  async #makeRelay(port: number): Promise<number> {
    const front = await this.#bind()
    const backs = new Map<string, Promise<Socket>>()
    const backFor = (near: RemoteInfo): Promise<Socket> => {
      const key = `${near.address} ${near.port}`
      const existing = backs.get(key)
      if (existing) return existing
      const made = this.#bind().then((back) => {
        back.on('message', (packet) => {
          const delay = this.#isCut ? undefined : this.#delayOf(packet.length)
          const pass = () => front.send(packet, near.port, near.address)
          if (delay === undefined) return
          if (delay < 1) pass()
          else setTimeout(pass, delay)
        })
        return back
      })
      backs.set(key, made)
      return made
    }
    front.on('message', (packet, near) => {
      if (!this.#isCut) void backFor(near).then((back) => back.send(packet, port, host))
    })
    return front.address().port
  }

  async #bind(): Promise<Socket> {
    const socket = createSocket({ type: 'udp4', recvBufferSize: bufferBytes })
    this.#datagramSockets.add(socket)
    socket.bind(0, host)
    await once(socket, 'listening')
    return socket
  }
}
