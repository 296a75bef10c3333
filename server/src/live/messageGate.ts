// Limits what a connection may send before any of it is parsed: how often, and only what pages send.
import type { Acknowledgement } from '@lectern/shared/command'
import { type AppError, errors } from '@lectern/shared/errors'
import type { Socket } from 'socket.io'
import { Bucket, type Budget } from './bucket.ts'

/** A connection below Socket.IO: a WebSocket, or polling. */
export type EngineSocket = Socket['conn']

/** A page opening a room sends about forty messages at once, then a few a second. */
export const messageBudget: Budget = { atOnce: 300, perSecond: 30, refused: 300 }

/** Beats are cheap to process and cheaper to ignore. */
const beatWeight = 1 / 20
const beatPrefix = '2["beat",'

/** A connect request; it may carry the session to resume, some hundred characters. */
const connectLength = 1000
/** A page that still reads never has more than this waiting, in bytes or in messages. */
const backlog = { bytes: 8 * 1024 * 1024, messages: 10_000 }

/** The first character of a Socket.IO packet. */
const packet = { connect: '0', disconnect: '1', event: '2', acknowledgement: '3' }
/** An acknowledged event in this namespace; the number is its id. */
const acknowledged = /^2(\d{1,15})\[/

/** The reply to a command refused unread. */
const refusalOf = (id: string, error: AppError): string =>
  `${packet.acknowledgement}${id}${JSON.stringify([{ ok: false, error: error.toBody() } satisfies Acknowledgement])}`

/** Tracks what is still on its way to a client, in the transport and before it. */
function watchBacklog(connection: EngineSocket): () => boolean {
  const waiting = connection as unknown as {
    writeBuffer: unknown[]
    transport: { socket?: { bufferedAmount?: number } }
  }
  let bytes = 0
  connection.on('packetCreate', ({ data }: { data?: string }) => {
    bytes += data?.length ?? 0
  })
  // Everything goes to the transport.
  connection.on('flush', () => {
    bytes = 0
  })
  return () =>
    waiting.writeBuffer.length > backlog.messages ||
    bytes + (waiting.transport.socket?.bufferedAmount ?? 0) > backlog.bytes
}

/**
 * Guards one connection in front of Socket.IO. Messages beyond the budget are refused unread, with an error
 * if an answer is expected; a flood, a second connect request, binary packets and a client that stops reading
 * end the connection.
 */
export function guardMessages(connection: EngineSocket, onCut: (reason: string) => void): { count(): void } {
  const bucket = new Bucket(messageBudget, performance.now())
  const isBackedUp = watchBacklog(connection)
  let hasAsked = false

  function cut(reason: string): void {
    onCut(reason)
    // A polling client that does not poll would take half a minute to close.
    connection.close(connection.transport.name === 'polling')
  }
  function flooded(): void {
    const error = errors.rateLimited(bucket.secondsToWait)
    connection.send(`${packet.event}${JSON.stringify(['refused', error.toBody()])}`)
    cut('flood')
  }
  function count(): void {
    if (bucket.take(performance.now()) === 'cut') flooded()
  }

  function passes(data: unknown): boolean {
    const isBeat = typeof data === 'string' && data.startsWith(beatPrefix)
    const verdict = bucket.take(performance.now(), isBeat ? beatWeight : 1)
    if (verdict === 'cut') flooded()
    else if (typeof data !== 'string') cut('binary')
    else if (verdict === 'refuse') {
      const id = acknowledged.exec(data.slice(0, 20))?.[1]
      if (id !== undefined) connection.send(refusalOf(id, errors.rateLimited(bucket.secondsToWait)))
    } else if (data[0] === packet.connect) {
      if (!hasAsked && data.length <= connectLength) {
        hasAsked = true
        return true
      }
      cut('connect')
    } else if (
      data[0] !== packet.event &&
      data[0] !== packet.disconnect &&
      data[0] !== packet.acknowledgement
    )
      cut('packet')
    else return true
    return false
  }

  // Socket.IO has just begun to listen. Filter everything before it parses it.
  const [take] = connection.listeners('data') as [(data: unknown) => void]
  connection.off('data', take)
  connection.on('data', (data: unknown) => {
    if (passes(data)) take(data)
  })
  connection.on('packet', ({ type }: { type: string }) => {
    if (type !== 'message') count()
    if (isBackedUp()) cut('backlog')
  })
  // Each probe of an upgrade is answered too.
  connection.on('upgrading', count)
  const countPings = () => {
    const { socket } = connection.transport as unknown as { socket?: NodeJS.EventEmitter }
    socket?.on('ping', count)
  }
  countPings()
  connection.on('upgrade', countPings)
  return { count }
}
