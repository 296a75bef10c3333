// Who is told what and when, with two servers on one Redis and a clock set by the test.

import { afterAll, beforeEach, expect, test } from '@jest/globals'
import { memoryLog } from '../../../scripts/testing/log.ts'
import type { Broadcast } from '../live/broadcast.ts'
import { rooms } from '../live/rooms.ts'
import { choose, draftOf } from '../testing/polls.ts'
import { fileRedis } from '../testing/redis.ts'
import { fakeTimers } from '../testing/timers.ts'
import { createPollsLive, type PollsLive } from './pollsLive.ts'
import { createPollsStore } from './pollsStore.ts'

interface Sent {
  server: number
  rooms: string[]
  event: string
  payload: { version?: number; from?: number; poll?: Record<string, unknown>; tally?: { people: number } }
}

const sessionId = 'talk'
const redis = await fileRedis()
const connection = redis.connect()
const start = 1_798_761_600_123
const time = fakeTimers(start, () => settled())
const store = createPollsStore(connection, time.clock)
let lives: PollsLive[] = []
let sent: Sent[]
/** Reads of the store in progress. */
let reading: Set<Promise<unknown>>

/** Waits until all reads of the store, and everything that follows from them, are finished. */
async function settled(): Promise<void> {
  while (reading.size > 0) {
    await Promise.allSettled(reading)
    await Promise.resolve()
  }
  await new Promise<void>((resolve) => setImmediate(resolve))
  if (reading.size > 0) await settled()
}
function noted<Args extends unknown[], Answer>(run: (...args: Args) => Promise<Answer>) {
  return (...args: Args): Promise<Answer> => {
    const answer = run(...args)
    reading.add(answer)
    const forget = () => reading.delete(answer)
    answer.then(forget, forget)
    return answer
  }
}
async function open(given: Parameters<typeof draftOf>[0] = {}): Promise<string> {
  const { poll } = await store.create(sessionId, draftOf(given))
  const { changes } = await store.open(sessionId, poll!.id, poll!.version)
  lives[0]!.changed(changes)
  return poll!.id
}
async function vote(pollId: string, personId: string, server = 0): Promise<void> {
  await store.vote(sessionId, pollId, personId, choose('a'))
  lives[server]!.voted(sessionId, pollId)
}
const tallies = () => sent.filter(({ event }) => event === 'polls.tally')

beforeEach(async () => {
  await connection.flushall()
  for (const live of lives) live.close()
  time.timers = []
  time.now = start
  sent = []
  reading = new Set()
  lives = [0, 1].map((server) => {
    const broadcast: Broadcast = (room, event, ...[payload]) => {
      sent.push({ server, rooms: [room].flat(), event, payload: payload as Sent['payload'] })
    }
    const read = { find: noted(store.find), settle: noted(store.settle), list: store.list }
    return createPollsLive({ store: read, broadcast, ...time, log: memoryLog().log })
  })
})

afterAll(() => {
  for (const live of lives) live.close()
})

const viewers = [rooms.session(sessionId), rooms.panel(sessionId)]

test('the desk learns of complete drafts and their deletion; viewers do not', async () => {
  const { poll, changes } = await store.create(sessionId, draftOf({ kind: 'quiz' }))
  lives[0]!.changed(changes)
  lives[0]!.changed((await store.delete(sessionId, poll!.id, 1)).changes)
  expect(sent).toMatchObject([
    { rooms: [rooms.desk(sessionId)], event: 'polls.changed', payload: { from: 0, version: 1 } },
    { rooms: [rooms.desk(sessionId)], event: 'polls.deleted', payload: { from: 1, version: 2 } },
  ])
  expect(sent[0]!.payload.poll).toMatchObject({ status: 'draft', correct: ['b'], feedback: 'It is b.' })
})

test('viewers learn of an opening from the version they last saw, without hidden fields', async () => {
  await store.create(sessionId, draftOf())
  const pollId = await open({ kind: 'quiz' })
  expect(sent).toMatchObject([
    { rooms: [rooms.desk(sessionId)], payload: { from: 2, version: 3, poll: { tally: { people: 0 } } } },
    { rooms: viewers, payload: { from: 0, version: 3, poll: { id: pollId, tally: null } } },
  ])
  expect(sent[1]!.payload.poll).toMatchObject({ correct: null, feedback: null, mine: null })
})

