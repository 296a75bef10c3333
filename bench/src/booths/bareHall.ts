// The floor of the hall: bare Socket.IO with the product's adapter. Each move is sent at once to the two
// desks concerned, in messages as large as the product's, and answered with as many bytes.
import type { Server } from 'socket.io'
import { bareSockets } from '../floor/bareSockets.ts'
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
    const bare = await bareSockets(redisUrl, (socket) => {
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
    io = bare.io
    return bare.address
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
