import type { SupportOverview } from '@lectern/shared/commercialSupport'
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { clara, draw, nextTurn, text, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import SupportPage from './SupportPage.tsx'

const at = Date.UTC(2027, 0, 1)
const overview: SupportOverview = {
  timeZone: 'UTC',
  room: 199,
  activities: [
    {
      ...{ id: 'hf', title: 'Heart failure', jointProviders: ['Northfield'], sessions: [], begins: at },
      hasBegun: false,
      problems: [
        {
          ...{ code: 'not_signed', supporter: 'Acme', who: 'office' },
          message: 'The agreement with the supporter “Acme” is not signed by your organisation.',
        },
      ],
      statement: {
        ...{ activityId: 'hf', revision: 1, currency: 'USD', at, by: 'ito' },
        lines: [{ category: 'honoraria', label: 'Two speakers', amount: 50_000 }],
      },
    },
  ],
  agreements: [
    {
      ...{ id: 'a', conferenceId: 'cardiology', revision: 2, withdrawn: null, hasBegun: false },
      versions: [
        {
          ...{ version: 1, at, by: 'ito', byName: 'Hana Ito', reason: '', file: null },
          terms: {
            ...{ supporter: 'Acme', currency: 'USD', amount: 120_050, purpose: 'Honoraria', terms: '' },
            allocations: [{ activityId: 'hf', amount: 120_050, inKind: ['facilities'], other: '' }],
          },
          signatures: [
            {
              party: 'supporter',
              of: '',
              name: 'Ada Lund',
              title: '',
              signedAt: at,
              recordedAt: at,
              by: 'ito',
            },
          ],
        },
      ],
    },
  ],
}
let server: FakeHttp
async function page(shown: SupportOverview = overview) {
  server = new FakeHttp()
  server.answers['GET /api/office/support'] = shown
  globalThis.fetch = server.fetch as unknown as typeof fetch
  const drawn = await draw(<SupportPage />, { person: { ...clara, roles: ['office', 'organiser'] } })
  await nextTurn()
  return drawn
}
afterEach(cleanup)

test('what is missing comes first; each side that has not signed is named', async () => {
  await page()
  expect(screen.getByRole('region', { name: /What is missing/ }).textContent).toMatch(
    /not signed by your organisation/,
  )
  const row = within(screen.getByRole('region', { name: 'Table of agreements' })).getAllByRole('row')[1]!
  expect(row.textContent).toMatch(/Acme.*USD 1,200\.50.*facilities or space.*Not signed/)
  expect(row.textContent).toMatch(/Ada Lund/)
  expect(row.textContent).toMatch(/Missing: your organisation/)
  expect(row.textContent).toMatch(/Missing: the joint provider Northfield/)
  const sums = screen.getByRole('region', { name: 'Table of income and expense' })
  expect(sums.textContent).toMatch(/USD 1,200\.50USD 500\.00USD 700\.50/)
  expect(await violations()).toEqual([])
})

test('a conference without activities says what comes first', async () => {
  await page({ ...overview, activities: [], agreements: [] })
  expect(text()).toMatch(/Plan an accredited activity first/)
  expect(screen.getByRole('button', { name: 'New agreement' })).toHaveProperty('disabled', true)
})

test('what is missing in an agreement has the focus, and closing it leads back to where it was opened', async () => {
  await page()
  const opener = screen.getByRole('button', { name: 'New agreement' })
  opener.focus()
  fireEvent.click(opener)
  const dialog = await screen.findByRole('dialog')
  fireEvent.change(within(dialog).getByLabelText('Supporter'), { target: { value: 'Beta' } })
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }))
  await nextTurn()
  expect(document.activeElement).toBe(within(dialog).getByLabelText('Purpose'))
  fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }))
  await nextTurn()
  expect(document.activeElement).toBe(opener)
})

test('an agreement is sent in the smallest unit of its currency; what is not readable is not sent', async () => {
  await page()
  fireEvent.click(screen.getByRole('button', { name: 'New agreement' }))
  const dialog = await screen.findByRole('dialog')
  const write = (label: string | RegExp, value: string) =>
    fireEvent.change(within(dialog).getByLabelText(label), { target: { value } })
  write('Supporter', 'Beta')
  write('Purpose', 'Travel')
  write(/^Amount in USD/, '1,2')
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }))
  expect(dialog.textContent).toMatch(/Write it like 1,200\.00/)
  write(/^Amount in USD/, '1,200.50')
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }))
  await nextTurn()
  const sent = server.sent.at(-1)
  expect(sent?.body).toMatchObject({
    revision: 0,
    terms: { supporter: 'Beta', amount: 120_050, allocations: [{ activityId: 'hf', amount: 120_050 }] },
  })
})
