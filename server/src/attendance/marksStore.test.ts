import { expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import { hasBit } from '@lectern/shared/watchTime'
import { createCluster } from '../testing/attendance.ts'
import { createMarksStore, type MarkKind, segmentOf, segmentSlots } from './marksStore.ts'
import { createSeatsStore } from './seatsStore.ts'

const house = await createCluster()
const seats = createSeatsStore(house.own)
const connections = [house.own, house.redis.connect()] as const
const stores = [createMarksStore(connections[0]), createMarksStore(connections[1])] as const

const mark = (n: 0 | 1, kind: MarkKind, sessionId: string, slot: number, people: string[]) =>
  stores[n].mark(kind, sessionId, segmentOf(slot), new Map([[slot % segmentSlots, people]]))
async function openWith(people: string[]): Promise<string> {
  const sessionId = await house.open()
  for (const personId of people) await seats.give(sessionId, personId, 'the words', 1000)
  return sessionId
}
async function slotsOf(sessionId: string, personId: string, kind: MarkKind, slots = 96): Promise<number[]> {
  const seat = (await seats.find(sessionId, personId))!.seat
  const [bits] = await stores[0].bits(sessionId, [seat], slots)
  return Array.from({ length: slots }, (_, slot) => slot).filter((slot) => hasBit(bits![kind], slot))
}

/** Seeded: a failure repeats. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

test('marks of two servers, in any order and repeated, add up to their union', async () => {
  const people = Array.from({ length: 40 }, (_, i) => `person-${i}`)
  const next = random(7)
  const wanted = people.map(() => new Set(Array.from({ length: 20 }, () => Math.floor(next() * 96))))
  const all = wanted.flatMap((slots, person) =>
    [...slots].map((slot) => ({ slot, personId: people[person]! })),
  )
  const outcomes: string[] = []
  for (let round = 0; round < 2; round += 1) {
    const sessionId = await openWith(people)
    // Each mark two to four times, in random order.
    const sent = all
      .flatMap((one) => Array.from({ length: 2 + Math.floor(next() * 3) }, () => ({ one, at: next() })))
      .sort((a, b) => a.at - b.at)
    await Promise.all(
      sent.map(({ one, at }) => mark(at < 0.5 ? 0 : 1, 'present', sessionId, one.slot, [one.personId])),
    )
    for (const [i, personId] of people.entries())
      expect(await slotsOf(sessionId, personId, 'present')).toEqual([...wanted[i]!].sort((a, b) => a - b))
    const strings = [0, 1, 2].map((segment) => house.own.getBuffer(keys.present(sessionId, segment)))
    outcomes.push((await Promise.all(strings)).map((string) => string?.toString('hex')).join(' '))
    expect(await slotsOf(sessionId, people[0]!, 'delivered')).toEqual([])
  }
  expect(outcomes[0]).toBe(outcomes[1])
})

test('reading people one by one or all at once gives the same', async () => {
  const people = Array.from({ length: 50 }, (_, i) => `person-${i}`)
  const sessionId = await openWith(people)
  for (const [i, personId] of people.entries()) await mark(0, 'delivered', sessionId, i, [personId])
  const numbers = people.map((_, i) => i)
  const together = await stores[0].bits(sessionId, numbers, 64)
  const apart = await Promise.all(
    numbers.map(async (seat) => (await stores[0].bits(sessionId, [seat], 64))[0]!),
  )
  expect(together).toEqual(apart)
  expect(numbers.every((i) => hasBit(together[i]!.delivered, i))).toBe(true)
})

test('nobody without a seat is marked, and a person gets one seat', async () => {
  const sessionId = await openWith(['ann', 'ben'])
  expect(await mark(0, 'present', sessionId, 3, ['ann', 'stranger', 'ben'])).toBe(2)
  expect(await mark(0, 'present', sessionId, 3, ['stranger'])).toBe(0)
  const given = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      createSeatsStore(connections[(i % 2) as 0 | 1]).give(sessionId, `late-${i % 5}`, 'the words', 1000),
    ),
  )
  expect(new Set(given.map(({ seat }) => seat))).toEqual(new Set([2, 3, 4, 5, 6]))
  const ann = await seats.give(sessionId, 'ann', 'the words', 99_000)
  expect(ann).toMatchObject({ seat: 0, acknowledgedAt: 1000 })
  // Other words need another acknowledgement; the seat stays.
  expect(await seats.give(sessionId, 'ann', 'new words', 99_000)).toMatchObject({
    seat: 0,
    acknowledgedAt: 99_000,
  })
})

test('nothing is marked before the session, after its end, or once freezing has begun', async () => {
  const planned = await house.plan()
  await seats.give(planned, 'ann', 'the words', 1)
  expect(await mark(0, 'present', planned, 0, ['ann'])).toBe(0)

  const sessionId = await openWith(['ann'])
  house.time.now += 25_000
  await house.program.move(sessionId, 'end')
  // Late marks are accepted; the end cut the third slot short.
  expect(await mark(0, 'present', sessionId, 2, ['ann'])).toBe(1)
  expect(await mark(0, 'present', sessionId, 3, ['ann'])).toBe(0)
  await house.own.hset(keys.freezing(sessionId), 'server', 'any')
  expect(await mark(0, 'present', sessionId, 1, ['ann'])).toBe(0)
  expect(await slotsOf(sessionId, 'ann', 'present')).toEqual([2])
})

test('more people than fit in one script call are all marked', async () => {
  const people = Array.from({ length: 2500 }, (_, i) => `person-${i}`)
  const sessionId = await house.open()
  await house.own.hset(
    keys.seats(sessionId),
    ...people.flatMap((personId, seat) => [personId, `${seat.toString(36)}000001abc`]),
  )
  expect(await mark(0, 'present', sessionId, 40, people)).toBe(2500)
  const bits = await stores[0].bits(
    sessionId,
    people.map((_, seat) => seat),
    64,
  )
  expect(bits.every(({ present }) => hasBit(present, 40))).toBe(true)
  expect(await house.own.strlen(keys.present(sessionId, 1))).toBe(2500 * 4)
})

test('once the words have changed, a seat is marked only after the new ones are acknowledged, and keeps its marks', async () => {
  const sessionId = await openWith(['read', 'unread'])
  await mark(0, 'present', sessionId, 1, ['read', 'unread'])
  await seats.demand(sessionId, 'new words')
  expect(await mark(0, 'present', sessionId, 2, ['read', 'unread'])).toBe(0)
  await seats.give(sessionId, 'read', 'new words', 2000)
  for (const kind of ['present', 'delivered'] as const)
    expect(await mark(1, kind, sessionId, 3, ['read', 'unread'])).toBe(1)
  expect(await slotsOf(sessionId, 'read', 'present')).toEqual([1, 3])
  expect(await slotsOf(sessionId, 'unread', 'present')).toEqual([1])
  await seats.demand(sessionId, undefined)
  expect(await mark(0, 'present', sessionId, 4, ['unread'])).toBe(1)
})
