import { jest } from '@jest/globals'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { axe } from 'jest-axe'
import { MemoryRouter, Route, Routes } from 'react-router'
import { theme } from '../ui/theme.ts'
import Continue from './Continue.tsx'
import { safePath } from './safePath.ts'

const asked: [path: string, body: string][] = []
let answers: Record<string, [status: number, body: unknown]> = {}
const signedIn = jest.fn()

function draw(at = '/s/secret?next=/sessions/heart') {
  asked.length = 0
  signedIn.mockClear()
  globalThis.fetch = (async (path: string, init: RequestInit) => {
    asked.push([path, init.body as string])
    const [status, body] = answers[path]!
    return { status, ok: status < 400, json: async () => body }
  }) as never
  render(
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={new QueryClient()}>
        <MemoryRouter initialEntries={[at]}>
          <main>
            <Routes>
              <Route path="/s/:token" element={<Continue onSignedIn={signedIn} />} />
            </Routes>
          </main>
        </MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  )
}

beforeEach(() => {
  answers = {
    '/api/sign-in/link': [200, { name: 'Clara Nwosu', signedInAs: null }],
    '/api/sign-in': [200, {}],
  }
})
afterEach(cleanup)

test('a link says whose it is, and signs in by one press', async () => {
  draw()
  const button = await screen.findByRole('button', { name: /Continue as.*Clara Nwosu/ })
  expect(asked).toEqual([['/api/sign-in/link', '{"token":"secret"}']])
  expect((await axe(document.body)).violations).toEqual([])
  expect(screen.queryByRole('note')).toBeNull()
  await userEvent.click(button)
  expect(asked.at(-1)).toEqual(['/api/sign-in', '{"token":"secret"}'])
  expect(signedIn).toHaveBeenCalledWith('/sessions/heart')
})

test('where somebody else is signed in, it says so first', async () => {
  answers['/api/sign-in/link'] = [200, { name: 'Clara Nwosu', signedInAs: 'Noah Brandt' }]
  draw()
  expect((await screen.findByRole('note')).textContent).toBe(
    'You are signed in as Noah Brandt; continuing signs them out here.',
  )
})

test.each([
  ['link_unknown', 404, 'This link is not known'],
  ['link_expired', 410, 'This link has expired'],
  ['link_revoked', 410, 'This link does not work any more'],
])('a link that is refused as %s says what to do', async (code, status, title) => {
  answers['/api/sign-in/link'] = [status, { error: { code, message: 'said' } }]
  draw()
  expect((await screen.findByRole('heading')).textContent).toBe(title)
  expect(screen.queryByRole('button')).toBeNull()
})

test('a press that is refused says why, and can be repeated', async () => {
  answers['/api/sign-in'] = [503, { error: { code: 'storage_unavailable', message: 'Not now.' } }]
  draw()
  await userEvent.click(await screen.findByRole('button'))
  expect((await screen.findByRole('alert')).textContent).toBe('Not now.')
  answers['/api/sign-in'] = [200, {}]
  await userEvent.click(screen.getByRole('button'))
  expect(signedIn).toHaveBeenCalledTimes(1)
})

test.each([
  ['/sessions/heart-failure', '/sessions/heart-failure'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  [null, '/'],
])('a link to %s leads to %s', (next, path) => {
  expect(safePath(next)).toBe(path)
})
