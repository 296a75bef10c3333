// The floor of the question queue: bare Socket.IO with the product's adapter, and one room.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { redisLocation } from '@lectern/shared/redisAway'
import { createAdapter } from '@socket.io/redis-adapter'
import { Redis } from 'ioredis'
import { Server } from 'socket.io'
import { sharedClock } from '../crowd/clock.ts'
import { answerQuestions } from '../helper.ts'
import type { Change } from '../queue/change.ts'
import { eventName } from '../queue/receipts.ts'

const room = 'listeners'
const bareBytes = (version: number): number =>
  `42${JSON.stringify([eventName, { version, filler: '' }])}`.length

let io: Server
let version = 0

interface Broadcasting {
  /** Since the first message, in ms. */
  afterMs: number
  bytes: number
}

const handlers = {
  listen: async (redisUrl: string) => {
    const httpServer = createServer()
    // A channel of its own in the product's Redis.
    const redis = new Redis(redisLocation(redisUrl))
    const adapter = createAdapter(redis, redis.duplicate(), { key: 'floor' })
    io = new Server(httpServer, {
      adapter,
      pingInterval: 10_000,
      pingTimeout: 8000,
      serveClient: false,
    })
    io.on('connection', (socket) => socket.join(room))
    await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`
  },
  broadcast: async (messages: Broadcasting[]) => {
    const startedAt = sharedClock()
    const changes: Change[] = []
    for (const { afterMs, bytes } of messages) {
      await wait(Math.max(0, startedAt + afterMs - sharedClock()))
      version++
      changes.push({ sentAt: sharedClock(), shows: { version } })
      io.to(room).emit(eventName, { version, filler: 'x'.repeat(Math.max(0, bytes - bareBytes(version))) })
    }
    return changes
  },
}
export type Broadcaster = typeof handlers
answerQuestions(handlers)
