// Effects of a break or an end in the same step: on the session's stage, questions and polls.
import { beforeEach, expect, test } from '@jest/globals'
import type { Redis } from 'ioredis'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { createPollsStore } from '../polls/pollsStore.ts'
import { createNodeEvents } from '../stage/nodeEvents.ts'
import { createStageStore, presentersOnStage, publicState } from '../stage/stageStore.ts'
import { codeOf } from '../testing/answers.ts'
import { draftOf } from '../testing/polls.ts'
import { startQueue } from '../testing/questions.ts'
import { createProgramStore } from './programStore.ts'

const queue = await startQueue()
const [redis] = queue.connections as [Redis]
const clock = () => queue.time.now
const program = createProgramStore(redis, clock)
const polls = createPollsStore(redis, clock)
const stage = createStageStore(redis, clock)
let sessionId = ''

beforeEach(async () => {
  sessionId = queue.newSession()
  await program.move(sessionId, 'start')
  await stage.addPresenter(sessionId, 'p1', { personId: 'ada', name: 'Ada', credentials: '', nodeId: 'n' })
  await stage.bringOn(sessionId, 'ada', queue.time.now)
})

const openPoll = async (seconds?: number) => {
  const { id, version } = (await polls.create(sessionId, draftOf({ ...(seconds && { seconds }) }))).poll!
  return (await polls.open(sessionId, id, version)).poll!
}

test('during a break viewers see nobody, in a newer version; afterwards the same presenters are back without a countdown', async () => {
  const before = await stage.state(sessionId)
  await program.move(sessionId, 'pause')
  const dark = await stage.state(sessionId)
  expect(dark.version).toBeGreaterThan(before.version)
  expect(publicState(dark).presenters).toEqual([])
  expect(presentersOnStage(dark)).toEqual([])
  // The desk and the speakers still see who will be back.
  expect(dark.presenters).toEqual(before.presenters)
  await program.move(sessionId, 'resume')
  const after = await stage.state(sessionId)
  expect(after.version).toBeGreaterThan(dark.version)
  expect(publicState(after).presenters).toEqual(before.presenters)
})

test('the end closes the questions: none stays live or pinned, and none can be opened, taken live or pinned any more', async () => {
  const live = await queue.questionIn(sessionId, 'live')
  const pinned = await queue.questionIn(sessionId, 'approved')
  const { undoId } = await queue.act(sessionId, pinned.id, { name: 'pin', pinned: true })
  const before = await queue.store.snapshot(sessionId, 'nobody')
  await program.move(sessionId, 'end')
  const { version, settings } = await queue.store.snapshot(sessionId, 'nobody')
  expect(version).toBeGreaterThan(before.version)
  expect(settings.open).toBe(false)
  expect(await queue.find(sessionId, live.id)).toMatchObject({
    status: 'answered',
    answeredAt: queue.time.now,
    version,
  })
  expect(await queue.find(sessionId, pinned.id)).toMatchObject({ status: 'approved', pinned: false, version })
  const flushed = await queue.store.flush(sessionId)
  expect(flushed.changed.map(({ id }) => id)).toEqual(expect.arrayContaining([live.id, pinned.id]))
  for (const doing of [{ name: 'goLive' }, { name: 'pin', pinned: true }] as const)
    expect(await queue.attempt(sessionId, pinned.id, doing)).toMatchObject({ kind: 'refused', why: 'ended' })
  expect((await queue.store.undo(sessionId, undoId)).kind).toBe('stale')
  expect(await codeOf(queue.store.set(sessionId, { open: true, slowSeconds: 0 }))).toBe('session_ended')
  // Askers can still be answered in writing.
  const answered = await queue.attempt(sessionId, pinned.id, { name: 'answer', answer: '5 mg' })
  expect(answered.kind).toBe('done')
})

test('the end closes every open poll, with or without a timer, and no other', async () => {
  const opened = [await openPoll(), await openPoll(600)]
  const draft = (await polls.create(sessionId, draftOf())).poll!
  await program.move(sessionId, 'end')
  for (const { id } of opened) {
    const changes = (await polls.settle(sessionId, id)).changes
    expect(changes).toMatchObject([{ poll: { status: 'closed', closesAt: queue.time.now } }])
    // One server announces it.
    expect((await polls.settle(sessionId, id)).changes).toEqual([])
    const { version } = (await polls.find(sessionId, id))!
    expect(await codeOf(polls.setOnStage(sessionId, id, version, true))).toBe('session_ended')
  }
  expect(await polls.find(sessionId, draft.id)).toMatchObject({ status: 'draft', closesAt: null })
  expect(await codeOf(polls.open(sessionId, draft.id, draft.version))).toBe('session_ended')
})

test("changes that a dead server did not announce are announced at a media node's next report, once", async () => {
  const announced: string[] = []
  const quiet = { close: () => undefined } as never
  const events = createNodeEvents({
    stage: quiet,
    store: stage,
    nodes: quiet,
    broadcast: () => undefined,
    holders: () => [],
    delivered: async () => undefined,
    lost: async () => undefined,
    tellAgain: async (stageId) => {
      announced.push(stageId)
      await stage.told(stageId, (await stage.state(stageId)).version)
      reported()
    },
    nodeGone: async () => undefined,
    log: memoryLog().log,
  })
  let reported: () => void = () => undefined
  const report = () => {
    const done = new Promise<void>((resolve) => {
      reported = resolve
    })
    void events.onDelivery({
      stageId: sessionId,
      nodeId: 'n',
      onAir: true,
      intervalMs: 4000,
      agoMs: 0,
      personIds: [],
    })
    return done
  }
  await program.move(sessionId, 'pause')
  expect(await stage.isUntold(sessionId)).toBe(true)
  await report()
  expect(announced).toEqual([sessionId])
  expect(await stage.isUntold(sessionId)).toBe(false)
  await program.move(sessionId, 'resume')
  await report()
  expect(announced).toEqual([sessionId, sessionId])
  events.close()
})
