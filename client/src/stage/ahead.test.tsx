// `.tsx`: the engine listens to the window, which only that test project has.
import { jest } from '@jest/globals'
import { Ahead } from './ahead.ts'
import { FakeStage, presenter, refusal, sessionId, settle } from './fakeStage.ts'
import { StageMedia } from './stageMedia.ts'

let stage: FakeStage
let ahead: Ahead
let media: StageMedia

async function prepare(): Promise<void> {
  const { connection, loadDevice } = stage
  ahead = new Ahead({ connection, sessionId, loadDevice })
  media = new StageMedia({ connection, sessionId, role: 'viewer', loadDevice, ahead })
  await settle()
}
async function press(): Promise<void> {
  media.start()
  await settle()
}
const names = () => stage.sent.map(({ name }) => name)
const received = () => Object.keys(media.store.getState().received).sort()
const prepared = () => stage.requests('stage.watch').at(-1)!.prepared

beforeEach(() => {
  jest.useFakeTimers()
  stage = new FakeStage()
  stage.change([presenter('okafor', ['camera', 'microphone'])])
})
afterEach(() => {
  media.stop()
  jest.useRealTimers()
})

test('what is prepared is connected before the press, which only asks to watch', async () => {
  await prepare()
  expect(names()).toEqual(['stage.prepare', 'stage.connect'])
  expect(received()).toEqual([])
  await press()
  expect(names()).toEqual(['stage.prepare', 'stage.connect', 'stage.watch'])
  expect(prepared()).toBe('me-1')
  expect(media.store.getState()).toMatchObject({ phase: 'joined', peerId: 'me-1' })
  expect(received()).toEqual(['okafor-camera', 'okafor-microphone'])
})

test('a press during the preparation waits for its answer and joins once', async () => {
  const { connection, loadDevice } = stage
  ahead = new Ahead({ connection, sessionId, loadDevice })
  media = new StageMedia({ connection, sessionId, role: 'viewer', loadDevice, ahead })
  await press()
  expect(names().sort()).toEqual(['stage.connect', 'stage.prepare', 'stage.watch'])
  expect(prepared()).toBe('me-1')
  expect(received()).toEqual(['okafor-camera', 'okafor-microphone'])
})

test('what has changed on stage since is taken and dropped', async () => {
  await prepare()
  stage.change([presenter('okafor', ['microphone']), presenter('ellis', ['camera'])], false)
  await press()
  expect(received()).toEqual(['ellis-camera', 'okafor-microphone'])
  expect(stage.requests('stage.watch')).toHaveLength(1)
})

test('if nothing was on stage when it was prepared, the press connects', async () => {
  stage.change([])
  await prepare()
  expect(names()).toEqual(['stage.prepare'])
  stage.change([presenter('ellis', ['camera'])], false)
  await press()
  expect(names()).toEqual(['stage.prepare', 'stage.watch', 'stage.connect'])
  expect(received()).toEqual(['ellis-camera'])
})

test.each(['acknowledge_first', 'rate_limited', 'no_answer'] as const)(
  'where it is refused (%s), the page joins as usual',
  async (code) => {
    stage.refusals['stage.prepare'] = [refusal(code)]
    await prepare()
    await press()
    expect(prepared()).toBeUndefined()
    expect(received()).toEqual(['okafor-camera', 'okafor-microphone'])
  },
)

test.each([
  ['the node gives it up', () => stage.giveUp(true)],
  ['the socket is lost', () => stage.loseSocket()],
])('once %s, the page joins as usual', async (_, lose) => {
  await prepare()
  const [transport] = stage.transports
  lose()
  expect(transport!.closed).toBe(true)
  stage.bringSocketBack()
  await press()
  expect(prepared()).toBeUndefined()
  expect(media.store.getState()).toMatchObject({ phase: 'joined', peerId: 'me-2' })
  expect(received()).toEqual(['okafor-camera', 'okafor-microphone'])
})

test('if the node has given it up unheard, the answer brings another place', async () => {
  await prepare()
  const [transport] = stage.transports
  stage.giveUp(false)
  await press()
  expect(transport!.closed).toBe(true)
  expect(media.store.getState()).toMatchObject({ phase: 'joined', peerId: 'me-2' })
  expect(stage.requests('stage.connect').map(({ peerId }) => peerId)).toEqual(['me-1', 'me-2'])
})

test('a refused press gives it up, and the next try is a usual one', async () => {
  await prepare()
  stage.refusals['stage.watch'] = [refusal('acknowledge_first')]
  await press()
  expect(stage.requests('stage.leave')).toEqual([{ peerId: 'me-1' }])
  media.retry()
  await settle()
  expect(prepared()).toBeUndefined()
  expect(received()).toEqual(['okafor-camera', 'okafor-microphone'])
})

test('a page that goes elsewhere leaves the stage that it prepared', async () => {
  await prepare()
  ahead.close()
  expect(stage.transports[0]!.closed).toBe(true)
  expect(stage.requests('stage.leave')).toEqual([{ peerId: 'me-1' }])
})
