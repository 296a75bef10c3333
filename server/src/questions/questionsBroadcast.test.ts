// Who is told what, and how often.
import { beforeEach, expect, test } from '@jest/globals'
import type { Person } from '@lectern/shared/accounts'
import { type QuestionChanges, question, staffQuestion } from '@lectern/shared/questions'
import { type MemoryLog, memoryLog } from '../../../scripts/testing/log.ts'
import { rooms } from '../live/rooms.ts'
import { startQueue } from '../testing/questions.ts'
import type { FindPerson } from './askers.ts'
import { createQuestionsBroadcast, type QuestionsBroadcast } from './questionsBroadcast.ts'

const queue = await startQueue()
let sessionId: string
let log: MemoryLog
let told: { room: string; changes: QuestionChanges }[]
let waiting: { run: () => void; ms: number }[]
let arrived: () => void
let changes: QuestionsBroadcast
let findPerson: FindPerson

beforeEach(() => {
  sessionId = queue.newSession()
  log = memoryLog()
  told = []
  waiting = []
  arrived = () => undefined
  findPerson = async (id) => ({ id, name: `Dr ${id}` }) as Person
  changes = createQuestionsBroadcast({
    store: queue.store,
    findPerson: (id) => findPerson(id),
    broadcast: (room, _event, ...[payload]) => {
      told.push({ room: String(room), changes: payload as QuestionChanges })
      if (room === rooms.desk(sessionId)) arrived()
    },
    log: log.log,
    later: (run, ms) => {
      waiting.push({ run, ms })
    },
  })
})

/** The desk is told last. */
const nextTold = () =>
  new Promise<void>((resolve) => {
    arrived = resolve
  })
/** The time between two broadcasts is over. */
const pass = () => waiting.shift()!.run()
const to = (room: string): QuestionChanges[] =>
  told.filter((one) => one.room === room).map((one) => one.changes)

/** Makes a change and waits until it is announced, with nothing left pending. */
async function tell(): Promise<void> {
  const next = nextTold()
  changes.changed(sessionId)
  await next
}

test('the first change is sent at once, those that follow together after a quarter of a second', async () => {
  const { id } = await queue.questionIn(sessionId, 'approved')
  await tell()
  expect(waiting.map(({ ms }) => ms)).toEqual([250])
  expect(told).toHaveLength(3)
  for (let i = 0; i < 500; i++) {
    await queue.store.vote(sessionId, `voter-${i}`, id, true)
    changes.changed(sessionId)
  }
  expect(told).toHaveLength(3)
  const next = nextTold()
  pass()
  await next
  // With any number of votes: one message per channel, containing the question once.
  expect(told).toHaveLength(6)
  expect(to(rooms.session(sessionId))[1]).toMatchObject({
    from: 2,
    version: 502,
    changed: [{ id, votes: 500 }],
  })
  expect(waiting.map(({ ms }) => ms)).toEqual([250])
})

test('every channel gets its own view, and only the desk sees who asks', async () => {
  const [pending, approved, dismissed, merged] = [
    await queue.questionIn(sessionId, 'pending'),
    await queue.questionIn(sessionId, 'approved', 'ben'),
    await queue.questionIn(sessionId, 'approved'),
    await queue.questionIn(sessionId, 'approved'),
  ]
  await queue.act(sessionId, dismissed.id, { name: 'dismiss', reason: 'secret reason' })
  await queue.act(sessionId, approved.id, { name: 'edit', text: 'Edited' })
  const intoVersion = (await queue.find(sessionId, approved.id)).version
  await queue.act(sessionId, merged.id, { name: 'merge', into: approved.id, intoVersion })
  await queue.store.mute(sessionId, pending.id, true)
  await tell()

  const [viewers, speakers, desk] = [
    to(rooms.session(sessionId))[0]!,
    to(rooms.panel(sessionId))[0]!,
    to(rooms.desk(sessionId))[0]!,
  ]
  // Strict: not a field more than the view has.
  expect(viewers.changed.map((one) => question.strict().parse(one).id)).toEqual([approved.id])
  expect(viewers.removed.sort()).toEqual([dismissed.id, merged.id].sort())
  expect(speakers.changed.map((one) => staffQuestion.strict().parse(one))).toMatchObject([
    { id: approved.id, text: 'Edited', original: 'Which dose?', asker: null },
  ])
  expect(speakers.removed.sort()).toEqual(viewers.removed)
  expect(desk.removed).toEqual([])
  expect(desk.changed.map(({ id }) => id).sort()).toEqual(
    [pending.id, approved.id, dismissed.id, merged.id].sort(),
  )
  expect(desk.changed).toContainEqual(
    expect.objectContaining({ id: pending.id, asker: { personId: 'ada', name: 'Dr ada', muted: true } }),
  )
  for (const changes of [viewers, speakers])
    for (const secret of ['ada', 'ben', 'secret reason', pending.id])
      expect(JSON.stringify(changes)).not.toContain(secret)
})

test('a question that was never shown is not announced as gone', async () => {
  const { id } = await queue.questionIn(sessionId, 'pending')
  await queue.act(sessionId, id, { name: 'dismiss', reason: null })
  await tell()
  expect(to(rooms.session(sessionId))).toMatchObject([{ from: 0, version: 2, changed: [], removed: [] }])
})

test('undoing an approval removes the question again', async () => {
  const { id } = await queue.questionIn(sessionId, 'pending')
  const { undoId } = await queue.act(sessionId, id, { name: 'approve' })
  await queue.store.flush(sessionId)
  await queue.store.undo(sessionId, undoId)
  await tell()
  expect(to(rooms.session(sessionId))).toMatchObject([{ changed: [], removed: [id] }])
})

test('changes already announced by another server are not announced again', async () => {
  await queue.questionIn(sessionId, 'pending')
  await queue.stores[1].flush(sessionId)
  changes.changed(sessionId)
  const { id } = await queue.questionIn(sessionId, 'pending')
  const next = nextTold()
  changes.changed(sessionId)
  pass()
  await next
  expect(to(rooms.desk(sessionId)).flatMap(({ changed }) => changed.map((one) => one.id))).toEqual([id])
})

test('if names cannot be read, the desk has to reload the list', async () => {
  await queue.questionIn(sessionId, 'approved')
  findPerson = () => Promise.reject(new Error('away'))
  await tell()
  expect(to(rooms.desk(sessionId))).toMatchObject([{ from: 2, version: 2, changed: [] }])
  expect(to(rooms.session(sessionId))).toMatchObject([{ from: 0, version: 2 }])
})

test('a failed broadcast is made up for, and no text is logged', async () => {
  await queue.questionIn(sessionId, 'approved')
  // The script runs, but its reply is lost.
  const { flush } = queue.store
  let failed: () => void
  const failure = new Promise<void>((resolve) => {
    failed = resolve
  })
  queue.store.flush = async (...given) => {
    queue.store.flush = flush
    await flush(...given)
    failed()
    throw new Error('Command timed out')
  }
  changes.changed(sessionId)
  await failure
  const next = nextTold()
  pass()
  await next
  for (const room of [rooms.session, rooms.panel, rooms.desk])
    expect(to(room(sessionId))).toMatchObject([{ from: 2, version: 2, changed: [] }])
  expect(log.lines).toMatchObject([{ sessionId }])
  expect(JSON.stringify(log.lines)).not.toContain('dose')
})
