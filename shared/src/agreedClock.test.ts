import { expect, test } from '@jest/globals'
import { createAgreedClock, msOfRedisTime } from './agreedClock.ts'

function world(ownAhead = 0) {
  const time = { real: 1_800_000_000_000, ownAhead, redisAhead: 0, monotonic: 5000, there: 0, back: 0 }
  const changes: [boolean, number][] = []
  const pass = (ms: number) => {
    time.real += ms
    time.monotonic += ms
  }
  const clock = createAgreedClock({
    ask: async () => {
      pass(time.there)
      const answer = time.real + time.redisAhead
      pass(time.back)
      return answer
    },
    wall: () => time.real + time.ownAhead,
    monotonic: () => time.monotonic,
    onChange: (agrees, difference) => changes.push([agrees, difference]),
  })
  return { time, changes, pass, clock }
}

test('a process with a wrong clock still tells the right time, and reports the difference once and its end once', async () => {
  const { time, changes, pass, clock } = world(8000)
  await clock.measure()
  expect([clock.now(), clock.agrees(), clock.difference()]).toEqual([time.real, false, 8000])
  pass(60_000)
  await clock.measure()
  expect([clock.now(), clock.agrees()]).toEqual([time.real, false])
  time.ownAhead = 1900
  await clock.measure()
  expect([clock.now(), clock.agrees()]).toEqual([time.real, true])
  expect(changes).toEqual([
    [false, 8000],
    [true, 1900],
  ])
})

test("setting the process's own clock back or forward changes nothing and is noticed at once", async () => {
  const { time, pass, clock } = world()
  await clock.measure()
  for (const step of [-300_000, 300_000, 2001, -2001]) {
    time.ownAhead = step
    expect([clock.now(), clock.agrees(), clock.difference()]).toEqual([time.real, false, step])
    pass(500)
    expect(clock.now()).toBe(time.real)
  }
  time.ownAhead = -2000
  expect(clock.agrees()).toBe(true)
})

test('slow answers do not make the time jitter, and a new Redis with another clock is followed', async () => {
  const { time, changes, pass, clock } = world()
  await clock.measure()
  for (const [there, back] of [
    [0, 900],
    [900, 0],
    [400, 20],
  ] as const) {
    Object.assign(time, { there, back })
    await clock.measure()
    expect(clock.now()).toBe(time.real)
  }
  Object.assign(time, { there: 0, back: 0, redisAhead: 5000 })
  await clock.measure()
  expect(clock.now()).toBe(time.real + 5000)
  expect(changes).toEqual([[false, -5000]])
  pass(1)
  expect(msOfRedisTime(['1800000000', '250000'])).toBe(1_800_000_000_250)
})
