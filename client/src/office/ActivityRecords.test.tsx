import type { ActivityRecord, ActivityRecordReport, TemplateReport } from '@lectern/shared/activityRecords'
import { cleanup, screen } from '@testing-library/react'
import { me } from '../credit/fakeCredit.ts'
import { drawAt, text } from '../testing/drawAt.tsx'
import { dialogGone, nextTurn, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { ActivityRecords } from './ActivityRecords.tsx'
import TemplatePage from './TemplatePage.tsx'

const at = Date.UTC(2026, 10, 24, 9)
const record = (changes: Partial<ActivityRecord> = {}): ActivityRecord => ({
  ...{ key: 'all', year: 2026, action: 'Add', state: 'ready', problems: [], notices: [] },
  ...{ sent: null, answer: null },
  ...changes,
})
const sent = record({ action: null, state: 'sent', sent: { at, action: 'Add' } })
const address = '/api/credit/office/hf/record'
let server: FakeHttp
const page = (records: ActivityRecord[], more: Partial<ActivityRecordReport> = {}) => {
  server.answers[`GET ${address}`] = { draft: 'A draft.', wish: 'report', records, lastFile: null, ...more }
  return drawAt(server, '/it', '/it', <ActivityRecords activityId="hf" title="Heart failure" />, (each) => (
    <main>
      <h1>Activity</h1>
      {each}
    </main>
  ))
}
const press = (name: string) => screen.getByRole('button', { name })
const posted = (path: string) => server.bodies(`POST ${address}/${path}`)

beforeEach(() => {
  server = new FakeHttp()
})
afterEach(async () => {
  cleanup()
  await dialogGone()
})

test('says what keeps a record back, and where it is mended', async () => {
  const problems = [
    { who: 'office' as const, says: 'The description is missing.', field: 'description' as const },
  ]
  await page([record({ state: 'kept_back', problems, notices: ['It is not over yet.'] })])
  expect(text()).toContain('Kept back, to be added')
  expect(text()).toContain('The description is missing.')
  expect(screen.getByRole('link', { name: 'Planning form' }).getAttribute('href')).toBe(
    '/office/activities/hf/planning',
  )
  expect(text()).toContain('It is not over yet.')
  expect(screen.queryByRole('link', { name: /Download/ })).toBeNull()
  expect(await violations()).toEqual([])
})

test('a file is downloaded and marked as sent', async () => {
  const { user } = await page([record()], { lastFile: { madeAt: at, records: 1, unsent: 1 } })
  expect(screen.getByRole('link', { name: 'Download Activity (JSON): Heart failure' })).toBeTruthy()
  server.answers[`POST ${address}/sent`] = { marked: 1 }
  await user.click(press('Mark as sent'))
  await nextTurn()
  expect(posted('sent')).toEqual([{ madeAt: at }])
  expect(text()).toContain('Marked as sent.')
})

test('an accepted record may have been given a number', async () => {
  const { user } = await page([sent], { lastFile: { madeAt: at, records: 1, unsent: 0 } })
  await user.type(screen.getByRole('textbox', { name: 'Number that PARS gave it' }), '202600499')
  server.answers[`POST ${address}/answers`] = { changed: 1 }
  await user.click(press('Accepted'))
  await nextTurn()
  expect(posted('answers')).toEqual([{ keys: ['all'], rejected: null, number: '202600499' }])
})

test('a rejected one keeps the register’s reason', async () => {
  const { user } = await page([sent], { lastFile: { madeAt: at, records: 1, unsent: 0 } })
  await user.click(press('Rejected'))
  await user.type(screen.getByRole('textbox', { name: /^Reason/ }), 'Unknown provider.')
  server.answers[`POST ${address}/answers`] = { changed: 1 }
  await user.click(press('Mark as rejected'))
  await nextTurn()
  expect(posted('answers')).toEqual([
    { keys: ['all'], rejected: { reason: 'Unknown provider.' }, number: null },
  ])
})

test('a record is closed or taken back by wish', async () => {
  const { user } = await page([record({ action: null, state: 'accepted', sent: { at, action: 'Add' } })])
  server.answers[`PUT ${address}/wish`] = {}
  await user.click(press('Take it back'))
  await nextTurn()
  expect(server.bodies(`PUT ${address}/wish`)).toEqual([{ wish: 'delete' }])
})

test('an activity without sessions has nothing to report', async () => {
  await page([])
  expect(text()).toContain('No session is part of this activity yet')
})

test('the table for PARS says which activities are in it, and what the others lack', async () => {
  const row = { activityId: 'hf', conferenceId: 'other', title: 'Heart failure', year: 2026, notices: [] }
  const report: TemplateReport = {
    draft: 'A draft.',
    rows: [
      { ...row, problems: [] },
      {
        ...row,
        activityId: 'ecg',
        title: 'ECG',
        problems: [{ who: 'office', says: 'No sub-category is ticked.' }],
      },
    ],
  }
  server.answers['GET /api/me'] = me
  server.answers['GET /api/office/activity-records'] = report
  const year = String(new Date().getFullYear())
  server.answers[`GET /api/activity-records/${year}`] = { ...report, rows: [] }
  const { user } = await drawAt(server, '/table', '/table', <TemplatePage />)
  expect(text()).toContain('1 of 2 activities can be in the file.')
  expect(text()).toContain('No sub-category is ticked.')
  expect(screen.getByRole('link', { name: /^Download Template D/ }).getAttribute('href')).toMatch(
    /activity-records\.txt$/,
  )
  expect(await violations()).toEqual([])
  await user.selectOptions(screen.getByRole('combobox', { name: 'Activities' }), year)
  await nextTurn()
  await nextTurn()
  expect(text()).toContain('Activities appear here once sessions are part of them.')
})
