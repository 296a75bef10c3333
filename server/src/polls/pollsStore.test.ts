import { beforeEach, expect, test } from '@jest/globals'
import { pollsOfSessionMax } from '@lectern/shared/limits'
import type { PollChoice, PollDraft } from '@lectern/shared/polls'
import fc from 'fast-check'
import { createProgramStore } from '../program/programStore.ts'
import { choose, draftOf, say } from '../testing/polls.ts'
import { fileRedis } from '../testing/redis.ts'
import { choicesOf, type PollRecord, statusOf } from './pollRules.ts'
import { createPollsStore, type PollsStore } from './pollsStore.ts'

/** As large as real clock times: Lua's numbers must not round them. */
const start = 1_798_761_600_123
let now = start
const redis = await fileRedis()
const connection = redis.connect()
/** Two servers on the same Redis. */
const stores = [connection, redis.connect()].map((each) => createPollsStore(each, () => now))
const [store, other] = stores as [PollsStore, PollsStore]
const program = createProgramStore(connection, () => now)
let lastSession = 0
let sessionId = ''

async function create(draft: PollDraft = draftOf()): Promise<PollRecord> {
  return (await store.create(sessionId, draft)).poll!
}
async function open(draft: PollDraft = draftOf()): Promise<PollRecord> {
  const { id, version } = await create(draft)
  return (await store.open(sessionId, id, version)).poll!
}
const vote = (pollId: string, personId: string, choice: PollChoice, on = store) =>
  on.vote(sessionId, pollId, personId, choice)
const tallyOf = async (pollId: string) => (await other.find(sessionId, pollId))!.tally
const refusal = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => 'accepted',
    (error: unknown) => error,
  )

beforeEach(() => {
  now = start
  sessionId = `session-${++lastSession}`
})

test('creating with an existing id returns the existing poll, also once it is open', async () => {
  const made = await Promise.all(stores.map((each) => each.create(sessionId, draftOf(), 'own-id')))
  expect(made[0]!.poll).toEqual(made[1]!.poll)
  const { version } = made[0]!.poll!
  const opened = (await store.open(sessionId, 'own-id', version)).poll
  expect((await store.create(sessionId, draftOf(), 'own-id')).poll).toEqual(opened)
})

test('a session has a limited number of polls; deleting one makes room', async () => {
  for (let n = 0; n < pollsOfSessionMax; n++) await store.create(sessionId, draftOf(), `poll-${n}`)
  expect(await refusal(create())).toMatchObject({ code: 'conflict' })
  // Creating it again returns the existing poll.
  const { poll } = await store.create(sessionId, draftOf(), 'poll-0')
  await store.delete(sessionId, 'poll-0', poll!.version)
  await create()
  expect(await refusal(create())).toMatchObject({ code: 'conflict' })
  expect((await store.list(sessionId)).polls).toHaveLength(pollsOfSessionMax)
})

test('a session without polls has an empty list in version 0', async () => {
  expect(await store.list(sessionId)).toEqual({ version: 0, polls: [] })
})

test('every server lists polls in the order of their creation, exactly as written', async () => {
  const drafts = [
    draftOf({ kind: 'quiz', seconds: 30 }),
    draftOf({ kind: 'text' }),
    draftOf({ kind: 'rating' }),
  ]
  for (const draft of drafts) await create(draft)
  const { version, polls } = await other.list(sessionId)
  expect(version).toBe(3)
  expect(polls.map(({ draft }) => draft)).toEqual(drafts)
  expect(
    polls.map((poll) => [poll.version, poll.status, poll.openedAt, poll.closesAt, poll.onStage]),
  ).toEqual([1, 2, 3].map((made) => [made, 'draft', null, null, false]))
  expect(polls[2]!.tally).toEqual({ people: 0, counts: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 } })
})

test('a draft is edited and deleted; viewers learn of neither', async () => {
  const { id } = await create()
  const edited = await store.edit(sessionId, id, 1, draftOf({ prompt: 'Which one now?' }))
  expect(edited).toMatchObject({
    poll: { version: 2, draft: { prompt: 'Which one now?' } },
    changes: [{ version: 2, told: null }],
  })
  expect(await store.delete(sessionId, id, 2)).toMatchObject({
    poll: null,
    changes: [{ pollId: id, version: 3, told: null, poll: null }],
  })
  expect(await other.list(sessionId)).toEqual({ version: 3, polls: [] })
  expect(await refusal(store.edit(sessionId, id, 2, draftOf()))).toMatchObject({ code: 'not_found' })
  expect(await refusal(vote(id, 'ada', choose('a')))).toMatchObject({ code: 'not_found' })
})

