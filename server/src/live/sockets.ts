// Socket.IO: connections, and every command they send.
import type { Server as HttpServer } from 'node:http'
import { isDeepStrictEqual } from 'node:util'
import type { Person, SignedOutReason } from '@lectern/shared/accounts'
import { type ClientEvents, maxMessageBytes, type ServerEvents } from '@lectern/shared/commands'
import { plansOrRuns } from '@lectern/shared/drafts'
import { AppError, errors } from '@lectern/shared/errors'
import { id } from '@lectern/shared/ids'
import { isRedisAway } from '@lectern/shared/redisAway'
import type { RequestHandler } from 'express'
import type { Redis } from 'ioredis'
import { Server, type Socket } from 'socket.io'
import type { Account, Place } from '../core/account.ts'
import type { AddressOf } from '../core/address.ts'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { isSameOrigin } from '../core/origin.ts'
import { createAdapterConnections } from './adapterRedis.ts'
import type { Broadcast } from './broadcast.ts'
import type { Caller, Connection, PeerHolder } from './connection.ts'
import { limitConnections } from './connectionLimits.ts'
import { rooms } from './rooms.ts'
import type { RunCommand } from './runCommand.ts'

interface SocketData {
  /** With their roles at that conference. */
  person: Person
  conferenceId: string
  webSessionId: string
}
type NoEvents = Record<string, never>
type LiveServer = Server<ClientEvents, ServerEvents, NoEvents, SocketData>
type LiveSocket = Socket<ClientEvents, ServerEvents, NoEvents, SocketData>

export interface SocketsOptions {
  httpServer: HttpServer
  /** The adapter's own connection. */
  adapterRedis: Redis
  webSession: RequestHandler
  publicUrl: string | undefined
  addressOf: AddressOf
  connectionsPerAddress: number | undefined
  findAccount: (personId: string) => Promise<Account | undefined>
  /**
   * Where the person is: at the conference that their page says, else by default. Throws `not_found` where
   * they have no place.
   */
  /** `about`: what the page names, where it does not say its conference. */
  placeOf: (account: Account, said: string | undefined, about: unknown) => Promise<Place>
  /** What the person is now at a conference; undefined if nothing. */
  memberOf: (personId: string, conferenceId: string) => Promise<Person | undefined>
  isSignedIn: (webSessionId: string) => Promise<boolean>
  clock: Clock
  log: Log
}

interface ConnectionListeners {
  /** Handles each beat of this connection. */
  onBeat: (caller: Caller) => (beat: unknown) => void
  onGone: (connection: Connection, personId: string) => void
}

export interface Sockets {
  broadcast: Broadcast
  /** Ends all sockets of a signed-out browser, on every server. */
  signOut(webSessionId: string, reason: SignedOutReason): void
  /** Makes the person's pages reconnect, so that changed rights apply to them. */
  reconnect(personId: string): void
  /** Takes all of a person's sockets, on every server, out of channels. */
  leaveRooms(personId: string, left: string[]): void
  /** Takes everybody out of a channel, on every server. */
  emptyRoom(room: string): void
  holders(): Iterable<PeerHolder>
  /** Pages connected to this server. */
  count(): number
  /** Sends to some of this server's own sockets, without other servers or a message store. */
  tellHere<Name extends keyof ServerEvents>(
    connectionIds: string[],
    event: Name,
    ...payload: Parameters<ServerEvents[Name]>
  ): void
  /** Accepts connections from now on; earlier ones are refused. */
  serve(run: RunCommand, listeners: ConnectionListeners): void
  close(): Promise<void>
}

/** The person's refusal at the handshake; the client reads `data.code`. */
const refusal = (error: ReturnType<typeof errors.notSignedIn>): Error =>
  Object.assign(new Error(error.message), { data: error.toBody() })

