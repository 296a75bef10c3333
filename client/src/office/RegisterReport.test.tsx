import type { RegisterReport } from '@lectern/shared/creditRegisters'
import { cleanup, screen, within } from '@testing-library/react'
import { liveAt } from '../credit/fakeCredit.ts'
import { drawAt, text } from '../testing/drawAt.tsx'
import { dialogGone, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { officeActivity, registerRecord, registerReport } from './fakeOffice.ts'
import OfficeActivityPage from './OfficeActivityPage.tsx'

const path = '/api/credit/office/hf/registers/pars'
let server: FakeHttp
async function page(fields: Partial<RegisterReport>) {
  server = new FakeHttp()
  const status = { register: 'pars' as const, unreported: 1, keptBack: 0, dueBy: null, lastFile: null }
  server.answers['GET /api/credit/office/hf'] = { ...officeActivity, registers: [status] }
  server.answers[`GET ${path}`] = registerReport(fields)
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
const names = () =>
  within(screen.getByRole('table'))
    .getAllByRole('rowheader')
    .map((cell) => cell.textContent)

afterEach(async () => {
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

test('where the activity itself is wrong no file is offered, and it says what the office must do', async () => {
  await page({ problems: [{ who: 'office', says: 'The activity’s number at PARS has 9 digits.' }] })
  expect(await screen.findByText('No file for PARS can be made yet')).toBeTruthy()
  expect(text()).toContain('You must act: The activity’s number at PARS has 9 digits.')
  expect(screen.queryByRole('link', { name: /Download PARS/ })).toBeNull()
})

test('a file whose layout nobody could confirm is called a draft', async () => {
  await page({ draft: 'The columns are not published.' })
  expect(await screen.findByText('A draft until it was tried at the register')).toBeTruthy()
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
      { code: 's', name: 'Sami Aho', line: '036123456 inactive' },
      { code: 't', name: 'Tua Berg', line: '036123457 accepted' },
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
