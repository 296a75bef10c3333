import { cleanup, screen, within } from '@testing-library/react'
import { claimOf, code, liveAt } from '../credit/fakeCredit.ts'
import { drawAt, text } from '../testing/drawAt.tsx'
import { dialogGone, violations } from '../testing/drawPage.tsx'
import { exampleReply, FakeHttp } from '../testing/fakeHttp.ts'
import { officeActivity, people, person, registerReport } from './fakeOffice.ts'
import OfficeActivityPage from './OfficeActivityPage.tsx'

let server: FakeHttp
async function page(address = '', activity = officeActivity) {
  server = new FakeHttp()
  server.answers['GET /api/credit/office/hf'] = () => activity
  for (const register of ['pars', 'cpe-monitor'] as const)
    server.answers[`GET /api/credit/office/hf/registers/${register}`] = registerReport({
      register,
      records: [],
    })
  server.answers['POST /api/credit/office/overrides'] = exampleReply('office.override')
  server.answers[`POST /api/credit/office/certificates/${code}/revoke`] = {}
  return drawAt(
    server,
    '/office/activities/:activityId/:tab?',
    `/office/activities/hf${address}`,
    <OfficeActivityPage />,
  )
}
/** Without the initials beside a name. */
function wordsOf(element: Element): string | null {
  const copy = element.cloneNode(true) as Element
  for (const hidden of copy.querySelectorAll('[aria-hidden="true"]')) hidden.remove()
  return copy.textContent
}
const names = () => screen.getAllByRole('rowheader').map(wordsOf)
const press = (name: string | RegExp) => screen.getByRole('button', { name })

afterEach(async () => {
  cleanup()
  await dialogGone()
})

describe('the table', () => {
  test('says who, how long, how much and whether it was claimed', async () => {
    await page()
    const cells = screen.getAllByRole('row').map((row) => [...row.children].map(wordsOf))
    expect(cells).toEqual([
      ['Name', 'Profession', 'Minutes', 'Earned', 'Claim'],
      ['Clara Meyer, MD', 'Physician', '42 / 45 min', 'AMA 0.75', 'Not claimed'],
      ['Inés Muñoz, MD', 'Pharmacist', '12 / 45 min', 'AMA 0.00', 'Not eligible'],
      ['Noah Lee, MD', 'Nurse', '42 / 45 min', 'AMA 0.75', 'Claimed'],
    ])
  })

  test('sorts by a press on a heading, and the other way by another', async () => {
    const { user } = await page()
    await user.click(press(/^Minutes/))
    expect(names()[2]).toContain('Inés')
    expect(screen.getByRole('columnheader', { name: /Minutes/ }).getAttribute('aria-sort')).toBe('descending')
    await user.click(press(/^Minutes/))
    expect(names()[0]).toContain('Inés')
  })

  test('finds, filters, and says how many', async () => {
    const { user } = await page()
    await user.type(screen.getByRole('searchbox', { name: 'Find a name' }), 'munoz')
    expect(names()).toEqual(['Inés Muñoz, MD'])
    expect(text()).toContain('1 of 3 people')
    await user.clear(screen.getByRole('searchbox'))
    await user.click(press('Not claimed 1'))
    expect(names()).toEqual(['Clara Meyer, MD'])
    await user.click(press('Nurse 1'))
    expect(text()).toContain('Nobody matches')
    expect(await violations()).toEqual([])
  })

  test('of ten thousand people only those in sight are drawn', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      person({ personId: `p${index}`, name: `Person ${String(index).padStart(4, '0')}` }),
    )
    const { user } = await page('', { ...officeActivity, people: many })
    expect(names().length).toBeLessThan(100)
    expect(names()[0]).toBe('Person 0000, MD')
    expect(text()).toContain('10,000 people')
    await user.type(screen.getByRole('searchbox'), '2999')
    expect(names()).toEqual(['Person 2999, MD'])
  })

  test('says what will appear where nobody is', async () => {
    await page('', { ...officeActivity, people: [] })
    expect(text()).toContain('People appear here once they acknowledge the disclosures of a session.')
  })
})

describe('the tabs', () => {
  const tab = (name: RegExp) => screen.getByRole('tab', { name })

  test('the heading says what the activity is designated for', async () => {
    await page()
    expect(text()).toContain('AMA 1.00 · designated 24 Nov 2026')
  })

  test.each([
    ['', /^People/],
    ['/evaluations', /^Evaluations/],
    ['/reporting', /^Reporting/],
    ['/exports', /^Exports/],
    ['/nonsense', /^People/],
  ])('the address /office/activities/hf%s shows its tab', async (address, name) => {
    await page(address)
    expect(tab(name).getAttribute('aria-selected')).toBe('true')
  })

  test('a press on a tab leads to its address, and the page there has no violations', async () => {
    const { user } = await page()
    await user.click(tab(/^Exports/))
    expect(tab(/^Exports/).getAttribute('aria-selected')).toBe('true')
    expect(document.title).toMatch(/^Exports – Heart failure, all year/)
    expect(await violations()).toEqual([])
  })
})

