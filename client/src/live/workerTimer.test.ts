import { jest } from '@jest/globals'
import { workerTimer } from './workerTimer.ts'

/** A browser's worker, as far as the timer uses it. */
class PlayedWorker {
  static made: PlayedWorker[] = []
  readonly address: string
  onmessage = (): void => undefined
  onerror = (): void => undefined
  readonly told: unknown[] = []
  ended = false

  constructor(address: URL) {
    this.address = address.pathname
    PlayedWorker.made.push(this)
  }
  postMessage(message: unknown) {
    this.told.push(message)
  }
  terminate() {
    this.ended = true
  }
}

const tick = jest.fn()
const browser = globalThis as { Worker?: unknown }

beforeEach(() => {
  jest.useFakeTimers()
  tick.mockClear()
  PlayedWorker.made = []
  browser.Worker = PlayedWorker
})
afterEach(() => {
  delete browser.Worker
  jest.useRealTimers()
})

test('the worker keeps the time, and not the page', () => {
  const stop = workerTimer(4000, tick)
  const [worker] = PlayedWorker.made
  expect(worker!.address).toMatch(/timerWorker/)
  expect(worker!.told).toEqual([4000])
  jest.advanceTimersByTime(20_000)
  expect(tick).not.toHaveBeenCalled()
  worker!.onmessage()
  expect(tick).toHaveBeenCalledTimes(1)
  stop()
  expect(worker!.ended).toBe(true)
})

test('a worker that cannot be loaded leaves it to the page', () => {
  const stop = workerTimer(4000, tick)
  PlayedWorker.made[0]!.onerror()
  jest.advanceTimersByTime(8000)
  expect(tick).toHaveBeenCalledTimes(2)
  stop()
  jest.advanceTimersByTime(8000)
  expect(tick).toHaveBeenCalledTimes(2)
})

test('a browser without workers leaves it to the page', () => {
  delete browser.Worker
  const stop = workerTimer(4000, tick)
  jest.advanceTimersByTime(4000)
  expect(tick).toHaveBeenCalledTimes(1)
  stop()
  jest.advanceTimersByTime(8000)
  expect(tick).toHaveBeenCalledTimes(1)
})
