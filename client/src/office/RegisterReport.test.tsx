import type { RegisterReport, RegisterStatus } from '@lectern/shared/creditRegisters'
import type { EventReport } from '@lectern/shared/eventReports'
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { liveAt } from '../credit/fakeCredit.ts'
import { drawAt, text } from '../testing/drawAt.tsx'
import { dialogGone, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { officeActivity, registerRecord, registerReport } from './fakeOffice.ts'
import OfficeActivityPage from './OfficeActivityPage.tsx'
import { unreportedWords } from './registerWords.ts'

const path = '/api/credit/office/hf/registers/pars'
let server: FakeHttp
const none: RegisterStatus = {
  ...{
    register: 'pars',
    unreported: 1,
    keptBack: 0,
    tooLate: 0,
    dueBy: null,
    isOverdue: false,
    lastFile: null,
  },
}
let eventReports: EventReport[] = []
async function page(fields: Partial<RegisterReport>, changes: Partial<RegisterStatus> = {}) {
  server = new FakeHttp()
  const status = { ...none, ...changes }
  server.answers['GET /api/credit/office/hf'] = { ...officeActivity, registers: [status] }
  server.answers[`GET ${path}`] = registerReport(fields)
  server.answers['GET /api/event-reports'] = { reports: eventReports }
  return drawAt(
    server,
    '/office/activities/:activityId/:tab?',
    '/office/activities/hf/reporting',
    <OfficeActivityPage />,
  )
}
const rejected = registerRecord({
  code: 'r',
  name: 'Noah Lee',
  rejected: { at: liveAt, reason: 'No such licence' },
})
const keptBack = registerRecord({
  code: 'k',
  name: 'Inés Muñoz',
  state: 'kept_back',
  problems: [{ who: 'learner', says: 'The EFN is missing.' }],
})
const sent = registerRecord({ code: 's', name: 'Sami Aho', state: 'sent' })
const day = (days: number) => days * 86_400_000 + 43_200_000
const names = () =>
  within(screen.getByRole('table'))
    .getAllByRole('rowheader')
    .map((cell) => cell.textContent)

afterEach(async () => {
  eventReports = []
  cleanup()
  await dialogGone()
})

test('records say their standing, who must act and why, those first that need it', async () => {
  const { user } = await page({ records: [sent, keptBack, rejected] })
  await screen.findByRole('table')
  expect(names()).toEqual(['Noah Lee', 'Inés Muñoz', 'Sami Aho'])
  expect(text()).toContain('The register said: No such licence')
  expect(text()).toContain('The learner must act: The EFN is missing.')
  expect(await violations()).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Sent 1' }))
  expect(names()).toEqual(['Sami Aho'])
})

test('while every record lacks something no step is done, and none comes next', async () => {
  await page({ records: [keptBack] }, { unreported: 1, keptBack: 1 })
  const steps = within(screen.getByRole('list', { name: 'Reporting to PARS' })).getAllByRole('listitem')
  expect(steps.map((step) => /^(Done|Now|Next)/.exec(step.textContent.replace(/^\d/, ''))?.[0])).toEqual(
    Array.from({ length: 4 }, () => 'Next'),
  )
  expect(text()).toContain('1 record to report; it lacks something, as the table says.')
})

test('where the activity itself is wrong no file is offered, and it says what the office must do', async () => {
  await page({ problems: [{ who: 'office', says: 'The activity’s number at PARS has 9 digits.' }] })
  expect(await screen.findByText('No file for PARS can be made yet')).toBeTruthy()
  expect(text()).toContain('You must act: The activity’s number at PARS has 9 digits.')
  expect(screen.queryByRole('link', { name: /Download PARS/ })).toBeNull()
})

test('a file whose layout nobody could confirm is called a draft', async () => {
  await page({ draft: 'The columns are not published.' })
  expect(await screen.findByText('A draft until it has been tried at the register')).toBeTruthy()
  expect(text()).toContain('The columns are not published.')
})

test('everything that was sent is marked as accepted by one press', async () => {
  const { user } = await page({ records: [sent, keptBack] })
  server.answers[`POST ${path}/answers`] = { changed: 1 }
  await user.click(await screen.findByRole('button', { name: '1 record accepted' }))
  expect(server.bodies(`POST ${path}/answers`)).toEqual([{ codes: ['s'], rejected: null }])
  expect(await screen.findByText('1 record accepted by PARS.')).toBeTruthy()
})

test('what was marked as accepted can still be rejected', async () => {
  await page({ records: [registerRecord({ code: 'a', state: 'accepted' })] })
  const rejects = await screen.findByRole<HTMLButtonElement>('button', { name: 'Some were rejected' })
  expect(rejects.disabled).toBe(false)
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'All accepted' }).disabled).toBe(true)
})

test('a pasted answer is read, shown, and recorded with the reasons, without the person’s numbers', async () => {
  const { user } = await page({ records: [sent] })
  server.answers[`POST ${path}/answers/read`] = {
    found: [
      { code: 's', name: 'Sami Aho', line: '036123456 inactive', isRejected: false },
      { code: 't', name: 'Tua Berg', line: '036123457 accepted', isRejected: false },
    ],
    unclear: ['Licence;Message'],
  }
  server.answers[`POST ${path}/answers`] = { changed: 1 }
  await user.click(await screen.findByRole('button', { name: 'Some were rejected' }))
  const dialog = screen.getByRole('dialog', { name: 'What PARS rejected' })
  await user.type(within(dialog).getByRole('textbox'), '036123456 inactive')
  await user.click(within(dialog).getByRole('button', { name: 'Find the records' }))
  expect(dialog.textContent).toContain('2 records found')
  expect(dialog.textContent).toContain('1 line not used')
  const ticked = () =>
    within(dialog)
      .getAllByRole<HTMLInputElement>('checkbox')
      .map(({ checked }) => checked)
  expect(ticked()).toEqual([true, false])
  expect(server.bodies(`POST ${path}/answers`)).toEqual([])
  expect(await violations()).toEqual([])
  await user.click(within(dialog).getByRole('button', { name: 'Mark 1 record as rejected' }))
  expect(server.bodies(`POST ${path}/answers`)).toEqual([{ codes: ['s'], rejected: { reason: 'inactive' } }])
  expect(await screen.findByText('1 record rejected by PARS, to be sent again.')).toBeTruthy()
})

