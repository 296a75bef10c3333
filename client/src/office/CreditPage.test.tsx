import type { BiasReports } from '@lectern/shared/program'
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { me } from '../credit/fakeCredit.ts'
import { drawAt, text } from '../testing/drawAt.tsx'
import { dialogGone, violations } from '../testing/drawPage.tsx'
import { exampleReply, FakeHttp } from '../testing/fakeHttp.ts'
import CreditPage from './CreditPage.tsx'
import { officeAppeal, officeOverview } from './fakeOffice.ts'

let server: FakeHttp
async function page(overview = officeOverview, reports: BiasReports['reports'] = []) {
  server = new FakeHttp()
  server.answers['GET /api/credit/office'] = () => overview
  server.answers['GET /api/me'] = {
    ...me,
    person: { ...me.person, id: 'ito', roles: ['organiser', 'office'] },
  }
  server.answers['GET /api/program/bias-reports'] = { reports }
  server.answers['POST /api/credit/office/appeals/a1'] = {}
  server.answers['POST /api/credit/office/overrides'] = exampleReply('office.override')
  return drawAt(server, '/office/credit', '/office/credit', <CreditPage />)
}

afterEach(cleanup)

test('four figures tell how far the learners have come', async () => {
  await page()
  expect(screen.getByRole('region', { name: 'People in all activities' }).textContent).toBe(
    'Learners412in 1 activityEligible380 (92%)can claim or have claimedClaimed187 (45%)have a certificateReported120 (29%)to a register',
  )
})

const cellsOf = (caption: string) =>
  within(screen.getByRole('region', { name: caption }).querySelector('table')!)
    .getAllByRole('row')
    .map((row) => [...row.children].map(({ textContent }) => textContent))

test('an activity is a row that leads to it', async () => {
  await page()
  expect(cellsOf('Table of activities')).toEqual([
    ['Activity', 'Date', 'Learners', 'Claimed', 'Evaluations', 'To report', 'Status'],
    ['Heart failure, all year', '25 Nov 2026', '412', '187 (45%)', '206 (50%)', '67', 'Report: 9 days left'],
  ])
  const link = screen.getByRole('link', { name: 'Heart failure, all year' })
  expect(link.getAttribute('href')).toBe('/office/activities/hf')
})

test.each([
  [{ phase: 'scheduled' as const }, 'Planned'],
  [{ phase: 'running' as const }, 'Running'],
  [{ reportDue: null }, 'To report'],
  [{ reportDue: null, toReport: 0 }, 'Done'],
])('an activity with %j is "%s"', async (fields, status) => {
  const [activity] = officeOverview.activities
  await page({ ...officeOverview, activities: [{ ...activity!, ...fields }] })
  expect(cellsOf('Table of activities')[1]!.at(-1)).toBe(status)
})

test('what was claimed is summed up by credit body, whose name is said once, in italics', async () => {
  const [activity] = officeOverview.activities
  await page({ ...officeOverview, activities: [activity!, { ...activity!, id: 'hf2' }] })
  expect(cellsOf('Table of credit by body')[1]).toEqual(['AMA PRA Category 1 Credit™', '240', '197.50'])
  expect(screen.getByText('AMA PRA Category 1 Credit™').tagName).toBe('EM')
})

test('says what will appear where there is nothing', async () => {
  await page({ ...officeOverview, activities: [], appeals: [] })
  expect(text()).toContain('No accredited activities yet')
  expect(text()).toContain('Learners appeal from “My credit”')
  expect(await violations()).toEqual([])
})

test('a person who is not in the office is told so', async () => {
  server = new FakeHttp()
  server.refuse('GET /api/credit/office', 'forbidden', 'Your role does not allow this: the CE office.')
  await drawAt(server, '/office/credit', '/office/credit', <CreditPage />)
  expect(screen.getByRole('alert').textContent).toContain('This page is not for your role')
})

