// `.tsx`: the engine listens to the window, which only that test project has.
import { jest } from '@jest/globals'
import { preparedMs } from '@lectern/shared/limits'
import { FakeStage, presenter, refusal, sessionId, settle } from './fakeStage.ts'

const stage = new FakeStage()
jest.unstable_mockModule('../live/useConnection.ts', () => ({ live: () => stage.connection }))
jest.unstable_mockModule('./device.ts', () => ({ loadDevice: stage.loadDevice }))
const { joinEarly, prepareEarly, startStage, takeEarly } = await import('./earlyJoin.ts')
const { endEarlyPicture } = await import('./earlyPicture.ts')
Object.assign(globalThis, {
  MediaStream: class {},
})
HTMLMediaElement.prototype.load = () => undefined
const picture = () => document.querySelector<HTMLVideoElement>('.early-picture video')
const isDone = async (promise: Promise<void> | undefined): Promise<boolean> => {
  let done = false
  void promise?.then(() => {
    done = true
  })
  await settle()
  return done
}
const names = () => stage.sent.map(({ name }) => name)

beforeEach(() => {
  jest.useFakeTimers()
  stage.sent.length = 0
  stage.change([presenter('okafor', ['camera'])])
})
afterEach(async () => {
  // Whatever a test left is given up by itself.
  await settle(preparedMs)
  jest.useRealTimers()
})

test('approaching a session again and again prepares it once, and the press takes it', async () => {
  for (let times = 0; times < 3; times++) prepareEarly(sessionId)
  await settle()
  expect(names()).toEqual(['stage.prepare', 'stage.connect'])
  void joinEarly(sessionId)
  void joinEarly(sessionId)
  prepareEarly(sessionId)
  await settle()
  expect(names()).toEqual(['stage.prepare', 'stage.connect', 'stage.watch'])
  const media = takeEarly(sessionId)
  expect(media?.store.getState().phase).toBe('joined')
  expect(takeEarly(sessionId)).toBeUndefined()
  media?.stop()
})

test('only one session is prepared, and not for longer than the media node keeps it', async () => {
  prepareEarly('other')
  await settle()
  prepareEarly(sessionId)
  await settle()
  expect(stage.requests('stage.leave')).toHaveLength(1)
  expect(stage.requests('stage.prepare').map((request) => request.sessionId)).toEqual(['other', sessionId])
  await settle(preparedMs - 1)
  expect(stage.requests('stage.leave')).toHaveLength(2)
  expect(stage.transports.filter(({ closed }) => !closed)).toEqual([])
})

test('a press that leads nowhere leaves the stage after some seconds', async () => {
  void joinEarly(sessionId)
  await settle(5000)
  expect(stage.requests('stage.leave')).toHaveLength(1)
  expect(takeEarly(sessionId)).toBeUndefined()
})

test('a stage that was refused before its session began is joined by the room', async () => {
  stage.refusals['stage.watch'] = [refusal('session_not_started')]
  void joinEarly(sessionId)
  await settle()
  expect(takeEarly(sessionId)).toBeUndefined()
})

test('a presenter’s page never takes what was prepared for watching', async () => {
  prepareEarly(sessionId)
  await settle()
  const media = startStage(sessionId, 'presenter')
  await settle()
  expect(stage.requests('stage.present')).toHaveLength(1)
  expect(stage.requests('stage.watch')).toEqual([])
  media.stop()
})

describe('the picture over the page', () => {
  /** Returns what the page waits for, which an async function would wait for too. */
  async function press(): Promise<{ drawn: Promise<void> | undefined }> {
    prepareEarly(sessionId)
    await settle()
    return { drawn: joinEarly(sessionId) }
  }

  test('is there with the press, and the room is drawn after its first frame', async () => {
    const { drawn } = await press()
    expect(picture()).not.toBeNull()
    expect(await isDone(drawn)).toBe(false)
    picture()!.dispatchEvent(new Event('loadeddata'))
    expect(await isDone(drawn)).toBe(true)
    // Until the room has its own.
    expect(picture()).not.toBeNull()
    endEarlyPicture()
    expect(picture()).toBeNull()
  })

  test('never keeps the room waiting for long', async () => {
    const { drawn } = await press()
    await settle(600)
    expect(await isDone(drawn)).toBe(true)
    await settle(5000)
    expect(picture()).toBeNull()
  })

  test('goes if the stage is not joined after all', async () => {
    prepareEarly(sessionId)
    await settle()
    stage.refusals['stage.watch'] = [refusal('acknowledge_first')]
    expect(await isDone(joinEarly(sessionId))).toBe(true)
    expect(picture()).toBeNull()
  })

  test('goes when it is taken off the stage, so that nothing stands over the room', async () => {
    const { drawn } = await press()
    await settle()
    stage.change([])
    expect(await isDone(drawn)).toBe(true)
    expect(picture()).toBeNull()
  })

  test('a second press waits for the same picture', async () => {
    const { drawn } = await press()
    expect(joinEarly(sessionId)).toBe(drawn)
    expect(document.querySelectorAll('.early-picture')).toHaveLength(1)
  })

  test('goes if the person goes back', async () => {
    await press()
    window.dispatchEvent(new PopStateEvent('popstate'))
    expect(picture()).toBeNull()
  })

  test('is not there if nothing is known to arrive', async () => {
    stage.change([presenter('okafor', ['microphone'])])
    expect((await press()).drawn).toBeUndefined()
    expect(picture()).toBeNull()
  })
})