test('the exports are there', async () => {
  await page('/exports')
  const links = within(screen.getByRole('region', { name: /Exports/ })).getAllByRole('link')
  expect(links.map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
    ['All learners (CSV)', '/api/credit/office/hf/credits.csv'],
    ['Evaluations (CSV)', '/api/credit/office/hf/evaluations.csv'],
  ])
})

describe('reporting to a register', () => {
  const path = 'POST /api/credit/office/hf/registers/cpe-monitor/reported'
  const part = (name: string) => screen.getByRole('region', { name })
  const button = (name: string) =>
    screen.getByRole<HTMLButtonElement>('button', { name: `Mark as reported to ${name}` })
  const states = (name: string) =>
    within(screen.getByRole('list', { name: `Reporting to ${name}` }))
      .getAllByRole('listitem')
      .map((step) => step.getAttribute('data-state'))

  test('has steps: how much is due by when, and which comes next', async () => {
    await page('/reporting')
    expect(part('PARS').textContent).toContain('1 record to report.')
    expect(part('PARS').textContent).toContain('Not downloaded yet.')
    expect(button('PARS').disabled).toBe(true)
    expect(states('PARS')).toEqual(['now', 'next', 'next', 'next'])
    expect(part('CPE Monitor').textContent).toContain(
      '14 records to report by 24 January 2027; 2 lack something.',
    )
    expect(part('CPE Monitor').textContent).toMatch(/Last file: 26 November 2026, .*, 12 records\./)
    expect(states('CPE Monitor')).toEqual(['done', 'now', 'next', 'next'])
    expect(await violations()).toEqual([])
  })

  test('where everything is reported all steps are done', async () => {
    const [pars] = officeActivity.registers
    await page('/reporting', {
      ...officeActivity,
      registers: [
        { ...pars!, unreported: 0, lastFile: { madeAt: 1, records: 3, unreported: 0, outdated: 0 } },
      ],
    })
    expect(part('PARS').textContent).toContain('Nothing to report right now.')
    expect(states('PARS')).toEqual(['done', 'done', 'done', 'done'])
  })

  test('the files and the lists of what is missing are there', async () => {
    await page('/reporting')
    const links = within(screen.getByRole('tabpanel')).getAllByRole('link')
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      '/api/credit/office/hf/registers/pars.json',
      '/api/credit/office/hf/registers/pars-missing.csv',
      '/api/credit/office/hf/registers/cpe-monitor.csv',
      '/api/credit/office/hf/registers/cpe-monitor-missing.csv',
    ])
  })

  test('marks the file that is shown, once that is confirmed', async () => {
    const { user } = await page('/reporting')
    server.answers[path] = { marked: 12 }
    await user.click(button('CPE Monitor'))
    const dialog = screen.getByRole('dialog', { name: 'Reported to CPE Monitor' })
    expect(dialog.textContent).toMatch(
      /Did CPE Monitor accept the file from .*\? 12 records will be marked as reported under your name\./,
    )
    expect(server.sent).toEqual([])
    expect(await violations()).toEqual([])
    await user.click(within(dialog).getByRole('button', { name: 'Mark as reported' }))
    expect(server.bodies(path)).toEqual([{ madeAt: officeActivity.registers[1]!.lastFile!.madeAt }])
    expect(await screen.findByText('12 records marked as reported to CPE Monitor.')).toBeTruthy()
  })

  test('refused: the words stay in the dialog, and nothing is sent when it is closed', async () => {
    const { user } = await page('/reporting')
    await user.click(button('CPE Monitor'))
    server.refuse(path, 'stale', 'A newer file was made meanwhile.')
    const dialog = screen.getByRole('dialog')
    await user.click(within(dialog).getByRole('button', { name: 'Mark as reported' }))
    expect(within(dialog).getByRole('alert').textContent).toContain('A newer file was made meanwhile.')
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }))
    await dialogGone()
    expect(server.sent).toHaveLength(1)
  })

  test('an activity whose bodies report to no register has none', async () => {
    await page('/reporting', { ...officeActivity, registers: [] })
    expect(text()).toContain('Nothing to report')
    expect(screen.queryByRole('list', { name: /^Reporting to/ })).toBeNull()
  })
})

test('the designations are named as their bodies are', async () => {
  await page('/reporting')
  expect(screen.getByRole('list', { name: 'Designated' }).textContent).toContain(
    'AMA PRA Category 1 Credit™: at most',
  )
})

