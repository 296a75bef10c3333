import type { OfficeTest } from '@lectern/shared/activityTest'
import type { FormQuestion } from '@lectern/shared/creditForms'
import { cleanup, screen, within } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { TestBuilder } from './TestBuilder.tsx'

const get = 'GET /api/credit/office/hf/test'
const put = 'PUT /api/credit/office/hf/test'
let server: FakeHttp
const dose: FormQuestion = {
  ...{ id: 'dose', kind: 'choice', prompt: 'Which dose first?', required: true, feedback: 'Start low.' },
  options: [
    { id: 'low', text: 'Low' },
    { id: 'high', text: 'High' },
  ],
  correct: ['low'],
}
const office = (fields: Partial<OfficeTest> = {}): OfficeTest => ({
  questions: [dose],
  edition: 'first',
  isTaken: false,
  asks: [{ policyId: 'acpe', title: 'ACPE', minimumScore: 0.7, attempts: 3, days: null }],
  objectives: ['Choose the dose'],
  others: [{ activityId: 'stroke', title: 'Stroke', conference: 'Neurology', questions: 2 }],
  ...fields,
})
async function page(fields: Partial<OfficeTest> = {}) {
  server.answers[get] = office(fields)
  return drawAt(server, '/form', '/form', <TestBuilder activityId="hf" />, (each) => (
    <main>
      <h1>Form</h1>
      <h2>Questions</h2>
      {each}
    </main>
  ))
}
const press = (name: string) => screen.getByRole('button', { name })
const sent = () => server.bodies(put) as { questions: FormQuestion[]; seen: string }[]

beforeEach(() => {
  server = new FakeHttp()
})
afterEach(cleanup)

test('what the bodies ask is beside the questions, and right answers are marked', async () => {
  await page()
  expect(text()).toContain('ACPE: 70% must be correct; 3 attempts.')
  expect(text()).toContain('To pass, 1 of 1 must be correct.')
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Answer 1 is right' }).checked).toBe(true)
  expect(await violations()).toEqual([])
})

test('a question is written with its right answers, reason and objective, and saved with what was seen', async () => {
  const { user } = await page()
  await user.click(press('Add a question'))
  const second = within(screen.getByRole('listitem', { name: 'Question 2' }))
  await user.click(press('Save the test'))
  expect(sent()).toEqual([])
  expect(text()).toContain('Say what is right.')
  await user.selectOptions(second.getByLabelText('Answered by'), 'Several answers')
  await user.type(second.getByRole('textbox', { name: 'Question' }), 'Which two?')
  await user.type(second.getByRole('textbox', { name: 'Answer 1' }), 'A')
  await user.type(second.getByRole('textbox', { name: 'Answer 2' }), 'B')
  await user.click(second.getByRole('checkbox', { name: 'Answer 1 is right' }))
  await user.click(second.getByRole('checkbox', { name: 'Answer 2 is right' }))
  await user.type(second.getByLabelText('Objective (optional)'), 'Choose the dose')
  await user.type(second.getByLabelText('Why it is right (optional)'), 'Both help.')
  await user.click(press('Move question 2 up'))
  server.answers[put] = { questions: [dose], edition: 'second' }
  await user.click(press('Save the test'))
  const { questions, seen } = sent()[0]!
  expect(seen).toBe('first')
  expect(questions).toMatchObject([
    { kind: 'multiple', prompt: 'Which two?', objective: 'Choose the dose', feedback: 'Both help.' },
    { id: 'dose' },
  ])
  expect(questions[0]!.correct).toEqual(questions[0]!.options.map(({ id }) => id))
  expect(await screen.findByText('Saved.')).toBeTruthy()
})

test('yes or no has a right answer; free text has none', async () => {
  const { user } = await page({ questions: [] })
  expect(text()).toContain('Learners of this activity take none.')
  await user.click(press('Add a question'))
  await user.type(screen.getByRole('textbox', { name: 'Question' }), 'Is it?')
  await user.selectOptions(screen.getByLabelText('Answered by'), 'Yes or no')
  await user.click(screen.getByRole('radio', { name: 'No' }))
  await user.click(press('Add a question'))
  const second = within(screen.getByRole('listitem', { name: 'Question 2' }))
  await user.type(second.getByRole('textbox', { name: 'Question' }), 'Why?')
  await user.selectOptions(second.getByLabelText('Answered by'), 'Free text, not graded')
  server.answers[put] = { questions: [], edition: 'second' }
  await user.click(press('Save the test'))
  expect(sent()[0]!.questions).toMatchObject([
    { kind: 'yes_no', correct: ['no'], options: [] },
    { kind: 'text', correct: [], options: [], feedback: '' },
  ])
})

test('questions of another activity are copied under new ids, with their right answers', async () => {
  server.answers['GET /api/credit/office/stroke/test'] = office()
  const { user } = await page({ questions: [] })
  await user.click(press('Copy from another activity'))
  await user.click(await screen.findByRole('combobox', { name: 'Activity' }))
  await user.click(await screen.findByRole('option', { name: 'Stroke, Neurology (2 questions)' }))
  await user.click(press('Copy the questions'))
  expect(await screen.findByDisplayValue('Which dose first?')).toBeTruthy()
  server.answers[put] = { questions: [], edition: 'second' }
  await user.click(press('Save the test'))
  const [copy] = sent()[0]!.questions
  expect(copy).toMatchObject({ prompt: 'Which dose first?', correct: ['low'], feedback: 'Start low.' })
  expect(copy!.id).not.toBe('dose')
})

test('it is seen as learners see it, without what is right', async () => {
  const { user } = await page()
  await user.click(press('See it as learners do'))
  const dialog = within(await screen.findByRole('dialog', { name: 'As learners see it' }))
  await user.click(dialog.getByRole('radio', { name: 'High' }))
  expect(dialog.queryByText('Start low.')).toBeNull()
  expect(dialog.getByText('1. Which dose first?')).toBeTruthy()
})

test('once somebody has submitted it, it can be read and not changed, and says why', async () => {
  await page({ isTaken: true })
  expect(text()).toContain('Somebody has submitted this test, so it stays as it is')
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Question' }).matches(':disabled')).toBe(
    true,
  )
  expect(screen.queryByRole('button', { name: 'Save the test' })).toBeNull()
})
