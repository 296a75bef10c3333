// The floor of the hall: bare Socket.IO with the product's adapter. Each move is sent at once to the two
// desks concerned, in messages as large as the product's, and answered with as many bytes.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { redisLocation } from '@lectern/shared/redisAway'
import { createAdapter } from '@socket.io/redis-adapter'
import { Redis } from 'ioredis'
import { Server } from 'socket.io'
import { answerQuestions } from '../helper.ts'

const deskRoom = (boothId: string): string => `${boothId} desk`

const counts = new Map<string, number>()
let io: Server
let filler = ''
let answer = ''

function tell(boothId: string, change: 1 | -1): void {
  const count = (counts.get(boothId) ?? 0) + change
  counts.set(boothId, count)
  if (io.of('/').adapter.rooms.has(deskRoom(boothId)))
    io.to(deskRoom(boothId)).emit('booths.desk', { boothId, present: { count }, filler })
}

const handlers = {
  listen: async (redisUrl: string): Promise<string> => {
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
    io.on('connection', (socket) => {
      let at: string | undefined
      socket.on('command', async (name, { boothId }: { boothId: string }, acknowledge) => {
        if (name === 'booths.desk') await socket.join(deskRoom(boothId))
        else {
          if (at !== undefined) {
            await socket.leave(at)
            tell(at, -1)
          }
          at = boothId
          await socket.join(boothId)
          tell(boothId, 1)
        }
        acknowledge({ ok: true, value: answer })
      })
    })
    await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`
  },
  /** Sets the size of a message to a desk and of a reply to a move, in bytes. */
  size: ({ message, reply }: { message: number; reply: number }): void => {
    const boothId = counts.keys().next().value ?? ''
    const bare = `42${JSON.stringify(['booths.desk', { boothId, present: { count: 10 }, filler: '' }])}`
    filler = 'x'.repeat(Math.max(0, Math.round(message) - bare.length))
    answer = 'x'.repeat(Math.round(reply))
  },
}
export type BareHall = typeof handlers
answerQuestions(handlers)
