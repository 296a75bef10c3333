import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { axe } from 'jest-axe'
import { MemoryRouter, Route, Routes } from 'react-router'
import { theme } from '../ui/theme.ts'
import SetupPage from './SetupPage.tsx'

const asked: [path: string, body: string][] = []
let answers: Record<string, [status: number, body: unknown]>

beforeEach(() => {
  asked.length = 0
  answers = {
    '/api/setup/link': [200, {}],
    '/api/setup': [201, { link: 'https://lectern.example/s/personal' }],
  }
  globalThis.fetch = (async (path: string, init: RequestInit) => {
    asked.push([path, init.body as string])
    const [status, body] = answers[path]!
    return { status, ok: status < 400, json: async () => body }
  }) as never
})
afterEach(cleanup)

const draw = () =>
  render(
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={new QueryClient()}>
        <MemoryRouter initialEntries={['/setup/first']}>
          <Routes>
            <Route
              path="/setup/:token"
              element={
                <main>
                  <SetupPage />
                </main>
              }
            />
          </Routes>
        </MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  )

async function fill(): Promise<void> {
  await userEvent.type(await screen.findByLabelText(/Your name/), 'Maria Keller')
  await userEvent.type(screen.getByLabelText(/Name of the conference/), 'Autumn Congress')
  await userEvent.type(screen.getByLabelText(/Name of the provider/), 'Danube Academy')
}
const press = () => userEvent.click(screen.getByRole('button', { name: 'Set up' }))

test('conference, zone and provider are sent, and the personal link is shown once', async () => {
  draw()
  await fill()
  expect((await axe(document.body)).violations).toEqual([])
  await press()
  const link = await screen.findByLabelText('Your personal link')
  expect((link as HTMLInputElement).value).toBe('https://lectern.example/s/personal')
  expect(screen.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe('/s/personal?next=/office')
  expect(JSON.parse(asked.at(-1)![1])).toEqual({
    token: 'first',
    name: 'Maria Keller',
    email: '',
    title: 'Autumn Congress',
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    provider: { name: 'Danube Academy', address: '', number: '' },
  })
  expect((await axe(document.body)).violations).toEqual([])
})

test('what is refused is said, and what was typed stays', async () => {
  answers['/api/setup'] = [
    400,
    { error: { code: 'invalid_request', message: 'name: nothing that can be seen' } },
  ]
  draw()
  await fill()
  await press()
  expect((await screen.findByRole('alert')).textContent).toBe('name: nothing that can be seen')
  expect((screen.getByLabelText(/Your name/) as HTMLInputElement).value).toBe('Maria Keller')
  expect(screen.getByRole('button', { name: 'Set up' }).hasAttribute('data-loading')).toBe(false)
})

test.each([
  ['link_unknown', 404, /does not set anything up/],
  ['conflict', 409, /has been set up/],
  ['storage_unavailable', 503, /could not be loaded/],
])('a link answered with %s says what to do', async (code, status, heading) => {
  answers['/api/setup/link'] = [status, { error: { code, message: 'Why.' } }]
  draw()
  expect((await screen.findByRole('heading', { level: 1 })).textContent).toMatch(heading)
})
