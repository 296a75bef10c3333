// Which transport a page uses: a WebSocket if the network permits, else polling over plain HTTP.
import type { Socket } from 'socket.io-client'

const best = ['websocket', 'polling']
/**
 * Connects by polling and upgrades if possible, for networks in which a WebSocket neither opens nor fails.
 */
const patient = ['polling', 'websocket']

/** How long (ms) to wait for a proxy that silently drops the upgrade. */
const firstTryMs = 4000
/** The same once a WebSocket or polling has worked: then only a busy server keeps a page waiting. */
const laterTryMs = 15_000
/** How often (ms) a page on polling tries a WebSocket again. */
const usualTryAgainMs = 5 * 60_000

/**
 * A refused WebSocket is followed by polling at once. Pages that lost a server come back spread over time.
 */
export const transportOptions = () => ({
  transports: best,
  tryAllTransports: true,
  timeout: firstTryMs,
  reconnectionDelay: 300,
  reconnectionDelayMax: 2000,
  randomizationFactor: 0.5,
})

interface Upgradable {
  /** Tries a transport beside the current one, which stays in use until the better one is open. */
  _probe?(transport: string): void
}

/** Keeps a socket made with `transportOptions` on the best transport. Returns the function that ends it. */
export function keepBestTransport(socket: Socket, tryAgainMs = usualTryAgainMs): () => void {
  const { io: manager } = socket
  const order = (transports: string[]) => {
    manager.opts.transports = transports
    manager.timeout(laterTryMs)
  }
  const onError = (error: Error) => {
    if (error.message === 'timeout') order(patient)
  }
  const onConnect = () => {
    const { engine } = manager
    if (engine.transport.name === 'websocket') order(best)
    else engine.once('upgrade', () => order(best))
  }
  socket.on('connect_error', onError)
  socket.on('connect', onConnect)
  const timer = setInterval(() => {
    if (!socket.connected || manager.engine.transport.name !== 'polling') return
    ;(manager.engine as unknown as Upgradable)._probe?.('websocket')
  }, tryAgainMs)
  return () => {
    clearInterval(timer)
    socket.off('connect_error', onError)
    socket.off('connect', onConnect)
  }
}
