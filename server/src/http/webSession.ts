// The HTTP session: a random id in a cookie that no script can read, its content in Redis. The server has two
// Redis clients: connect-redis accepts only the package `redis`; stores, scripts and the adapter use ioredis,
// which has scripts as commands and pipelines by itself.

import { keys } from '@lectern/shared/keys'
import { type RedisFailover, redisLocation } from '@lectern/shared/redisAway'
import { RedisStore } from 'connect-redis'
import type { RequestHandler } from 'express'
import session from 'express-session'
import { createClient } from 'redis'
import { dayMs } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { createFailover } from '../core/redis.ts'

/** How long a person stays signed in without returning, in days. */
const signedInDays = 30

export interface WebSessions {
  middleware: RequestHandler
  close(): Promise<void>
}

type Client = ReturnType<typeof createClient>

function newClient(redisUrl: string, log: Log): Client {
  const location = redisLocation(redisUrl)
  const reconnectStrategy = (attempt: number): number => Math.min(attempt * 100, 1000)
  const client = createClient({
    ...(location.startsWith('/')
      ? { socket: { path: location, tls: false, reconnectStrategy } }
      : { url: location, socket: { reconnectStrategy } }),
    disableOfflineQueue: true,
  })
  // The stores' connection logs that Redis is away; here it is only caught.
  client.on('error', (error: Error) => log.debug({ err: error }, 'web sessions: redis'))
  return client as Client
}

/** The store's commands, run on the newest connection. */
function renewable(redisUrl: string, log: Log, failover: RedisFailover) {
  let client = newClient(redisUrl, log)
  let closed = false
  const leave = failover.add(() => {
    // A connection being made already leads to the new server.
    if (closed || !client.isReady) return
    client.destroy()
    client = newClient(redisUrl, log)
    client.connect().catch((error: unknown) => log.debug({ err: error }, 'web sessions: not connected'))
  })
  const on = async <Answer>(run: (current: Client) => Promise<Answer>): Promise<Answer> => {
    try {
      return await run(client)
    } catch (error) {
      if (error instanceof Error) failover.onError(error)
      throw error
    }
  }
  const commands: Pick<Client, 'get' | 'set' | 'expire' | 'del'> = {
    get: (...given) => on((current) => current.get(...given)),
    set: (...given) => on((current) => current.set(...given)),
    expire: (...given) => on((current) => current.expire(...given)),
    del: (...given) => on((current) => current.del(...given)),
  }
  return {
    commands: commands as Client,
    connect: async () => {
      await client.connect()
    },
    close: () => {
      closed = true
      leave()
      client.destroy()
    },
  }
}

export async function createWebSessions(
  redisUrl: string,
  secret: string,
  secure: boolean,
  log: Log,
  failover: RedisFailover = createFailover(log),
): Promise<WebSessions> {
  const client = renewable(redisUrl, log, failover)
  await client.connect()
  const middleware = session({
    name: 'lectern',
    store: new RedisStore({
      client: client.commands,
      prefix: keys.httpSessions(),
      ttl: (signedInDays * dayMs) / 1000,
    }),
    secret,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure, maxAge: signedInDays * dayMs },
  })
  return { middleware, close: async () => client.close() }
}
