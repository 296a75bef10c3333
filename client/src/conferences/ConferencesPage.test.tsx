import type { ListedConference } from '@lectern/shared/conferences'
import { cleanup, screen, within } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { nextTurn, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import ConferencesPage from './ConferencesPage.tsx'
import NewConferencePage from './NewConferencePage.tsx'

const listed = (fields: Partial<ListedConference> = {}): ListedConference => ({
  id: 'cardiology-2026',
  title: 'Cardiology days',
  timeZone: 'Europe/Berlin',
  startsOn: '2020-11-28',
  endsOn: '2020-11-29',
  createdAt: 1,
  sessions: 12,
  activities: 2,
  people: 40,
  running: 0,
  keepUntil: null,
  ...fields,
})
let server: FakeHttp
beforeEach(() => {
  server = new FakeHttp()
  server.answers['GET /api/office/conferences'] = {
    conferences: [listed(), listed({ id: 'demo', title: 'Example days', isExample: true, running: 1 })],
  }
})
afterEach(() => {
  cleanup()
  localStorage.clear()
})

test('the conference that was open last is one press away, if it is still there', async () => {
  localStorage.setItem('lectern.conference', 'cardiology-2026')
  await drawAt(server, '/provider', '/provider', <ConferencesPage />)
  const link = screen.getByRole('link', { name: 'Go on with Cardiology days' })
  expect(link.getAttribute('href')).toBe('/c/cardiology-2026/office')
  expect(await violations()).toEqual([])
  cleanup()
  localStorage.setItem('lectern.conference', 'gone')
  await drawAt(server, '/provider', '/provider', <ConferencesPage />)
  expect(screen.queryByRole('link', { name: /^Go on/ })).toBeNull()
})

test('conferences are rows with dates, state and figures, which open and are copied', async () => {
  await drawAt(server, '/provider', '/provider', <ConferencesPage />)
  const row = within(screen.getByRole('row', { name: /Cardiology days/ }))
  expect(row.getAllByRole('cell').map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/^28\s–\s29 Nov 2020$/),
    'Over ',
    '12',
    '2',
    '40',
    'Copy',
  ])
  expect(row.getByRole('link', { name: 'Cardiology days' }).getAttribute('href')).toBe(
    '/c/cardiology-2026/office',
  )
  expect(row.getByRole('link', { name: 'Copy Cardiology days' }).getAttribute('href')).toBe(
    '/provider/new?copyOf=cardiology-2026',
  )
  expect(await violations()).toEqual([])
})

test('the example goes with one press and one confirmation, which says what goes', async () => {
  const { user } = await drawAt(server, '/provider', '/provider', <ConferencesPage />)
  server.answers['DELETE /api/office/example'] = {}
  await user.click(screen.getByRole('button', { name: 'Remove the example' }))
  const dialog = await screen.findByRole('dialog', { name: 'Remove “Example days”?' })
  expect(dialog.textContent).toContain('12 sessions, 2 activities')
  expect(dialog.textContent).toContain('Your own conferences and people stay.')
  await user.click(within(dialog).getByRole('button', { name: 'Remove the example' }))
  await nextTurn()
  expect(server.sent.map(({ method, path }) => `${method} ${path}`)).toEqual(['DELETE /api/office/example'])
})

test('a new conference gets a short name from its name and year, and nothing is sent without a name', async () => {
  const { user } = await drawAt(server, '/provider/new', '/provider/new', <NewConferencePage />)
  await user.click(screen.getByRole('button', { name: 'Create conference' }))
  expect(text()).toContain('Give the conference a name.')
  expect(server.sent).toEqual([])
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Öresund Days')
  await user.type(screen.getByLabelText('First day'), '2027-03-01')
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Short name' }).value).toBe(
    'oresund-days-2027',
  )
  expect(await violations()).toEqual([])
  server.answers['POST /api/office/conferences'] = {
    id: 'oresund-days-2027',
    title: 'Öresund Days',
    timeZone: 'UTC',
  }
  await user.click(screen.getByRole('button', { name: 'Create conference' }))
  await nextTurn()
  expect(server.bodies('POST /api/office/conferences')).toEqual([
    {
      title: 'Öresund Days',
      startsOn: '2027-03-01',
      endsOn: null,
      timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
      id: 'oresund-days-2027',
    },
  ])
})

test('a copy says what it takes, and needs the day to which its sessions move', async () => {
  const { user } = await drawAt(
    server,
    '/provider/new',
    '/provider/new?copyOf=cardiology-2026',
    <NewConferencePage />,
  )
  expect(screen.getByRole('heading', { name: 'Copy Cardiology days' })).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Copy conference' }))
  expect(text()).toContain('The copied sessions move to this day.')
  expect(server.sent).toEqual([])
})
