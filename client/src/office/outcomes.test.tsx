import type { OfficeOutcomes, OutcomesPlan } from '@lectern/shared/outcomes'
import { noOutcomes, outcomesPlan } from '@lectern/shared/outcomes'
import { outcomesOf, type PairedAnswers } from '@lectern/shared/outcomesReport'
import { cleanup, screen, within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { dialogGone, nextTurn, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { Outcomes } from './Outcomes.tsx'
import { OutcomesForm } from './OutcomesForm.tsx'

const get = 'GET /api/office/activities/hf/outcomes'
const put = 'PUT /api/office/activities/hf/outcomes'
const close = 'POST /api/office/activities/hf/outcomes/close'
let server: FakeHttp
let office: OfficeOutcomes

const options = [
  { id: 'low', text: 'Low' },
  { id: 'high', text: 'High' },
]
const plan: OutcomesPlan = outcomesPlan.parse({
  questions: [
    {
      id: 'dose',
      kind: 'choice',
      prompt: 'Which dose?',
      objective: 'Choose the dose',
      options,
      correct: ['low'],
    },
    { id: 'sure', kind: 'rating', prompt: 'How sure?', objective: 'Be sure' },
  ],
  commitment: {
    changes: [{ id: 'earlier', text: 'Start earlier' }],
    barriers: [{ id: 'time', text: 'No time' }],
  },
  measured: [{ outcome: 'knowledge', measurements: ['objective'] }],
})
const pair = (before: string, after: string): PairedAnswers => ({
  before: { dose: before, sure: '2' },
  after: { dose: after, sure: '4' },
})
const many = [...Array(6).fill(pair('high', 'low')), pair('low', 'low'), pair('low', 'high')]
const commitment = { changes: ['earlier'], words: 'Own', confidence: 4, barriers: ['time'], mayAsk: true }
const people = Array(5).fill({
  commitment,
  followUp: { kept: 'fully' as const, barriers: [], words: '' },
})
const outcomes = (fields: Partial<OfficeOutcomes> = {}): OfficeOutcomes => ({
  title: 'Heart failure',
  plan,
  version: 3,
  isAnswered: false,
  isCommitted: false,
  closed: null,
  report: outcomesOf({ plan, answers: many, committed: people }),
  ...fields,
})
async function draw(part: ReactNode, first = outcomes()) {
  office = first
  server = new FakeHttp()
  server.answers[get] = () => office
  server.answers[put] = () => office
  server.answers[close] = () => office
  const drawn = await drawAt(server, '/page', '/page', part, (each) => (
    <main>
      <h1>Page</h1>
      {each}
    </main>
  ))
  await nextTurn()
  return drawn
}
const press = (name: string) => screen.getByRole('button', { name })

afterEach(async () => {
  cleanup()
  await dialogGone()
})

describe('the report', () => {
  test('says for each question what changed, in bars, words and a table', async () => {
    await draw(<Outcomes activityId="hf" />)
    expect(text()).toContain('8 people answered before, 8 after, 8 both times.')
    const question = screen.getByRole('region', { name: 'Which dose?' })
    expect(question.textContent).toContain('Before: 2 (25%) of 8 right')
    expect(question.textContent).toContain('After: 7 (88%) of 8 right')
    expect(question.textContent).toMatch(
      /Of 8 who answered both times, 6 were right only after and 1 only before: \+63 points \(95% interval .* p = 0\.125\)/,
    )
    const rows = within(within(question).getByRole('table', { hidden: true })).getAllByRole('row', {
      hidden: true,
    })
    expect(rows.map((row) => [...row.children].map((cell) => cell.textContent))).toEqual([
      ['Answer', 'Before', 'After'],
      ['Low', '2 (25%)', '7 (88%)'],
      ['High', '6 (75%)', '1 (13%)'],
    ])
    expect(text()).toContain(
      'Of 8 who answered both times, 8 are more confident, 0 as before, 0 less: 2.0 before, 4.0 after.',
    )
    expect(text()).toContain('5 people committed to a change, 4.0 of 5 sure on average.')
    expect(text()).toContain('Knowledge (Moore’s level 3): objective')
    const figures = screen.getAllByRole('figure').map((figure) => figure.getAttribute('aria-label'))
    expect(figures).toEqual([
      'Right answers by objective, in per cent',
      'Mean confidence of those who answered both times, 1 to 5',
      'From being asked to keeping it, in people',
    ])
    expect(await violations()).toEqual([])
  })

  test('of few people only how many there were', async () => {
    const report = outcomesOf({ plan, answers: many.slice(0, 3), committed: people.slice(0, 2) })
    await draw(<Outcomes activityId="hf" />, outcomes({ report }))
    const question = screen.getByRole('region', { name: 'Which dose?' })
    expect(question.textContent).toContain('Before: 3 answers; shown from 5 on')
    expect(question.textContent).toContain('the change is shown from 5 on')
    expect(within(question).queryByRole('table', { hidden: true })).toBeNull()
    expect(text()).toContain('2 people said what became of it; it is shown from 5 on.')
  })

  test('the files are there', async () => {
    await draw(<Outcomes activityId="hf" />)
    expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
      '/api/office/activities/hf/outcomes.pdf',
      '/api/office/activities/hf/outcomes.xlsx',
      '/api/office/activities/hf/outcomes.csv',
    ])
  })

  test('the results are closed once that is confirmed, and are final then', async () => {
    const { user } = await draw(<Outcomes activityId="hf" />)
    await user.click(press('Close the results'))
    const dialog = screen.getByRole('dialog', { name: 'Close the results' })
    expect(dialog.textContent).toContain('This cannot be undone.')
    expect(server.sent).toEqual([])
    expect(await violations()).toEqual([])
    office = outcomes({ closed: { at: Date.UTC(2026, 11, 1, 9), by: 'ito' } })
    await user.click(within(dialog).getByRole('button', { name: 'Close for good' }))
    await dialogGone()
    expect(server.bodies(close)).toEqual([{ version: 3 }])
    expect(screen.getByRole('status').textContent).toMatch(/^Final since 1 December 2026/)
  })

  test('without a plan it leads to the form', async () => {
    await draw(<Outcomes activityId="hf" />, outcomes({ plan: noOutcomes }))
    expect(screen.getByRole('link', { name: 'Open the outcomes form' }).getAttribute('href')).toBe(
      '/office/activities/hf/outcomes-form',
    )
  })
})

