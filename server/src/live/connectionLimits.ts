// How many connections there may be, by address and by person, and who is let in at all. What is refused here costs no
// parsing and no look-up. Counts are of this server alone: they protect it.
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
  /** Connections at a time from one address; 3000 where it is not set. */
  perAddress: number | undefined
  log: Log
}

/** People of a hospital share an address, and each page is a connection. */
const connectionsPerAddress = 3000
/** Pages of one person at a time, on all devices. */
const perPerson = 64
/** Connections at a time from one address of people who are not signed in; they are refused, and gone at once. */
const strangersPerAddress = 200
/** A restart brings a whole hospital back, and each page tries more than once. */
const openings = { points: 10_000, duration: 30 }
const openingsOfPerson = { points: 240, duration: 60 }

class Counts {
  readonly #counts = new Map<string, number>()

  of(key: string): number {
    return this.#counts.get(key) ?? 0
  }

  /** Answers the function that takes it back, once. */
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
  // To an upgrade there is no answer: its connection ends.
  response.end(body)
}

export interface ConnectionLimits {
  /** Counts one more page of somebody who is signed in, until its connection ends. Throws `rate_limited`. */
  enter(personId: string, connection: EngineSocket): Promise<void>
}

/** Must be called before anybody connects. */
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
  /** Requests that may become connections, with what takes them from the counts again. */
  const opening = new WeakMap<IncomingMessage, () => void>()
  const limiter = new RateLimiterMemory({ keyPrefix: 'opening', ...openings })
  const personLimiter = new RateLimiterMemory({ keyPrefix: 'page', ...openingsOfPerson })

  function open(request: EngineRequest, response: ServerResponse, next: (error?: unknown) => void): void {
    const address = addressOf(request)
    if (byAddress.of(address) >= perAddress) {
      refuse(response, errors.tooManyConnections())
      return
    }
    // From here on it counts, though it is a connection only when all of this is over: many may be on their way.
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
    // Answers for browsers of 2010.
    if (j !== undefined || b64 !== undefined)
      return refuse(response, errors.invalidRequest('j and b64 are not supported'))
    // To Engine.IO an empty one is none.
    const gate = sid ? gates.get(sid) : undefined
    if (gate) {
      // A poll is answered when there is something to tell; what is sent may come as often as somebody likes.
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
