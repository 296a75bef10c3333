import { expect, test } from '@jest/globals'
import { conferenceId } from '../../testing/conference.ts'
import { fileRedis } from '../../testing/redis.ts'
import { createHallStore } from './hallStore.ts'

let now = 1_798_761_600_000
const redis = await fileRedis()
const connection = redis.connect()
const hall = createHallStore(connection, () => now)

test('a person is inside from entering until leaving, and nobody else is', async () => {
  expect(await hall.insideOf(['ann', 'ben'])).toEqual([false, false])
  expect(await hall.enter('ann', conferenceId)).toBe(true)
  expect(await hall.insideOf(['ben', 'ann', 'ann'])).toEqual([false, true, true])
  expect(await hall.leave('ann')).toBe(conferenceId)
  expect(await hall.insideOf(['ann'])).toEqual([false])
})

test('entering or leaving twice has the effect of once', async () => {
  const from = now
  expect(await hall.enter('cid', conferenceId)).toBe(true)
  now += 1000
  expect(await hall.enter('cid', conferenceId)).toBe(false)
  expect(await hall.visitsOf(['cid'])).toEqual([[[from, null]]])
  now += 1000
  expect(await hall.leave('cid')).toBe(conferenceId)
  now += 1000
  expect(await hall.leave('cid')).toBeNull()
  expect(await hall.visitsOf(['cid'])).toEqual([[[from, from + 2000]]])
})

test('every visit is kept, oldest first, for each of many people', async () => {
  const t = now
  for (const [from, to] of [
    [0, 10],
    [20, 30],
    [40, 55],
  ] as const) {
    now = t + from
    await hall.enter('dee', conferenceId)
    now = t + to
    await hall.leave('dee')
  }
  now = t + 60
  await hall.enter('dee', conferenceId)
  expect(await hall.visitsOf(['nobody', 'dee'])).toEqual([
    [],
    [
      [t, t + 10],
      [t + 20, t + 30],
      [t + 40, t + 55],
      [t + 60, null],
    ],
  ])
})

test('leaving without having entered leaves no trace', async () => {
  expect(await hall.leave('eve')).toBeNull()
  expect(await hall.visitsOf(['eve'])).toEqual([[]])
})

test('of many devices that enter at the same instant, one opens the visit', async () => {
  const entered = await Promise.all(Array.from({ length: 50 }, () => hall.enter('fay', conferenceId)))
  expect(entered.filter(Boolean)).toHaveLength(1)
  expect(await hall.visitsOf(['fay'])).toEqual([[[now, null]]])
  const left = await Promise.all(Array.from({ length: 50 }, () => hall.leave('fay')))
  expect(left.filter(Boolean)).toHaveLength(1)
  expect(await hall.visitsOf(['fay'])).toEqual([[[now, now]]])
})

test('an empty list of people gives an empty answer', async () => {
  expect(await hall.insideOf([])).toEqual([])
  expect(await hall.visitsOf([])).toEqual([])
})

test('a person told that they are inside is inside after everything was killed', async () => {
  await hall.enter('gus', conferenceId)
  await redis.kill()
  await redis.start()
  expect(await hall.insideOf(['gus'])).toEqual([true])
})

test('a program that enters and leaves all day has a bounded list, and no time inside is lost', async () => {
  const day = { batches: 30, visits: 100 }
  const insideMs = 2000
  for (let batch = 0; batch < day.batches; batch++) {
    // One connection keeps their order; waiting for each would sync the disk six thousand times.
    const moves: Promise<unknown>[] = []
    for (let n = 0; n < day.visits; n++) {
      moves.push(hall.enter('program', conferenceId))
      now += insideMs
      moves.push(hall.leave('program'))
      now += 1000
    }
    expect((await Promise.all(moves)).every(Boolean)).toBe(true)
  }
  const [visits] = await hall.visitsOf(['program'])
  expect(visits!.length).toBeLessThan(1100)
  const counted = visits!.reduce((sum, [from, to]) => sum + (to! - from), 0)
  // Merged visits include the gaps between them: never less than the time inside.
  expect(counted).toBeGreaterThanOrEqual(day.batches * day.visits * insideMs)
  const ordered = visits!.every(([from], i) => i === 0 || from > visits![i - 1]![1]!)
  expect(ordered).toBe(true)
})
