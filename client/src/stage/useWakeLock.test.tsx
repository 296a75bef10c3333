import { act, renderHook } from '@testing-library/react'
import { useWakeLock } from './useWakeLock.ts'

class PlayedLock extends EventTarget {
  released = false
  release = async () => {
    this.released = true
    this.dispatchEvent(new Event('release'))
  }
}
let locks: PlayedLock[]
let refuses: boolean

const see = async (hidden: boolean) => {
  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
  // The browser releases the lock by itself.
  if (hidden) await act(async () => Promise.all(locks.map((lock) => lock.release())))
  await act(async () => document.dispatchEvent(new Event('visibilitychange')))
}

beforeEach(() => {
  locks = []
  refuses = false
  const request = async () => {
    if (refuses) throw new DOMException('', 'NotAllowedError')
    const lock = new PlayedLock()
    locks.push(lock)
    return lock
  }
  Object.defineProperty(navigator, 'wakeLock', { value: { request }, configurable: true })
})
afterEach(async () => {
  await see(false)
  delete (navigator as { wakeLock?: unknown }).wakeLock
})
const held = () => locks.filter(({ released }) => !released).length
const hook = async (active: boolean) => {
  const drawn = renderHook(({ on }) => useWakeLock(on), { initialProps: { on: active } })
  await act(async () => undefined)
  return drawn
}

test('the screen stays on while something plays, and no longer', async () => {
  const { rerender } = await hook(false)
  expect(locks).toHaveLength(0)
  await act(async () => rerender({ on: true }))
  expect(held()).toBe(1)
  await act(async () => rerender({ on: false }))
  expect(held()).toBe(0)
  expect(locks).toHaveLength(1)
})

test('a lock released with a hidden page is requested again once it is visible', async () => {
  await hook(true)
  await see(true)
  expect(held()).toBe(0)
  await see(false)
  expect(held()).toBe(1)
  await act(async () => document.dispatchEvent(new Event('visibilitychange')))
  expect(locks).toHaveLength(2)
})

test('a refusal, or a browser without it, is no error', async () => {
  refuses = true
  await hook(true)
  expect(locks).toHaveLength(0)
  delete (navigator as { wakeLock?: unknown }).wakeLock
  await hook(true)
})
