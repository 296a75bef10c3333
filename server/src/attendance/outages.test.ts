// The platform's own faults: it notices them itself, once,
// and excuses only the people they kept from watching.
import { beforeEach, expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import { createCluster, type Server } from '../testing/attendance.ts'
import { conferenceId } from '../testing/conference.ts'
import { personNamed } from '../testing/people.ts'
import { createMarksStore } from './marksStore.ts'
import { createOutagesStore } from './outagesStore.ts'
import { stragglersMs } from './stragglers.ts'
import { settleAfterMs } from './sweeper.ts'

const house = await createCluster()
let one: Server
let two: Server

beforeEach(async () => {
  await house.reset()
  one = house.server()
  two = house.server()
})

const excusing = { excuseOutages: true, maxExcusedMinutes: 10 }
const outages = async () =>
  Object.values(await house.own.hgetall(keys.outages())).map(
    (text) => JSON.parse(text) as Record<string, unknown>,
  )

/** Gives these servers' pulses during a slot. */
const living =
  (...servers: Server[]) =>
  async (): Promise<void> => {
    for (const server of servers) await server.tick()
  }
/** Every few seconds of a slot, as pages and nodes do. */
async function watchFor(
  sessionId: string,
  slots: number,
  beats: (() => void)[],
  delivered: string[],
  onAir = true,
): Promise<void> {
  await house.pass(sessionId, slots, { at: one, beats, delivered, onAir, everySlot: living(one, two) })
  await living(one, two)()
}

test('a time without any server is an outage that excuses only people credited right before it', async () => {
  const sessionId = await house.open(excusing)
  const ann = await house.viewer(one, sessionId, 'ann')
  const ben = await house.viewer(one, sessionId, 'ben')
  await house.viewer(one, sessionId, 'cleo')
  const dan = await house.viewer(one, sessionId, 'dan')
  await living(one, two)()
  await watchFor(sessionId, 6, [ann.beat, ben.beat, dan.beat], ['ann', 'ben', 'cleo', 'dan'])
  // Ben leaves a minute before the fault, Cleo never beats, Dan goes to the hall during it.
  await watchFor(sessionId, 6, [ann.beat, dan.beat], ['ann', 'cleo', 'dan'])
  const { liveAt } = await house.program.state(sessionId)
  const failedAt = house.time.now
  house.time.now += 20_000
  await house.hall.enter('dan', conferenceId)
  house.time.now += 40_000
  // The talk continues: the media node's reports of this time reach the servers later.
  for (let slot = 12; slot < 18; slot += 1) await createMarksStore(house.own).markOnAir(sessionId, slot)
  // Both are killed, and come back together as new processes with new names.
  const three = house.server()
  const four = house.server()
  // Connect them, as servers do at the start.
  await Promise.all([three, four].map((server) => server.facts.learners(sessionId)))
  await Promise.all([three.tick(), four.tick()])
  await Promise.all([three.tick(), four.tick()])
  await house.hall.leave('dan')
  const back = await Promise.all(
    ['ann', 'cleo', 'dan'].map((personId) => house.watch(three, sessionId, house.caller(personId))),
  )
  await house.pass(sessionId, 6, {
    at: three,
    beats: back,
    delivered: ['ann', 'cleo', 'dan'],
    everySlot: living(three, four),
  })
  house.time.now += 10_000

  const opened = await house.entries('outage.opened', sessionId)
  const closed = await house.entries('outage.closed', sessionId)
  // One outage per lost server, each opened and closed once.
  expect(opened.map(({ data }) => data.outage).sort()).toEqual(closed.map(({ data }) => data.outage).sort())
  expect(new Set(opened.map(({ data }) => data.outage)).size).toBe(2)
  expect(opened).toHaveLength(2)
  expect(closed[0]!.data).toMatchObject({ cause: 'server', from: failedAt, to: failedAt + 60_000 })

  const verdicts = async (personId: string) =>
    (await house.count(three, sessionId, personId)).verdicts.slice(12, 18)
  expect((failedAt - liveAt!) / 10_000).toBe(12)
  expect(await verdicts('ann')).toEqual(Array(6).fill('excused'))
  for (const personId of ['ben', 'cleo']) expect(await verdicts(personId)).not.toContain('excused')
  const dans = await verdicts('dan')
  expect(dans.slice(0, 2)).toEqual(['excused', 'excused'])
  expect(dans.slice(2)).not.toContain('excused')
})

test('killing one server excuses only people whom it served, who watched right before and came back', async () => {
  const sessionId = await house.open(excusing)
  const ann = await house.viewer(one, sessionId, 'ann')
  const ben = await house.viewer(two, sessionId, 'ben')
  const cleo = await house.viewer(one, sessionId, 'cleo')
  const dan = await house.viewer(one, sessionId, 'dan')
  const moved = await house.viewer(one, sessionId, 'moved')
  await living(one, two)()
  const everybody = ['ann', 'ben', 'cleo', 'dan', 'moved']
  await watchFor(sessionId, 3, [ann.beat, ben.beat, cleo.beat, dan.beat, moved.beat], everybody)
  // Dan closes his page; another of his pages stays open on the other server.
  one.gone(dan.caller.connection, 'dan')
  one.gone(moved.caller.connection, 'moved')
  const elsewhere = await house.watch(two, sessionId, moved.caller)
  await house.pass(sessionId, 1, {
    at: two,
    beats: [ann.beat, ben.beat, cleo.beat, elsewhere],
    delivered: ['ann', 'ben', 'cleo', 'moved'],
    everySlot: living(one, two),
  })
  await living(one, two)()
  // One server is killed and everyone's network is cut; later all but Cleo are back.
  await house.pass(sessionId, 1, { at: two, everySlot: living(two) })
  const back = await Promise.all(
    ['ann', 'ben', 'dan', 'moved'].map((personId) => house.watch(two, sessionId, house.caller(personId))),
  )
  await house.pass(sessionId, 8, {
    at: two,
    beats: back,
    delivered: ['ann', 'ben', 'dan', 'moved'],
    everySlot: living(two),
  })
  house.time.now += 10_000
  const failed = await outages()
  expect(failed).toHaveLength(1)
  expect(failed[0]).toMatchObject({ cause: 'server', server: 'server-1' })
  const slotOf = async (personId: string) => (await house.count(two, sessionId, personId)).verdicts[4]
  expect(await slotOf('ann')).toBe('excused')
  for (const personId of ['ben', 'cleo', 'dan', 'moved']) expect(await slotOf(personId)).not.toBe('excused')

  // The frozen facts say the same.
  await house.program.move(sessionId, 'end')
  house.time.now += settleAfterMs + stragglersMs
  await two.sweep()
  expect((await two.facts.session(sessionId)).settled).toBe(true)
  expect(await slotOf('ann')).toBe('excused')
  for (const personId of ['ben', 'cleo', 'dan', 'moved']) expect(await slotOf(personId)).not.toBe('excused')
})

test('staff who watched before they acknowledged are excused like everyone the failed server served', async () => {
  const sessionId = await house.open(excusing)
  const here = house.caller('moderator')
  const elsewhere = house.caller(personNamed('organiser', 'organiser'))
  const beats = [await house.watch(one, sessionId, here), await house.watch(one, sessionId, elsewhere)]
  await living(one, two)()
  await house.acknowledge(one, sessionId, here)
  await house.acknowledge(two, sessionId, elsewhere)
  const everybody = ['moderator', 'organiser']
  await watchFor(sessionId, 4, beats, everybody)
  await house.pass(sessionId, 1, { at: two, everySlot: living(two) })
  const back = await Promise.all([here, elsewhere].map((caller) => house.watch(two, sessionId, caller)))
  await house.pass(sessionId, 8, { at: two, beats: back, delivered: everybody, everySlot: living(two) })
  house.time.now += 10_000
  expect(await outages()).toMatchObject([{ cause: 'server', server: 'server-1' }])
  for (const personId of everybody)
    expect((await house.count(two, sessionId, personId)).verdicts[4]).toBe('excused')
})

test('a server that stalled excuses nobody, even if others took it for failed; the ledger shows it', async () => {
  const sessionId = await house.open(excusing)
  const ann = await house.viewer(one, sessionId, 'ann')
  await living(one, two)()
  await watchFor(sessionId, 3, [ann.beat], ['ann'])
  const stoodAt = house.time.now
  await house.pass(sessionId, 3, { at: two, everySlot: living(two) })
  expect(await outages()).toMatchObject([{ cause: 'server', server: 'server-1' }])
  house.monotonic.now += 30_000
  await living(one, two)()
  await watchFor(sessionId, 3, [ann.beat], ['ann'])
  house.time.now += 10_000
  const stalls = await outages()
  expect(stalls.map(({ cause }) => cause)).toEqual(['stall', 'stall'])
  expect(stalls).toContainEqual(expect.objectContaining({ from: stoodAt, to: stoodAt + 30_000 }))
  const { verdicts } = await house.count(one, sessionId, 'ann')
  expect(verdicts.slice(3, 6)).not.toContain('excused')
  const closed = await house.entries('outage.closed', sessionId)
  expect(closed.map(({ data }) => [data.cause, data.excuses])).toContainEqual(['stall', false])
  // The ledger had the failure that others noticed, and now has its correction.
  const failed = closed.filter(({ data }) => data.cause === 'server')
  const corrected = await house.entries('outage.corrected', sessionId)
  expect(corrected.map(({ data }) => data)).toEqual(
    failed.map(({ data }) => ({ ...data, cause: 'stall', excuses: false })),
  )
  expect(corrected).toHaveLength(1)
})

test('a failure that the ledger has not seen yet becomes a stall without a correction', async () => {
  const store = createOutagesStore(house.own)
  const from = house.time.now
  await store.pulse('failed', from, 5000, undefined, false)
  house.time.now += 6000
  await store.pulse('other', house.time.now, 5000, undefined, false)
  await store.stall('failed', from, house.time.now)
  const intents = Object.values(await house.own.hgetall(keys.outageIntents()))
  expect(intents.map((text) => text.split('\n').slice(1))).toEqual(Array(2).fill(['opened', 'closed']))
  expect((await outages()).map(({ cause }) => cause)).toEqual(['stall', 'stall'])
})

test('a server that repeatedly stalls for two seconds did not fail either', async () => {
  const sessionId = await house.open(excusing)
  const ann = await house.viewer(one, sessionId, 'ann')
  await living(one)()
  await house.pass(sessionId, 3, { at: one, beats: [ann.beat], delivered: ['ann'], everySlot: living(one) })
  await living(one)()
  const stoodAt = house.time.now
  // Its timers run between stalls; the reply of Redis is read after the last one.
  const ticks = Array.from({ length: 4 }, () => {
    house.time.now += 2000
    house.monotonic.now += 2000
    return one.tick()
  })
  await Promise.all(ticks)
  house.time.now += 2000
  house.monotonic.now += 2000
  await living(one)()
  expect(await outages()).toMatchObject([{ cause: 'stall', from: stoodAt + 2000, to: stoodAt + 10_000 }])
})

test('a server that stalled after reading its clock did not fail, even if another took it for failed', async () => {
  await house.open(excusing)
  await living(one, two)()
  const seen = house.time.now
  for (const ms of [3000, 5500]) {
    house.time.now = seen + ms
    await living(two)()
  }
  expect(await outages()).toMatchObject([{ cause: 'server', server: 'server-1' }])
  // Its pulse carries the earlier time, and arrives after the stall.
  house.time.now = seen + 4000
  house.monotonic.now += 4000
  await living(one)()
  expect((await outages()).map(({ cause }) => cause)).toEqual(['stall', 'stall'])
})

test('a Redis that one server cannot reach for minutes is an outage of that length for the people it served', async () => {
  const sessionId = await house.open(excusing)
  const ann = await house.viewer(one, sessionId, 'ann')
  const ben = await house.viewer(two, sessionId, 'ben')
  await living(one, two)()
  await watchFor(sessionId, 3, [ann.beat, ben.beat], ['ann', 'ben'])
  const awayAt = house.time.now
  // It looks each second, so it did not stall; the other server gives pulses.
  await house.pass(sessionId, 9, { at: two, everySlot: living(two) })
  await living(one, two)()
  await watchFor(sessionId, 3, [ann.beat, ben.beat], ['ann', 'ben'])
  house.time.now += 10_000
  expect(await outages()).toContainEqual(
    expect.objectContaining({ cause: 'server', server: 'server-1', from: awayAt, to: awayAt + 90_000 }),
  )
  const slotsOf = async (personId: string) =>
    (await house.count(two, sessionId, personId)).verdicts.slice(3, 12)
  expect(await slotsOf('ann')).toEqual(Array(9).fill('excused'))
  expect(await slotsOf('ben')).not.toContain('excused')
})

test('a Redis that is away is an outage of every server, recorded once by the first one back', async () => {
  const sessionId = await house.open(excusing)
  const ann = await house.viewer(one, sessionId, 'ann')
  await living(one, two)()
  await watchFor(sessionId, 4, [ann.beat], ['ann'])
  const away = house.time.now
  await house.redis.kill()
  house.time.now += 30_000
  // Attempts while Redis is away are no pulses, not even after it is back.
  await living(one, two)()
  await house.redis.start()
  while ((await outages()).length === 0) await living(one, two)()
  await living(one, two)()
  const all = await outages()
  expect(all.map(({ from, to }) => [from, to])).toEqual(Array(all.length).fill([away, away + 30_000]))
  expect(new Set(all.map(({ id }) => id)).size).toBe(2)
  expect(await house.entries('outage.opened', sessionId)).toHaveLength(2)
  expect(await house.entries('outage.closed', sessionId)).toHaveLength(2)
})

test('a server that says goodbye, a pause of a few seconds, or a fault while nothing is live is no outage', async () => {
  await living(one, two)()
  house.time.now += 60_000
  await living(one, two)()
  expect(await outages()).toEqual([])
  const sessionId = await house.open(excusing)
  await living(one, two)()
  house.time.now += 4000
  await living(one)()
  await two.close()
  house.time.now += 4000
  await living(one)()
  house.time.now += 4000
  await living(one)()
  expect(await outages()).toEqual([])
  expect(await house.entries('outage.opened')).toEqual([])
  expect(sessionId).toBeTruthy()
})

test('another server notices one that dies, and the outage reaches the ledger even if that server dies in between', async () => {
  const sessionId = await house.open(excusing)
  await living(one, two)()
  const seen = house.time.now
  for (let i = 0; i < 2; i += 1) {
    house.time.now += 3000
    await living(one)()
  }
  // It is killed between noting and recording: the outage is stored, and other servers record it later, once.
  expect((await outages()).map(({ from, to }) => [from, to])).toEqual([[seen, seen + 6000]])
  const row = (await outages())[0]!
  await house.own.hset(
    keys.outages(),
    String(row.id),
    JSON.stringify({ ...row, opened: undefined, closed: undefined, leaseUntil: undefined }),
  )
  house.time.now += 1000
  const other = house.server()
  await other.facts.learners(sessionId)
  await Promise.all([one.tick(), other.tick()])
  expect(await house.entries('outage.opened', sessionId)).toHaveLength(1)
  expect(await house.entries('outage.closed', sessionId)).toHaveLength(1)
})

test('a media node that dies is an outage from its last report until media flows again', async () => {
  const sessionId = await house.open(excusing)
  const elsewhere = await house.open(excusing)
  const ann = await house.viewer(one, sessionId, 'ann')
  const late = await house.viewer(one, sessionId, 'late')
  await living(one, two)()
  await watchFor(sessionId, 6, [ann.beat], ['ann'])
  const reportedAt = house.time.now - 3000
  await Promise.all([one.nodeGone('node'), two.nodeGone('node'), one.nodeGone('other')])
  await living(one, two)()
  await house.pass(sessionId, 2, { everySlot: living(one, two) })
  // Presenters are back before media reaches anyone: that ends nothing.
  await house.pass(sessionId, 1, { at: one, delivered: [], everySlot: living(one, two) })
  await watchFor(sessionId, 6, [ann.beat, late.beat], ['ann', 'late'])
  // Noticing the death later changes nothing.
  await two.nodeGone('node')
  house.time.now += 10_000
  expect(await outages()).toMatchObject([
    { cause: 'node', sessionId, from: reportedAt, to: reportedAt + 35_000 },
  ])
  const [opened] = await house.entries('outage.opened', sessionId)
  expect(opened?.data).toMatchObject({ cause: 'node', sessionIds: [sessionId], from: reportedAt })
  expect(await house.entries('outage.opened')).toHaveLength(1)
  expect(await house.entries('outage.closed')).toHaveLength(1)
  expect(await house.entries('outage.opened', elsewhere)).toEqual([])
  const { verdicts } = await house.count(one, sessionId, 'ann')
  // While no node sends anything the stage is dark for everyone. Once presenters are back, people whom the
  // failure still keeps from watching are excused.
  expect(verdicts.slice(6, 9)).toEqual(['off_air', 'off_air', 'excused'])
  const lates = (await house.count(one, sessionId, 'late')).verdicts.slice(6, 9)
  expect(lates).toEqual(['off_air', 'off_air', 'not_joined'])
})

test('a node without recent viewers, or without an accredited session, is no outage; an open outage ends with the session', async () => {
  const sessionId = await house.open(excusing)
  const ann = await house.viewer(one, sessionId, 'ann')
  await living(one, two)()
  await watchFor(sessionId, 3, [ann.beat], ['ann'])
  await house.pass(sessionId, 3, { everySlot: living(one, two) })
  await one.nodeGone('node')
  expect(await outages()).toEqual([])

  await watchFor(sessionId, 3, [ann.beat], ['ann'])
  await one.nodeGone('node')
  await living(one, two)()
  await house.pass(sessionId, 2, { everySlot: living(one, two) })
  await living(one, two)()
  const endedAt = house.time.now
  await house.program.move(sessionId, 'end')
  for (let i = 0; i < 4; i += 1) {
    house.time.now += 4000
    await living(one, two)()
  }
  await one.sweep()
  expect(await outages()).toMatchObject([{ cause: 'node', to: endedAt }])
  expect(await house.entries('outage.closed')).toHaveLength(1)
  const { facts, settled } = await one.facts.session(sessionId)
  expect(settled).toBe(true)
  expect(facts?.outages).toMatchObject([{ to: endedAt }])
})

/** Ann and Ben watch through two media nodes; Ann's fails, and both are cut off for some slots. */
async function failAnns(fail: (sessionId: string) => Promise<void>): Promise<string> {
  const sessionId = await house.open(excusing)
  const callers = [house.caller('ann'), house.caller('ben')]
  for (const caller of callers) await house.acknowledge(one, sessionId, caller)
  const watch = (i: number, nodeId: string) =>
    house.watch(one, sessionId, callers[i]!, { isAgain: true, nodeId })
  const [ann, ben] = [await watch(0, 'node'), await watch(1, 'other')]
  await living(one, two)()
  await watchFor(sessionId, 4, [ann, ben], ['ann', 'ben'])
  await fail(sessionId)
  // Media still reaches another person, on another worker.
  const cleo = await house.viewer(one, sessionId, 'cleo')
  await watchFor(sessionId, 2, [cleo.beat], ['cleo'])
  await watchFor(sessionId, 6, [await watch(0, 'third'), ben, cleo.beat], ['ann', 'ben', 'cleo'])
  house.time.now += 10_000
  return sessionId
}

test.each([
  ['a media node', () => one.nodeGone('node')],
  [
    'a worker',
    (stageId: string) =>
      one.lost({
        stageId,
        nodeId: 'node',
        lossId: 'node.1',
        silentMs: 2000,
        agoMs: 0,
        personIds: ['ann'],
      }),
  ],
])(
  '%s that dies excuses only those who watched through it, until one of them is reached again',
  async (_, fail) => {
    const failedAt = (sessionId: string) =>
      house.program.state(sessionId).then(({ liveAt }) => liveAt! + 40_000)
    const sessionId = await failAnns(fail)
    const [{ from, to }] = (await outages()) as [{ from: number; to: number }]
    expect(from).toBeLessThanOrEqual(await failedAt(sessionId))
    expect(to).toBe((await failedAt(sessionId)) + 22_000)
    const slotsOf = async (personId: string) =>
      (await house.count(one, sessionId, personId)).verdicts.slice(4, 6)
    expect(await slotsOf('ann')).toEqual(['excused', 'excused'])
    expect(await slotsOf('ben')).toEqual(['connection_lost', 'connection_lost'])
  },
)

test('if nobody affected by a worker’s death comes back, the outage ends once they had time to', async () => {
  const sessionId = await house.open(excusing)
  const ann = await house.viewer(one, sessionId, 'ann')
  const ben = await house.viewer(one, sessionId, 'ben')
  await living(one, two)()
  await watchFor(sessionId, 4, [ann.beat, ben.beat], ['ann', 'ben'])
  const lost = { stageId: sessionId, nodeId: 'node', lossId: 'node.1', silentMs: 0, agoMs: 0 }
  await one.lost({ ...lost, personIds: ['ann'] })
  await watchFor(sessionId, 12, [ben.beat], ['ben'])
  await one.sweep()
  const { verdicts } = await house.count(one, sessionId, 'ann')
  expect(verdicts.slice(4)).not.toContain('excused')
  expect(await outages()).toMatchObject([{ from: expect.any(Number), to: expect.any(Number) }])
})

test('a worker’s death is an outage of its stage, from its last answer until media flows; a late report from before it ends nothing', async () => {
  const sessionId = await house.open(excusing)
  await living(one, two)()
  const lostAt = house.time.now - 3000
  await house.viewer(one, sessionId, 'ann')
  const lost = {
    stageId: sessionId,
    nodeId: 'node',
    lossId: 'node.1',
    silentMs: 2000,
    agoMs: 1000,
    personIds: ['ann'],
  }
  await one.lost(lost)
  await two.lost(lost)
  await house.deliver(one, sessionId, ['ann'], { agoMs: 5000 })
  expect(await outages()).toMatchObject([{ cause: 'node', sessionId, from: lostAt, to: null }])
  house.time.now += 4000
  await house.deliver(two, sessionId, ['ann'])
  expect(await outages()).toMatchObject([{ from: lostAt, to: house.time.now }])
})
