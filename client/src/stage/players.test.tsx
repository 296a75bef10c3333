import { jest } from '@jest/globals'
import { Players } from './players.ts'

let now = 0
let players: Players

/** The part of a media element that the players use. */
class PlayedElement extends EventTarget {
  srcObject: object | null = {}
  paused = true
  ended = false
  readyState = 4
  currentTime = 0
  refusal: string | undefined
  plays = 0
  readonly play = async () => {
    this.plays++
    if (this.refusal) throw new DOMException('', this.refusal)
    this.paused = false
    this.dispatchEvent(new Event('playing'))
  }
  pause() {
    this.paused = true
    this.dispatchEvent(new Event('pause'))
  }
  /** It keeps playing for `ms`. */
  run(ms: number) {
    now += ms
    this.currentTime += ms / 1000
    this.dispatchEvent(new Event('timeupdate'))
  }
  get asElement(): HTMLMediaElement {
    return this as unknown as HTMLMediaElement
  }
}

/** A video whose clock keeps running while its picture is frozen, as in Firefox and Safari. */
class PlayedVideo extends PlayedElement {
  frames = 0
  readonly track = {} as MediaStreamTrack
  override srcObject = { getVideoTracks: () => [this.track] }
  getVideoPlaybackQuality = () => ({ totalVideoFrames: this.frames })
}

const settled = async () => {
  for (let i = 0; i < 10; i++) await Promise.resolve()
}
async function add<Played extends PlayedElement>(
  element: Played,
  kind: 'picture' | 'sound' = 'sound',
): Promise<() => void> {
  const remove = players.add(element.asElement, kind)
  await players.play(element.asElement)
  element.run(250)
  return remove
}

beforeEach(() => {
  now = 0
  jest.useFakeTimers()
  players = new Players({ now: () => now })
})
afterEach(() => jest.useRealTimers())

describe('an element plays', () => {
  test.each<[string, (element: PlayedElement) => void, boolean]>([
    ['while its clock runs', (element) => element.run(20_000), true],
    ['between two signs of it', () => (now += 2500), true],
    ['but not before it has begun', (element) => (element.readyState = 0), false],
    ['but not while it waits for media', (element) => (element.readyState = 1), false],
    ['but not without a stream', (element) => (element.srcObject = null), false],
    ['but not once its stream has ended', (element) => (element.ended = true), false],
    ['but not while its clock stands still', () => (now += 4000), false],
    [
      'but not while it is paused, even if its clock runs',
      (element) => {
        element.refusal = 'NotAllowedError'
        element.pause()
        element.run(1000)
      },
      false,
    ],
  ])('%s', async (_what, happens, plays) => {
    const element = new PlayedElement()
    await add(element)
    happens(element)
    expect(players.look()).toEqual({ picture: false, sound: plays })
  })
})

test('a frozen picture does not play, even if its clock runs; slow slides do', async () => {
  const video = new PlayedVideo()
  await add(video, 'picture')
  video.frames++
  expect(players.look().picture).toBe(true)
  for (let second = 0; second < 7; second++) video.run(1000)
  expect(players.look().picture).toBe(false)
  for (let slide = 0; slide < 5; slide++) {
    video.frames++
    video.run(2000)
    expect(players.look().picture).toBe(true)
  }
})

test('if elements count no frames, decoded frames tell whether a picture plays', async () => {
  let decoded: number | undefined
  players = new Players({ now: () => now, decodedFrames: () => decoded })
  const video = new PlayedVideo()
  await add(video, 'picture')
  const runs = () => {
    for (let second = 0; second < 7; second++) video.run(1000)
    return players.look().picture
  }
  // Nothing counts frames: the clock decides.
  expect(runs()).toBe(true)
  decoded = 0
  runs()
  expect(runs()).toBe(false)
  decoded = 15
  expect(players.look().picture).toBe(true)
  expect(runs()).toBe(false)
})

test('what a phone call or a headset pauses is played again at once', async () => {
  const element = new PlayedElement()
  await add(element)
  element.pause()
  await settled()
  expect(element.paused).toBe(false)
  expect(players.store.getState().refused).toBe(false)
})

test('what may not be played again is said, and played as soon as it may be', async () => {
  const element = new PlayedElement()
  await add(element)
  element.refusal = 'NotAllowedError'
  element.pause()
  await settled()
  expect(players.store.getState().refused).toBe(true)
  expect(players.look().sound).toBe(false)
  element.refusal = undefined
  document.dispatchEvent(new Event('pointerdown'))
  await settled()
  expect(element.paused).toBe(false)
  expect(players.store.getState().refused).toBe(false)
})

test('it is tried again by itself, without a press', async () => {
  const element = new PlayedElement()
  element.refusal = 'NotAllowedError'
  await add(element)
  element.refusal = undefined
  await jest.advanceTimersByTimeAsync(5000)
  expect(players.store.getState().refused).toBe(false)
})

test('a person who keeps pausing it is asked', async () => {
  const element = new PlayedElement()
  await add(element)
  for (let time = 0; time < 4; time++) {
    element.pause()
    await settled()
  }
  expect(element.paused).toBe(true)
  expect(players.store.getState().refused).toBe(true)
})

test('changing the stream meanwhile is no refusal', async () => {
  const element = new PlayedElement()
  element.refusal = 'AbortError'
  await add(element)
  expect(players.store.getState().refused).toBe(false)
})

test('changes are reported, except those of a removed element', async () => {
  const element = new PlayedElement()
  const remove = await add(element)
  const told = jest.fn()
  players.onChange(told)
  element.pause()
  expect(told).toHaveBeenCalled()
  element.refusal = 'NotAllowedError'
  await settled()
  remove()
  expect(players.store.getState().refused).toBe(false)
  told.mockClear()
  const { plays } = element
  element.pause()
  await settled()
  expect(told).not.toHaveBeenCalled()
  expect(element.plays).toBe(plays)
})
