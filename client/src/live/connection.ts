// The page's only socket: typed commands out, typed events in, and the server's clock.
import type { SignedOutReason } from '@lectern/shared/accounts'
import type { Beat } from '@lectern/shared/attendance'
import type { Acknowledgement } from '@lectern/shared/command'
import type {
  ClientEvents,
  CommandInput,
  CommandName,
  CommandReply,
  ServerEvents,
} from '@lectern/shared/commands'
import { AppError, type ErrorBody, errors } from '@lectern/shared/errors'
import { io, type Socket } from 'socket.io-client'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { checkedCommand, whenMisfit } from './checking.ts'
import { createKeptReplies } from './keptReplies.ts'
import { here } from './place.ts'
import { onStoodStill } from './stoodStill.ts'
import { keepBestTransport, transportOptions } from './transports.ts'
import { createUnanswered } from './unanswered.ts'

export type ConnectionStatus = 'connecting' | 'connected' | 'reconnecting' | 'refused'

export interface ConnectionState {
  status: ConnectionStatus
  /** Why the server refused, e.g. not signed in. */
  refusal: AppError | null
  /** Why this browser was signed out, if it was. */
  signedOut: SignedOutReason | null
  /** The server's clock minus this device's, in ms. */
  clockOffset: number
}

export interface Connection {
  store: StoreApi<ConnectionState>
  /** Rejects with the server's AppError, or `no_answer`. */
  send<Name extends CommandName>(name: Name, request: CommandInput<Name>): Promise<CommandReply<Name>>
  /** Returns the function that ends it. */
  on<Name extends keyof ServerEvents>(event: Name, listener: ServerEvents[Name]): () => void
  /** Sent now or never: a delayed sign of life would be false. */
  beat(beat: Beat): void
  /** Runs now if connected, and after every later connect. Returns the function that ends it. */
  onConnected(listener: () => void): () => void
  /** The server's clock, in ms since the epoch. */
  now(): number
  close(): void
}

/** Pages told to reload do so spread over this time (ms). */
const spreadMs = 2000

/**
 * A command without a reply within this time (ms) has failed; while offline it waits this long to be sent.
 */
const answerMs = 10_000

/** How long (ms) the server asks a page to wait. */
const waitOf = ({ details }: ErrorBody): number | undefined =>
  typeof details?.retryAfterSeconds === 'number' ? details.retryAfterSeconds * 1000 : undefined

