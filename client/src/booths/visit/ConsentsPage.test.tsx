import { cleanup, screen, within } from '@testing-library/react'
import { dialogGone, draw, nextTurn, text, violations } from '../../testing/drawPage.tsx'
import { FakeBooths, given, noon, refusal } from '../fakeBooths.ts'
import ConsentsPage from './ConsentsPage.tsx'

let server: FakeBooths
async function page(consents = [given()]) {
  server = new FakeBooths({
    'booths.myConsents': () => ({ consents }),
    'booths.withdrawConsent': ({ fields }) => {
      const [first] = consents
      const live = first!.live.filter(({ field }) => !fields?.includes(field))
      consents = [
        {
          ...first!,
          live,
          history: [
            ...first!.history,
            { consentId: 'r1', kind: 'withdrawn', fields: fields ?? [], at: noon },
          ],
        },
      ]
      return consents[0]!
    },
  })
  return draw(<ConsentsPage />, { connection: server.connection })
}
const press = (name: string | RegExp) => screen.getByRole('button', { name })

afterEach(cleanup)

test('what was given to whom and when is there, with its history', async () => {
  await page()
  expect(screen.getByRole('heading', { level: 2, name: 'Meridian Imaging' })).toBeTruthy()
  expect(text()).toContain('clara@example.org')
  expect(text()).toContain('shared name and email address · receipt r1')
  expect(await violations()).toEqual([])
})

test('nothing given is said', async () => {
  await page([])
  expect(text()).toContain('You share nothing')
  expect(await violations()).toEqual([])
})

test('one field is withdrawn after its consequences were read', async () => {
  const { user } = await page()
  await user.click(press('Stop sharing your email address with Meridian Imaging'))
  const dialog = within(screen.getByRole('dialog'))
  expect(dialog.getByText('Stop sharing your email address with Meridian Imaging?')).toBeTruthy()
  expect(text()).toContain('It disappears at once from everything Meridian Imaging sees in Lectern')
  expect(text()).not.toContain('Nothing of you stays with them')
  expect(await violations()).toEqual([])
  await user.click(dialog.getByRole('button', { name: 'Stop sharing' }))
  await dialogGone()
  expect(server.requests('booths.withdrawConsent')).toEqual([{ boothId: 'meridian', fields: ['email'] }])
  expect(text()).not.toContain('clara@example.org')
  expect(text()).toContain('Meridian Imaging no longer sees your email address.')
  expect(document.activeElement?.textContent).toBe('Meridian Imaging')
})

test('everything is withdrawn at once', async () => {
  const { user } = await page()
  await user.click(press('Stop sharing everything with Meridian Imaging'))
  expect(text()).toContain('Nothing of you stays with them')
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Stop sharing' }))
  await dialogGone()
  expect(text()).toContain('They see nothing of you any more.')
})

test('what was kept is still given', async () => {
  const { user } = await page()
  await user.click(press('Stop sharing your name with Meridian Imaging'))
  await user.click(press('Keep sharing'))
  await dialogGone()
  expect(server.requests('booths.withdrawConsent')).toEqual([])
})

test('a withdrawal that failed says why and can be tried again', async () => {
  const { user } = await page()
  server.refusals['booths.withdrawConsent'] = [refusal('no_answer', 'The server did not answer.')]
  await user.click(press('Stop sharing your name with Meridian Imaging'))
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Stop sharing' }))
  expect(screen.getByRole('alert').textContent).toContain('The server did not answer.')
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Stop sharing' }))
  await dialogGone()
  expect(server.requests('booths.withdrawConsent')).toHaveLength(2)
})

test('a page that cannot be loaded says why', async () => {
  server = new FakeBooths()
  server.refusals['booths.myConsents'] = [refusal('no_answer', 'The server did not answer.')]
  await draw(<ConsentsPage />, { connection: server.connection })
  await nextTurn()
  expect(screen.getByRole('alert').textContent).toContain('The server did not answer.')
})
