// An HTTP proxy as networks have them: it forwards plain requests, and treats upgrades as the test says.
import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

/** Forward; answer 403; keep open without answering; or end the connection. */
export type OnUpgrade = 'pass' | 'refuse' | 'swallow' | 'reset'

export interface TestProxy {
  address: string
  onUpgrade: OnUpgrade
  /** Upgrades requested. */
  upgrades: number
  close(): Promise<void>
}

/** `headers` are added to every request, e.g. a cookie for clients that have none. */
export async function startProxy(
  target: string,
  onUpgrade: OnUpgrade,
  headers: IncomingHttpHeaders = {},
): Promise<TestProxy> {
  const { hostname, port } = new URL(target)
  const open = new Set<Socket>()
  const hold = (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => open.delete(socket))
  }
  const server = createServer((incoming, answer) => {
    const outgoing = httpRequest(
      {
        hostname,
        port,
        method: incoming.method,
        path: incoming.url,
        headers: { ...incoming.headers, ...headers },
      },
      (given) => {
        answer.writeHead(given.statusCode!, given.headers)
        given.pipe(answer)
      },
    )
    outgoing.on('error', () => answer.destroy())
    answer.once('close', () => outgoing.destroy())
    incoming.pipe(outgoing)
  })
  server.on('connection', hold)
  server.on('upgrade', (incoming, near: Socket, head) => {
    proxy.upgrades += 1
    if (proxy.onUpgrade === 'refuse') near.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n')
    else if (proxy.onUpgrade === 'reset') near.destroy()
    else if (proxy.onUpgrade === 'pass') {
      const far = connect(Number(port), hostname)
      hold(far)
      const lines = Object.entries({ ...incoming.headers, ...headers }).map(
        ([name, value]) => `${name}: ${String(value)}`,
      )
      far.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
      far.write(head)
      near.pipe(far).pipe(near)
      near.once('close', () => far.destroy())
      far.once('close', () => near.destroy())
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const proxy: TestProxy = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    onUpgrade,
    upgrades: 0,
    close: async () => {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  return proxy
}
