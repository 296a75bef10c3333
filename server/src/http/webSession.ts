// The HTTP session: a random id in a cookie that no script can read, its content in Redis.
import { keys } from '@lectern/shared/keys'
import { redisLocation } from '@lectern/shared/redisAway'
import { RedisStore } from 'connect-redis'
import type { RequestHandler } from 'express'
import session from 'express-session'
import { createClient } from 'redis'
import type { Log } from '../core/log.ts'

const dayMs = 86_400_000
/** How long somebody stays signed in without coming back, in days. */
const signedInDays = 30

export interface WebSessions {
  middleware: RequestHandler
  close(): Promise<void>
}

export async function createWebSessions(
  redisUrl: string,
  secret: string,
  secure: boolean,
  log: Log,
): Promise<WebSessions> {
  const location = redisLocation(redisUrl)
  const reconnectStrategy = (attempt: number): number => Math.min(attempt * 100, 1000)
  const client = createClient({
    ...(location.startsWith('/')
      ? { socket: { path: location, tls: false, reconnectStrategy } }
      : { url: location, socket: { reconnectStrategy } }),
    disableOfflineQueue: true,
  })
  // The stores' connection logs that Redis is away; here it is only caught.
  client.on('error', (error: Error) => log.debug({ reason: error.message }, 'web sessions: redis'))
  await client.connect()
  const middleware = session({
    name: 'lectern',
    store: new RedisStore({ client, prefix: keys.httpSessions(), ttl: (signedInDays * dayMs) / 1000 }),
    secret,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure, maxAge: signedInDays * dayMs },
  })
  return {
    middleware,
    close: async () => {
      client.destroy()
    },
  }
}
