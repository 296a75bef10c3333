import { jest } from '@jest/globals'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { axe } from 'jest-axe'
import { MemoryRouter, Route, Routes } from 'react-router'
import { loadChecks } from '../live/checking.ts'
import { theme } from '../ui/theme.ts'
import Continue from './Continue.tsx'
import SignIn from './SignIn.tsx'
import { safePath } from './safePath.ts'

await loadChecks()

const asked: [path: string, body: string][] = []
const welcome = {
  title: 'Cardiology days',
  timeZone: 'Europe/Berlin',
  contact: 'cme@example.org',
  startsAt: Date.UTC(2026, 10, 28, 9),
  endsAt: Date.UTC(2026, 10, 29, 16),
}
let answers: Record<string, [status: number, body: unknown]> = {}
const signedIn = jest.fn()

function draw(at = '/s/secret?next=/sessions/heart') {
  asked.length = 0
  signedIn.mockClear()
  globalThis.fetch = (async (path: string, init: RequestInit) => {
    if (init.body) asked.push([path, init.body as string])
    const [status, body] = answers[path]!
    return { status, ok: status < 400, json: async () => body }
  }) as never
  render(
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={new QueryClient()}>
        <MemoryRouter initialEntries={[at]}>
          <Routes>
            <Route path="/s/:token" element={<Continue onSignedIn={signedIn} />} />
            <Route path="/sign-in" element={<SignIn />} />
          </Routes>
        </MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  )
}

beforeEach(() => {
  answers = {
    '/api/sign-in/link': [200, { name: 'Clara Nwosu', signedInAs: null }],
    '/api/sign-in': [200, {}],
    '/api/conference': [200, welcome],
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
  ['link_unknown', 404, 'We don’t recognise this link'],
  ['link_expired', 410, 'This link has expired'],
  ['link_revoked', 410, 'This link no longer works'],
])('a link that is refused as %s says what to do', async (code, status, title) => {
  answers['/api/sign-in/link'] = [status, { error: { code, message: 'said' } }]
  draw()
  expect((await screen.findByRole('heading')).textContent).toBe(title)
  expect(screen.queryByRole('button')).toBeNull()
  expect((await screen.findByRole('link', { name: 'cme@example.org' })).getAttribute('href')).toBe(
    'mailto:cme@example.org',
  )
  expect((await axe(document.body)).violations).toEqual([])
})

test('the page before the sign-in invites: the conference, its dates, the way in, whom to ask', async () => {
  draw('/sign-in')
  await screen.findByText('Cardiology days')
  expect(document.querySelector('.welcome-dates')?.textContent).toMatch(/^28\s–\s29 November 2026$/)
  expect(document.body.textContent).toContain('You don’t need a password.')
  expect(document.body.textContent).toContain('write to cme@example.org.')
  expect(screen.queryByRole('alert')).toBeNull()
  expect((await axe(document.body)).violations).toEqual([])
})

test('it shows the conference’s logo, and needs neither dates nor a contact', async () => {
  answers['/api/conference'] = [
    200,
    { title: 'New', timeZone: 'UTC', logo: '/api/conference/logos/abc', startsAt: null, endsAt: null },
  ]
  draw('/sign-in')
  await screen.findByText('New')
  expect(document.querySelector('img')?.getAttribute('src')).toBe('/api/conference/logos/abc')
  expect(document.body.textContent).toContain('write to the organiser.')
})

test('without an answer it still says how to sign in', async () => {
  answers['/api/conference'] = [503, { error: { code: 'storage_unavailable', message: 'Not now.' } }]
  draw('/sign-in?problem=signed_out')
  expect((await screen.findByRole('heading')).textContent).toBe('You are signed out')
  expect(screen.queryByRole('alert')).toBeNull()
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
