// Thousands of listeners, on both sides.
import { sharedClock } from '../crowd/clock.ts'
import { CrowdSocket } from '../crowd/crowdSocket.ts'
import { answerQuestions } from '../helper.ts'
import { inFlight } from '../inFlight.ts'
import { Receipts } from './receipts.ts'

export type SideName = 'product' | 'floor'

interface Joining {
  side: SideName
  address: string
  count: number
  /** The owners of the sockets; several may belong to one person. */
  cookies: string[]
  /** The session they follow; undefined for the floor. */
  sessionId: string | undefined
}

const atOnce = 32
const receipts: Record<SideName, Receipts> = { product: new Receipts(), floor: new Receipts() }

const handlers = {
  join: ({ side, address, count, cookies, sessionId }: Joining) =>
    inFlight(count, atOnce, async (index) => {
      const cookie = cookies[index % cookies.length] ?? ''
      const socket = await CrowdSocket.open(address, cookie, (data) =>
        receipts[side].take(data, sharedClock()),
      )
      if (sessionId !== undefined) await socket.send('program.follow', { sessionId })
    }),
  received: (side: SideName) => receipts[side].list(),
  forget: (side: SideName) => receipts[side].forget(),
}
export type Listeners = typeof handlers
answerQuestions(handlers)