describe('the form', () => {
  const empty = outcomes({ plan: noOutcomes, version: 0 })

  test('a question has its case, objective, answers and what is right', async () => {
    const { user } = await draw(<OutcomesForm activityId="hf" />, empty)
    await user.click(press('Add a question'))
    const field = (name: RegExp) => screen.getByRole('textbox', { name })
    await user.type(field(/^Case/), 'A woman of 70')
    await user.type(field(/^Question/), 'Which dose?')
    await user.type(field(/^Objective/), 'Choose')
    await user.type(field(/^Answer 1/), 'Low')
    await user.type(field(/^Answer 2/), 'High')
    await user.click(press('Save the outcomes form'))
    expect(server.sent).toEqual([])
    expect(text()).toContain('This question needs a right answer.')
    await user.click(screen.getByRole('checkbox', { name: 'Answer 1 is right' }))
    await user.click(screen.getByRole('checkbox', { name: /Ask those who claim/ }))
    await user.click(press('Add a change'))
    await user.type(field(/^Change 1/), 'Start earlier')
    await user.click(
      within(screen.getByRole('group', { name: /^Knowledge/ })).getByRole('checkbox', { name: 'Objective' }),
    )
    expect(await violations()).toEqual([])
    await user.click(press('Save the outcomes form'))
    await nextTurn()
    const [sent] = server.bodies(put) as [{ plan: OutcomesPlan; version: number }]
    expect(sent.version).toBe(0)
    const [question] = sent.plan.questions
    expect(question).toMatchObject({
      kind: 'choice',
      prompt: 'Which dose?',
      objective: 'Choose',
      vignette: 'A woman of 70',
    })
    expect(question!.correct).toEqual([question!.options[0]!.id])
    expect(sent.plan.commitment).toMatchObject({ afterDays: 60, changes: [{ text: 'Start earlier' }] })
    expect(sent.plan.commitment!.barriers).toHaveLength(5)
    expect(sent.plan.measured).toEqual([{ outcome: 'knowledge', measurements: ['objective'] }])
    expect(text()).toContain('Saved.')
  })

  test('what somebody has answered cannot be changed, and it says why', async () => {
    await draw(<OutcomesForm activityId="hf" />, outcomes({ isAnswered: true, isCommitted: true }))
    expect(text()).toContain('Somebody has answered already, so the questions stay as they are')
    const isDisabled = (element: HTMLElement) => element.matches(':disabled')
    expect(screen.getAllByRole('textbox', { name: /^Question/ }).map(isDisabled)).toEqual([true, true])
    expect(
      ['Add a question', 'Add a change', 'Add a barrier'].map((name) => isDisabled(press(name))),
    ).toEqual([true, true, true])
    expect(isDisabled(screen.getByRole('textbox', { name: 'Days until they are asked' }))).toBe(false)
    expect(await violations()).toEqual([])
  })

  test('refused as stale: the reason in words, what was written kept', async () => {
    const { user } = await draw(<OutcomesForm activityId="hf" />)
    server.refuse(put, 'stale', 'Somebody else has changed what is asked.')
    await user.click(press('Save the outcomes form'))
    expect(screen.getByRole('alert').textContent).toContain('Somebody else has changed what is asked.')
  })

  test('closed results leave nothing to change', async () => {
    await draw(<OutcomesForm activityId="hf" />, outcomes({ closed: { at: 1, by: 'ito' } }))
    expect(text()).toContain('The results of this activity are closed')
    expect(screen.queryByRole('button')).toBeNull()
  })
})
