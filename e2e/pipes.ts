// TCP connections carried over a Unix socket: the first line names the port on loopback.
import { connect, createServer, type Server, type Socket } from 'node:net'

function joinSockets(near: Socket, far: Socket): void {
  near.pipe(far).pipe(near)
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    one.on('error', () => undefined)
    one.once('close', () => other.destroy())
  }
}

/** A client that connects and writes "PORT\n" is joined to that port of this side's loopback. */
export const leadToPorts = (): Server =>
  createServer((near) => {
    near.on('error', () => undefined)
    near.once('data', (first) => {
      near.pause()
      const end = first.indexOf('\n')
      const far = connect(Number(first.subarray(0, end)), '127.0.0.1')
      far.write(first.subarray(end + 1))
      joinSockets(near, far)
    })
  })

/** A port on this side's loopback that leads to the same port on the side listening at `path`. */
export const portThrough = (path: string, port: number): Server =>
  createServer((near) => {
    const far = connect(path)
    far.write(`${port}\n`)
    joinSockets(near, far)
  }).listen(port, '127.0.0.1')
