import { cleanup, screen, within } from '@testing-library/react'
import { claimOf, code } from '../credit/fakeCredit.ts'
import { drawAt, text } from '../testing/drawAt.tsx'
import { dialogGone, violations } from '../testing/drawPage.tsx'
import { exampleReply, FakeHttp } from '../testing/fakeHttp.ts'
import { officeActivity, people, person, program } from './fakeOffice.ts'
import OfficeActivityPage from './OfficeActivityPage.tsx'

let server: FakeHttp
async function page(query = '', activity = officeActivity) {
  server = new FakeHttp()
  server.answers['GET /api/credit/office/hf'] = () => activity
  server.answers['GET /api/program'] = program
  server.answers['POST /api/credit/office/overrides'] = exampleReply('office.override')
  server.answers[`POST /api/credit/office/certificates/${code}/revoke`] = {}
  return drawAt(server, '/office/:activityId', `/office/hf${query}`, <OfficeActivityPage />)
}
const names = () => screen.getAllByRole('rowheader').map(({ textContent }) => textContent)
const press = (name: string | RegExp) => screen.getByRole('button', { name })

afterEach(async () => {
  cleanup()
  await dialogGone()
})

describe('the table', () => {
  test('says who, how long, how much and whether it was claimed', async () => {
    await page()
    const cells = screen
      .getAllByRole('row')
      .map((row) => [...row.children].map(({ textContent }) => textContent))
    expect(cells).toEqual([
      ['Name ↑', 'Profession', 'Minutes', 'Earned', 'Claim'],
      ['Clara Meyer, MD', 'Physician', '42 of 45 min', '0.75 credits', 'Not claimed'],
      ['Inés Muñoz, MD', 'Pharmacist', '12 of 45 min', '0.00 credits', 'Not eligible'],
      ['Noah Lee, MD', 'Nurse', '42 of 45 min', '0.75 credits', 'Claimed'],
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
    await user.selectOptions(screen.getByRole('combobox', { name: 'Show' }), 'Not claimed')
    expect(names()).toEqual(['Clara Meyer, MD'])
    await user.selectOptions(screen.getByRole('combobox', { name: 'Profession' }), 'Nurse')
    expect(text()).toContain('Nobody matches.')
  })

  test('thousands of people are a page at a time', async () => {
    const many = Array.from({ length: 3000 }, (_, index) =>
      person({ personId: `p${index}`, name: `Person ${String(index).padStart(4, '0')}` }),
    )
    const { user } = await page('', { ...officeActivity, people: many })
    expect(names()).toHaveLength(50)
    expect(text()).toContain('Page 1 of 60')
    await user.click(press('Before'))
    expect(names()[0]).toBe('Person 0000, MD')
    await user.click(press('Next'))
    expect(names()[0]).toBe('Person 0050, MD')
    await user.type(screen.getByRole('searchbox'), '2999')
    expect(names()).toEqual(['Person 2999, MD'])
  })

  test('says what will appear where nobody is', async () => {
    await page('', { ...officeActivity, people: [] })
    expect(text()).toContain('Whoever acknowledges the disclosures of a session appears here.')
  })
})

test('the exports are there', async () => {
  await page()
  const links = within(screen.getByRole('region', { name: /Exports/ })).getAllByRole('link')
  expect(links.map((link) => link.getAttribute('href'))).toEqual([
    '/api/credit/office/hf/credits.csv',
    '/api/credit/office/hf/registers/pars.json',
    '/api/credit/office/hf/registers/pars-missing.csv',
    '/api/credit/office/hf/registers/cpe-monitor.csv',
    '/api/credit/office/hf/registers/cpe-monitor-missing.csv',
  ])
})

test('the evaluations are one press away', async () => {
  await page()
  const link = screen.getByRole('link', { name: 'Evaluations' })
  expect(link.getAttribute('href')).toBe('/office/hf/evaluations')
})

describe('reporting to a register', () => {
  const path = 'POST /api/credit/office/hf/registers/cpe-monitor/reported'
  const group = (name: RegExp) => screen.getByRole('group', { name })
  const button = (name: RegExp) =>
    within(group(name)).getByRole<HTMLButtonElement>('button', { name: 'They are reported' })

  test('says how many are unreported and when the last file was made; none can be reported before', async () => {
    await page()
    expect(group(/^PARS/).textContent).toContain('1 record not reported yet. No file has been made yet')
    expect(button(/^PARS/).disabled).toBe(true)
    expect(group(/^CPE Monitor/).textContent).toMatch(
      /14 records not reported yet; 2 of them lack something\. Last file: .*, 12 records\./,
    )
  })

  test('marks the file that is shown, once that is confirmed', async () => {
    const { user } = await page()
    server.answers[path] = { marked: 12 }
    await user.click(button(/^CPE Monitor/))
    const dialog = screen.getByRole('dialog', { name: 'Reported to CPE Monitor' })
    expect(dialog.textContent).toContain('12 records of it are marked as reported')
    expect(server.sent).toEqual([])
    expect(await violations()).toEqual([])
    await user.click(within(dialog).getByRole('button', { name: 'They are reported' }))
    expect(server.bodies(path)).toEqual([{ madeAt: officeActivity.registers[1]!.lastFile!.madeAt }])
    expect(await screen.findByText('12 records marked as reported to CPE Monitor.')).toBeTruthy()
  })

  test('refused: the words stay in the dialog, and nothing is sent when it is closed', async () => {
    const { user } = await page()
    await user.click(button(/^CPE Monitor/))
    server.refuse(path, 'stale', 'A newer file was made meanwhile.')
    const dialog = screen.getByRole('dialog')
    await user.click(within(dialog).getByRole('button', { name: 'They are reported' }))
    expect(within(dialog).getByRole('alert').textContent).toContain('A newer file was made meanwhile.')
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }))
    await dialogGone()
    expect(server.sent).toHaveLength(1)
  })

  test('an activity whose bodies report to no register has none', async () => {
    await page('', { ...officeActivity, registers: [] })
    expect(screen.queryByRole('group', { name: /PARS|CPE/ })).toBeNull()
  })
})

test('the designations are named as their bodies are', async () => {
  await page()
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
    expect(drawer().textContent).toContain('12 of 45 min')
    expect(drawer().textContent).toMatch(/3 min, .*connection lost/)
    expect(drawer().textContent).toContain('In the way: You watched 12 of 45 minutes')
    expect(await violations()).toEqual([])
    await user.keyboard('{Escape}')
    await dialogGone()
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(document.activeElement).toBe(press('Inés Muñoz, MD'))
  })

  test('minutes are credited from a gap, with a reason', async () => {
    const { user } = await page('?person=clara')
    await user.click(press(/Change minutes/))
    await user.click(press('10:00–13:00'))
    expect(text()).toContain('In your time zone:')
    await user.click(press('Change minutes'))
    expect(text()).toContain('Write why.')
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
    await user.click(screen.getByRole('radio', { name: 'do not count' }))
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
    expect(screen.queryByRole('radio', { name: 'do not count' })).toBeNull()
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
      'This appeal was decided already. What you wrote is kept',
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