describe('appeals', () => {
  const row = (name: RegExp) => screen.getByRole('listitem', { name })
  const withStanding = (fields: Partial<NonNullable<ReturnType<typeof officeAppeal>['standing']>>) => ({
    ...officeOverview,
    appeals: [officeAppeal({ standing: { ...officeAppeal().standing!, ...fields } })],
  })

  test('the minutes and what a grant would change are in the row, without a press', async () => {
    await page()
    const words = row(/Clara Meyer/).textContent
    expect(words).toContain('11 / 46 min (23%)')
    expect(words).toContain('Granting 10:00–44:00: 11 → 45 min, then eligible')
    const gaps = within(row(/Clara Meyer/)).getByRole('list', { name: 'The session’s time' })
    expect(within(gaps).getAllByRole('listitem')).toHaveLength(2)
    const link = screen.getByRole('link', { name: /^Open the minutes of Clara Meyer/ })
    expect(link.getAttribute('href')).toBe('/office/activities/hf?person=clara&session=heart&appeal=a1')
    expect(await violations()).toEqual([])
  })

  test('a grant is two presses and a reason; it is sent with the minutes of the gap', async () => {
    const { user } = await page()
    await user.click(screen.getByRole('button', { name: /^Grant the appeal of Clara Meyer/ }))
    const dialog = screen.getByRole('dialog', { name: 'Grant the appeal' })
    expect(dialog.textContent).toContain('10:00–44:00 will count: 11 → 45 min, then eligible.')
    await user.keyboard('The gateway failed.')
    expect(await violations()).toEqual([])
    await user.click(within(dialog).getByRole('button', { name: 'Grant' }))
    expect(server.bodies('POST /api/credit/office/overrides')).toEqual([
      {
        sessionId: 'heart',
        personId: 'clara',
        fromMinute: 10,
        toMinute: 44,
        credited: true,
        reason: 'The gateway failed.',
        appealId: 'a1',
      },
    ])
    await dialogGone()
  })

  test('of several gaps the longest one or all can be granted', async () => {
    const grants = [
      { fromMinute: 10, toMinute: 20, creditedSlots: 126, outcome: 'too_little' as const },
      { fromMinute: 5, toMinute: 40, creditedSlots: 276, outcome: 'enough' as const },
    ]
    const { user } = await page(withStanding({ grants }))
    expect(row(/Clara/).textContent).toContain('11 → 21 min, still too little time')
    await user.click(screen.getByRole('button', { name: /^Grant/ }))
    await user.click(
      screen.getByRole('radio', {
        name: 'All gaps, 5:00–40:00: 11 → 46 min, then enough time; something else is still to do',
      }),
    )
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'The gateway failed.')
    await user.click(screen.getByRole('button', { name: 'Grant' }))
    expect(server.bodies('POST /api/credit/office/overrides')).toMatchObject([
      { fromMinute: 5, toMinute: 40 },
    ])
    await dialogGone()
  })

  test('without a gap there is nothing to grant in the row', async () => {
    await page(withStanding({ grants: [], gaps: [], eligible: true }))
    expect(screen.queryByRole('button', { name: /^Grant/ })).toBeNull()
    expect(row(/Clara/).textContent).toContain('There is no gap')
  })

  test('nobody is offered to decide their own appeal', async () => {
    await page({ ...officeOverview, appeals: [officeAppeal({ personId: 'ito', name: 'Hana Ito' })] })
    expect(row(/Hana Ito/).textContent).toContain('Your own appeal: a colleague has to decide it.')
    expect(screen.queryByRole('button', { name: /the appeal of Hana Ito/ })).toBeNull()
  })

  test('declining wants a reason, and sends it', async () => {
    const { user } = await page()
    await user.click(screen.getByRole('button', { name: /Decline the appeal of Clara/ }))
    const dialog = screen.getByRole('dialog', { name: 'Decline the appeal' })
    expect(dialog.textContent).toContain('My network was fine at ten past.')
    await user.click(within(dialog).getByRole('button', { name: 'Decline' }))
    expect(within(dialog).getByRole('alert').textContent).toBe('Give a reason.')
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
    expect(row(/Noah Lee/).textContent).toContain('Declined It was a break.')
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
    id: 'noah-r1',
    decision: null,
  }

  test('says where, when on the session’s clock, and who', async () => {
    await page(officeOverview, [
      report,
      { ...report, id: 'noah-r0', at: 1, clockMs: null, text: 'The lobby had logos.' },
    ])
    const section = screen.getByRole('region', { name: 'Bias reported from the sessions' })
    expect(section.textContent).toContain('Heart failure in 2026, at 00:31:07 of the session · Noah Lee')
    expect(section.textContent).toContain('“A brand was praised.”')
    expect(await violations()).toEqual([])
  })

  test('a report is examined and closed, in words; a refusal keeps them', async () => {
    const { user } = await page(officeOverview, [report])
    const path = 'POST /api/program/heart/bias-reports/noah-r1'
    expect(text()).toContain('1 open')
    await user.click(screen.getByRole('button', { name: 'Examine the report of Noah Lee' }))
    const dialog = screen.getByRole('dialog', { name: 'Examine the report' })
    await user.click(within(dialog).getByRole('button', { name: 'Close the report' }))
    expect(server.sent).toEqual([])
    await user.click(within(dialog).getByRole('radio', { name: 'There was commercial bias' }))
    await user.type(within(dialog).getByRole('textbox'), 'The slide was removed.')
    server.refuse(path, 'stale', 'Somebody else has decided.')
    await user.click(within(dialog).getByRole('button', { name: 'Close the report' }))
    expect(within(dialog).getByRole('alert').textContent).toContain('Somebody else has decided.')
    expect(await violations()).toEqual([])
    server.answers[path] = {}
    await user.click(within(dialog).getByRole('button', { name: 'Close the report' }))
    expect(server.bodies(path).at(-1)).toEqual({
      finding: 'bias',
      words: 'The slide was removed.',
      seen: null,
    })
    await dialogGone()
  })

  test('a closed one says what was found, by whom', async () => {
    const decision = {
      finding: 'no_bias' as const,
      words: 'All drugs of the class were named.',
      at: 5,
      by: 'Dr Ito',
    }
    await page(officeOverview, [{ ...report, decision }])
    expect(text()).toContain('No bias found')
    expect(text()).toContain('All drugs of the class were named.')
    expect(text()).toContain('Dr Ito')
  })

  test('says what will appear, and why it could not be loaded', async () => {
    await page()
    expect(text()).toContain('Learners who see commercial bias')
    cleanup()
    server = new FakeHttp()
    server.answers['GET /api/me'] = me
    server.answers['GET /api/credit/office'] = officeOverview
    server.answers['GET /api/program/bias-reports'] = { reports: [] }
    server.refuse('GET /api/program/bias-reports', 'storage_unavailable', 'The server cannot read anything.')
    const { user } = await drawAt(server, '/office/credit', '/office/credit', <CreditPage />)
    expect(screen.getByRole('alert').textContent).toContain('The server cannot read anything.')
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText(/Learners who see commercial bias/)).toBeTruthy()
  })
})

test('has no violations', async () => {
  await page()
  expect(await violations()).toEqual([])
})