test('the end of a timed poll is announced on time, once, with its results', async () => {
  const pollId = await open({ seconds: 30 })
  const poll = (await store.find(sessionId, pollId))!
  // Another server that has seen the poll does the same.
  lives[1]!.watch(sessionId, poll)
  lives[1]!.watch(sessionId, poll)
  await vote(pollId, 'ada')
  await settled()
  await time.advance(29_999)
  sent = []
  await time.advance(1)
  expect(sent.map(({ rooms: to, payload }) => [to, payload.poll])).toMatchObject([
    [[rooms.desk(sessionId)], { status: 'closed', tally: { people: 1 } }],
    [viewers, { status: 'closed', tally: { people: 1 } }],
  ])
  await time.advance(60_000)
  expect(sent).toHaveLength(2)
  expect(time.timers).toEqual([])
})

test('if the server that opened it is gone, one that sees the poll late announces its end', async () => {
  const pollId = await open({ seconds: 30 })
  lives[0]!.close()
  time.now += 90_000
  sent = []
  lives[1]!.watch(sessionId, (await store.find(sessionId, pollId))!)
  await time.advance(0)
  expect(sent.map(({ server, payload }) => [server, payload.poll?.status])).toEqual([
    [1, 'closed'],
    [1, 'closed'],
  ])
})

test('a timer that fires early waits for the clock', async () => {
  const pollId = await open({ seconds: 30 })
  sent = []
  time.timers[0]!.run()
  await settled()
  expect(sent).toEqual([])
  expect(time.timers.at(-1)!.at).toBe(time.now + 30_000)
  await time.advance(30_000)
  expect(sent[0]!.payload.poll).toMatchObject({ id: pollId, status: 'closed' })
})

test('closing by hand cancels the timer', async () => {
  const pollId = await open({ seconds: 30 })
  lives[0]!.changed((await store.close(sessionId, pollId, 2)).changes)
  expect(time.timers).toEqual([])
})

test('with any number of votes each server sends a tally at most twice a second, and the last one is right', async () => {
  const pollId = await open()
  for (let i = 0; i < 400; i++) {
    const voting = vote(pollId, `person-${i}`, i % 2)
    await voting
    if (i % 20 === 19) await time.advance(50)
  }
  await settled()
  for (const server of [0, 1]) {
    const own = tallies().filter((each) => each.server === server)
    expect(own.length).toBeGreaterThan(1)
    // Twenty times 50 ms: at 0, 500 and 1000 ms.
    expect(own.length).toBeLessThanOrEqual(3)
  }
  await time.advance(2000)
  expect(tallies().at(-1)!.payload.tally).toEqual({ people: 400, counts: { a: 400, b: 0, c: 0 } })
  expect(time.timers).toEqual([])
  // Quiet again, so the next vote is sent at once.
  sent = []
  await vote(pollId, 'one more')
  await settled()
  expect(tallies()).toMatchObject([{ server: 0, payload: { tally: { people: 401 } } }])
})

test.each([
  ['closed', [rooms.desk(sessionId)]],
  ['live', [rooms.desk(sessionId), rooms.panel(sessionId), rooms.session(sessionId)]],
] as const)(
  'with results "%s" the tally goes to those who may see it while people vote',
  async (results, to) => {
    const pollId = await open({ results })
    await vote(pollId, 'ada')
    await settled()
    expect(tallies().map((each) => each.rooms)).toEqual([to])
  },
)

test('with results "voted" the tally goes to the desk and to people who have voted in this poll', async () => {
  const pollId = await open({ results: 'voted' })
  await vote(pollId, 'ada')
  await settled()
  expect(tallies().map((each) => each.rooms)).toEqual([
    [rooms.desk(sessionId), rooms.voters(sessionId, pollId)],
  ])
})

test('a tally that could not be read while Redis was away is sent when it is back', async () => {
  const pollId = await open()
  await store.vote(sessionId, pollId, 'ada', choose('a'))
  await redis.kill()
  lives[0]!.voted(sessionId, pollId)
  await settled()
  expect(tallies()).toEqual([])
  await redis.start()
  await time.advance(500)
  expect(tallies()).toMatchObject([{ payload: { tally: { people: 1 } } }])
})