test('an answer that names no record changes nothing, and a refusal keeps the text', async () => {
  const { user } = await page({ records: [sent] })
  server.answers[`POST ${path}/answers/read`] = { found: [], unclear: ['what?'] }
  await user.click(await screen.findByRole('button', { name: 'Some were rejected' }))
  const dialog = screen.getByRole('dialog')
  await user.type(within(dialog).getByRole('textbox'), 'what?')
  server.refuse(`POST ${path}/answers/read`, 'rate_limited', 'That was too often.')
  await user.click(within(dialog).getByRole('button', { name: 'Find the records' }))
  expect(within(dialog).getByRole('alert').textContent).toContain('That was too often.')
  await user.click(within(dialog).getByRole('button', { name: 'Find the records' }))
  expect(dialog.textContent).toContain('No line names a record that was sent.')
  expect(within(dialog).queryByRole('button', { name: /as rejected/ })).toBeNull()
})

test('an answer can be a file, in any encoding; one that is no text is refused in words', async () => {
  const { user } = await page({ records: [sent] })
  server.answers[`POST ${path}/answers/read`] = { found: [], unclear: ['Åland'] }
  await user.click(await screen.findByRole('button', { name: 'Some were rejected' }))
  const dialog = screen.getByRole('dialog')
  // jsdom's files have no bytes to read.
  const choose = async (bytes: Uint8Array<ArrayBuffer>, name: string) =>
    user.upload(
      dialog.querySelector<HTMLInputElement>('input[type=file]')!,
      Object.assign(new File([bytes], name), { arrayBuffer: async () => bytes.buffer }),
    )
  await choose(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1, 0, 2, 0xff, 0xd8]), 'picture.png')
  expect(await within(dialog).findByText(/^The file is no text\. Save a spreadsheet as CSV/)).toBeTruthy()
  const find = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Find the records' })
  expect(find.disabled).toBe(true)
  const utf16 = new Uint8Array(
    new Uint16Array([0xfeff, ...Array.from('Åland', (one) => one.charCodeAt(0))]).buffer,
  )
  await choose(utf16, 'answer.csv')
  await waitFor(() => expect(find.disabled).toBe(false))
  expect(within(dialog).queryByRole('textbox')).toBeNull()
  await user.click(find)
  expect(server.bodies(`POST ${path}/answers/read`)).toEqual([{ text: 'Åland' }])
  expect(await violations()).toEqual([])
})

test('a file with somebody who has withdrawn their permission is not to be uploaded', async () => {
  const lastFile = { madeAt: liveAt, records: 3, unreported: 3, outdated: 2 }
  await page({}, { unreported: 3, lastFile })
  expect(await screen.findByText('Do not upload this file any more')).toBeTruthy()
  expect(text()).toContain('2 records of the last file are not to be sent any more')
})

test('what is deleted at the register by hand is confirmed in one press', async () => {
  const { user } = await page({
    records: [registerRecord({ code: 'd', action: 'delete', state: 'kept_back', isByHand: true })],
  })
  server.answers[`POST ${path}/answers`] = { changed: 1 }
  await user.click(await screen.findByRole('button', { name: '1 record deleted there by hand' }))
  expect(await screen.findByText('1 record deleted by hand at PARS.')).toBeTruthy()
  expect(server.sent.map(({ body }) => body)).toEqual([{ codes: ['d'], rejected: null }])
})

test.each([
  [{}, '1 record to report.'],
  [
    { unreported: 3, keptBack: 2, tooLate: 1, dueBy: day(9) },
    '2 records to report by 10 January 1970; 1 lacks something. 1 record came too late: the register takes it no more.',
  ],
  [{ unreported: 2, keptBack: 2, tooLate: 2 }, '2 records came too late: the register takes them no more.'],
  [{ dueBy: day(2), isOverdue: true }, '1 record to report, overdue since 3 January 1970.'],
  [{ unreported: 0 }, 'Nothing to report right now.'],
])('%j reads “%s”', (changes, words) => {
  expect(unreportedWords({ ...none, ...changes })).toBe(words)
})

test('an event report is confirmed under the officer’s name, in two presses', async () => {
  const due = { dueBy: liveAt, daysLeft: -2, sent: null }
  eventReports = [{ activityId: 'hf', title: 'HF', policyId: 'eaccme', body: 'EACCME', ...due }]
  const { user } = await page({})
  server.answers['POST /api/event-reports/hf'] = {}
  expect(await screen.findByText(/^EACCME: overdue since /)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'The event report was sent to EACCME' }))
  eventReports = [{ ...eventReports[0]!, sent: { at: liveAt, by: 'Kei Ito' } }]
  server.answers['GET /api/event-reports'] = { reports: eventReports }
  const dialog = await screen.findByRole('dialog')
  await user.click(within(dialog).getByRole('button', { name: 'It was sent' }))
  expect(await screen.findByText(/^EACCME: sent on .*, said Kei Ito\.$/)).toBeTruthy()
  expect(server.sent.map(({ body }) => body)).toEqual([{ policyId: 'eaccme' }])
  expect(await violations()).toEqual([])
})
