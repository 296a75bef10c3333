import { cleanup, screen, waitFor } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { violations } from '../testing/drawPage.tsx'
import { exampleReply, FakeHttp } from '../testing/fakeHttp.ts'
import ActivityPage from './ActivityPage.tsx'
import { activityCredit, everyKind, watched } from './fakeCredit.ts'

let server: FakeHttp
async function page(credit = activityCredit()) {
  server = new FakeHttp()
  server.answers['GET /api/credit/hf'] = () => credit
  server.answers['POST /api/credit/appeals'] = exampleReply('credit.appeal')
  return drawAt(server, '/credit/:activityId', '/credit/hf', <ActivityPage />)
}
const opener = () => screen.getByRole('button', { name: /Something is wrong with these minutes/ })

afterEach(cleanup)

test('every gap is told with its length and its reason', async () => {
  await page()
  expect(screen.getByRole('heading', { level: 1, name: 'Heart failure, all year' })).toBeTruthy()
  expect(text()).toMatch(/3 min, .*: connection lost/)
})

test('a session without gaps says that every minute counted', async () => {
  await page(activityCredit({ sessions: [watched({ creditedSlots: 270, gaps: [] })] }))
  expect(text()).toContain('Every minute counted.')
})

test('the forms say how far they are', async () => {
  const outcome = { attempt: 1, submittedAt: 1, score: 2 / 3, questions: [] }
  await page(
    activityCredit({
      evaluation: { questions: everyKind, answers: { useful: '4' }, submittedAt: null },
      test: {
        questions: [],
        answers: {},
        submittedAt: 1,
        minimumScore: 0.7,
        attemptsLeft: 2,
        outcomes: [outcome],
      },
    }),
  )
  expect(text()).toContain('Begun, not submitted yet.')
  expect(text()).toContain(
    'Attempt 1: 67% right. You have not passed the test yet. You have 2 attempts left.',
  )
  expect(screen.getByRole('link', { name: 'Test' }).getAttribute('href')).toBe('/credit/hf/test')
})

test('a test that no body asks for says so', async () => {
  const test = {
    questions: [],
    answers: {},
    submittedAt: null,
    minimumScore: null,
    attemptsLeft: null,
    outcomes: [],
  }
  await page(activityCredit({ test }))
  expect(text()).toContain('Not taken. Your credit does not ask for it.')
})

describe('an appeal', () => {
  test('is written and sent; the focus goes there and back', async () => {
    const { user } = await page()
    await user.click(opener())
    const field = screen.getByRole('textbox', { name: 'What happened?' })
    expect(document.activeElement).toBe(field)
    await user.type(field, '  The picture froze at ten past. ')
    await user.click(screen.getByRole('button', { name: 'Send the appeal' }))
    expect(server.bodies('POST /api/credit/appeals')).toEqual([
      { sessionId: 'heart', text: 'The picture froze at ten past.' },
    ])
    expect(text()).toContain('Sent to the CE office. Its decision appears here.')
    await waitFor(() => expect(document.activeElement).toBe(opener()))
  })

  test('of nothing is not sent; what was refused is kept', async () => {
    const { user } = await page()
    await user.click(opener())
    await user.click(screen.getByRole('button', { name: 'Send the appeal' }))
    expect(screen.getByRole('alert').textContent).toBe('Write what happened first.')
    server.refuse('POST /api/credit/appeals', 'no_answer', 'The server did not answer.')
    await user.type(screen.getByRole('textbox', { name: 'What happened?' }), 'Frozen.')
    await user.click(screen.getByRole('button', { name: 'Send the appeal' }))
    expect(screen.getByRole('alert').textContent).toContain(
      'The server did not answer. What you wrote is kept here.',
    )
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'What happened?' }).value).toBe('Frozen.')
  })

  test('shows what became of it', async () => {
    const appeals = [
      { id: 'a', at: 1, text: 'Frozen.', decision: null, granted: false },
      { id: 'b', at: 2, text: 'No sound.', decision: 'The gateway failed.', granted: true },
      { id: 'c', at: 3, text: 'More please.', decision: 'It was a break.', granted: false },
    ]
    await page(activityCredit({ sessions: [watched({ appeals })] }))
    expect(text()).toContain('The CE office has not decided yet.')
    expect(text()).toContain('Granted: The gateway failed.')
    expect(text()).toContain('Declined: It was a break.')
    expect(await violations()).toEqual([])
  })

  test('is not there before the session', async () => {
    await page(activityCredit({ sessions: [watched({ phase: 'scheduled', isFinal: false })] }))
    expect(screen.queryByRole('button', { name: /Something is wrong/ })).toBeNull()
  })
})

test('an activity that does not exist says so', async () => {
  server = new FakeHttp()
  await drawAt(server, '/credit/:activityId', '/credit/none', <ActivityPage />)
  expect(screen.getByRole('alert').textContent).toContain('There is no such activity')
})

test('has no violations, also while an appeal is written', async () => {
  const { user } = await page()
  await user.click(opener())
  expect(await violations()).toEqual([])
})