/** `waitMs`: a shorter limit for tests. */
export function createConnection(url?: string, waitMs = answerMs): Connection {
  const unanswered = createUnanswered()
  const kept = createKeptReplies()
  const options = {
    ...transportOptions(),
    // Asked at each attempt: by then the page may know its conference.
    auth: (say: (handshake: object) => void) =>
      say(here.conferenceId === undefined ? here.about() : { conferenceId: here.conferenceId }),
  }
  const socket: Socket<ServerEvents, ClientEvents> = url ? io(url, options) : io(options)
  const store = createStore<ConnectionState>(() => ({
    status: 'connecting',
    refusal: null,
    signedOut: null,
    clockOffset: 0,
  }))
  const stopChoosing = keepBestTransport(socket as unknown as Socket)
  const connectIn = (ms: number) => setTimeout(() => socket.connect(), ms)

  /** The server's clock at a moment of the monotonic clock. */
  let heard: { now: number; at: number } | undefined
  function hear(now: number): void {
    heard = { now, at: performance.now() }
    store.setState({ clockOffset: now - Date.now() })
  }

  socket.on('hello', ({ now }) => hear(now))
  socket.on('connect', () => store.setState({ status: 'connected', refusal: null }))
  socket.on('disconnect', (reason) => {
    if (store.getState().status === 'refused') return
    store.setState({ status: 'reconnecting' })
    // A server that goes down disconnects its pages; Socket.IO would take that as final.
    if (reason === 'io server disconnect') connectIn(options.reconnectionDelay * (1 + Math.random()))
  })
  socket.on('connect_error', (error: Error & { data?: ErrorBody }) => {
    // Trying again changes neither: nobody is signed in, or the person has no place at this conference.
    if (error.data?.code === 'not_signed_in' || error.data?.code === 'not_found') {
      store.setState({ status: 'refused', refusal: AppError.fromBody(error.data) })
      socket.disconnect()
      return
    }
    store.setState((state) => ({ status: state.status === 'connecting' ? 'connecting' : 'reconnecting' }))
    // A refusal by the server's own rules ends Socket.IO's retries; this one is temporary.
    if (error.data) connectIn(waitOf(error.data) ?? options.reconnectionDelayMax)
  })
  socket.on('refused', (error) => {
    store.setState({ status: 'reconnecting' })
    socket.disconnect()
    connectIn(waitOf(error) ?? options.reconnectionDelayMax)
  })
  onStoodStill(() => socket.io.engine?.close())
  const onConnected = new Set<() => void>()
  const reloadAll = () => {
    for (const listener of onConnected) listener()
  }
  socket.on('connect', reloadAll)
  whenMisfit(reloadAll)
  socket.on('missed', () => {
    for (const listener of onConnected)
      setTimeout(() => {
        if (socket.connected && onConnected.has(listener)) listener()
      }, Math.random() * spreadMs)
  })
  socket.on('signedOut', ({ reason }) => {
    store.setState({ status: 'refused', refusal: errors.notSignedIn(), signedOut: reason })
    socket.disconnect()
  })

  /** Rejects without a connection within this time. */
  function connectedWithin(ms: number): Promise<void> {
    if (socket.connected) return Promise.resolve()
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const timer = setTimeout(reject, ms)
    socket.once('connect', resolve)
    return promise.finally(() => {
      clearTimeout(timer)
      socket.off('connect', resolve)
    })
  }

  /**
   * Asks once. The server ignores a request that arrives after
   * `failsAt`, on the clock of `performance.now`. Throws `no_answer`.
   */
  async function ask(
    name: string,
    request: unknown,
    have: string | undefined,
    failsAt: number,
  ): Promise<Acknowledgement> {
    const givenUpAt = heard && Math.floor(failsAt - heard.at + heard.now)
    const more = [givenUpAt, have].filter((each) => each !== undefined)
    try {
      // Socket.IO would queue a message without a connection, and send it after it was reported as failed.
      await connectedWithin(Math.max(1, failsAt - performance.now()))
      const timed = socket.timeout(Math.max(1, failsAt - performance.now()))
      return await timed.emitWithAck('command', name, request, ...(more as []))
    } catch {
      throw errors.noAnswer()
    }
  }

  return {
    store,
    async send(name, request) {
      const failsAt = performance.now() + waitMs
      const had = kept.find(name, request)
      const identified = unanswered.identify(name, request)
      let answer = await ask(name, identified, had?.tag, failsAt)
      const serverNow = !answer.ok && answer.error.code === 'no_answer' && answer.error.details?.now
      if (typeof serverNow === 'number') {
        // It was not done. If time is left after all, this page was wrong about the server's clock.
        hear(serverNow)
        if (performance.now() < failsAt) answer = await ask(name, identified, had?.tag, failsAt)
      }
      if (!answer.ok) throw AppError.fromBody(answer.error)
      unanswered.done(name, request)
      const checked = answer.unchanged ? answer : { ...answer, value: checkedCommand(name, answer.value) }
      return kept.take(name, request, had, checked) as CommandReply<typeof name>
    },
    on(event, listener) {
      socket.on(event, listener as never)
      return () => socket.off(event, listener as never)
    },
    beat(beat) {
      if (socket.connected) socket.emit('beat', beat)
    },
    onConnected(listener) {
      if (socket.connected) listener()
      onConnected.add(listener)
      return () => onConnected.delete(listener)
    },
    now: () => Date.now() + store.getState().clockOffset,
    close: () => {
      stopChoosing()
      socket.disconnect()
    },
  }
}
