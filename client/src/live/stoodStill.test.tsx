import { jest } from '@jest/globals'
import { onStoodStill } from './stoodStill.ts'

const listener = jest.fn()
let stop: () => void
const hide = (hidden: boolean) => {
  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
}
/** The computer sleeps: the clock runs, and no timer does. */
const sleep = (ms: number) => jest.setSystemTime(Date.now() + ms)

beforeEach(() => {
  jest.useFakeTimers()
  listener.mockClear()
  stop = onStoodStill(listener)
})
afterEach(() => {
  stop()
  hide(false)
  jest.useRealTimers()
})

test('a page from the cache of the Back button, and a frozen one, have stood still', () => {
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }))
  expect(listener).not.toHaveBeenCalled()
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  document.dispatchEvent(new Event('resume'))
  expect(listener).toHaveBeenCalledTimes(2)
})

test('so has one whose computer slept', () => {
  jest.advanceTimersByTime(60_000)
  expect(listener).not.toHaveBeenCalled()
  sleep(3_600_000)
  jest.advanceTimersByTime(5000)
  expect(listener).toHaveBeenCalledTimes(1)
})

test('a hidden page, whose timers are slow, has not; nor has one that ended', () => {
  jest.advanceTimersByTime(5000)
  hide(true)
  for (let minute = 0; minute < 5; minute++) {
    sleep(55_000)
    jest.advanceTimersByTime(5000)
  }
  hide(false)
  jest.advanceTimersByTime(5000)
  stop()
  sleep(60_000)
  jest.advanceTimersByTime(5000)
  expect(listener).not.toHaveBeenCalled()
})
