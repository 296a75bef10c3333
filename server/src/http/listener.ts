// The server's port: HTTP requests and, on the same connections, WebSockets.
import { createServer as createHttpServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { watchConnections } from '@lectern/shared/ending'

export interface ListenerOptions {
  host: string
  port: number
}

/**
 * How long a connection without a request is kept, in ms: longer than proxies and browsers rely on one (60 s
 * with nginx). Node's 5 s end in a reset where a request was just on its way.
 */
const restsMs = 65_000

/** A request to upgrade to anything else is answered as if it did not ask (RFC 9110 §7.8). */
const asksForWebSocket = ({ headers }: IncomingMessage): boolean =>
  headers.upgrade?.toLowerCase() === 'websocket'

/** A server on all interfaces is shown by the address that works on this machine. */
function addressOf(host: string, { port }: AddressInfo): string {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`
}

export function createListener({ host, port }: ListenerOptions) {
  let answer: RequestListener | undefined
  let address = ''
  // Socket.IO takes its own path from the listeners that are there when it is attached. A listener added
  // later would answer those requests a second time.
  const server = createHttpServer({ shouldUpgradeCallback: asksForWebSocket }, (request, response) =>
    answer?.(request, response),
  )
  server.keepAliveTimeout = restsMs
  server.headersTimeout = restsMs + 1000
  const close = watchConnections(server)
  return {
    server,
    /** E.g. "http://127.0.0.1:4400"; empty before it listens. */
    address: (): string => address,
    async listen(app: RequestListener): Promise<void> {
      answer = app
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, () => resolve())
      })
      address = addressOf(host, server.address() as AddressInfo)
    },
    /** Lets running requests finish briefly, then ends every connection. */
    close,
  }
}
