// Limits connections per address and per person. A refusal here costs no parsing and no lookup. Counts are
// this server's own: they protect it.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type AppError, errors } from '@lectern/shared/errors'
import type { RequestHandler } from 'express'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Server } from 'socket.io'
import type { AddressOf } from '../core/address.ts'
import { tooOften } from '../core/errorBody.ts'
import type { Log } from '../core/log.ts'
import { type EngineSocket, guardMessages } from './messageGate.ts'

export interface ConnectionLimitsOptions {
  addressOf: AddressOf
  webSession: RequestHandler
  /** Simultaneous connections from one address; 3000 if undefined. */
  perAddress: number | undefined
  log: Log
}

/** People in a hospital share an address, and each page is a connection. */
const connectionsPerAddress = 3000
/** Simultaneous pages of one person, on all devices. */
const perPerson = 64
/**
 * Simultaneous connections per address of people who are not signed in; they are refused and closed at once.
 */
const strangersPerAddress = 200
/**
 * Attempts to connect from one address, in 30 s. A restart brings a whole hospital back, and each page tries
 * more than once; an installation that allows more pages per address allows as many more attempts.
 */
export const openingsOf = (perAddress: number) => ({ points: Math.max(10_000, 3 * perAddress), duration: 30 })
const openingsOfPerson = { points: 240, duration: 60 }

class Counts {
  readonly #counts = new Map<string, number>()

  of(key: string): number {
    return this.#counts.get(key) ?? 0
  }

  /** Returns a function that removes it again, once. */
  add(key: string): () => void {
    this.#counts.set(key, this.of(key) + 1)
    let isCounted = true
    return () => {
      if (!isCounted) return
      isCounted = false
      if (this.of(key) > 1) this.#counts.set(key, this.of(key) - 1)
      else this.#counts.delete(key)
    }
  }
}

interface EngineRequest extends IncomingMessage {
  _query: Record<string, string | undefined>
  session?: { personId?: string }
}

function refuse(response: ServerResponse, error: AppError, status = error.status): void {
  const body = JSON.stringify({ error: error.toBody() })
  const wait = error.details?.retryAfterSeconds
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    ...(typeof wait === 'number' && { 'Retry-After': String(wait) }),
  })
  // An upgrade gets no answer: its connection ends.
  response.end(body)
}

export interface ConnectionLimits {
  /** Counts one more page of a signed-in person until its connection ends. Throws `rate_limited`. */
  enter(personId: string, connection: EngineSocket): Promise<void>
}

/** Call it before anyone connects. */
export function limitConnections(
  // biome-ignore lint/suspicious/noExplicitAny: the events do not matter here
  io: Server<any, any, any, any>,
  options: ConnectionLimitsOptions,
): ConnectionLimits {
  const { addressOf, webSession, perAddress = connectionsPerAddress, log } = options
  const gates = new Map<string, { count(): void }>()
  const byAddress = new Counts()
  const strangers = new Counts()
  const people = new Counts()
  /** Requests that may become connections, with the function that uncounts them. */
  const opening = new WeakMap<IncomingMessage, () => void>()
  const limiter = new RateLimiterMemory({ keyPrefix: 'opening', ...openingsOf(perAddress) })
  const personLimiter = new RateLimiterMemory({ keyPrefix: 'page', ...openingsOfPerson })

  function open(request: EngineRequest, response: ServerResponse, next: (error?: unknown) => void): void {
    const address = addressOf(request)
    if (byAddress.of(address) >= perAddress) {
      refuse(response, errors.tooManyConnections())
      return
    }
    // Count it now, although it becomes a connection only after all of this: many may be on their way.
    const releases = [byAddress.add(address)]
    const release = () => {
      for (const end of releases) end()
    }
    opening.set(request, release)
    response.once('close', () => {
      if (opening.delete(request)) release()
    })
    const enter = (error?: unknown) => {
      if (error) return next(error)
      if (request.session?.personId) return next()
      if (strangers.of(address) >= strangersPerAddress) return refuse(response, errors.tooManyConnections())
      releases.push(strangers.add(address))
      next()
    }
    Promise.resolve(webSession(request as never, response as never, enter)).catch(enter)
  }

  io.engine.use((request: EngineRequest, response: ServerResponse, next: (error?: unknown) => void) => {
    const { sid, j, b64 } = request._query
    if (request.method !== 'GET' && request.method !== 'POST')
      return refuse(response, errors.invalidRequest(`this address has no ${request.method}`), 405)
    // JSONP answers, for browsers of 2010.
    if (j !== undefined || b64 !== undefined)
      return refuse(response, errors.invalidRequest('j and b64 are not supported'))
    // Engine.IO treats an empty session id as none.
    const gate = sid ? gates.get(sid) : undefined
    if (gate) {
      // A poll is answered when there is something to send; posts can come at any rate.
      if (request.method === 'POST') gate.count()
      return next()
    }
    limiter.consume(addressOf(request)).then(
      () => (sid ? next() : open(request, response, next)),
      (refusal: unknown) => refuse(response, tooOften(refusal)),
    )
  })

  io.engine.on('connection', (connection: EngineSocket) => {
    const { id } = connection as unknown as { id: string }
    const { request } = connection
    const release = opening.get(request)
    opening.delete(request)
    gates.set(
      id,
      guardMessages(connection, (reason) => log.info({ reason }, 'a connection was cut')),
    )
    connection.once('close', () => {
      gates.delete(id)
      release?.()
    })
  })

  return {
    async enter(personId, connection) {
      try {
        await personLimiter.consume(personId)
      } catch (refusal) {
        throw tooOften(refusal)
      }
      if (people.of(personId) >= perPerson) throw errors.tooManyConnections()
      connection.once('close', people.add(personId))
    },
  }
}
