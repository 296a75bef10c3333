import type { ManagedBooth } from '@lectern/shared/booths'
import { cleanup, screen, within } from '@testing-library/react'
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

test('booths are there with their staff and counts, and nobody’s name', async () => {
  await page()
  expect(text()).toContain('7 people have been here.')
  expect(text()).toContain('Robin Ellis')
  expect(screen.getByRole('img', { name: /^Visits by hour: Meridian Imaging: 3 visits/ })).toBeTruthy()
  expect(screen.getByRole('table', { name: 'Visits by hour: Meridian Imaging', hidden: true })).toBeTruthy()
  expect(await violations()).toEqual([])
})

test('another day is chosen', async () => {
  const { user } = await page()
  const days = screen.getByRole('combobox', { name: 'Day' })
  await user.selectOptions(days, within(days).getAllByRole('option')[1]!)
  expect(screen.getByRole('img', { name: /4 visits/ })).toBeTruthy()
})

test('a person who is not an organiser is refused without asking the server', async () => {
  await page([managed], { ...clara, roles: ['clinician' as never] })
  expect(text()).toContain('This page is for organisers')
  expect(server.sent).toEqual([])
})

test('a booth is made with a short name from its full one', async () => {
  const { user } = await page([])
  expect(text()).toContain('No booths yet.')
  await user.click(press('New booth'))
  await user.click(press('Make the booth'))
  expect(text()).toContain('Give the booth a name')
  await user.type(screen.getByRole('textbox', { name: 'Name of the company' }), 'Öresund Pumps')
  expect(await violations()).toEqual([])
  await user.click(press('Make the booth'))
  await nextTurn()
  expect(server.requests('booths.create')).toEqual([
    {
      exhibitorId: 'oresund-pumps',
      content: { name: 'Öresund Pumps', categories: [], description: '', links: [], hours: [] },
      editable: ['categories', 'description', 'links', 'hours', 'documents', 'images'],
    },
  ])
  expect(text()).toContain('Öresund Pumps is on the floor now.')
})

test('a booth that was refused keeps what was written', async () => {
  const { user } = await page([])
  await user.click(press('New booth'))
  server.refusals['booths.create'] = [refusal('conflict', 'This company has a booth already.')]
  await user.type(screen.getByRole('textbox', { name: 'Name of the company' }), 'Meridian')
  await user.click(press('Make the booth'))
  expect(screen.getByRole('alert').textContent).toContain('This company has a booth already.')
})

test('a booth is closed, and what its staff may change is said', async () => {
  const { user } = await page()
  await user.click(press('Close the booth of Meridian Imaging'))
  await nextTurn()
  expect(server.requests('booths.permit')).toEqual([
    { boothId: 'meridian', version: 1, open: false, editable: settings.editable },
  ])
  await user.click(screen.getByRole('checkbox', { name: 'Name' }))
  await user.click(press('Save what the staff of Meridian Imaging may change'))
  expect(server.requests('booths.permit')[1]).toEqual({
    boothId: 'meridian',
    version: 2,
    open: false,
    editable: ['name', ...settings.editable],
  })
})

test('the link of an invited person is shown once, to be copied', async () => {
  const { user } = await page()
  await user.click(press('Invite'))
  expect(text()).toContain('Write the person’s name first.')
  await user.type(screen.getByRole('textbox', { name: /^Invite/ }), 'Lena Holm')
  await user.click(press('Invite'))
  await nextTurn()
  expect(text()).toContain('https://lectern.example/s/secret')
  await user.click(press('Copy the link'))
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
