import type { Me, OwnDetails } from '@lectern/shared/accounts'
import type { MyCredit } from '@lectern/shared/credit'
import { noDetails, noIdentifiers } from '@lectern/shared/details'
import { act, cleanup, screen, within } from '@testing-library/react'
import { me, myCredit } from '../credit/fakeCredit.ts'
import { drawAt, text } from '../testing/drawAt.tsx'
import { nextTurn, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { PlayedUpload } from '../testing/playedUpload.ts'
import DetailsPage from './DetailsPage.tsx'

const details: OwnDetails = {
  ...noDetails,
  email: 'clara@example.org',
  name: 'Clara Meyer',
  givenName: 'Clara',
  familyName: 'Meyer',
  isGuessed: false,
  credentials: 'MD',
  affiliation: 'Charité',
  profession: 'physician',
  printedName: 'Clara Meyer, MD',
  proposedName: 'Clara Meyer, MD',
  isPrintable: true,
}
const sentIdentifiers = { ...noIdentifiers, boardIds: {}, licences: [{ state: '', number: '' }] }

let server: FakeHttp
async function page(who: Me = me, credit: MyCredit = myCredit(), own: OwnDetails = details) {
  server.answers['GET /api/me'] ??= () => who
  server.answers['GET /api/credit'] = credit
  server.answers['GET /api/account/details'] = own
  server.answers['PUT /api/account/identifiers'] = own
  return drawAt(server, '/account/details', '/account/details', <DetailsPage />)
}
const press = (name: string) => screen.getByRole('button', { name })
const picture = () => document.querySelector('.picture-field img')?.getAttribute('src')

beforeEach(() => {
  server = new FakeHttp()
  Object.assign(globalThis, { XMLHttpRequest: PlayedUpload })
})
afterEach(cleanup)

test('what the conference has recorded is shown, and whom to tell if it is wrong', async () => {
  await page({ ...me, conference: { ...me.conference, contact: 'cme@example.org' } })
  const recorded = screen.getByRole('region', { name: 'As the CE office knows you' })
  const facts = within(recorded).getAllByRole('definition')
  expect(facts.map(({ textContent }) => textContent)).toEqual(['clara@example.org', 'Physician', 'Charité'])
  expect(within(recorded).getByRole('link', { name: 'cme@example.org' }).getAttribute('href')).toBe(
    'mailto:cme@example.org',
  )
  expect(await violations()).toEqual([])
})

test('the language of one’s mails is chosen, and taken back', async () => {
  server.answers['PUT /api/account/language'] = { ...details, language: 'ar' }
  const { user } = await page()
  const choice = screen.getByRole('combobox', { name: 'Language' })
  await user.selectOptions(choice, 'العربية')
  await user.click(press('Save language'))
  await act(() => nextTurn())
  await user.selectOptions(choice, 'That of the conference')
  await user.click(press('Save language'))
  await act(() => nextTurn())
  expect(server.bodies('PUT /api/account/language')).toEqual([{ language: 'ar' }, { language: null }])
  expect(text()).toContain('Saved.')
  expect(await violations()).toEqual([])
})

test('a picture is sent, shown at once, and removed', async () => {
  let now: Me = me
  server.answers['GET /api/me'] = () => now
  const { user } = await page()
  expect(picture()).toBeUndefined()
  const file = new File(['small'], 'me.png', { type: 'image/png' })
  await user.upload(screen.getByLabelText('File of the picture'), file)
  await nextTurn()
  const sent = PlayedUpload.last
  expect([sent.method, sent.url, sent.body]).toEqual(['POST', '/api/account/picture', file])
  const address = '/api/people/clara/pictures/abc'
  now = { ...me, picture: address }
  await act(async () => sent.answer(201, { picture: address }))
  await nextTurn()
  expect(picture()).toBe(address)
  expect(text()).toContain('Your picture is shown from now on.')
  expect(await violations()).toEqual([])
  now = me
  server.answers['DELETE /api/account/picture'] = {}
  await user.click(press('Remove'))
  await nextTurn()
  expect(picture()).toBeUndefined()
  expect(text()).toContain('The picture was removed.')
})

test('a picture that is refused says why, before it is sent where that can be known', async () => {
  const { user } = await page()
  const choose = async (file: File) => {
    await user.upload(screen.getByLabelText('File of the picture'), file)
    await nextTurn()
  }
  await choose(new File([], 'empty.png', { type: 'image/png' }))
  expect(screen.getByRole('alert').textContent).toBe('This file is empty.')
  await choose(new File(['x'], 'me.png', { type: 'image/png' }))
  const refusal = { error: { code: 'file_refused', message: 'This image is damaged.' } }
  await act(async () => PlayedUpload.last.answer(415, refusal))
  await nextTurn()
  expect(screen.getByRole('alert').textContent).toBe('This image is damaged.')
})

describe('the name', () => {
  const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name })

  test('a guess is shown as one, and confirmed by a press', async () => {
    const { user } = await page(me, myCredit(), { ...details, isGuessed: true })
    expect(text()).toContain('we guessed how it divides')
    server.answers['PUT /api/account/names'] = details
    await user.click(press('Confirm my name'))
    await nextTurn()
    expect(server.bodies('PUT /api/account/names')).toEqual([
      { givenName: 'Clara', familyName: 'Meyer', credentials: 'MD', printedName: null },
    ])
    expect(text()).not.toContain('we guessed')
    expect(text()).toContain('Saved.')
  })

  test('what certificates print follows what is typed, until another name is chosen', async () => {
    const { user } = await page()
    expect(field('Name on certificates').placeholder).toBe('Clara Meyer, MD')
    await user.type(field('Credentials'), ', FACC')
    expect(field('Name on certificates').placeholder).toBe('Clara Meyer, MD, FACC')
    await user.type(field('Name on certificates'), 'C. Meyer')
    server.refuse('PUT /api/account/names', 'name_unprintable', 'Certificates cannot show this name.')
    await user.click(screen.getAllByRole('button', { name: 'Save' })[0]!)
    await nextTurn()
    expect(server.bodies('PUT /api/account/names')).toMatchObject([{ printedName: 'C. Meyer' }])
    expect(text()).toContain('Certificates cannot show this name. What you wrote is kept here.')
  })

  test('a name that certificates cannot show asks for another one', async () => {
    await page(me, myCredit(), { ...details, printedName: 'प्रिया', isPrintable: false })
    expect(text()).toContain('Certificates cannot show your name in its script')
    expect(await violations()).toEqual([])
  })
})

