import { cleanup, screen } from '@testing-library/react'
import { drawAt } from '../testing/drawAt.tsx'
import { nextTurn, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { Calendars } from './Calendars.tsx'

let server: FakeHttp
const made = { address: 'https://lectern.example/api/calendar/abc.ics', madeAt: 1 }
const none = { address: null, madeAt: null }

/** It fades in over some frames. */
const dialogShown = () => nextTurn(60)

async function opened() {
  const { user } = await drawAt(server, '/', '/', <Calendars />)
  await user.click(screen.getByRole('button', { name: 'In my calendar' }))
  await dialogShown()
  return user
}
beforeEach(() => {
  server = new FakeHttp()
})
afterEach(cleanup)

test('files are one press away, and an address is made, copied, replaced and turned off', async () => {
  server.answers['GET /api/calendar'] = none
  for (const method of ['POST', 'DELETE'])
    server.answers[`${method} /api/calendar`] = () => {
      server.answers['GET /api/calendar'] = method === 'POST' ? made : none
      return server.answers['GET /api/calendar']
    }
  const person = await opened()
  expect(screen.getByRole('link', { name: 'My agenda as a file' }).getAttribute('href')).toBe(
    '/api/agenda.ics',
  )
  expect(screen.getByRole('link', { name: 'The whole programme as a file' }).getAttribute('href')).toBe(
    '/api/program.ics',
  )
  await person.click(await screen.findByRole('button', { name: 'Make an address for my calendar' }))
  const field = await screen.findByLabelText('Address for your calendar')
  expect((field as HTMLInputElement).value).toBe(made.address)
  expect(await violations()).toEqual([])
  await person.click(screen.getByRole('button', { name: 'Copy the address' }))
  expect(await navigator.clipboard.readText()).toBe(made.address)
  await person.click(screen.getByRole('button', { name: 'Turn it off' }))
  await screen.findByRole('button', { name: 'Make an address for my calendar' })
  expect(server.sent.map(({ method }) => method)).toEqual(['POST', 'DELETE'])
})

test('a refusal is said, and what could not be loaded can be tried again', async () => {
  server.refuse('GET /api/calendar', 'forbidden', 'Not now.')
  server.answers['GET /api/calendar'] = none
  const person = await opened()
  await person.click(await screen.findByRole('button', { name: 'Try again' }))
  server.refuse('POST /api/calendar', 'rate_limited', 'That was too often.')
  await person.click(await screen.findByRole('button', { name: 'Make an address for my calendar' }))
  expect(await screen.findByText(/That was too often/)).toBeTruthy()
})
