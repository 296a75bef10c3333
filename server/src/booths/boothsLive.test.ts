// Who is notified of what and when, on a test clock: two servers, one Redis.

import { beforeEach, expect, test } from '@jest/globals'
import { presenceMs } from '@lectern/shared/booths'
import type { Broadcast } from '../live/broadcast.ts'
import { rooms } from '../live/rooms.ts'
import { boothsOn, contentOf, everyField } from '../testing/booths.ts'
import { conferenceId } from '../testing/conference.ts'
import { fileRedis } from '../testing/redis.ts'
import { fakeTimers } from '../testing/timers.ts'
import type { Booths } from './boothParts.ts'
import { sweepEveryMs } from './boothWatch.ts'
import { deskEveryMs } from './desk/deskNews.ts'

interface SentEvent {
  server: number
  rooms: string[]
  event: string
  payload: Record<string, unknown>
}

const connection = (await fileRedis()).connect()
const time = fakeTimers(1_798_761_600_000, () => settled())
let told: SentEvent[] = []
let servers: Booths[] = []
let boothId = ''
let last = 0

/**
 * Waits for everything under way: Redis answers in order, so a
 * reply requested now comes after all earlier ones.
 */
async function settled(): Promise<void> {
  for (let i = 0; i < 12; i++) {
    await connection.ping()
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
}
const toDesk = () => told.filter((each) => each.rooms.includes(rooms.boothDesk(boothId)))
const toHall = () => told.filter((each) => each.rooms.includes(rooms.hall(conferenceId)))
async function visit(server: number, personId = `person-${++last}`): Promise<string> {
  const { presence, live } = servers[server]!
  const { visitorId, came } = await presence.visit(boothId, personId)
  live.watch(boothId)
  if (came) live.touch(boothId, 'present', 'hours')
  return visitorId
}

beforeEach(async () => {
  told = []
  time.timers = []
  servers = [0, 1].map((server) => {
    const broadcast: Broadcast = (room, event, ...payload) => {
      told.push({ server, rooms: [room].flat(), event, payload: payload[0] as SentEvent['payload'] })
    }
    return boothsOn(connection, {
      broadcast,
      intents: { settled: async () => {} },
      clock: time.clock,
      after: time.after,
    })
  })
  boothId = (
    await servers[0]!.booths.create(conferenceId, `company-${++last}`, contentOf('Booth'), everyField)
  ).id
  await servers[0]!.presence.staffHere(boothId, 'ann', 'Ann Staff')
  servers[0]!.live.changed(boothId)
  await settled()
  await time.advance(deskEveryMs)
  told = []
})

test('a hundred visitors who come at once cause two pushes to the desk, whichever servers send them, and none to the hall', async () => {
  await time.advance(deskEveryMs)
  for (let i = 0; i < 100; i++) await visit(i % 2)
  await settled()
  await time.advance(deskEveryMs)
  expect(toDesk().map(({ event }) => event)).toEqual(['booths.desk', 'booths.desk'])
  expect(toDesk().at(-1)?.payload).toMatchObject({ boothId, present: { count: 100 } })
  expect(toHall()).toEqual([])
  await time.advance(2 * deskEveryMs)
  expect(toDesk()).toHaveLength(2)
})

test('a desk receives at most two pushes a second, however much happens', async () => {
  const start = time.now
  for (let i = 0; i < 40; i++) {
    const visitorId = await visit(i % 2)
    await servers[i % 2]!.live.announceSweep(
      boothId,
      await servers[i % 2]!.presence.leave(boothId, visitorId),
    )
    await settled()
    await time.advance(100)
  }
  expect(toDesk().length).toBeGreaterThan(2)
  expect(toDesk().length).toBeLessThanOrEqual(1 + (time.now - start) / deskEveryMs)
  await time.advance(deskEveryMs)
  expect(toDesk().at(-1)?.payload).toMatchObject({ present: { count: 0, newest: [] } })
})

test('an empty desk receives nothing', async () => {
  await servers[0]!.presence.staffLeaves(boothId, 'ann')
  await time.advance(deskEveryMs)
  told = []
  await visit(0)
  await settled()
  await time.advance(deskEveryMs)
  expect(toDesk()).toEqual([])
})

test('a visitor who goes silently is noticed', async () => {
  await visit(1)
  await settled()
  await time.advance(deskEveryMs)
  told = []
  // The staff keep giving signs of life.
  for (let waited = 0; waited <= presenceMs + sweepEveryMs; waited += sweepEveryMs) {
    await servers[0]!.presence.staffBeat(boothId, 'ann')
    await time.advance(sweepEveryMs)
  }
  await time.advance(deskEveryMs)
  expect(toDesk().at(-1)?.payload).toMatchObject({ present: { count: 0 } })
})

test('when the last of the staff goes silently, the booth is unstaffed, and the hall is told once', async () => {
  servers[1]!.live.watch(boothId)
  await time.advance(presenceMs + sweepEveryMs)
  await time.advance(sweepEveryMs)
  expect(toHall().map(({ event, payload }) => [event, payload])).toEqual([
    ['booths.summary', { booth: expect.objectContaining({ id: boothId, staff: 0 }) }],
  ])
  expect(told.filter((each) => each.rooms.includes(rooms.booth(boothId)))).toMatchObject([
    { event: 'booths.staff', payload: { boothId, staff: [] } },
  ])
})

test('a change that many servers notice is announced by one', async () => {
  await servers[0]!.presence.staffHere(boothId, 'ann', 'Ann Staff', 'away')
  for (const { live } of servers) live.changed(boothId)
  await settled()
  await time.advance(deskEveryMs)
  await time.advance(deskEveryMs)
  expect(toHall()).toHaveLength(1)
})

test('a visitor who moves between two booths is announced at these two and nowhere else', async () => {
  const here = boothId
  const there = (
    await servers[0]!.booths.create(conferenceId, `company-${++last}`, contentOf('There'), everyField)
  ).id
  await servers[0]!.presence.staffHere(there, 'ben', 'Ben Staff')
  const visitorId = await visit(0, 'mover')
  await settled()
  await time.advance(2 * deskEveryMs)
  told = []
  await servers[0]!.live.announceSweep(here, await servers[0]!.presence.leave(here, visitorId))
  boothId = there
  await visit(0, 'mover')
  await settled()
  await time.advance(2 * deskEveryMs)
  const about = told.filter(({ event }) => event === 'booths.desk').flatMap((each) => each.rooms)
  expect(new Set(about)).toEqual(new Set([rooms.boothDesk(here), rooms.boothDesk(there)]))
  expect(about.length).toBeLessThanOrEqual(3)
})

test('events about booths go only to the hall, booths, their desks and their visitors', async () => {
  const visitorId = await visit(0)
  const { calls, live, booths } = servers[0]!
  const { call, before } = await calls.step(boothId, 'request', undefined, { visitorId })
  await live.callChanged(boothId, call, before)
  live.contentChanged(await booths.booth(boothId))
  await settled()
  await time.advance(4 * deskEveryMs)
  expect(told.length).toBeGreaterThan(3)
  for (const room of told.flatMap((each) => each.rooms)) expect(room).toMatch(/^(hall$|booth:)/)
})

test('an empty booth is no longer checked', async () => {
  const visitorId = await visit(0)
  await servers[0]!.presence.leave(boothId, visitorId)
  await servers[0]!.presence.staffLeaves(boothId, 'ann')
  await time.advance(4 * sweepEveryMs)
  expect(time.timers).toEqual([])
})

test('a closed server announces nothing', async () => {
  for (const { live } of servers) live.close()
  expect(time.timers).toEqual([])
  servers[0]!.live.touch(boothId, 'present')
  servers[0]!.live.changed(boothId)
  await settled()
  await time.advance(2 * sweepEveryMs)
  expect(told).toEqual([])
})
