import type { ActivityCredit } from '@lectern/shared/credit'
import type { TestOutcome } from '@lectern/shared/creditForms'
import { act, cleanup, screen, within } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { violations } from '../testing/drawPage.tsx'
import { exampleReply, FakeHttp } from '../testing/fakeHttp.ts'
import FormPage from './FormPage.tsx'
import {
  activityCredit,
  evaluationForm,
  everyKind,
  me,
  question,
  reason,
  result,
  watched,
} from './fakeCredit.ts'
import { keptAnswers } from './keptAnswers.ts'

let server: FakeHttp
let credit: ActivityCredit
async function page(kind: 'evaluation' | 'test', first = activityCredit()) {
  credit = first
  server = new FakeHttp()
  server.answers['GET /api/me'] = me
  server.answers['GET /api/credit/hf'] = () => credit
  server.answers['PUT /api/credit/hf/evaluation'] = exampleReply('credit.saveEvaluation')
  server.answers['PUT /api/credit/hf/test'] = exampleReply('credit.saveTest')
  return drawAt(server, `/credit/:activityId/${kind}`, `/credit/hf/${kind}`, <FormPage kind={kind} />)
}
const press = (name: string) => screen.getByRole('button', { name })
const radio = (group: RegExp, name: string) =>
  within(screen.getByRole('group', { name: group })).getByRole<HTMLInputElement>('radio', { name })
const evaluations = () => server.bodies('PUT /api/credit/hf/evaluation')
const said = (words: string | RegExp) => screen.findByText(words)
const saved = () => said('Saved')

afterEach(() => {
  cleanup()
  sessionStorage.clear()
})

