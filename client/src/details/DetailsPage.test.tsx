import type { Me } from '@lectern/shared/accounts'
import type { MyCredit } from '@lectern/shared/credit'
import { act, cleanup, screen, within } from '@testing-library/react'
import { me, myCredit, profile } from '../credit/fakeCredit.ts'
import { drawAt, text } from '../testing/drawAt.tsx'
import { nextTurn, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { PlayedUpload } from '../testing/playedUpload.ts'
import DetailsPage from './DetailsPage.tsx'

let server: FakeHttp
async function page(who: Me = me, credit: MyCredit = myCredit()) {
  server.answers['GET /api/me'] ??= () => who
  server.answers['GET /api/credit'] = credit
  server.answers['PUT /api/credit/profile'] = profile
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
  const facts = screen.getAllByRole('definition').map(({ textContent }) => textContent)
  expect(facts).toEqual(['Clara Meyer', 'MD', 'Physician', 'Charité'])
  expect(screen.getByRole('link', { name: 'cme@example.org' }).getAttribute('href')).toBe(
    'mailto:cme@example.org',
  )
  expect(screen.queryByRole('region', { name: 'Your licences and numbers' })).toBeNull()
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

describe('licences and numbers', () => {
  const asking = myCredit({ profileAsks: ['nabpId', 'birthMonth', 'birthDay'] })
  const select = (name: string) => screen.getByRole<HTMLSelectElement>('combobox', { name })

  test('only what is asked for is there; month and day are chosen; reporting is not ticked', async () => {
    const { user } = await page(me, asking)
    const form = screen.getByRole('region', { name: 'Your licences and numbers' })
    expect(within(form).getAllByRole('textbox')).toHaveLength(1)
    expect(
      within(form)
        .getAllByRole('group')
        .map((group) => group.querySelector('legend')?.textContent),
    ).toEqual(['Licence and numbers', 'Reporting permission'])
    expect(screen.getByRole<HTMLInputElement>('checkbox').checked).toBe(false)
    await user.type(screen.getByRole('textbox', { name: 'NABP e-Profile ID' }), '123456')
    await user.selectOptions(select('Month of birth'), 'April')
    await user.selectOptions(select('Day of birth'), '30')
    await user.click(screen.getByRole('checkbox'))
    await user.click(press('Save'))
    expect(server.bodies('PUT /api/credit/profile')).toEqual([
      { ...profile, nabpId: '123456', birthMonth: 4, birthDay: 30, mayReport: true },
    ])
    expect(text()).toContain('Saved.')
    expect(await violations()).toEqual([])
  })

  test('what was given can be taken back', async () => {
    const { user } = await page(
      me,
      myCredit({ profileAsks: ['birthMonth'], profile: { ...profile, birthMonth: 2 } }),
    )
    expect(select('Month of birth').selectedOptions[0]?.textContent).toBe('February')
    await user.selectOptions(select('Month of birth'), 'Not given')
    await user.click(press('Save'))
    expect(server.bodies('PUT /api/credit/profile')).toEqual([profile])
  })

  test('what cannot be is said at its field, which gets the focus', async () => {
    const { user } = await page(me, asking)
    await user.type(screen.getByRole('textbox', { name: 'NABP e-Profile ID' }), '12')
    await user.selectOptions(select('Month of birth'), 'February')
    await user.selectOptions(select('Day of birth'), '30')
    await user.click(press('Save'))
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'NABP e-Profile ID' }))
    expect(text()).toContain('A NABP e-Profile ID has 4 to 10 digits.')
    expect(text()).toContain('This month has fewer days.')
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
