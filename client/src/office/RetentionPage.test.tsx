import type { Retention } from '@lectern/shared/retention'
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { clara, draw, nextTurn, text, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import RetentionPage from './RetentionPage.tsx'

const endedAt = Date.UTC(2027, 2, 1)
const until = Date.UTC(2033, 2, 1)
const retention: Retention = {
  term: { startsOn: '2026-07-01', endsOn: '2030-06-30' },
  conferences: [
    {
      ...{ id: 'cardiology', title: 'Cardiology Update', contents: 412, purgedAt: until },
      activities: [
        {
          ...{ id: 'hf', title: 'Heart failure', endedAt, until, hold: null },
          kept: [
            { rule: 'attendance', until },
            { rule: 'files', until: Date.UTC(2030, 6, 1) },
          ],
        },
      ],
      purged: [{ at: endedAt, why: 'erased', contents: 3 }],
    },
  ],
}
let server: FakeHttp
async function page(shown: Retention = retention) {
  server = new FakeHttp()
  server.answers['GET /api/office/retention'] = shown
  globalThis.fetch = server.fetch as unknown as typeof fetch
  await draw(<RetentionPage />, { person: { ...clara, roles: ['office', 'organiser'] } })
  await nextTurn()
}
afterEach(cleanup)

test('each activity says until when it is kept, and by which rule; what was purged is listed', async () => {
  await page()
  expect(text()).toMatch(/The contents of 412 ledger entries are purged on/)
  const table = screen.getByRole('region', { name: 'Table of what Cardiology Update keeps' })
  expect(table.textContent).toMatch(/six years/)
  expect(table.textContent).not.toMatch(/accreditation term/)
  expect(text()).toMatch(/the contents of 3 ledger entries, erased/)
  expect(await violations()).toEqual([])
})

test('an activity is held back with a reason', async () => {
  await page()
  fireEvent.click(screen.getByRole('button', { name: 'Hold back Heart failure' }))
  const dialog = await screen.findByRole('dialog')
  expect(dialog.textContent).toMatch(
    /Heart failure.*kept until you release it.*hold back each of its activities/,
  )
  fireEvent.change(within(dialog).getByLabelText('Reason'), { target: { value: 'An inquiry.' } })
  server.answers['POST /api/office/retention/cardiology/holds/hf'] = retention
  fireEvent.click(within(dialog).getByRole('button', { name: 'Hold back' }))
  await nextTurn()
  expect(server.sent.at(-1)?.body).toEqual({ reason: 'An inquiry.' })
})

test('a provider without conferences says what will appear here', async () => {
  await page({ term: null, conferences: [] })
  expect(text()).toMatch(/Without a term/)
  expect(text()).toMatch(/What each conference keeps/)
})