test('a change made meanwhile is not overwritten: stale, with the current state', async () => {
  const { id } = await create()
  await other.edit(sessionId, id, 1, draftOf({ prompt: 'Another' }))
  const stale = { code: 'stale', details: { version: 2, status: 'draft' } }
  for (const attempt of [
    store.edit(sessionId, id, 1, draftOf()),
    store.delete(sessionId, id, 1),
    store.open(sessionId, id, 1),
    store.close(sessionId, id, 1),
    store.setOnStage(sessionId, id, 1, true),
  ])
    expect(await refusal(attempt)).toMatchObject(stale)
  expect(await store.find(sessionId, id)).toMatchObject({ version: 2, draft: { prompt: 'Another' } })
})

test('of twenty openings at once on two servers one wins', async () => {
  const { id, version } = await create()
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, i) => refusal(stores[i % 2]!.open(sessionId, id, version))),
  )
  expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1)
  for (const outcome of outcomes.filter((each) => each !== 'accepted'))
    expect(outcome).toMatchObject({ code: 'stale', details: { status: 'open' } })
})

test('an opened poll can be neither edited nor deleted nor opened again; a draft cannot be closed or shown', async () => {
  const { id, version } = await open()
  for (const attempt of [
    store.edit(sessionId, id, version, draftOf()),
    store.delete(sessionId, id, version),
    store.open(sessionId, id, version),
  ])
    expect(await refusal(attempt)).toMatchObject({ code: 'conflict', details: { status: 'open' } })
  const draft = await create()
  expect(await refusal(store.close(sessionId, draft.id, draft.version))).toMatchObject({ code: 'conflict' })
  expect(await refusal(store.setOnStage(sessionId, draft.id, draft.version, true))).toMatchObject({
    code: 'conflict',
  })
})

test('opening and closing set the times, and viewers see no gap for the drafts between', async () => {
  const first = await create()
  await create()
  const opened = await store.open(sessionId, first.id, 1)
  expect(opened).toMatchObject({
    poll: { status: 'open', openedAt: start, closesAt: null },
    changes: [{ version: 3, told: 0 }],
  })
  await create()
  now = start + 5000
  const closed = await other.close(sessionId, first.id, 3)
  expect(closed).toMatchObject({
    poll: { status: 'closed', openedAt: start, closesAt: start + 5000 },
    changes: [{ version: 5, told: 3 }],
  })
  // A repeated press, or one whose answer was lost, finds it done.
  expect(await store.close(sessionId, first.id, 3)).toEqual({ poll: closed.poll, changes: [] })
})

test('a poll shown on the stage takes another off', async () => {
  const [first, second] = [await open(), await open()]
  await store.setOnStage(sessionId, first.id, first.version, true)
  const { poll, changes } = await other.setOnStage(sessionId, second.id, second.version, true)
  expect(poll).toMatchObject({ id: second.id, onStage: true })
  expect(changes).toMatchObject([
    { pollId: first.id, version: 6, told: 5, poll: { onStage: false } },
    { pollId: second.id, version: 7, told: 6, poll: { onStage: true } },
  ])
  expect((await store.setOnStage(sessionId, second.id, 0, true)).changes).toEqual([])
})

test('ten simultaneous votes from one person over several connections count once', async () => {
  for (const mayChange of [false, true]) {
    const { id } = await open(draftOf({ mayChange }))
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, i) => vote(id, 'ada', choose('a'), stores[i % 2])),
    )
    expect(outcomes.filter(({ counted }) => counted)).toHaveLength(1)
    expect(await tallyOf(id)).toEqual({ people: 1, counts: { a: 1, b: 0, c: 0 } })
  }
})

test('of ten different simultaneous votes from one person one counts, and the others are refused', async () => {
  const { id } = await open()
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, (_, i) => refusal(vote(id, 'ada', choose('abc'[i % 3]!), stores[i % 2]))),
  )
  expect(outcomes).toContain('accepted')
  for (const outcome of outcomes.filter((each) => each !== 'accepted'))
    expect(outcome).toMatchObject({ code: 'conflict', message: expect.stringMatching(/^You have voted/) })
  const { people, counts } = await tallyOf(id)
  expect([people, Object.values(counts).sort()]).toEqual([1, [0, 0, 1]])
})

