import type { Provider } from '@lectern/shared/conferences'
import { cleanup, screen } from '@testing-library/react'
import { drawAt } from '../testing/drawAt.tsx'
import { text, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import ProviderPage from './ProviderPage.tsx'

const saving = 'PUT /api/office/provider'
const riverside: Provider = {
  ...{ name: 'Riverside CE', address: '1 Hill Road\nRiverside', number: '0001234', acpeNumber: '0567' },
  jointlyAccredited: true,
}
let server: FakeHttp
beforeEach(() => {
  server = new FakeHttp()
  server.answers['GET /api/office/provider'] = { provider: riverside }
})
afterEach(cleanup)

const open = () => drawAt(server, '/', '/', <ProviderPage />)
const field = (label: RegExp) => screen.getByLabelText<HTMLInputElement>(label)
const [name, address, ofAccme, ofAcpe] = [/^Name/, /^Postal address/, /ACCME$/, /of ACPE$/]
const written = () => [name, address, ofAccme, ofAcpe].map((label) => field(label).value)
const joint = () => screen.getByRole<HTMLInputElement>('checkbox', { name: /^Jointly accredited/ })
const save = () => screen.getByRole('button', { name: /^Save$|^Saving…$/ })
/** As the server does: what was sent is the provider from now on. */
const accept = () => {
  server.answers[saving] = () => {
    const provider = server.bodies(saving).at(-1)
    server.answers['GET /api/office/provider'] = { provider }
    return { provider }
  }
}

test('what is known is filled in', async () => {
  await open()
  expect(written()).toEqual(['Riverside CE', '1 Hill Road\nRiverside', '0001234', '0567'])
  expect(joint().checked).toBe(true)
  expect(await violations()).toEqual([])
})

test('an installation without a provider begins with empty fields, and asks for a name', async () => {
  server.answers['GET /api/office/provider'] = { provider: null }
  const { user } = await open()
  expect(written()).toEqual(['', '', '', ''])
  expect(joint().checked).toBe(false)
  await user.click(save())
  expect(text()).toContain('This is empty. Write something here.')
  expect(document.activeElement).toBe(field(name))
  expect(server.sent).toEqual([])
  expect(await violations()).toEqual([])
})

test('details are saved, those that were emptied are left out; another change is not saved yet', async () => {
  const { user } = await open()
  await user.clear(field(name))
  await user.type(field(name), 'Northfield CE')
  await user.clear(field(ofAcpe))
  await user.click(joint())
  accept()
  await user.click(save())
  await screen.findByText('Saved.')
  expect(server.bodies(saving)).toEqual([
    { name: 'Northfield CE', address: '1 Hill Road\nRiverside', number: '0001234' },
  ])
  await user.type(field(name), ' Centre')
  expect(text()).not.toContain('Saved.')
  expect(field(name).value).toBe('Northfield CE Centre')
})

test('a number of another form is said beside its field, and nothing is sent', async () => {
  const { user } = await open()
  await user.type(field(ofAcpe), '8')
  await user.click(save())
  expect(field(ofAcpe).getAttribute('aria-invalid')).toBe('true')
  expect(document.activeElement).toBe(field(ofAcpe))
  expect(server.sent).toEqual([])
})

test('a refusal shows the server’s words, keeps what was written, and can be sent again', async () => {
  const { user } = await open()
  await user.type(field(name), ' North')
  server.refuse(saving, 'forbidden', 'Only the CE office may change the provider.')
  await user.click(save())
  expect((await screen.findByRole('alert')).textContent).toBe(
    'Only the CE office may change the provider. What you wrote is kept here.',
  )
  expect(field(name).value).toBe('Riverside CE North')
  expect(text()).not.toContain('Saved.')
  expect(await violations()).toEqual([])
  accept()
  await user.click(save())
  await screen.findByText('Saved.')
  expect(screen.queryByRole('alert')).toBeNull()
})

test('while it is being saved the button says so, keeps the focus, and sends nothing more', async () => {
  const { user } = await open()
  accept()
  const release = server.hold(saving)
  await user.click(save())
  expect(save().textContent).toBe('Saving…')
  expect(save().getAttribute('aria-disabled')).toBe('true')
  expect(document.activeElement).toBe(save())
  await user.click(save())
  release()
  await screen.findByText('Saved.')
  expect(save().textContent).toBe('Save')
  expect(server.bodies(saving)).toHaveLength(1)
})

test('what failed to load says why, and is there once it was tried again', async () => {
  server.refuse('GET /api/office/provider', 'storage_unavailable', 'The store does not answer.')
  const { user } = await open()
  expect(screen.getByRole('alert').textContent).toMatch(/could not be loaded.*The store does not answer\./)
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect((await screen.findByLabelText<HTMLInputElement>(name)).value).toBe('Riverside CE')
})
