// How long a desk was staffed, on a real Redis, told by two servers, on a test clock.
import { beforeEach, expect, test } from '@jest/globals'
import { presenceMs } from '@lectern/shared/booths'
import { fileRedis } from '../../testing/redis.ts'
import { createStaffStore } from './staffStore.ts'

const second = 1000
const start = Date.UTC(2026, 10, 28, 9)
let now = start
const redis = await fileRedis()
const servers = [redis.connect(), redis.connect()].map((connection) =>
  createStaffStore(connection, () => now),
) as [ReturnType<typeof createStaffStore>, ReturnType<typeof createStaffStore>]
const [one, two] = servers
let boothId = ''
let last = 0

const total = async (): Promise<number> =>
  (await one.staffedHours(boothId)).reduce((sum, { ms }) => sum + ms, 0)
const worked = async (staffId: string): Promise<number> => (await one.staffTimes(boothId)).get(staffId) ?? 0
/** Beats every 15 s for a while, through the given servers in turn. */
async function stay(staffIds: string[], seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 15) {
    now += 15 * second
    for (const [i, staffId] of staffIds.entries()) await servers[i % 2]!.staffBeat(boothId, staffId)
  }
}

beforeEach(() => {
  boothId = `booth-${++last}`
  now = start
})

test('time at the desk counts from coming to leaving', async () => {
  await one.staffHere(boothId, 'ann', 'Ann')
  await stay(['ann'], 60)
  now += 5 * second
  await two.staffLeaves(boothId, 'ann')
  now += 60 * second
  expect([await worked('ann'), await total()]).toEqual([65 * second, 65 * second])
  await one.staffHere(boothId, 'ann', 'Ann')
  await stay(['ann'], 30)
  expect([await worked('ann'), await total()]).toEqual([95 * second, 95 * second])
})

test('two pages of one person, on two servers, count once', async () => {
  await Promise.all(servers.map((server) => server.staffHere(boothId, 'ann', 'Ann')))
  await stay(['ann', 'ann', 'ann'], 120)
  // A page that only comes back now, and a sign that a slower server brings late.
  await two.staffHere(boothId, 'ann', 'Ann')
  now -= 3 * second
  await one.staffBeat(boothId, 'ann')
  now += 3 * second
  await Promise.all([one.staffBeat(boothId, 'ann'), two.staffBeat(boothId, 'ann')])
  expect([await worked('ann'), await total()]).toEqual([120 * second, 120 * second])
})

test('two people make the booth staffed once, and each has their own time', async () => {
  await one.staffHere(boothId, 'ann', 'Ann')
  await stay(['ann'], 60)
  now += 7 * second
  await two.staffHere(boothId, 'ben', 'Ben')
  await stay(['ann', 'ben'], 60)
  await one.staffLeaves(boothId, 'ann')
  await stay(['ben'], 60)
  expect([await worked('ann'), await worked('ben')]).toEqual([127 * second, 120 * second])
  expect(await total()).toBe(187 * second)
})

test('nobody works while away, and a desk where everybody is away is not staffed', async () => {
  await one.staffHere(boothId, 'ann', 'Ann')
  await stay(['ann'], 30)
  await one.staffHere(boothId, 'ann', 'Ann', 'away')
  await stay(['ann'], 300)
  // What a page sends when it loads again keeps the state.
  expect(await two.staffHere(boothId, 'ann', 'Ann')).toMatchObject({ state: 'away' })
  await one.staffHere(boothId, 'ann', 'Ann', 'busy')
  await stay(['ann'], 15)
  expect([await worked('ann'), await total()]).toEqual([45 * second, 45 * second])
})

test('after a crash counting ends at the last sign, and begins again with the next one', async () => {
  await one.staffHere(boothId, 'ann', 'Ann')
  await stay(['ann'], 60)
  now += presenceMs + second
  expect(await two.staffBeat(boothId, 'ann')).toBe(true)
  expect(await total()).toBe(60 * second)
  await stay(['ann'], 30)
  expect(await total()).toBe(90 * second)
  now += 8 * 3_600_000
  await two.staffHere(boothId, 'ann', 'Ann')
  expect([await worked('ann'), await total()]).toEqual([90 * second, 90 * second])
})

test('the time is in the hour in which it was worked, and one field an hour is all that is stored', async () => {
  now = start + 59 * 60_000
  await one.staffHere(boothId, 'ann', 'Ann')
  await stay(['ann'], 120)
  expect(await one.staffedHours(boothId)).toEqual([
    { hour: start, ms: 45 * second },
    { hour: start + 3_600_000, ms: 75 * second },
  ])
})

test('signs of twenty people from two servers at once add up to the time that passed', async () => {
  const staff = Array.from({ length: 20 }, (_, i) => `staff-${i}`)
  await Promise.all(staff.map((id, i) => servers[i % 2]!.staffHere(boothId, id, id)))
  for (let beat = 0; beat < 8; beat++) {
    now += 15 * second
    await Promise.all(staff.flatMap((id) => servers.map((server) => server.staffBeat(boothId, id))))
  }
  expect(await total()).toBe(120 * second)
  expect(new Set(await Promise.all(staff.map(worked)))).toEqual(new Set([120 * second]))
})
