// When each person was on stage, as the stage's own changes record it.
import { beforeEach, expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import { stageStretchesMax } from '@lectern/shared/limits'
import { createProgramStore } from '../program/programStore.ts'
import { fileRedis } from '../testing/redis.ts'
import { createStageStore } from './stageStore.ts'
import { createStageTimesStore } from './stageTimesStore.ts'

const house = await fileRedis()
const [redis, other] = [house.connect(), house.connect()]
const start = Date.UTC(2026, 2, 2, 8)
const time = { now: start }
const clock = () => time.now
const store = createStageStore(redis, clock)
/** Another server's. */
const twin = createStageStore(other, clock)
const times = createStageTimesStore(redis)
const program = createProgramStore(redis, clock)
let sessionId = ''
let last = 0

beforeEach(() => {
  time.now = start
  sessionId = `session-${++last}`
})
const move = (action: 'start' | 'pause' | 'resume' | 'end') =>
  program.move(sessionId, action, undefined, (at) => ({
    kind: 'session.opened',
    by: 'ito',
    data: { sessionId, at },
  }))
const join = (personId: string, peerId = personId, keep = false) =>
  store.addPresenter(sessionId, peerId, { personId, name: personId, credentials: '', nodeId: 'node' }, keep)
const on = (personId: string) => store.bringOn(sessionId, personId, time.now)
async function onStage(personId: string, peerId = personId): Promise<void> {
  await join(personId, peerId)
  await on(personId)
}
/** In seconds since the start. */
const stretchesOf = async (personId: string) =>
  (await times.of(sessionId))
    ?.get(personId)
    ?.map(({ from, to }) => [(from - start) / 1000, (to - start) / 1000])
const pass = (seconds: number): void => {
  time.now += seconds * 1000
}

test('from being brought on until being taken off, by whichever server', async () => {
  await move('start')
  pass(10)
  await onStage('ada')
  pass(60)
  await twin.takeOff(sessionId, 'ada')
  pass(30)
  await twin.bringOn(sessionId, 'ada', time.now)
  expect(await stretchesOf('ada')).toEqual([
    [10, 70],
    [100, Infinity],
  ])
})

test('two people have their own times', async () => {
  await move('start')
  await onStage('ada')
  pass(10)
  await onStage('bo')
  pass(10)
  await store.takeOff(sessionId, 'ada')
  expect([await stretchesOf('ada'), await stretchesOf('bo')]).toEqual([[[0, 20]], [[10, Infinity]]])
})

test('who is on stage when the session goes live is on stage from before; what ended before it is not kept', async () => {
  await onStage('ada')
  await onStage('bo')
  pass(10)
  await store.takeOff(sessionId, 'bo')
  pass(10)
  await move('start')
  expect([await stretchesOf('ada'), await stretchesOf('bo')]).toEqual([[[0, Infinity]], undefined])
})

test('backstage is not on stage, and nobody is during the countdown', async () => {
  await move('start')
  await join('ada')
  pass(10)
  await store.bringOn(sessionId, 'ada', time.now + 3000)
  expect(await stretchesOf('ada')).toEqual([[13, Infinity]])
  pass(1)
  await store.takeOff(sessionId, 'ada')
  expect(await stretchesOf('ada')).toBeUndefined()
})

test('without a page nobody is on stage; a page that comes back is there again', async () => {
  await move('start')
  await onStage('ada', 'page')
  pass(10)
  await store.removePresenter(sessionId, 'page', false)
  pass(20)
  await join('ada', 'page-again', true)
  pass(5)
  expect(await stretchesOf('ada')).toEqual([
    [0, 10],
    [30, Infinity],
  ])
})

test('a page and a file of one person are one person: once, until the last of them has gone', async () => {
  await move('start')
  await onStage('ada', 'page')
  const file = { personId: 'ada', name: 'ada', credentials: '', nodeId: 'node', isFile: true }
  await store.addPresenter(sessionId, 'file', file)
  pass(10)
  await store.removePresenter(sessionId, 'page', true)
  pass(10)
  expect(await stretchesOf('ada')).toEqual([[0, Infinity]])
  await store.removePresenter(sessionId, 'file', true)
  expect(await stretchesOf('ada')).toEqual([[0, 20]])
})

test('a node that dies takes its presenters off', async () => {
  await move('start')
  await onStage('ada')
  pass(10)
  await store.clearNode('node')
  expect(await stretchesOf('ada')).toEqual([[0, 10]])
})

test('undoing “off stage” leaves out the time that nobody saw the person', async () => {
  await move('start')
  await onStage('ada')
  pass(10)
  await store.takeOff(sessionId, 'ada')
  pass(4)
  await store.undoTakeOff(sessionId, 'ada', 15_000)
  expect(await stretchesOf('ada')).toEqual([
    [0, 10],
    [14, Infinity],
  ])
})

test('after the end nothing changes any more', async () => {
  await move('start')
  await onStage('ada')
  pass(10)
  await move('end')
  pass(10)
  await store.takeOff(sessionId, 'ada')
  expect(await stretchesOf('ada')).toEqual([[0, Infinity]])
})

test('a session without credit keeps nothing once it has ended, and a call never does', async () => {
  await program.move(sessionId, 'start')
  await onStage('ada')
  expect(await times.of(sessionId)).toBeNull()
  await program.move(sessionId, 'end')
  expect(await redis.exists(keys.stageTimes(sessionId))).toBe(0)
  sessionId = 'call-1'
  await onStage('visitor')
  expect(await redis.exists(keys.stageTimes('call-1'))).toBe(0)
})

test('a mute, a layout and reading the state write nothing', async () => {
  await move('start')
  await onStage('ada')
  await store.addProducer(sessionId, 'ada', 'camera', { kind: 'video', source: 'camera', paused: false })
  const before = await redis.hgetall(keys.stageTimes(sessionId))
  pass(10)
  await store.pauseProducer(sessionId, 'ada', 'camera', true)
  await store.setLayout(sessionId, 'panel', null)
  await store.state(sessionId)
  await store.noted(sessionId)
  expect(await redis.hgetall(keys.stageTimes(sessionId))).toEqual(before)
})

test('whoever a server of an earlier version brought on is noted with the next move of the session', async () => {
  await onStage('ada')
  await redis.del(keys.stageTimes(sessionId))
  await move('start')
  pass(1)
  await store.noted(sessionId)
  expect(await stretchesOf('ada')).toEqual([[1, Infinity]])
})

test('what is kept of one person is bounded: the shortest pauses are lost first', async () => {
  await move('start')
  await join('ada')
  for (let i = 0; i < stageStretchesMax + 20; i += 1) {
    await on('ada')
    pass(20)
    await store.takeOff(sessionId, 'ada')
    // Every eleventh pause is short.
    pass(i % 11 === 0 ? 1 : 40)
  }
  const stretches = (await stretchesOf('ada'))!
  expect(stretches).toHaveLength(stageStretchesMax)
  expect(stretches[0]).toEqual([0, 41])
  expect(stretches.every(([from, to], i) => from! < to! && (i === 0 || stretches[i - 1]![1]! < from!))).toBe(
    true,
  )
})

test('a person who becomes another one brings their time', async () => {
  await move('start')
  await onStage('ada')
  await onStage('twin')
  pass(10)
  await store.takeOff(sessionId, 'ada')
  pass(10)
  await times.move(sessionId, 'twin', 'ada')
  await times.move(sessionId, 'twin', 'ada')
  expect(await stretchesOf('ada')).toEqual([[0, Infinity]])
  pass(10)
  // The page of the person who went is closed, as that of anybody who has no right any more.
  await store.removePresenter(sessionId, 'twin', true)
  expect([await stretchesOf('ada'), await stretchesOf('twin')]).toEqual([[[0, 30]], undefined])
})
