import { jest } from '@jest/globals'
import { MantineProvider } from '@mantine/core'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Part } from './ErrorBoundary.tsx'

let fails = true
function Chat() {
  if (fails) throw new Error('a fault')
  return <p>Chat</p>
}

const page = (resetKey: string) => (
  <MantineProvider env="test">
    <p>Stage</p>
    <Part name="The chat" resetKey={resetKey}>
      <Chat />
    </Part>
  </MantineProvider>
)

beforeEach(() => {
  fails = true
  // React reports what a boundary has caught.
  jest.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => jest.restoreAllMocks())

test('a part that fails leaves the rest of the page, says so, and comes back with a press', async () => {
  render(page('a'))
  expect(screen.getByText('Stage')).toBeTruthy()
  expect(screen.getByRole('alert').textContent).toMatch(/^The chat has stopped/)
  fails = false
  await userEvent.click(screen.getByRole('button', { name: 'Reload this part' }))
  expect(screen.getByText('Chat')).toBeTruthy()
  expect(screen.queryByRole('alert')).toBeNull()
})

test('a part that fails again offers to reload the page', async () => {
  render(page('a'))
  expect(screen.queryByRole('button', { name: 'Reload the page' })).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Reload this part' }))
  expect(screen.getByRole('button', { name: 'Reload the page' })).toBeTruthy()
})

test('another page in its place starts afresh', () => {
  const { rerender } = render(page('a'))
  fails = false
  rerender(page('b'))
  expect(screen.getByText('Chat')).toBeTruthy()
})
