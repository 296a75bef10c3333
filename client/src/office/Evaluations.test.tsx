import type { OfficeEvaluations } from '@lectern/shared/evaluationResults'
import { cleanup, screen, within } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { officeActivity, officeEvaluations } from './fakeOffice.ts'
import OfficeActivityPage from './OfficeActivityPage.tsx'

const path = 'GET /api/credit/office/hf/evaluations'
let server: FakeHttp
function startServer(): void {
  server = new FakeHttp()
  server.answers['GET /api/credit/office/hf'] = officeActivity
}
const draw = () =>
  drawAt(
    server,
    '/office/activities/:activityId/:tab?',
    '/office/activities/hf/evaluations',
    <OfficeActivityPage />,
  )
async function page(evaluations: OfficeEvaluations = officeEvaluations) {
  startServer()
  server.answers[path] = evaluations
  return draw()
}
const answersTo = (prompt: string) =>
  within(screen.getByRole('list', { name: prompt }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent)

afterEach(cleanup)

test('each question has its numbers beside its bars', async () => {
  await page()
  expect(text()).toContain('25 (63%) of 40 learners submitted.')
  expect(text()).toContain('24 answers · 4.4 of 5 on average')
  expect(answersTo('How useful was it?')).toEqual([
    '1 (lowest)1 (4%)',
    '20 (0%)',
    '32 (8%)',
    '46 (25%)',
    '5 (highest)15 (63%)',
  ])
  expect(answersTo('What will you change?')).toEqual(['The dose20 (80%)', 'Nothing5 (20%)'])
})

test('bias comes first, with the comments, and how many wrote none', async () => {
  await page()
  const bias = screen.getByRole('region', { name: 'Reports of commercial bias' })
  expect(bias.textContent).toContain('2 of 25 evaluations report commercial bias, 1 without a comment.')
  expect(bias.textContent).toContain('What else?“Only one drug was named.”')
  expect(within(bias).getAllByRole('listitem')).toHaveLength(1)
  expect(screen.getAllByRole('heading', { level: 2 })[0]!.textContent).toBe('Reports of commercial bias')
})

test.each([
  [1, [[]], '1 of 25 evaluations reports commercial bias, without a comment.'],
  [2, [[], []], '2 of 25 evaluations report commercial bias, without a comment.'],
  [1, [[{ prompt: 'What else?', text: 'One drug.' }]], '1 of 25 evaluations reports commercial bias.'],
])('%d reports %j are told as one sentence', async (count, reports, words) => {
  await page({ ...officeEvaluations, bias: { count, reports } })
  expect(screen.getByText(/commercial bias[.,]/).textContent).toBe(words)
})

test('where nobody reports bias, nothing is said of it', async () => {
  await page({ ...officeEvaluations, bias: { count: 0, reports: [] } })
  expect(screen.queryByRole('region', { name: 'Reports of commercial bias' })).toBeNull()
})

test('a long list of texts is opened by a press, which leads to what it added', async () => {
  const { user } = await page()
  expect(answersTo('What else?')).toHaveLength(20)
  await user.click(screen.getByRole('button', { name: 'Show all 24: What else?' }))
  expect(answersTo('What else?')).toHaveLength(24)
  await screen.findByText('Comment 20')
  expect(document.activeElement?.textContent).toBe('Comment 20')
  expect(screen.queryByRole('button', { name: /Show all/ })).toBeNull()
})

test('says where more was written than is shown', async () => {
  const questions = officeEvaluations.questions.map((question) =>
    question.kind === 'text' ? { ...question, answered: 600 } : question,
  )
  await page({ ...officeEvaluations, questions })
  expect(text()).toContain('600 answers; the newest 24 are shown, the export has them all')
})

test('the export is there, and the way back', async () => {
  await page()
  const download = screen.getByRole('link', { name: 'Download Evaluations (CSV): Heart failure, all year' })
  expect(download.getAttribute('href')).toBe('/api/credit/office/hf/evaluations.csv')
  const back = screen.getByRole('link', { name: 'Credit' })
  expect(back.getAttribute('href')).toBe('/office/credit')
})

test('says what will appear where nobody has submitted one', async () => {
  await page({ ...officeEvaluations, submitted: 0, questions: [], bias: { count: 0, reports: [] } })
  expect(text()).toContain('They appear here as learners submit them after the session.')
  expect(screen.queryByRole('link', { name: /CSV/ })).toBeNull()
  expect(await violations()).toEqual([])
})

test.each([
  ['forbidden', 'Your role does not allow this.', 'This page is not for your role'],
  ['not_found', 'There is no such activity.', 'There is no such activity'],
  ['storage_unavailable', 'The server cannot read anything.', 'The server cannot read anything.'],
] as const)('%s is said in words', async (code, message, said) => {
  startServer()
  server.refuse(path, code, message)
  await draw()
  expect(text()).toContain(said)
})

test('has no violations', async () => {
  await page()
  expect(await violations()).toEqual([])
})
