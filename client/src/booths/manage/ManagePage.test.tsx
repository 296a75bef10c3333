import type { ManagedBooth } from '@lectern/shared/booths'
import { cleanup, screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { clara, draw, nextTurn, text, violations } from '../../testing/drawPage.tsx'
import { ellis, FakeBooths, noon, refusal, settings } from '../fakeBooths.ts'
import { shortNameOf } from './CreateBooth.tsx'
import ManagePage from './ManagePage.tsx'

const managed: ManagedBooth = {
  booth: settings,
  staff: [ellis],
  visitors: 7,
  hours: [
    { hour: noon, visits: 3 },
    { hour: noon - 86_400_000, visits: 4 },
  ],
}
let server: FakeBooths
async function page(booths = [managed], person = { ...clara, roles: ['organiser' as const] }) {
  server = new FakeBooths({
    'booths.manage': () => ({ booths }),
    'booths.create': () => settings,
    'booths.permit': ({ open, editable }) => {
      const booth = { ...settings, open, editable, version: 2 }
      booths = [{ ...managed, booth }]
      return booth
    },
    'booths.inviteStaff': ({ name }) => ({ staffId: 's', name, link: 'https://lectern.example/s/secret' }),
  })
  return draw(<ManagePage />, { person, connection: server.connection })
}
const press = (name: string | RegExp) => screen.getByRole('button', { name })

afterEach(cleanup)

const row = (name: string) => within(screen.getByRole('row', { name: new RegExp(name) }))
const open = async (user: UserEvent, name = 'Meridian Imaging') => {
  await user.click(press(name))
  await nextTurn()
  return within(screen.getByRole('dialog', { name }))
}

test('booths are rows of a table with their staff and counts, and nobody’s name', async () => {
  const other = {
    ...managed,
    booth: { ...settings, id: 'norlund', name: 'Norlund', open: false },
    staff: [],
    hours: [],
  }
  await page([other, managed])
  const names = screen.getAllByRole('rowheader').map(({ textContent }) => textContent)
  expect(names).toEqual(['Meridian Imaging', 'Norlund'])
  const cells = row('Meridian')
    .getAllByRole('cell')
    .map(({ textContent }) => textContent)
  expect(cells.slice(0, 2)).toEqual(['Robin Ellis', '3'])
  expect(row('Norlund').getByText('None yet')).toBeTruthy()
  expect(row('Norlund').getByRole<HTMLInputElement>('switch').checked).toBe(false)
  expect(await violations()).toEqual([])
})

test('a booth opens in a drawer, with its visits by day', async () => {
  const { user } = await page()
  const drawer = await open(user)
  expect(drawer.getByText('7 visitors so far.')).toBeTruthy()
  expect(drawer.getByText('Robin Ellis')).toBeTruthy()
  expect(drawer.getByRole('link', { name: 'Edit booth' }).getAttribute('href')).toBe(
    '/office/exhibitors/meridian',
  )
  expect(drawer.getByRole('img', { name: /^Visits by hour: Meridian Imaging: 3 visits/ })).toBeTruthy()
  const days = drawer.getByRole('combobox', { name: 'Day' })
  await user.selectOptions(days, within(days).getAllByRole('option')[1]!)
  expect(drawer.getByRole('img', { name: /4 visits/ })).toBeTruthy()
  expect(await violations()).toEqual([])
})

test('a booth without visitors says so', async () => {
  const { user } = await page([{ ...managed, visitors: 0, hours: [] }])
  expect((await open(user)).getByText('No visitors yet.')).toBeTruthy()
})

test('a person who is not an organiser is refused without asking the server', async () => {
  await page([managed], { ...clara, roles: ['clinician' as never] })
  expect(text()).toContain('This page is for organisers')
  expect(server.sent).toEqual([])
})

test('a booth is created with a short name from its full one', async () => {
  const { user } = await page([])
  expect(text()).toContain('No booths yet')
  expect(await violations()).toEqual([])
  await user.click(press('New booth'))
  await nextTurn()
  await user.click(press('Create booth'))
  expect(text()).toContain('Give the booth a name')
  await user.type(screen.getByRole('textbox', { name: 'Name of the company' }), 'Öresund Pumps')
  expect(await violations()).toEqual([])
  await user.click(press('Create booth'))
  await nextTurn()
  expect(server.requests('booths.create')).toEqual([
    {
      exhibitorId: 'oresund-pumps',
      content: { name: 'Öresund Pumps', categories: [], description: '', links: [], hours: [] },
      editable: ['categories', 'description', 'links', 'hours', 'documents', 'images'],
    },
  ])
  expect(text()).toContain('Öresund Pumps is in the hall now.')
})

test('a booth that was refused keeps what was written', async () => {
  const { user } = await page([])
  await user.click(press('New booth'))
  await nextTurn()
  server.refusals['booths.create'] = [refusal('conflict', 'This company has a booth already.')]
  await user.type(screen.getByRole('textbox', { name: 'Name of the company' }), 'Meridian')
  await user.click(press('Create booth'))
  expect(screen.getByRole('alert').textContent).toContain('This company has a booth already.')
})

test('a booth is closed by its switch in the table, without opening it', async () => {
  const { user } = await page()
  await user.click(row('Meridian').getByRole('switch', { name: 'Meridian Imaging is open' }))
  await nextTurn()
  expect(server.requests('booths.permit')).toEqual([
    { boothId: 'meridian', version: 1, open: false, editable: settings.editable },
  ])
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(row('Meridian').getByRole<HTMLInputElement>('switch').checked).toBe(false)
})

test('a switch whose press was refused goes back, and says why', async () => {
  const { user } = await page()
  server.refusals['booths.permit'] = [refusal('no_answer', 'The server did not answer.')]
  await user.click(row('Meridian').getByRole('switch'))
  await nextTurn()
  expect(row('Meridian').getByRole<HTMLInputElement>('switch').checked).toBe(true)
  expect(screen.getByRole('alert').textContent).toBe('The server did not answer.')
})

test('what the staff can edit is set', async () => {
  const { user } = await page()
  const drawer = await open(user)
  expect(drawer.getByText('Visitors can’t enter a closed booth. Chats and leads are kept.')).toBeTruthy()
  await user.click(drawer.getByRole('checkbox', { name: 'Name' }))
  await user.click(drawer.getByRole('button', { name: 'Save' }))
  expect(server.requests('booths.permit')).toEqual([
    { boothId: 'meridian', version: 1, open: true, editable: ['name', ...settings.editable] },
  ])
})

test('the link of a new member of staff is shown once, to be copied', async () => {
  const { user } = await page()
  const drawer = await open(user)
  await user.click(drawer.getByRole('button', { name: 'Add' }))
  expect(text()).toContain('Enter the person’s name.')
  await user.type(drawer.getByRole('textbox', { name: 'Add staff' }), 'Lena Holm')
  await user.click(drawer.getByRole('button', { name: 'Add' }))
  await nextTurn()
  expect(text()).toContain('Copy it now – it won’t be shown again.')
  expect(text()).toContain('https://lectern.example/s/secret')
  await user.click(press('Copy link'))
  expect(await navigator.clipboard.readText()).toBe('https://lectern.example/s/secret')
  expect(await violations()).toEqual([])
})

test.each([
  ['Öresund Pumps', 'oresund-pumps'],
  ['  A & B, Inc. ', 'a-b-inc'],
  ['日本', ''],
])('the short name of %j is %j', (name, expected) => {
  expect(shortNameOf(name)).toBe(expected)
})
