import type { BiasReports } from '@lectern/shared/program'
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { dialogGone, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { officeOverview, program } from './fakeOffice.ts'
import OfficePage from './OfficePage.tsx'

let server: FakeHttp
async function page(overview = officeOverview, reports: BiasReports['reports'] = []) {
  server = new FakeHttp()
  server.answers['GET /api/credit/office'] = () => overview
  server.answers['GET /api/program'] = program
  server.answers['GET /api/program/bias-reports'] = { reports }
  server.answers['POST /api/credit/office/appeals/a1'] = {}
  return drawAt(server, '/office', '/office', <OfficePage />)
}

afterEach(cleanup)

test('what needs the office comes first', async () => {
  await page()
  const needs = screen.getByRole('region', { name: 'Needs you' })
  expect(
    within(needs)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual([
    '14 pharmacists not reported yet, 9 days left: Heart failure, all year. Export for CPE Monitor',
    '1 appeal waits for a decision. Decide',
    '2 evaluations report commercial bias: Heart failure, all year. Read the evaluations',
  ])
})

test('each activity says what was claimed, and leads to its people', async () => {
  await page()
  expect(text()).toContain('1 session, ended · 412 learners · 187 claims')
  expect(text()).toContain('AMA PRA Category 1 Credit™: 98.75 credits, 120 people')
  const link = screen.getByRole('link', { name: 'People and exports: Heart failure, all year' })
  expect(link.getAttribute('href')).toBe('/office/hf')
})

test('says what will appear where there is nothing', async () => {
  await page({ activities: [], appeals: [] })
  expect(text()).toContain('Nothing at the moment.')
  expect(text()).toContain('No accredited activities yet.')
  expect(text()).toContain('None. Learners appeal from “My credit”')
  expect(await violations()).toEqual([])
})

test('a person who is not in the office is told so', async () => {
  server = new FakeHttp()
  server.refuse('GET /api/credit/office', 'forbidden', 'Your role does not allow this: the CE office.')
  await drawAt(server, '/office', '/office', <OfficePage />)
  expect(screen.getByRole('alert').textContent).toContain('This page is not for your role')
})

describe('appeals', () => {
  test('granting leads to the person’s minutes', async () => {
    await page()
    const link = screen.getByRole('link', { name: 'Grant the appeal of Clara Meyer, Heart failure in 2026' })
    expect(link.getAttribute('href')).toBe('/office/hf?person=clara&session=heart&appeal=a1')
  })

  test('declining wants a reason, and sends it', async () => {
    const { user } = await page()
    await user.click(screen.getByRole('button', { name: /Decline the appeal of Clara/ }))
    const dialog = screen.getByRole('dialog', { name: 'Decline the appeal' })
    expect(dialog.textContent).toContain('My network was fine at ten past.')
    await user.click(within(dialog).getByRole('button', { name: 'Decline' }))
    expect(within(dialog).getByRole('alert').textContent).toBe('Write why.')
    expect(server.sent).toEqual([])
    await user.type(within(dialog).getByRole('textbox', { name: 'Reason' }), 'It was a break.')
    expect(await violations()).toEqual([])
    await user.click(within(dialog).getByRole('button', { name: 'Decline' }))
    expect(server.bodies('POST /api/credit/office/appeals/a1')).toEqual([{ reason: 'It was a break.' }])
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await dialogGone()
  })

  test('somebody else decided meanwhile: the reason is kept, and it says so', async () => {
    const { user } = await page()
    server.refuse('POST /api/credit/office/appeals/a1', 'conflict', 'This appeal was decided already.')
    await user.click(screen.getByRole('button', { name: /Decline the appeal of Clara/ }))
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'It was a break.')
    await user.click(screen.getByRole('button', { name: 'Decline' }))
    expect(screen.getByRole('alert').textContent).toContain('This appeal was decided already.')
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Reason' }).value).toBe('It was a break.')
  })

  test('decided ones are folded, with the decision', async () => {
    await page()
    expect(text()).toContain('1 decided appeal')
    expect(screen.getByRole('article', { name: /Noah Lee/ }).textContent).toContain(
      'Declined: It was a break.',
    )
  })
})

describe('bias reported from the sessions', () => {
  const report = {
    sessionId: 'heart',
    sessionTitle: 'Heart failure in 2026',
    name: 'Noah Lee',
    at: 1_764_000_000_000,
    clockMs: 1_867_000,
    text: 'A brand was praised.',
  }

  test('says where, when on the session’s clock, and who', async () => {
    await page(officeOverview, [report, { ...report, at: 1, clockMs: null, text: 'The lobby had logos.' }])
    const section = screen.getByRole('region', { name: 'Bias reported from the sessions' })
    expect(section.textContent).toContain('Heart failure in 2026, at 00:31:07 of the session · Noah Lee')
    expect(section.textContent).toContain('“A brand was praised.”')
    expect(await violations()).toEqual([])
  })

  test('says what will appear, and why it could not be loaded', async () => {
    await page()
    expect(text()).toContain('None. Whoever sees commercial bias')
    cleanup()
    server = new FakeHttp()
    server.answers['GET /api/credit/office'] = officeOverview
    server.answers['GET /api/program/bias-reports'] = { reports: [] }
    server.refuse('GET /api/program/bias-reports', 'storage_unavailable', 'The server cannot read anything.')
    const { user } = await drawAt(server, '/office', '/office', <OfficePage />)
    expect(screen.getByRole('alert').textContent).toContain('The server cannot read anything.')
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText(/None\. Whoever sees/)).toBeTruthy()
  })
})

test('has no violations', async () => {
  await page()
  expect(await violations()).toEqual([])
})