describe('the evaluation', () => {
  const answerAll = async (user: Awaited<ReturnType<typeof page>>['user']) => {
    await user.click(radio(/How useful/, '5 (highest)'))
    await user.click(radio(/commercial bias/, 'Yes'))
    await user.click(radio(/What will you change/, 'The dose'))
  }
  const all = { useful: '5', 'commercial-bias': 'yes', change: 'dose' }

  test('saves itself, and says so', async () => {
    const { user } = await page('evaluation')
    await user.click(radio(/How useful/, '4'))
    expect(keptAnswers('clara', 'hf', 'evaluation').read()).toEqual({ useful: '4' })
    await saved()
    expect(evaluations()).toEqual([{ answers: { useful: '4' }, submit: false }])
    expect(text()).toContain('Saved')
    expect(keptAnswers('clara', 'hf', 'evaluation').read()).toBeUndefined()
  })

  test('says how far it is; a rating is five segments, from low to high', async () => {
    const { user } = await page('evaluation')
    expect(text()).toContain('0 of 4 answered')
    const rating = within(screen.getByRole('group', { name: /How useful/ }))
    expect(rating.getAllByRole('radio').map((each) => each.getAttribute('value'))).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
    ])
    expect(screen.getByRole('group', { name: /How useful/ }).textContent).toContain('LowHigh')
    await user.click(radio(/How useful/, '1 (lowest)'))
    await user.click(radio(/How useful/, '2'))
    expect(rating.getAllByRole<HTMLInputElement>('radio').map(({ checked }) => checked)).toEqual([
      false,
      true,
      false,
      false,
      false,
    ])
    expect(text()).toContain('1 of 4 answered')
  })

  test('goes on from what the server has', async () => {
    await page('evaluation', activityCredit({ evaluation: evaluationForm({ answers: all }) }))
    expect(radio(/How useful/, '5 (highest)').checked).toBe(true)
    expect(radio(/What will you change/, 'The dose').checked).toBe(true)
  })

  test('without a server nothing is lost over a reload', async () => {
    const { user } = await page('evaluation')
    server.isAway = true
    await user.type(screen.getByRole('textbox', { name: /What else/ }), 'Good')
    await said(/Your answers are kept on this device/)
    cleanup()
    await page('evaluation')
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: /What else/ }).value).toBe('Good')
    await saved()
    expect(evaluations()).toEqual([{ answers: { words: 'Good' }, submit: false }])
  })

  test('names what is missing and goes to the first of it', async () => {
    const { user } = await page('evaluation')
    await user.click(radio(/How useful/, '3'))
    await user.click(press('Submit evaluation'))
    expect(screen.getByRole('alert').textContent).toBe('Questions 2 and 3 still need your answer.')
    expect(document.activeElement).toBe(radio(/commercial bias/, 'Yes'))
    expect(evaluations().filter((body) => (body as { submit: boolean }).submit)).toEqual([])
    await user.click(radio(/commercial bias/, 'No'))
    await user.click(radio(/What will you change/, 'Nothing'))
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('is submitted, and can be changed until the deadline', async () => {
    const { user } = await page('evaluation')
    await answerAll(user)
    const submitted = { answers: all, submittedAt: 1_764_000_000_000, changeUntil: 1_766_000_000_000 }
    credit = activityCredit({ evaluation: evaluationForm(submitted) })
    await user.click(press('Submit evaluation'))
    await said(/Your evaluation is submitted/)
    expect(evaluations().at(-1)).toEqual({ answers: all, submit: true })
    expect(document.activeElement?.textContent).toContain('Your evaluation is submitted.')
    expect(text()).toContain('Submitted on')
    expect(text()).toContain('You can change your answers until 17 December 2025.')
    const next = screen.getByRole('link', { name: 'Continue to My credit' })
    expect(next.getAttribute('href')).toBe('/credit#hf')
    expect(screen.queryByRole('button', { name: 'Submit evaluation' })).toBeNull()
    expect(await violations()).toEqual([])
    await user.click(press('Change my answers'))
    await user.click(radio(/How useful/, '3'))
    await user.click(press('Submit the changes'))
    await said(/Your evaluation is submitted/)
    expect(evaluations().at(-1)).toEqual({ answers: { ...all, useful: '3' }, submit: true })
  })

  test('opens again for questions about a session that ended later', async () => {
    const later = question('useful-2', { kind: 'rating', prompt: 'How useful was it?' })
    const questions = [...everyKind, { ...later, subject: 'Atrial fibrillation' }]
    const evaluation = evaluationForm({ questions, answers: all, submittedAt: 1 })
    await page('evaluation', activityCredit({ evaluation }))
    expect(text()).toContain('Another session has ended since you submitted it.')
    expect(radio(/Atrial fibrillation/, '3')).toBeTruthy()
    expect(press('Submit the changes')).toBeTruthy()
  })

  test('is closed after the deadline', async () => {
    const evaluation = evaluationForm({ changeUntil: 1, isClosed: true })
    await page('evaluation', activityCredit({ evaluation }))
    expect(text()).toContain('The time to evaluate this activity is over.')
    expect(screen.queryByRole('button', { name: 'Submit evaluation' })).toBeNull()
  })

  test('refused: the reason in words, the answers kept', async () => {
    const { user } = await page('evaluation')
    await answerAll(user)
    await saved()
    server.refuse(
      'PUT /api/credit/hf/evaluation',
      'conflict',
      'The evaluation opens when a session has ended.',
    )
    await user.click(press('Submit evaluation'))
    expect(screen.getByRole('alert').textContent).toContain('The evaluation opens when a session has ended.')
    expect(radio(/How useful/, '5 (highest)').checked).toBe(true)
    await user.click(press('Submit evaluation'))
    expect(evaluations().at(-1)).toEqual({ answers: all, submit: true })
  })

  test('before the end it says that it can be written, not submitted', async () => {
    await page('evaluation', activityCredit({ sessions: [watched({ phase: 'live', isFinal: false })] }))
    expect(text()).toContain('You can answer now, and submit once a session that you took part in has ended.')
  })

  test('waits for what the server has now', async () => {
    server = new FakeHttp()
    server.answers['GET /api/me'] = me
    server.answers['GET /api/credit/hf'] = activityCredit()
    const letGo = server.hold('GET /api/credit/hf')
    await drawAt(
      server,
      '/credit/:activityId/evaluation',
      '/credit/hf/evaluation',
      <FormPage kind="evaluation" />,
    )
    expect(screen.getByRole('status', { name: 'Loading the form' })).toBeTruthy()
    await act(async () => letGo())
    await screen.findByRole('button', { name: 'Submit evaluation' })
    expect(press('Submit evaluation')).toBeTruthy()
  })

  test('has no violations, with answers missing', async () => {
    const { user } = await page('evaluation')
    await user.click(press('Submit evaluation'))
    expect(await violations()).toEqual([])
  })
})

