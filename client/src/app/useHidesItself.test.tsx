// The room's header goes out of the picture's way, and comes back to the pointer and the focus.
import { jest } from '@jest/globals'
import { act, cleanup, render, screen } from '@testing-library/react'
import { useHidesItself } from './useHidesItself.ts'

function Header({ hides }: { hides: boolean }) {
  const { isHidden, header } = useHidesItself(hides)
  return (
    <header ref={header} data-hidden={isHidden}>
      <button type="button">Account</button>
    </header>
  )
}
const isHidden = () => screen.getByRole('banner').dataset.hidden === 'true'
const pass = (ms: number) => act(() => jest.advanceTimersByTime(ms))
const point = (clientY: number) =>
  act(() => void window.dispatchEvent(new MouseEvent('pointermove', { clientY })))

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  cleanup()
  jest.useRealTimers()
})

test('it hides, comes back to a pointer at the upper edge, and stays while it has the focus', () => {
  render(<Header hides />)
  expect(isHidden()).toBe(false)
  pass(3000)
  expect(isHidden()).toBe(true)
  point(400)
  expect(isHidden()).toBe(true)
  point(4)
  expect(isHidden()).toBe(false)
  act(() => screen.getByRole('button').focus())
  pass(10_000)
  expect(isHidden()).toBe(false)
  act(() => screen.getByRole('button').blur())
  pass(3000)
  expect(isHidden()).toBe(true)
  act(() => screen.getByRole('button').focus())
  expect(isHidden()).toBe(false)
})

test('elsewhere it stays', () => {
  const { rerender } = render(<Header hides />)
  pass(3000)
  rerender(<Header hides={false} />)
  pass(10_000)
  expect(isHidden()).toBe(false)
})