test('a permission is given and withdrawn by a press, and says since when', async () => {
  const given = { ...details, permissions: { pars: { given: true, at: Date.UTC(2026, 10, 3, 9) } } }
  const { user } = await page()
  const pars = () => screen.getByRole<HTMLInputElement>('switch', { name: /^PARS and JA-PARS/ })
  expect(pars().checked).toBe(false)
  server.answers['PUT /api/account/permissions'] = given
  await user.click(pars())
  await nextTurn()
  expect(server.bodies('PUT /api/account/permissions')).toEqual([{ register: 'pars', given: true }])
  expect(pars().checked).toBe(true)
  expect(text()).toMatch(/Permitted on .*3/)
})

describe('licences and numbers', () => {
  const asking = myCredit({ asks: ['nabpId', 'birthMonth', 'birthDay'] })
  const select = (name: string) => screen.getByRole<HTMLSelectElement>('combobox', { name })
  const form = () => screen.getByRole('region', { name: 'Your licences and numbers' })
  const save = () => within(form()).getByRole('button', { name: 'Save' })

  test('only what is asked for is there; month and day are chosen', async () => {
    const { user } = await page(me, asking)
    expect(within(form()).getAllByRole('textbox')).toHaveLength(1)
    await user.type(screen.getByRole('textbox', { name: 'NABP e-Profile ID' }), '123456')
    await user.selectOptions(select('Month of birth'), 'April')
    await user.selectOptions(select('Day of birth'), '30')
    await user.click(save())
    expect(server.bodies('PUT /api/account/identifiers')).toEqual([
      { ...sentIdentifiers, nabpId: '123456', birthMonth: 4, birthDay: 30 },
    ])
    expect(text()).toContain('Saved.')
    expect(await violations()).toEqual([])
  })

  test('any other number can be added: several licences, and several boards', async () => {
    const { user } = await page(me, asking)
    await user.click(within(form()).getByRole('button', { name: 'Add another number' }))
    await user.click(within(form()).getByRole('button', { name: 'Another licence' }))
    const numbers = screen.getAllByRole('textbox', { name: 'Licence number' })
    expect(numbers).toHaveLength(2)
    await user.type(numbers[1]!, 'A1')
    await user.type(screen.getByRole('textbox', { name: 'Board ID' }), '77')
    await user.selectOptions(select('Board'), 'Pediatrics (ABP)')
    await user.click(save())
    expect(server.bodies('PUT /api/account/identifiers')).toMatchObject([
      { licences: [{ number: '' }, { number: 'A1' }], boardIds: { ABP: '77' } },
    ])
    expect(await violations()).toEqual([])
  })

  test('what was given can be taken back', async () => {
    const own = { ...details, identifiers: { ...noIdentifiers, birthMonth: 2 } }
    const { user } = await page(me, myCredit({ asks: ['birthMonth'] }), own)
    expect(select('Month of birth').selectedOptions[0]?.textContent).toBe('February')
    await user.selectOptions(select('Month of birth'), 'Not given')
    await user.click(save())
    expect(server.bodies('PUT /api/account/identifiers')).toEqual([sentIdentifiers])
  })

  test('what cannot be is said at its field, which gets the focus', async () => {
    const { user } = await page(me, myCredit({ asks: ['npi', 'birthMonth', 'birthDay'] }))
    await user.type(screen.getByRole('textbox', { name: 'NPI' }), '1234567890')
    await user.selectOptions(select('Month of birth'), 'February')
    await user.selectOptions(select('Day of birth'), '30')
    await user.click(save())
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'NPI' }))
    expect(text()).toContain('One of the digits is wrong: compare it with your documents.')
    expect(server.sent).toEqual([])
  })

  test('if they cannot be loaded, the rest of the page stays', async () => {
    server.refuse('GET /api/credit', 'storage_unavailable', 'Not now.')
    await page(me, asking)
    expect(text()).toContain('Not now.')
    expect(screen.getByRole('heading', { level: 1, name: 'My details' })).toBeTruthy()
  })

  test('an exhibitor is not asked for any', async () => {
    await page({ ...me, person: { ...me.person, roles: ['exhibitor'] } }, asking)
    expect(screen.queryByRole('region', { name: 'Your licences and numbers' })).toBeNull()
  })
})

test('points of a board are asked for here, and a missing board ID is named', async () => {
  const wished = { ABIM: { given: true, at: Date.UTC(2026, 10, 30, 9) } }
  server.answers['PUT /api/account/moc'] = { mocWishes: wished }
  const { user } = await page(me, { ...myCredit(), pointsOffered: ['ABIM'] })
  const wishes = await screen.findByRole('region', { name: 'MOC points' })
  await user.click(within(wishes).getByRole('switch', { name: /Internal Medicine/ }))
  expect(server.bodies('PUT /api/account/moc')).toEqual([{ board: 'ABIM', given: true }])
  expect(await within(wishes).findByText(/Asked for on .* Add your board ID above\./)).toBeTruthy()
  expect(await violations()).toEqual([])
})

test('nothing about boards is shown to whom no activity offers points', async () => {
  await page()
  await screen.findByRole('region', { name: 'Reporting to registers' })
  expect(screen.queryByRole('region', { name: 'MOC points' })).toBeNull()
})