test('five hundred people who vote at the same time on two servers are all counted, each once', async () => {
  const { id } = await open(draftOf({ kind: 'multiple' }))
  const sets = [['a'], ['b'], ['a', 'c'], ['a', 'b', 'c'], ['c']]
  await Promise.all(
    Array.from({ length: 500 }, (_, i) => vote(id, `person-${i}`, choose(...sets[i % 5]!), stores[i % 2])),
  )
  expect(await tallyOf(id)).toEqual({ people: 500, counts: { a: 300, b: 200, c: 300 } })
  expect(await store.votes(sessionId, id)).toHaveLength(500)
})

test('a vote changes only if allowed, and the old one is taken back', async () => {
  const fixed = await open()
  await vote(fixed.id, 'ada', choose('a'))
  expect(await refusal(vote(fixed.id, 'ada', choose('b')))).toMatchObject({ code: 'conflict' })
  expect(await tallyOf(fixed.id)).toEqual({ people: 1, counts: { a: 1, b: 0, c: 0 } })

  const free = await open(draftOf({ kind: 'multiple', mayChange: true }))
  await vote(free.id, 'ada', choose('a', 'b'))
  const changed = await vote(free.id, 'ada', choose('c', 'b'), stores[1])
  expect(changed).toMatchObject({ counted: true, mine: choose('b', 'c') })
  expect(changed.poll.tally).toEqual({ people: 1, counts: { a: 0, b: 1, c: 1 } })
  expect(await store.mine(sessionId, [free.id, fixed.id], 'ada')).toEqual([choose('b', 'c'), choose('a')])
  expect(await store.mine(sessionId, [free.id], 'ben')).toEqual([null])
})

test('a repeated vote is answered as before, with its options in another order and after the closing too', async () => {
  const { id, version } = await open(draftOf({ kind: 'multiple' }))
  await vote(id, 'ada', choose('a', 'b'))
  expect(await vote(id, 'ada', choose('b', 'a'), stores[1])).toMatchObject({
    counted: false,
    mine: choose('a', 'b'),
  })
  await store.close(sessionId, id, version)
  expect(await vote(id, 'ada', choose('a', 'b'))).toMatchObject({ counted: false })
  expect(await tallyOf(id)).toEqual({ people: 1, counts: { a: 1, b: 1, c: 0 } })
})

test('options may have the same names as the other counters', async () => {
  const ids = ['people', '__proto__', 'constructor']
  const { id } = await open(draftOf({ options: ids.map((each) => ({ id: each, text: each })) }))
  for (const [i, each] of ids.entries()) await vote(id, `person-${i}`, choose(each))
  const { people, counts } = await tallyOf(id)
  expect([people, Object.entries(counts)]).toEqual([3, ids.map((each) => [each, 1])])
})

test('nobody votes in a draft, in a closed poll, or in a session that has ended', async () => {
  const draft = await create()
  expect(await refusal(vote(draft.id, 'ada', choose('a')))).toMatchObject({
    code: 'conflict',
    message: 'This poll is not open yet.',
  })
  const [closed, running] = [await open(), await open()]
  await store.close(sessionId, closed.id, closed.version)
  expect(await refusal(vote(closed.id, 'ada', choose('a')))).toMatchObject({
    code: 'conflict',
    message: 'This poll is closed.',
  })
  await program.move(sessionId, 'start')
  await vote(running.id, 'ada', choose('a'))
  await program.move(sessionId, 'end')
  expect(await refusal(vote(running.id, 'ben', choose('a')))).toMatchObject({ code: 'session_ended' })
  expect(await refusal(store.open(sessionId, draft.id, draft.version))).toMatchObject({
    code: 'session_ended',
  })
  expect(await vote(running.id, 'ada', choose('a'))).toMatchObject({ counted: false })
})

test('the timer closes by the clock without any process; recording it later is one change', async () => {
  const { id, closesAt } = await open(draftOf({ seconds: 30, mayChange: true }))
  expect(closesAt).toBe(start + 30_000)
  now = start + 29_999
  await vote(id, 'ada', choose('a'))
  expect((await store.settle(sessionId, id)).changes).toEqual([])
  now = start + 30_000
  expect(await refusal(vote(id, 'ben', choose('a')))).toMatchObject({ message: 'This poll is closed.' })
  expect(await refusal(vote(id, 'ada', choose('b')))).toMatchObject({ message: 'This poll is closed.' })
  expect(statusOf((await other.find(sessionId, id))!, now)).toBe('closed')

  const noted = await Promise.all(Array.from({ length: 10 }, (_, i) => stores[i % 2]!.settle(sessionId, id)))
  expect(noted.flatMap(({ changes }) => changes)).toMatchObject([
    { version: 3, told: 2, poll: { status: 'closed', closesAt, tally: { people: 1 } } },
  ])
  // From here on a server whose clock is behind counts nothing either.
  now = start + 10_000
  expect(await refusal(vote(id, 'ben', choose('a')))).toMatchObject({ message: 'This poll is closed.' })
})

