import type { ManagedBooth, ManagedStaff } from '@lectern/shared/booths'
import { cleanup, screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { clara, draw, nextTurn, text, violations } from '../../testing/drawPage.tsx'
import { shortNameOf } from '../../words/shortName.ts'
import { ellis, FakeBooths, noon, refusal, settings } from '../fakeBooths.ts'
import ManagePage from './ManagePage.tsx'

const hourMs = 3_600_000
const member = (fields: Partial<ManagedStaff> = {}): ManagedStaff => ({
  ...ellis,
  workedMs: 0,
  invitation: null,
  ...fields,
})
const invitation = (fields: Partial<NonNullable<ManagedStaff['invitation']>>) =>
  member({ invitation: { mailId: 'm', status: 'sent', words: '', at: noon, ...fields } })
const managed: ManagedBooth = {
  booth: settings,
  staff: [member()],
  counts: { chats: 5, calls: 2, leads: 3 },
  staffed: [
    { hour: noon, ms: hourMs },
    { hour: noon + hourMs, ms: 20 * 60_000 },
  ],
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
    'booths.inviteStaff': ({ name, email }) => ({
      staffId: 's',
      name,
      link: email === undefined ? 'https://lectern.example/s/secret' : null,
    }),
    'booths.mailStaff': () => ({ staff: [] }),
    'booths.staffLink': () => ({ link: 'https://lectern.example/s/listed' }),
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

test('a booth’s figures are in the table and the drawer, with the hours that were planned', async () => {
  const hours = [{ from: noon, to: noon + 8 * hourMs }]
  const { user } = await page([{ ...managed, booth: { ...settings, hours } }])
  const cells = row('Meridian').getAllByRole('cell')
  expect(cells.slice(2, 4).map(({ textContent }) => textContent)).toEqual(['5 · 2 · 3', '1 h 20 min'])
  const drawer = await open(user)
  expect(drawer.getByRole('region', { name: 'Figures of Meridian Imaging' }).textContent).toBe(
    'Visits7Visitors7Chats5Calls2Leads3with consentStaffed1 h 20 minof 8 h planned',
  )
  expect(await violations()).toEqual([])
})

test('with an address a new member of staff is invited by mail, and no link is shown', async () => {
  const { user } = await page()
  const drawer = await open(user)
  await user.type(drawer.getByRole('textbox', { name: 'Add staff' }), 'Lena Holm')
  await user.type(drawer.getByRole('textbox', { name: 'Mail address' }), 'lena')
  await user.click(drawer.getByRole('button', { name: 'Add' }))
  expect(text()).toContain('Enter a mail address like name@example.org, or none.')
  await user.type(drawer.getByRole('textbox', { name: 'Mail address' }), '@exhibitor.example')
  await user.click(drawer.getByRole('button', { name: 'Add' }))
  await nextTurn()
  expect(server.requests('booths.inviteStaff')).toEqual([
    { boothId: 'meridian', name: 'Lena Holm', email: 'lena@exhibitor.example' },
  ])
  expect(text()).toContain('Lena Holm is invited.')
  expect(text()).not.toContain('/s/')
})

test.each([
  ['nobody was invited', member(), 'Not invited by mail.', 'Invite by mail: Robin Ellis'],
  [
    'refused',
    invitation({ status: 'refused', words: 'No such mailbox' }),
    'No such mailbox',
    'Send again to',
  ],
  ['unknown', invitation({ status: 'unknown', words: 'May have arrived.' }), 'Unknown', 'Send again to'],
  ['not sent', invitation({ status: 'not_sent', words: 'No address.' }), 'No address.', 'Send again to'],
  ['sent', invitation({}), 'Invitation of', null],
  ['on its way', invitation({ status: 'waiting' }), 'Waiting', null],
])('what became of an invitation: %s', async (_, staff, words, button) => {
  const { user } = await page([{ ...managed, staff: [{ ...staff, workedMs: 2 * hourMs }] }])
  const drawer = await open(user)
  expect(text()).toContain('2 h at the desk')
  expect(text()).toContain(words)
  expect(await violations()).toEqual([])
  const again = drawer.queryByRole('button', { name: /^(Invite by mail|Send again)/ })
  if (button === null) return expect(again).toBeNull()
  expect(again?.getAttribute('aria-label')).toContain(button)
  await user.click(again!)
  expect(server.requests('booths.mailStaff')).toEqual([{ boothId: 'meridian', staffIds: ['ellis'] }])
})

test('where no mail is sent, the link is shown to be passed on', async () => {
  const { user } = await page([{ ...managed, staff: [invitation({ status: 'listed' })] }])
  const drawer = await open(user)
  await user.click(drawer.getByRole('button', { name: 'Show the link of Robin Ellis' }))
  await nextTurn()
  expect(text()).toContain('https://lectern.example/s/listed')
  expect(await violations()).toEqual([])
})

test('all who were not invited are invited by one press', async () => {
  const staff = [member(), member({ staffId: 'park', name: 'Jun Park' }), invitation({})]
  const { user } = await page([
    { ...managed, staff: staff.map((each, i) => ({ ...each, staffId: `s${i}` })) },
  ])
  const drawer = await open(user)
  await user.click(drawer.getByRole('button', { name: 'Invite all 2 by mail' }))
  expect(server.requests('booths.mailStaff')).toEqual([{ boothId: 'meridian', staffIds: ['s0', 's1'] }])
})

test.each([
  ['Öresund Pumps', 'oresund-pumps'],
  ['  A & B, Inc. ', 'a-b-inc'],
  ['日本', ''],
])('the short name of %j is %j', (name, expected) => {
  expect(shortNameOf(name)).toBe(expected)
})