export function createSockets(options: SocketsOptions): Sockets {
  const { clock, log } = options
  const adapterConnections = createAdapterConnections(options.adapterRedis, log)
  const io: LiveServer = new Server(options.httpServer, {
    adapter: adapterConnections.adapter,
    // No recovery of missed events: pages reload when they return, and stored events would outlive rights.
    maxHttpBufferSize: maxMessageBytes,
    allowRequest: (request, decide) => decide(null, isSameOrigin(request, options.publicUrl)),
    pingInterval: 10_000,
    pingTimeout: 8000,
    serveClient: false,
    // Clients ask to be admitted as soon as they connect.
    connectTimeout: 10_000,
  })
  const limits = limitConnections(io, {
    addressOf: options.addressOf,
    webSession: options.webSession,
    perAddress: options.connectionsPerAddress,
    log,
  })
  const held = new Map<string, PeerHolder>()
  adapterConnections.onMissed(() => {
    for (const socket of io.sockets.sockets.values()) void catchUp(socket)
  })

  /** Whether a socket may continue; it ends if the news of its sign-out was missed. */
  async function stands(socket: LiveSocket): Promise<boolean> {
    const { person, conferenceId, webSessionId } = socket.data
    try {
      const [now, signedIn] = await Promise.all([
        options.memberOf(person.id, conferenceId),
        options.isSignedIn(webSessionId),
      ])
      if (!signedIn) socket.emit('signedOut', { reason: 'sign_in_ended' })
      else if (!isDeepStrictEqual(now, person)) socket.emit('rightsChanged')
      else return true
    } catch {
      // If this cannot be determined, the handshake decides.
    }
    socket.disconnect(true)
    return false
  }

  /** The missed message may have ended a right. */
  async function catchUp(socket: LiveSocket): Promise<void> {
    if (await stands(socket)) socket.emit('missed')
  }

  /** The conference that the page says it is at. */
  function saidBy({ handshake }: LiveSocket): string | undefined {
    const said: unknown = handshake.auth.conferenceId
    if (said === undefined || said === null) return undefined
    const parsed = id.safeParse(said)
    if (!parsed.success) throw errors.notFound('conference')
    return parsed.data
  }

  async function admit(socket: LiveSocket, personId: string): Promise<Error | undefined> {
    try {
      await limits.enter(personId, socket.conn)
      // The session was read when the connection was opened, perhaps seconds ago.
      const [account, signedIn] = await Promise.all([
        options.findAccount(personId),
        options.isSignedIn(socket.data.webSessionId),
      ])
      if (!account || !signedIn) return refusal(errors.notSignedIn())
      Object.assign(socket.data, await options.placeOf(account, saidBy(socket), socket.handshake.auth))
    } catch (error) {
      if (error instanceof AppError) return refusal(error)
      log.warn({ err: isRedisAway(error) ? undefined : error }, 'handshake refused')
      return refusal(errors.storageUnavailable())
    }
  }

  io.use((socket, next) => {
    const { session } = socket.request as { session?: { id: string; personId?: string } }
    const personId = session?.personId
    if (!personId) return next(refusal(errors.notSignedIn()))
    socket.data.webSessionId = session.id
    void admit(socket, personId).then(next)
  })

  function connectionOf(socket: LiveSocket): Connection {
    const peers: Connection['peers'] = new Map()
    held.set(socket.id, {
      peers,
      tellClosed: (peerId, reason) => socket.emit('stage.peerClosed', { peerId, reason }),
    })
    return {
      id: socket.id,
      webSessionId: socket.data.webSessionId,
      peers,
      isOpen: () => socket.connected,
      // Rooms would keep a socket that has gone.
      join: async (room) => {
        if (socket.connected) await socket.join(room)
      },
      leave: async (room) => socket.leave(room),
    }
  }

  return {
    broadcast: (room, event, ...payload) => {
      io.to(room).emit(event, ...(payload as Parameters<ServerEvents[typeof event]>))
    },
    signOut: (webSessionId, reason) => {
      io.to(rooms.webSession(webSessionId)).emit('signedOut', { reason })
      io.in(rooms.webSession(webSessionId)).disconnectSockets(true)
    },
    reconnect: (personId) => {
      io.to(rooms.person(personId)).emit('rightsChanged')
      io.in(rooms.person(personId)).disconnectSockets(true)
    },
    leaveRooms: (personId, left) => {
      io.in(rooms.person(personId)).socketsLeave(left)
    },
    emptyRoom: (room) => {
      io.in(room).socketsLeave(room)
    },
    holders: () => held.values(),
    count: () => held.size,
    tellHere: (connectionIds, event, ...payload) => {
      // Volatile: what is sent every few seconds need not be repeated after a gap.
      io.local.volatile.to(connectionIds).emit(event, ...(payload as Parameters<ServerEvents[typeof event]>))
    },
    serve(run, { onBeat, onGone }) {
      io.on('connection', (socket) => {
        const connection = connectionOf(socket)
        const { person, conferenceId, webSessionId } = socket.data
        const caller = { person, conferenceId, connection }
        void socket.join([
          rooms.person(person.id),
          rooms.member(conferenceId, person.id),
          rooms.webSession(webSessionId),
          rooms.program(conferenceId),
          ...(plansOrRuns(person) ? [rooms.planners(conferenceId)] : []),
        ])
        // A right that ended after admission ended in these channels before the socket was in them.
        void stands(socket)
        socket.emit('hello', { now: clock() })
        socket.on('command', (name, request, ...rest) => {
          const acknowledge = rest.at(-1)
          // Without an acknowledgement nobody would learn the result.
          if (typeof acknowledge !== 'function') return
          const more: readonly unknown[] = rest
          const have = more.find((each): each is string => typeof each === 'string')
          const givenUpAt = more.find((each): each is number => typeof each === 'number')
          run(typeof name === 'string' ? name : '', request, caller, have, givenUpAt).then(
            acknowledge,
            (error: unknown) => log.error({ err: error }, 'a command was not acknowledged'),
          )
        })
        socket.on('beat', onBeat(caller))
        socket.on('disconnect', () => {
          held.delete(socket.id)
          onGone(connection, person.id)
        })
      })
    },
    close: async () => {
      await io.close()
      adapterConnections.close()
    },
  }
}