test('closing a poll after its timer keeps the time at which it ended', async () => {
  const { id, version } = await open(draftOf({ seconds: 30 }))
  now = start + 40_000
  expect(await store.close(sessionId, id, version)).toMatchObject({
    poll: { status: 'closed', closesAt: start + 30_000 },
    changes: [{ told: 2 }],
  })
})

test('nothing is counted after the closing: once it is answered, the tally stays', async () => {
  for (let round = 0; round < 10; round++) {
    const { id, version } = await open()
    const voting = Array.from({ length: 40 }, (_, i) =>
      refusal(vote(id, `person-${i}`, choose('a'), stores[i % 2])),
    )
    const { poll } = await stores[round % 2]!.close(sessionId, id, version)
    const outcomes = await Promise.all(voting)
    const accepted = outcomes.filter((outcome) => outcome === 'accepted').length
    for (const outcome of outcomes.filter((each) => each !== 'accepted'))
      expect(outcome).toMatchObject({ code: 'conflict', message: 'This poll is closed.' })
    expect(poll!.tally.people).toBe(accepted)
    expect(await tallyOf(id)).toEqual(poll!.tally)
  }
})

test('text answers are kept as written, newest first, and counted by people only', async () => {
  const { id } = await open(draftOf({ kind: 'text', mayChange: true }))
  const words = '"choice":{"options":["a"]}} – “salt” \\ \n 💊'
  await vote(id, 'ada', say('First'))
  now += 1
  await vote(id, 'ben', say(words))
  now += 1
  await vote(id, 'ada', say('First, changed'))
  expect(await vote(id, 'ben', say(words))).toMatchObject({ counted: false })
  expect(await tallyOf(id)).toEqual({ people: 2, counts: {} })
  expect(await store.votes(sessionId, id)).toEqual([
    { personId: 'ada', at: start + 2, choice: say('First, changed') },
    { personId: 'ben', at: start + 1, choice: say(words) },
  ])
})

test('confirmed votes are there after Redis was killed, and count once when they are sent again', async () => {
  const { id } = await open(draftOf({ kind: 'rating' }))
  await Promise.all(Array.from({ length: 50 }, (_, i) => vote(id, `p${i}`, choose(String((i % 5) + 1)))))
  const before = await store.list(sessionId)
  await redis.kill()
  await redis.start()
  expect(await store.list(sessionId)).toEqual(before)
  expect(await vote(id, 'p7', choose('3'))).toMatchObject({ counted: false })
  expect(await vote(id, 'p50', choose('1'))).toMatchObject({ counted: true })
  expect(await tallyOf(id)).toEqual({ people: 51, counts: { 1: 11, 2: 10, 3: 10, 4: 10, 5: 10 } })
})

const personId = fc.constantFrom('ada', 'ben', 'cem', 'dora')
const options = fc.subarray(['a', 'b', 'c'], { minLength: 1 })
const votes = fc.array(fc.record({ personId, options, server: fc.nat(1) }), { maxLength: 25 })

test("after any sequence of votes and changes the tally is that of each person's last accepted vote", async () => {
  await fc.assert(
    fc.asyncProperty(votes, fc.boolean(), async (sequence, mayChange) => {
      sessionId = `session-${++lastSession}`
      const draft = draftOf({ kind: 'multiple', mayChange })
      const { id } = await open(draft)
      const model = new Map<string, string[]>()
      for (const each of sequence) {
        const outcome = await refusal(vote(id, each.personId, choose(...each.options), stores[each.server]))
        const before = model.get(each.personId)
        const may = mayChange || !before || before.join() === each.options.join()
        expect(outcome === 'accepted').toBe(may)
        if (may) model.set(each.personId, each.options)
      }
      const counts = choicesOf(draft).map((choice) => [
        choice,
        [...model.values()].filter((chosen) => chosen.includes(choice)).length,
      ])
      expect(await tallyOf(id)).toEqual({ people: model.size, counts: Object.fromEntries(counts) })
    }),
    { numRuns: 60 },
  )
})