describe('one person', () => {
  const drawer = () => screen.getByRole('dialog')

  test('is opened from the table: minutes, gaps, reasons; and closed again', async () => {
    const { user } = await page()
    await user.click(press('Inés Muñoz, MD'))
    expect(within(drawer()).getByRole('heading', { level: 2, name: 'Inés Muñoz, MD' })).toBeTruthy()
    expect(drawer().textContent).toContain('12 / 45 min')
    expect(drawer().textContent).toMatch(/3 min, .*connection lost/)
    expect(drawer().textContent).toContain('Not met: Inés watched 12 of 45 minutes')
    expect(await violations()).toEqual([])
    await user.keyboard('{Escape}')
    await dialogGone()
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(document.activeElement).toBe(press('Inés Muñoz, MD'))
  })

  test('nothing in the drawer addresses the officer as the learner', async () => {
    const gaps = [{ from: liveAt, to: liveAt + 600_000, reason: 'not_joined' as const }]
    const natalia = person({ name: 'Natalia Kowalska', sessions: [{ ...people[0]!.sessions[0]!, gaps }] })
    await page('?person=clara', { ...officeActivity, people: [natalia] })
    expect(drawer().textContent).toMatch(/10 min, .*: Natalia was not in the session/)
    expect(drawer().textContent).not.toMatch(/\b[Yy]ou(r)?\b/)
    expect(within(drawer()).getByRole('list', { name: 'The session’s time' })).toBeTruthy()
  })

  test('minutes are credited from a gap, with a reason', async () => {
    const { user } = await page('?person=clara')
    await user.click(press(/Change minutes/))
    await user.click(press('10:00–13:00'))
    expect(text()).toContain('In your time zone:')
    await user.click(press('Change minutes'))
    expect(text()).toContain('Give a reason.')
    expect(server.sent).toEqual([])
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'The gateway failed.')
    expect(await violations()).toEqual([])
    await user.click(press('Change minutes'))
    expect(server.bodies('POST /api/credit/office/overrides')).toEqual([
      {
        sessionId: 'heart',
        personId: 'clara',
        fromMinute: 10,
        toMinute: 13,
        credited: true,
        reason: 'The gateway failed.',
      },
    ])
    expect(text()).toContain('Credited: 10:00 to 13:00 of “Heart failure in 2026”.')
  })

  test('minutes are withdrawn', async () => {
    const { user } = await page('?person=clara')
    await user.click(press(/Change minutes/))
    await user.type(screen.getByRole('textbox', { name: 'From' }), '5')
    await user.type(screen.getByRole('textbox', { name: 'To' }), '0:06:30')
    await user.click(screen.getByRole('radio', { name: 'Don’t count them' }))
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'Shared her link.')
    await user.click(press('Change minutes'))
    expect(server.bodies('POST /api/credit/office/overrides')).toMatchObject([
      { fromMinute: 5, toMinute: 6.5, credited: false },
    ])
  })

  test('an appeal is granted with what it is most likely about filled in', async () => {
    const { user } = await page('?person=clara&session=heart&appeal=a1')
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'From' }).value).toBe('10:00')
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'To' }).value).toBe('13:00')
    expect(screen.queryByRole('radio', { name: 'Don’t count them' })).toBeNull()
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'The gateway failed.')
    await user.click(press('Grant and change minutes'))
    expect(server.bodies('POST /api/credit/office/overrides')).toMatchObject([
      { appealId: 'a1', toMinute: 13 },
    ])
    expect(text()).toContain('The appeal is granted.')
  })

  test('refused: the reason in words, what was written kept', async () => {
    const { user } = await page('?person=clara&session=heart&appeal=a1')
    server.refuse('POST /api/credit/office/overrides', 'conflict', 'This appeal was decided already.')
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'The gateway failed.')
    await user.click(press('Grant and change minutes'))
    expect(screen.getByRole('alert').textContent).toContain(
      'This appeal was decided already. Your text is kept',
    )
  })

  test('a certificate is revoked with a reason', async () => {
    const claimed = person({ claims: [claimOf()] })
    const { user } = await page('?person=clara', { ...officeActivity, people: [claimed, ...people.slice(1)] })
    await user.click(press(/Revoke the certificate/))
    const dialog = screen.getByRole('dialog', { name: 'Revoke the certificate' })
    await user.type(within(dialog).getByRole('textbox', { name: 'Reason' }), 'Issued to the wrong person.')
    await user.click(within(dialog).getByRole('button', { name: 'Revoke' }))
    expect(server.bodies(`POST /api/credit/office/certificates/${code}/revoke`)).toEqual([
      { reason: 'Issued to the wrong person.' },
    ])
    expect(await screen.findByText('The certificate is revoked.')).toBeTruthy()
  })
})

test('has no violations', async () => {
  await page()
  expect(await violations()).toEqual([])
})
