import { cleanup, screen, waitFor } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { nextTurn, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import DisclosurePage from './DisclosurePage.tsx'
import { ownDisclosure, signedForm, standing } from './fakeDisclosures.ts'

const mine = 'GET /api/disclosures/mine'
const signing = 'POST /api/disclosures/mine'
let server: FakeHttp
const page = (own = ownDisclosure()) => {
  server.answers[mine] = own
  server.answers['PUT /api/disclosures/mine/draft'] = {}
  return drawAt(server, '/disclosure', '/disclosure', <DisclosurePage />)
}
const tick = (name: string | RegExp) => screen.getByRole('checkbox', { name })

beforeEach(() => {
  server = new FakeHttp()
})
afterEach(cleanup)

test('the form is filled in, relationship by relationship, and signed by typed name', async () => {
  const { user } = await page()
  expect(text()).toContain('regardless of your view of their relevance')
  await user.click(tick('Speaker or other faculty'))
  await user.click(screen.getByRole('radio', { name: /or have had, such/ }))
  await user.type(screen.getByRole('textbox', { name: 'Company' }), 'Acme Devices')
  await user.click(screen.getByRole('combobox', { name: 'Nature of the relationship' }))
  await user.click(screen.getByRole('option', { name: 'Consultant' }))
  await user.click(tick('This relationship has ended'))
  await user.type(screen.getByLabelText(/Ended on/), '2026-03-01')
  await user.click(tick(/I have disclosed all/))
  await user.type(screen.getByRole('textbox', { name: /as your signature/ }), 'Amara Okafor')
  const signed = ownDisclosure({ revision: 1, form: signedForm(), parts: [standing({ state: 'undecided' })] })
  server.answers[signing] = signed
  server.answers[mine] = signed
  await user.click(screen.getByRole('button', { name: 'Sign the form' }))
  await nextTurn()
  expect(server.bodies(signing)).toEqual([
    {
      actId: expect.any(String),
      revision: 0,
      roles: ['faculty'],
      relationships: [
        { company: 'Acme Devices', nature: 'consultant', isTraded: false, endedOn: '2026-03-01' },
      ],
      hasNone: false,
      attests: true,
      signature: 'Amara Okafor',
    },
  ])
  expect(text()).toContain('Signed as “Amara Okafor”')
  expect(text()).toContain('With the CE office')
  expect(await violations()).toEqual([])
})

test('what is missing is named, and nothing is sent', async () => {
  const { user } = await page()
  await user.click(screen.getByRole('button', { name: 'Sign the form' }))
  await nextTurn()
  expect(server.bodies(signing)).toEqual([])
  for (const words of ['Choose at least one.', 'Choose one.', 'Tick this to sign.', 'Type your full name'])
    expect(text()).toContain(words)
  expect(await violations()).toEqual([])
})

test('what is written is saved, and is there again after a reload', async () => {
  const { user } = await page()
  await user.click(tick('Moderator'))
  await user.click(screen.getByRole('radio', { name: /no financial relationship/ }))
  await waitFor(() =>
    expect(server.bodies('PUT /api/disclosures/mine/draft').at(-1)).toEqual({
      roles: ['moderator'],
      relationships: [],
      hasNone: true,
    }),
  )
  cleanup()
  await page(ownDisclosure({ draft: { roles: ['moderator'], relationships: [], hasNone: true } }))
  expect(tick('Moderator')).toHaveProperty('checked', true)
  expect(screen.getByRole('radio', { name: /no financial relationship/ })).toHaveProperty('checked', true)
})

test('a form in force is shown until it is to be renewed, and withdrawn only after a question', async () => {
  const { user } = await page(
    ownDisclosure({ revision: 3, form: signedForm(), parts: [standing({ state: 'cleared' })] }),
  )
  expect(screen.queryByRole('button', { name: 'Sign the form' })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Withdraw it' }))
  server.answers['POST /api/disclosures/mine/withdraw'] = ownDisclosure({ revision: 4, withdrawnAt: 1 })
  await user.click(screen.getByRole('button', { name: 'Withdraw' }))
  await nextTurn()
  expect(server.bodies('POST /api/disclosures/mine/withdraw')).toMatchObject([{ revision: 3 }])
  expect(text()).toContain('You withdrew your form')
  expect(screen.getByRole('button', { name: 'Sign the form' })).toBeTruthy()
})

test('an expired form asks to be signed again', async () => {
  await page(
    ownDisclosure({
      form: signedForm({ validUntil: Date.now() - 1 }),
      parts: [standing({ state: 'expired' })],
    }),
  )
  expect(text()).toContain('Your form expired on')
  expect(text()).toContain('Waits for a new form')
})
