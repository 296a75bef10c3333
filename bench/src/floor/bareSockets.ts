// A bare Socket.IO server with the product's adapter: what a floor measures against.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { redisLocation } from '@lectern/shared/redisAway'
import { createAdapter } from '@socket.io/redis-adapter'
import { Redis } from 'ioredis'
import { Server, type Socket } from 'socket.io'

/** Listens on a free port, with a channel of its own in the product's Redis. */
export async function bareSockets(redisUrl: string, onConnection: (socket: Socket) => unknown) {
  const httpServer = createServer()
  const redis = new Redis(redisLocation(redisUrl))
  const io = new Server(httpServer, {
    adapter: createAdapter(redis, redis.duplicate(), { key: 'floor' }),
    pingInterval: 10_000,
    pingTimeout: 8000,
    serveClient: false,
  })
  io.on('connection', onConnection)
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve))
  return { io, address: `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}` }
}
