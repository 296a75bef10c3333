import { cleanup, screen } from '@testing-library/react'
import { everyKind } from '../credit/fakeCredit.ts'
import { drawAt, text } from '../testing/drawAt.tsx'
import { nextTurn, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { EvaluationBuilder } from './EvaluationBuilder.tsx'
import { comparisonsOf } from './evaluationComparisons.ts'
import { officeEvaluations } from './fakeOffice.ts'

const put = 'PUT /api/credit/office/hf/evaluation'
let server: FakeHttp
const page = (questions = everyKind) =>
  drawAt(server, '/form', '/form', <EvaluationBuilder activityId="hf" questions={questions} />, (each) => (
    <main>
      <h1>Form</h1>
      <h2>Questions</h2>
      {each}
    </main>
  ))
const press = (name: string) => screen.getByRole('button', { name })
const words = () =>
  screen.getAllByRole<HTMLTextAreaElement>('textbox', { name: 'Question' }).map(({ value }) => value)

beforeEach(() => {
  server = new FakeHttp()
})
afterEach(cleanup)

test('questions are changed, moved and added, and saved with what the page has seen', async () => {
  const { user } = await page()
  expect(words()).toEqual(['How useful was it?', 'What will you change?', 'What else?'])
  expect(text()).toContain('Always asked, last: “Was the content balanced and free of commercial bias?”')
  await user.click(press('Move question 3 up'))
  await user.click(press('Remove question 1'))
  await user.click(press('Add a question'))
  await user.type(screen.getAllByRole('textbox', { name: 'Question' })[2]!, 'How clear?')
  await user.selectOptions(screen.getAllByRole('combobox', { name: 'Asked' })[2]!, 'For each speaker')
  server.answers[put] = { questions: everyKind }
  await user.click(press('Save the questions'))
  await nextTurn()
  const [{ questions, seen }] = server.bodies(put) as [
    { questions: { prompt: string; per?: string }[]; seen: unknown },
  ]
  expect(questions.map(({ prompt, per }) => [prompt, per])).toEqual([
    ['What else?', undefined],
    ['What will you change?', undefined],
    ['How clear?', 'speaker'],
  ])
  expect(seen).toEqual(everyKind)
  expect(text()).toContain('Saved.')
  expect(await violations()).toEqual([])
})

test('an empty question, and a choice without answers, are not saved', async () => {
  const { user } = await page([])
  await user.click(press('Add a question'))
  await user.selectOptions(screen.getByRole('combobox', { name: 'Answered by' }), 'Choice')
  await user.click(press('Save the questions'))
  expect(server.bodies(put)).toEqual([])
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Question' }))
})

test('the usual questions are a beginning', async () => {
  const { user } = await page([])
  await user.click(press('Begin with the usual questions'))
  expect(words()).toHaveLength(7)
  server.answers[put] = { questions: [] }
  await user.click(press('Save the questions'))
  await nextTurn()
  expect(server.bodies(put)).toHaveLength(1)
})

test('ratings of several speakers are compared; too few answers are a gap', () => {
  const [rating] = officeEvaluations.questions
  const about = (subject: string) => ({ per: 'speaker' as const, subject, of: 'clear' })
  const of = (subject: string, mean: number | null) => ({
    ...rating!,
    id: subject,
    about: about(subject),
    mean,
  })
  expect(comparisonsOf([of('Ada', 4.456), of('Ben', null)])).toEqual([])
  expect(comparisonsOf([of('Ada', 4.456), of('Ben', null), of('Cleo', 3)])).toEqual([
    {
      id: 'clear',
      label: 'How useful was it?',
      axis: 'Speaker',
      along: ['Ada', 'Ben', 'Cleo'],
      values: [4.46, null, 3],
    },
  ])
})
