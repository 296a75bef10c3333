// A hall with a number of visitors: the product, bare Socket.IO, and the same crowd at both.
import { setTimeout as wait } from 'node:timers/promises'
import { startProduct } from '../../../e2e/product.ts'
import { startRedis } from '../../../scripts/testing/redis.ts'
import { sharedClock } from '../crowd/clock.ts'
import { behindProxy, signInPeople } from '../crowd/people.ts'
import type { BareRedis } from '../floor/bareRedis.ts'
import { type Helper, startHelper } from '../helper.ts'
import { processorSeconds } from '../processor.ts'
import type { Scope } from '../scope.ts'
import type { BareHall } from './bareHall.ts'
import type { Crowd, Moved, SideName } from './crowd.ts'
import { openExhibition } from './exhibition.ts'
import { differenceOf, type Load, type Turn } from './load.ts'

/**
 * Messages in transit have this long to arrive (ms), since a desk gets at most two a second; and this long
 * before the bench fails.
 */
const arriveMs = 1500
const lateMs = 15_000
export const movesPerSecond = 100
export const sideNames = ['product', 'floor'] as const

export interface Hall {
  visitors: number
  pids: Record<SideName, number>
  bare: Helper<BareHall>
  crowd: Helper<Crowd>
  redis: Helper<BareRedis>
}

export async function openHall(scope: Scope, booths: number, visitors: number): Promise<Hall> {
  const redis = await scope.use(startRedis, (running) => running.close())
  const product = await scope.use(
    () => startProduct({ mediaNode: false, env: { ...behindProxy, REDIS_URL: redis.url } }),
    (running) => running.close(),
  )
  const bare = await startHelper<BareHall>(scope, './booths/bareHall.ts')
  const crowd = await startHelper<Crowd>(scope, './booths/crowd.ts')
  const reader = await startHelper<BareRedis>(scope, './floor/bareRedis.ts')
  await reader.ask('connect', redis.url)

  const { boothIds, staffCookies } = await openExhibition(product, booths)
  const visitorCookies = await signInPeople(product, 'visitor', visitors)
  await crowd.ask('booths', boothIds)
  await crowd.ask('beat')
  const sides = [
    { side: 'product', address: product.addresses[0]!, staffCookies, visitorCookies },
    { side: 'floor', address: await bare.ask('listen', redis.url), staffCookies: [], visitorCookies: [] },
  ] as const
  for (const { side, address, ...cookies } of sides) {
    await crowd.ask('openDesks', { side, address, cookies: cookies.staffCookies })
    await crowd.ask('openVisitors', { side, address, cookies: cookies.visitorCookies, count: visitors })
  }
  return {
    visitors,
    pids: { product: product.pid('server0'), floor: bare.pid },
    bare,
    crowd,
    redis: reader,
  }
}

/** What one side received and spent during `work`. */
async function loadOf({ crowd, redis, pids }: Hall, side: SideName, work: () => Promise<Moved>) {
  const read = async (): Promise<Load> => ({
    ...(await crowd.ask('received', side)),
    seconds: sharedClock() / 1000,
    moves: 0,
    server: processorSeconds(pids[side]),
    generator: processorSeconds(crowd.pid),
    redisCommands: (await redis.ask('redisFigures')).commands,
  })
  const before = await read()
  const moved = await work()
  await wait(arriveMs)
  for (const failsAt = sharedClock() + lateMs; ; await wait(100)) {
    const wrong = await crowd.ask('wrongDesks', side)
    if (wrong === 0) break
    if (sharedClock() > failsAt) throw new Error(`${side}: ${wrong} desks do not show how many are there`)
  }
  return { load: { ...differenceOf(await read(), before), moves: moved.moves }, moved }
}

async function turnOf(hall: Hall, side: SideName, seconds: number): Promise<Turn & { moved: Moved }> {
  const { crowd } = hall
  const { load: still } = await loadOf(hall, side, async () => {
    await wait(1000 * seconds)
    return { moves: 0, replyBytes: 0 }
  })
  const { load: moving, moved } = await loadOf(hall, side, () =>
    crowd.ask('move', { side, perSecond: movesPerSecond, seconds }),
  )
  const refused = await crowd.ask('refusedBeats')
  if (refused > 0) throw new Error(`${refused} beats of people who were there were refused`)
  return { still, moving, moved }
}

/**
 * The product without and with moves, for `seconds` each; then the floor with messages and replies of the
 * same size.
 */
export async function takeTurns(hall: Hall, seconds: number): Promise<Record<SideName, Turn>> {
  const product = await turnOf(hall, 'product', seconds)
  const { toDesks, deskBytes } = product.moving
  const { moves, replyBytes } = product.moved
  await hall.bare.ask('size', { message: deskBytes / toDesks, reply: replyBytes / moves })
  return { product, floor: await turnOf(hall, 'floor', seconds) }
}
