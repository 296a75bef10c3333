// Ends a process in order and within a bounded time, whatever the reason and however many clients are
// connected.
import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** The part of a pino logger used here. */
interface EndingLog {
  error(details: object, message: string): void
  fatal(details: object, message: string): void
}

/**
 * The time after which a process exits even if it has not closed, in ms. Supervisors kill after about 10 s.
 */
const closeMs = 4500
/** How long requests and goodbyes may take once a server closes, in ms. */
const graceMs = 1000

/**
 * Ends this process through `close` on a signal, when its parent is gone, or after an uncaught error: its
 * state is then unreliable, and its supervisor starts another. Exits with 0 after a requested orderly end,
 * otherwise with 1.
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
  // Unhandled rejections arrive here too.
  process.on('uncaughtException', (error, origin) => {
    log.fatal({ err: error, origin }, 'an error that nothing caught; the process ends')
    end(1)
  })
}

/**
 * Tracks a server's connections. The returned function closes the server: it accepts no more connections,
 * lets running requests finish briefly, then ends every connection (idle, half sent, unread, or WebSocket).
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
