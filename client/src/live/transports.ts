// Which transport a page uses: a WebSocket where the network lets one through, else polling over plain HTTP.
import type { Socket } from 'socket.io-client'

const best = ['websocket', 'polling']
/** Connects by polling and upgrades where it can, for networks in which a WebSocket neither opens nor fails. */
const patient = ['polling', 'websocket']

/** A proxy that swallows the upgrade without a word is given this long, in ms. */
const firstTryMs = 4000
/** The same where a WebSocket or polling has worked before: then only a busy server keeps a page waiting. */
const laterTryMs = 15_000
/** How often a page on polling tries a WebSocket again, in ms. */
const usualTryAgainMs = 5 * 60_000

/** A refused WebSocket is followed by polling at once. Many pages that lost one server come back spread over time. */
export const transportOptions = () => ({
  transports: best,
  tryAllTransports: true,
  timeout: firstTryMs,
  reconnectionDelay: 300,
  reconnectionDelayMax: 2000,
  randomizationFactor: 0.5,
})

interface Upgradable {
  /** Tries a transport beside the present one, which goes on until the better one stands. */
  _probe?(transport: string): void
}

/** Keeps a socket made with `transportOptions` on the best transport there is. Answers the function that ends it. */
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
