// The floor of the question queue: bare Socket.IO with the product's adapter, and one room.
import { setTimeout as wait } from 'node:timers/promises'
import type { Server } from 'socket.io'
import { sharedClock } from '../crowd/clock.ts'
import { answerQuestions } from '../helper.ts'
import type { Change } from '../queue/change.ts'
import { eventName } from '../queue/receipts.ts'
import { bareSockets } from './bareSockets.ts'

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
    const bare = await bareSockets(redisUrl, (socket) => socket.join(room))
    io = bare.io
    return bare.address
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
