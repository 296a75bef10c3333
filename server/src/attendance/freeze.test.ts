// After a session's end everyone's time is recorded in the ledger once, even if servers die.
import { expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import { intentHead } from '../ledger/intent.ts'
import { createCluster } from '../testing/attendance.ts'
import { checksPlace, createChecksStore } from './checksStore.ts'
import { createMarksStore } from './marksStore.ts'
import { createSeatsStore } from './seatsStore.ts'
import { stragglersMs } from './stragglers.ts'
import { createSweeper, settleAfterMs } from './sweeper.ts'

const house = await createCluster()

const one = house.server()

/** An ended session with `people` seats, in which the first two people watched. */
async function ended(people: number): Promise<{ sessionId: string; ids: string[] }> {
  const sessionId = await house.open()
  const ids = Array.from({ length: people }, (_, i) => `person-${i}`)
  const seats = createSeatsStore(house.own)
  for (const personId of ids) await seats.give(sessionId, personId, 'the words', 1)
  const watching = ['person-0', 'person-1']
  const callers = watching.map((personId) => house.caller(personId))
  const { version } = await one.commands['attendance.status']({ sessionId }, callers[0]!).then(
    ({ disclosures }) => disclosures,
  )
  for (const caller of callers) await one.commands['attendance.acknowledge']({ sessionId, version }, caller)
  const beats = await Promise.all(callers.map((caller) => house.watch(one, sessionId, caller)))
  await house.pass(sessionId, 36, { at: one, beats, delivered: ['person-0', 'person-2'] })
  await house.program.move(sessionId, 'end')
  house.time.now += settleAfterMs
  return { sessionId, ids }
}
const frozenIds = async (sessionId: string): Promise<string[]> =>
  (await house.entries('attendance.frozen', sessionId)).flatMap(({ data }) =>
    typeof data.personId === 'string' ? [data.personId] : [],
  )
/**
 * A server that dies after `appends` appends; `after`: the
 * last append is on disk, but the server never learns so.
 */
function dyingServer(appends: number, after: boolean) {
  const died = Promise.withResolvers<void>()
  let left = appends
  const server = house.server((store) => ({
    ...store,
    append: async (...given) => {
      left -= 1
      if (left >= 0) return store.append(...given)
      if (after && left === -1) await store.append(...given)
      died.resolve()
      return new Promise(() => undefined)
    },
  }))
  return { server, died: died.promise }
}

test('a session is frozen some seconds after its end, as it was judged before, and pages are notified', async () => {
  const { sessionId } = await ended(3)
  house.time.now -= 1
  await one.sweep()
  expect((await one.facts.session(sessionId)).settled).toBe(false)
  const before = await Promise.all(
    ['person-0', 'person-1', 'person-2'].map((personId) => house.count(one, sessionId, personId)),
  )
  house.time.now += 1
  await one.sweep()
  expect((await one.facts.session(sessionId)).settled).toBe(true)
  const after = await Promise.all(
    ['person-0', 'person-1', 'person-2'].map((personId) => house.count(one, sessionId, personId)),
  )
  expect(after).toEqual(before)
  expect(after.map(({ creditedSlots }) => creditedSlots)).toEqual([36, 0, 0])
  const entries = await house.entries('attendance.frozen', sessionId)
  expect(entries[0]?.data).toMatchObject({ sessionId, frozen: { outages: [], onAir: expect.any(String) } })
  expect(entries.map(({ data }) => [data.personId, data.creditedSlots, data.possibleSlots])).toEqual([
    [undefined, undefined, undefined],
    ['person-0', 36, 36],
    ['person-1', 0, 36],
    ['person-2', 0, 36],
  ])
  expect(one.told.filter(({ event }) => event === 'attendance.frozen')).toMatchObject([
    { payload: { sessionId } },
  ])
  // The bitmaps remain only in the frozen rows and in the ledger.
  expect(await house.own.exists(keys.present(sessionId, 0), keys.delivered(sessionId, 1))).toBe(0)
  const count = entries.length
  await one.sweep()
  await house.server().sweep()
  expect(await house.entries('attendance.frozen', sessionId)).toHaveLength(count)
  const status = await one.commands['attendance.status']({ sessionId }, house.caller('person-0'))
  expect(status.meter).toMatchObject({ creditedSlots: 36, possibleSlots: 36, isFinal: true, state: 'ended' })
})

test.each([
  ['between two portions', 251, false],
  ['after a portion is in the ledger and before it is noted', 250, true],
  ['in the middle of a portion', 100, false],
  ['before the first portion', 1, false],
  ['before anything', 0, false],
  ['when only the session itself is in the ledger', 0, true],
] as const)('killed %s, the next server has each person exactly once', async (_when, appends, after) => {
  const { sessionId, ids } = await ended(700)
  const { server, died } = dyingServer(appends, after)
  void server.sweep()
  await died
  expect((await one.facts.session(sessionId)).settled).toBe(false)
  // No other server continues while the dead server's lease lasts.
  await one.sweep()
  expect((await one.facts.session(sessionId)).settled).toBe(false)
  house.time.now += 31_000
  const other = house.server()
  await Promise.all([one.sweep(), other.sweep()])
  expect((await one.facts.session(sessionId)).settled).toBe(true)
  expect((await frozenIds(sessionId)).sort()).toEqual([...ids].sort())
  expect((await house.entries('attendance.frozen', sessionId)).length).toBe(ids.length + 1)
  expect((await one.facts.people(sessionId, ids)).size).toBe(ids.length)
  expect(await house.count(one, sessionId, 'person-0')).toMatchObject({ creditedSlots: 36 })
})

test('once freezing has begun nobody is marked, even if servers die meanwhile', async () => {
  const { sessionId } = await ended(3)
  const marks = createMarksStore(house.own)
  const mark = () => marks.mark('present', sessionId, 0, new Map([[0, ['person-1']]]))
  expect(await mark()).toBe(1)
  const { server, died } = dyingServer(0, false)
  void server.sweep()
  await died
  expect(await mark()).toBe(0)
})

test('a Redis that is killed while a session is frozen loses nobody', async () => {
  const { sessionId, ids } = await ended(700)
  let appended = 0
  const killed = Promise.withResolvers<void>()
  const server = house.server((store) => ({
    ...store,
    append: async (...given) => {
      const entries = await store.append(...given)
      appended += 1
      if (appended === 2) killed.resolve(await house.redis.kill())
      return entries
    },
  }))
  const sweeping = server.sweep()
  await killed.promise
  await house.redis.start()
  await sweeping
  house.time.now += 31_000
  await one.sweep()
  expect((await frozenIds(sessionId)).sort()).toEqual([...ids].sort())
  expect((await one.facts.people(sessionId, ids)).size).toBe(ids.length)
})

test('overrides by the CE office apply on top of the frozen time', async () => {
  const { sessionId } = await ended(3)
  await one.sweep()
  await house.own.hset(
    keys.overrides(sessionId),
    'person-1',
    JSON.stringify([
      { id: 'o', at: 1, by: 'ito', from: 0, to: 12, credited: true, reason: 'seen in the room' },
    ]),
  )
  expect(await house.count(one, sessionId, 'person-1')).toMatchObject({
    creditedSlots: 12,
    possibleSlots: 36,
  })
})

test('after Redis was away, servers have time to write queued marks before anything is final', async () => {
  const { sessionId } = await ended(1)
  let isAway = true
  const frozen: string[] = []
  const sweep = createSweeper({
    program: {
      views: async () => {
        if (isAway) throw new Error('Connection is closed.')
        return [await house.program.view(sessionId)]
      },
    },
    activityOf: async ({ activityId }) => house.activities.find(activityId!),
    frozen: { isSettled: async () => false },
    stragglers: async () => [],
    freeze: async (id) => {
      frozen.push(id)
      return true
    },
    clock: () => house.time.now,
    log: house.log.log,
  })
  await sweep()
  isAway = false
  house.time.now += settleAfterMs - 1
  await sweep()
  expect(frozen).toEqual([])
  house.time.now += 1
  await sweep()
  expect(frozen).toEqual([sessionId])
})

test('a missed check is in the ledger once, even if its person left or the server died before it was recorded', async () => {
  const sessionId = await house.open({
    checks: { perHour: 1, answerSeconds: 20, extensionSeconds: 0, uncreditMinutes: 1 },
  })
  const { liveAt } = await house.program.state(sessionId)
  const checks = createChecksStore(house.own)
  const ids = ['left', 'died', 'noted', 'away']
  const [left, died, noted] = await Promise.all(ids.map((personId) => house.viewer(one, sessionId, personId)))
  for (const personId of ids) await checks.send(sessionId, personId, 0, 0, liveAt! + 20_000, 20)
  const beats = [left!.beat, died!.beat, noted!.beat]
  await house.pass(sessionId, 5, { at: one, beats, delivered: ids })
  for (const personId of ['died', 'noted'])
    await checks.close(sessionId, personId, 0, house.time.now, 'missed')
  await house.server().intents.settled(checksPlace(sessionId, 'noted'))
  await house.program.move(sessionId, 'end')
  house.time.now += settleAfterMs
  await one.sweep()
  const missed = await house.entries('check.missed', sessionId)
  expect(missed.map(({ by, data }) => [by, data.personId, data.check]).sort()).toEqual([
    // The page was silent, and did not come back before the end.
    ['platform', 'away', 0],
    ['platform', 'died', 0],
    ['platform', 'left', 0],
    ['platform', 'noted', 0],
  ])
  expect(await frozenIds(sessionId)).toHaveLength(4)
})

/** Two servers give pulses; the second serves Ben, and cannot write his marks for its last slots. */
async function cutOff() {
  const [first, second] = [house.server(), house.server()]
  const sessionId = await house.open()
  const ben = await house.viewer(second, sessionId, 'ben')
  const connected = [first, second].map((server) => server.facts.learners(sessionId))
  await Promise.all(connected)
  await house.pass(sessionId, 3, { at: second, beats: [ben.beat], delivered: ['ben'], tick: [first, second] })
  // The first server continues alone for a slot, and notices that the second is silent.
  await house.pass(sessionId, 1, { everySlot: () => house.deliver(first, sessionId, ['ben']), tick: [first] })
  ben.beat()
  await house.program.move(sessionId, 'end')
  const endedAt = house.time.now
  house.time.now += settleAfterMs
  return { first, second, sessionId, endedAt }
}
const sessionEntry = async (sessionId: string) =>
  (await house.entries('attendance.frozen', sessionId))[0]?.data

test('a session waits for a server that was cut off over its end, and has what that server marked', async () => {
  const { first, second, sessionId } = await cutOff()
  await first.tick()
  await first.sweep()
  expect((await first.facts.session(sessionId)).settled).toBe(false)
  await second.tick()
  await second.flush()
  await first.sweep()
  expect((await first.facts.session(sessionId)).settled).toBe(false)
  house.time.now += settleAfterMs
  await Promise.all([first.tick(), second.tick()])
  await first.sweep()
  expect((await first.facts.session(sessionId)).settled).toBe(true)
  expect(await sessionEntry(sessionId)).not.toHaveProperty('missing')
})

test('a server that does not come back is waited for two minutes, and the record says what may be missing', async () => {
  const { first, sessionId, endedAt } = await cutOff()
  const failed = (await house.entries('outage.opened', sessionId)).at(-1)!.data.outage
  house.time.now = endedAt + settleAfterMs + stragglersMs - 1
  await first.sweep()
  expect((await first.facts.session(sessionId)).settled).toBe(false)
  house.time.now += 1
  await first.sweep()
  expect((await first.facts.session(sessionId)).settled).toBe(true)
  expect(await sessionEntry(sessionId)).toMatchObject({ missing: [failed] })
})

test('a media node that no server reaches is waited for likewise, if it has reported about the session', async () => {
  const { sessionId } = await ended(1)
  house.unreachableNodes = ['node', 'another']
  try {
    await one.sweep()
    expect((await one.facts.session(sessionId)).settled).toBe(false)
    house.time.now += stragglersMs
    await one.sweep()
  } finally {
    house.unreachableNodes = []
  }
  expect((await one.facts.session(sessionId)).settled).toBe(true)
  expect(await sessionEntry(sessionId)).toMatchObject({ missing: ['node:node'] })
})

test('evidence that cannot be recorded is named, and keeps no other session from being frozen', async () => {
  const [{ sessionId: broken }, { sessionId }] = [await ended(2), await ended(2)]
  const poison = `${intentHead('entries', house.time.now)}\nno JSON`
  const places = [keys.sessionIntents(broken), keys.outageIntents(), keys.ledgerIntents()]
  for (const hash of places) await house.own.hset(hash, 'poison', poison)
  await one.sweep()
  expect(await one.facts.session(sessionId)).toMatchObject({ settled: true })
  expect(await one.facts.session(broken)).toMatchObject({ settled: false })
  expect(house.log.lines).toContainEqual(
    expect.objectContaining({ kind: 'entries', hash: keys.sessionIntents(broken) }),
  )
  for (const hash of places) await house.own.hdel(hash, 'poison')
  await one.sweep()
  expect(await one.facts.session(broken)).toMatchObject({ settled: true })
})
