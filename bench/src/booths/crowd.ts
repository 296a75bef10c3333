// Thousands of visitors, and staff at their desks, each with a socket on the product and on the floor. They
// beat like pages, and move.
import { setTimeout as wait } from 'node:timers/promises'
import { presenceBeatMs } from '@lectern/shared/booths'
import { sharedClock } from '../crowd/clock.ts'
import { CrowdSocket } from '../crowd/crowdSocket.ts'
import { answerQuestions } from '../helper.ts'
import { inFlight } from '../inFlight.ts'
import { chances, isStaffed, otherBooth } from './moves.ts'

export type SideName = 'product' | 'floor'

interface Opening {
  side: SideName
  address: string
  /** By booth or visitor; the floor needs none. */
  cookies: readonly string[]
}

export interface Moved {
  moves: number
  /** In all replies. */
  replyBytes: number
}

interface Visitor {
  socket: CrowdSocket
  /** The booth's index in the hall. */
  at: number
  isMoving: boolean
}

const openAtOnce = 32
/** Beats of one period are spread over this many portions, as evenly as those of thousands of pages. */
const portions = 100

const createSide = () => ({
  visitors: [] as Visitor[],
  /** By the booth's index in the hall. */
  desks: new Map<number, CrowdSocket>(),
  /** The last list of visitors sent to each desk. */
  told: new Map<number, Buffer>(),
  received: { toDesks: 0, toVisitors: 0, deskBytes: 0 },
  chance: chances(1),
  next: 0,
})
const sides = { product: createSide(), floor: createSide() }
let boothIds: string[] = []
let refusedBeats = 0

const isGreeting = (data: Buffer): boolean => data.includes('"hello"')

async function openDesk({ side, address, cookies }: Opening, booth: number): Promise<void> {
  const { desks, told, received } = sides[side]
  const socket = await CrowdSocket.open(address, cookies[booth] ?? '', (data) => {
    if (isGreeting(data)) return
    received.toDesks++
    received.deskBytes += data.length
    if (data.includes('"present"')) told.set(booth, data)
  })
  await socket.send('booths.desk', { boothId: boothIds[booth]! })
  desks.set(booth, socket)
}

async function openVisitor({ side, address, cookies }: Opening, index: number): Promise<void> {
  const { visitors, received, chance } = sides[side]
  const at = Math.floor(chance() * boothIds.length)
  const socket = await CrowdSocket.open(address, cookies[index] ?? '', (data) => {
    if (!isGreeting(data)) received.toVisitors++
  })
  if (side === 'product') await socket.send('booths.enterHall', {})
  await socket.send('booths.visit', { boothId: boothIds[at]! })
  visitors[index] = { socket, at, isMoving: false }
}

/** The next visitor to move; on a busy machine the last move may still be in progress. */
function nextOf(crowd: { visitors: Visitor[]; next: number }): Visitor | undefined {
  for (let tried = 0; tried < crowd.visitors.length; tried++) {
    const visitor = crowd.visitors[crowd.next++ % crowd.visitors.length]!
    if (!visitor.isMoving) return visitor
  }
  return undefined
}

/** Returns the bytes of the replies. */
async function move(side: SideName, visitor: Visitor, to: number): Promise<number> {
  const { socket, at } = visitor
  visitor.isMoving = true
  // As pages do: leave one booth, come to the other. The floor is sent a single message.
  const left = side === 'product' && socket.send('booths.leaveBooth', { boothId: boothIds[at]! })
  const [visit] = await Promise.all([socket.send('booths.visit', { boothId: boothIds[to]! }), left])
  visitor.at = to
  visitor.isMoving = false
  return JSON.stringify(visit).length
}

function beat(socket: CrowdSocket, booth: number, isThere: () => boolean): void {
  socket.send('booths.beat', { boothId: boothIds[booth]! }).catch(() => {
    // A beat is also refused if its visitor moved on while it was in transit.
    if (isThere()) refusedBeats++
  })
}

const handlers = {
  booths: (ids: string[]): void => {
    boothIds = ids
  },
  openDesks: (opening: Opening): Promise<void> =>
    inFlight(boothIds.length, openAtOnce, async (booth) => {
      if (isStaffed(booth)) await openDesk(opening, booth)
    }),
  openVisitors: ({ count, ...opening }: Opening & { count: number }): Promise<void> =>
    inFlight(count, openAtOnce, (index) => openVisitor(opening, index)),
  /** Everyone on the product's side beats from now on. */
  beat: (): void => {
    const { visitors, desks } = sides.product
    let portion = 0
    setInterval(() => {
      for (let index = portion; index < visitors.length; index += portions) {
        const visitor = visitors[index]
        // Still entering, or between two booths.
        if (!visitor || visitor.isMoving) continue
        const { socket, at } = visitor
        beat(socket, at, () => visitor.at === at && !visitor.isMoving)
      }
      for (const [booth, socket] of desks) if (booth % portions === portion) beat(socket, booth, () => true)
      portion = (portion + 1) % portions
    }, presenceBeatMs / portions)
  },
  /** One visitor after another moves, at this rate. */
  move: async ({ side, perSecond, seconds }: { side: SideName; perSecond: number; seconds: number }) => {
    const crowd = sides[side]
    const startedAt = sharedClock()
    const answers: Promise<number>[] = []
    for (let made = 0; made < perSecond * seconds; made++) {
      await wait(Math.max(0, startedAt + (1000 * made) / perSecond - sharedClock()))
      const visitor = nextOf(crowd)
      if (!visitor) {
        // If the server refuses moves, that is the reason.
        await Promise.all(answers)
        throw new Error(`${side}: nobody has arrived before the next move`)
      }
      const answer = move(side, visitor, otherBooth(visitor.at, boothIds.length, crowd.chance()))
      // A failure is thrown below, once all moves are made.
      answer.catch(() => undefined)
      answers.push(answer)
    }
    const replyBytes = (await Promise.all(answers)).reduce((sum, bytes) => sum + bytes, 0)
    return { moves: answers.length, replyBytes } satisfies Moved
  },
  received: (side: SideName) => sides[side].received,
  refusedBeats: (): number => refusedBeats,
  /** How many desks do not show the right number of visitors. */
  wrongDesks: (side: SideName): number => {
    const { visitors, desks, told } = sides[side]
    const there = new Map<number, number>()
    for (const { at } of visitors) there.set(at, (there.get(at) ?? 0) + 1)
    return [...desks.keys()].filter((booth) => {
      const data = told.get(booth)
      const [, event] = JSON.parse(data?.subarray(2).toString() ?? '[]')
      return (event?.present.count ?? 0) !== (there.get(booth) ?? 0)
    }).length
  },
}
export type Crowd = typeof handlers
answerQuestions(handlers)
