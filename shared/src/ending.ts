// How a process ends: in order and within a bounded time, whatever asked it to and whoever is still connected.
import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** The part of a pino logger that is used here. */
interface EndingLog {
  error(details: object, message: string): void
  fatal(details: object, message: string): void
}

/** A process that has not closed after this time, in ms, exits all the same. Supervisors kill after 10 s or so. */
const closeMs = 4500
/** How long requests and goodbyes may still take once a server closes, in ms. */
const graceMs = 1000

/**
 * Ends this process by `close` when a signal asks for it, when its parent is gone, or after an error that nothing caught:
 * its state can then not be trusted, and whatever supervises it starts another. Exits with 0 after an orderly end
 * that was asked for, otherwise with 1.
 */
export function endInOrder(close: () => Promise<void>, log: EndingLog): void {
  let isEnding = false
  const end = (status: number) => {
    if (isEnding) return
    isEnding = true
    setTimeout(() => {
      log.error({}, 'did not close in time')
      process.exit(1)
    }, closeMs)
    close().then(
      () => process.exit(status),
      (error: unknown) => {
        log.error({ err: error }, 'did not close cleanly')
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => end(0))
  if (process.send) process.once('disconnect', () => end(0))
  // Rejections that nothing handled arrive here too.
  process.on('uncaughtException', (error, origin) => {
    log.fatal({ err: error, origin }, 'an error that nothing caught; the process ends')
    end(1)
  })
}

/**
 * Watches a server's connections. The function it answers closes the server: nobody new is taken, what is being answered
 * has a moment, and then every connection ends, be it idle, half sent, not being read, or a WebSocket.
 */
export function watchConnections(server: Server): () => Promise<void> {
  const open = new Set<Socket>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  return async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeIdleConnections()
    const late = setTimeout(() => {
      for (const socket of open) socket.destroy()
    }, graceMs)
    await closed
    clearTimeout(late)
  }
}
