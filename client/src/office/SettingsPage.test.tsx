import type { Conference } from '@lectern/shared/conferences'
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { nextTurn, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { PlayedUpload } from '../testing/playedUpload.ts'
import SettingsPage from './SettingsPage.tsx'

const conference: Conference = { id: 'c', title: 'Cardiology days', timeZone: 'Europe/Berlin' }
let server: FakeHttp
const page = () => {
  server.answers['GET /api/office/conference'] ??= conference
  return drawAt(server, '/office/settings', '/office/settings', <SettingsPage />)
}
const logo = () => document.querySelector('.picture-field img')?.getAttribute('src')

beforeEach(() => {
  server = new FakeHttp()
  Object.assign(globalThis, { XMLHttpRequest: PlayedUpload })
})
afterEach(cleanup)

test('the name, the time zone and the contact are changed, and only what was changed is sent', async () => {
  const { user } = await page()
  const contact = screen.getByRole('textbox', { name: 'Contact' })
  await user.type(contact, 'cme@example.org')
  server.answers['PUT /api/office/conference'] = { ...conference, contact: 'cme@example.org' }
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await nextTurn()
  expect(server.bodies('PUT /api/office/conference')).toEqual([{ contact: 'cme@example.org' }])
  expect(text()).toContain('Saved.')
  expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'Time zone' }).value).toBe('Europe/Berlin')
  expect(await violations()).toEqual([])
})

test('a conference without a name is not saved', async () => {
  const { user } = await page()
  await user.clear(screen.getByRole('textbox', { name: 'Name' }))
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(server.sent).toEqual([])
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name' }))
})

test('a supporter is written in words, and a picture of them is refused with the reason', async () => {
  const { user } = await page()
  await user.click(screen.getByRole('button', { name: 'Add supporter' }))
  await user.type(screen.getByRole('textbox', { name: 'Supporter 1' }), 'Example Foundation')
  const items = [{ kind: 'file', type: 'image/png' }]
  fireEvent.paste(screen.getByRole('textbox', { name: 'Supporter 1' }), { clipboardData: { items } })
  expect(screen.getByRole('alert').textContent).toContain('ACCME Standard 4')
  expect(await violations()).toEqual([])
  const support = [{ supporter: 'Example Foundation', nature: '' }]
  server.answers['PUT /api/office/conference'] = { ...conference, support }
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await nextTurn()
  expect(server.bodies('PUT /api/office/conference')).toEqual([{ support }])
})

test('the logo is sent, shown at once, and removed', async () => {
  const { user } = await page()
  const file = new File(['small'], 'logo.png', { type: 'image/png' })
  await user.upload(screen.getByLabelText('File of the logo'), file)
  await nextTurn()
  const address = '/api/conference/logos/abc'
  await act(async () => PlayedUpload.last.answer(201, { ...conference, logo: address }))
  await nextTurn()
  expect(PlayedUpload.last.url).toBe('/api/office/conference/logo')
  expect(logo()).toBe(address)
  server.answers['DELETE /api/office/conference/logo'] = conference
  await user.click(screen.getByRole('button', { name: 'Remove' }))
  await nextTurn()
  expect(logo()).toBeUndefined()
})

test('somebody without the office is told whose page it is', async () => {
  server.refuse('GET /api/office/conference', 'forbidden', 'this is for other roles')
  await page()
  expect(text()).toContain('This page is not for your role')
})