describe('the test', () => {
  const questions = [
    question('dose', {
      kind: 'choice',
      prompt: 'Which dose?',
      options: [
        { id: 'low', text: 'Low' },
        { id: 'high', text: 'High' },
      ],
    }),
  ]
  const outcome = (right: boolean, attempt = 1): TestOutcome => ({
    attempt,
    submittedAt: 1_764_000_000_000,
    score: right ? 1 : 0,
    questions: [{ id: 'dose', right, feedback: 'Start low, go slow.' }],
  })
  const failed = reason({ code: 'test_failed', blocks: true, todo: true, message: 'Not enough.' })
  const withTest = (
    outcomes: TestOutcome[],
    attemptsLeft: number | null,
    ...reasons: ReturnType<typeof reason>[]
  ) =>
    activityCredit({
      results: [result({ reasons })],
      test: {
        questions,
        answers: { dose: 'high' },
        submittedAt: null,
        minimumScore: 0.7,
        attemptsLeft,
        outcomes,
      },
    })

  test('is taken, and told with its feedback', async () => {
    const { user } = await page('test', withTest([], 2))
    expect(text()).toContain('You have 2 attempts left.')
    await user.click(radio(/Which dose/, 'Low'))
    credit = withTest([outcome(true)], 1)
    await user.click(press('Submit test'))
    await said('You passed the test.')
    expect(server.bodies('PUT /api/credit/hf/test').at(-1)).toEqual({
      answers: { dose: 'low' },
      submit: true,
    })
    expect(document.activeElement?.textContent).toContain('You passed the test.')
    expect(text()).toContain('1 of 1 correct (100%).')
    expect(text()).toContain('Correct')
    expect(text()).toContain('Start low, go slow.')
    expect(screen.queryByRole('button', { name: 'Retake test' })).toBeNull()
    expect(await violations()).toEqual([])
  })

  test('several answers can be chosen, and the feedback names the objective', async () => {
    const several = question('drugs', {
      kind: 'multiple',
      prompt: 'Which drugs?',
      objective: 'Choose the drugs',
      options: ['arni', 'mra', 'nsaid'].map((id) => ({ id, text: id.toUpperCase() })),
    })
    const taken = withTest([], 2)
    taken.test = { ...taken.test!, questions: [several], answers: {} }
    const { user } = await page('test', taken)
    const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name })
    await user.click(box('MRA'))
    await user.click(box('NSAID'))
    await user.click(box('ARNI'))
    await user.click(box('NSAID'))
    expect([box('ARNI').checked, box('NSAID').checked]).toEqual([true, false])
    const outcomes = [{ ...outcome(true), questions: [{ id: 'drugs', right: true, feedback: '' }] }]
    credit = { ...taken, test: { ...taken.test, outcomes } }
    await user.click(press('Submit test'))
    await said('You passed the test.')
    expect(server.bodies('PUT /api/credit/hf/test').at(-1)).toMatchObject({ answers: { drugs: 'arni mra' } })
    expect(text()).toContain('Objective: Choose the drugs')
    expect(await violations()).toEqual([])
  })

  test('failed: it can be taken again while attempts are left', async () => {
    const { user } = await page('test', withTest([outcome(false)], 1, failed))
    expect(text()).toContain('You haven’t passed the test yet.')
    expect(text()).toContain('You have 1 attempt left.')
    await user.click(press('Retake test'))
    expect(radio(/Which dose/, 'High').checked).toBe(true)
    credit = withTest([outcome(false), outcome(true, 2)], 0)
    await user.click(radio(/Which dose/, 'Low'))
    await user.click(press('Submit test'))
    await said('You passed the test.')
    expect(text()).toContain('Attempt 2')
    expect(text()).toContain('You passed the test.')
  })

  test('without attempts left it says what can be done', async () => {
    const used = reason({ code: 'attempts_used', blocks: true, message: 'All used.' })
    await page('test', withTest([outcome(false)], 0, used))
    expect(text()).toContain('You have no attempts left.')
    expect(screen.queryByRole('button')).toBeNull()
  })

  test('says what must be reached; nothing where no body asks for it', async () => {
    await page('test', withTest([], null))
    expect(text()).toContain('70% of your answers must be correct. You can retake it as often as you like.')
    cleanup()
    const own = withTest([outcome(false)], null)
    await page('test', { ...own, test: { ...own.test!, minimumScore: null } })
    expect(text()).toContain('Your test is submitted.')
    expect(text()).not.toContain('passed')
  })

  test('an activity without one says so', async () => {
    await page('test')
    expect(text()).toContain('This activity has no test.')
  })
})
