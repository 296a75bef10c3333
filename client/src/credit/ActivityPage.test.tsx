import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { violations } from '../testing/drawPage.tsx'
import { exampleReply, FakeHttp } from '../testing/fakeHttp.ts'
import ActivityPage from './ActivityPage.tsx'
import { activityCredit, evaluationForm, watched } from './fakeCredit.ts'

let server: FakeHttp
async function page(credit = activityCredit()) {
  server = new FakeHttp()
  server.answers['GET /api/credit/hf'] = () => credit
  server.answers['POST /api/credit/appeals'] = exampleReply('credit.appeal')
  return drawAt(server, '/credit/:activityId', '/credit/hf', <ActivityPage />)
}
const opener = () => screen.getByRole('button', { name: /Appeal these minutes/ })

afterEach(cleanup)

test('every gap is told with its length and its reason', async () => {
  await page()
  expect(screen.getByRole('heading', { level: 1, name: 'Heart failure, all year' })).toBeTruthy()
  expect(text()).toMatch(/3 min, .*: connection lost/)
  const line = screen.getByRole('list', { name: 'The session’s time' })
  expect(
    within(line)
      .getAllByRole('listitem')
      .map((part) => part.getAttribute('aria-label')),
  ).toEqual(['42 / 45 min counted', expect.stringMatching(/connection lost$/)])
})

test('a session that was held is dated by when it was, another one by its plan', async () => {
  const planned = watched({ sessionId: 'ecg', title: 'ECG', phase: 'scheduled', liveAt: null, until: null })
  await page(activityCredit({ sessions: [watched(), { ...planned, possibleSlots: 0, gaps: [] }] }))
  expect(text()).toContain('25 November 2026')
  expect(text()).toContain('23 November 2026')
})

test('amounts and what is still to do are on My credit, to which it leads', async () => {
  await page()
  expect(text()).not.toContain('0.75')
  expect(screen.getByRole('link', { name: 'My credit' }).getAttribute('href')).toBe('/credit#hf')
})

test('a session without gaps says that every minute counted', async () => {
  await page(activityCredit({ sessions: [watched({ creditedSlots: 270, gaps: [] })] }))
  expect(text()).toContain('Every minute counted.')
  // There is nothing to appeal.
  expect(screen.queryByRole('button', { name: /Appeal these minutes/ })).toBeNull()
})

test('a speaker reads how long they were on stage, and may appeal without having acknowledged anything', async () => {
  const gap = {
    from: watched().liveAt!,
    to: watched().liveAt! + 13 * 60_000,
    reason: 'not_on_stage' as const,
  }
  const presented = { onStageSlots: 192, statedSlots: 0 }
  const session = watched({ acknowledged: false, presented, creditedSlots: 192, gaps: [gap] })
  await page(activityCredit({ sessions: [session] }))
  expect(text()).toContain('On stage 32 of 45 min')
  expect(text()).toMatch(/13 min, .*: you were not on stage/)
  expect(text()).not.toContain('The disclosures were not acknowledged')
  expect(opener()).toBeTruthy()
})

test('minutes that the office stated are named as such', async () => {
  const presented = { onStageSlots: 120, statedSlots: 60 }
  await page(activityCredit({ sessions: [watched({ presented, creditedSlots: 180 })] }))
  expect(text()).toContain('On stage 20 and stated by the CE office 10 of 45 min')
})

test('the forms say how far they are', async () => {
  const outcome = { attempt: 1, submittedAt: 1, score: 2 / 3, questions: [] }
  await page(
    activityCredit({
      evaluation: evaluationForm({ answers: { useful: '4' } }),
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
  expect(text()).toContain('Started, not submitted')
  expect(text()).toContain(
    'Attempt 1: 67% correct. You haven’t passed the test yet. You have 2 attempts left.',
  )
  expect(screen.getByRole('link', { name: 'Test' }).getAttribute('href')).toBe('/credit/hf/test')
})

test('a test that no body requires says so', async () => {
  const test = {
    questions: [],
    answers: {},
    submittedAt: null,
    minimumScore: null,
    attemptsLeft: null,
    outcomes: [],
  }
  await page(activityCredit({ test }))
  expect(text()).toContain('Not taken. Your credit does not require it.')
})

describe('an appeal', () => {
  test('is written and sent; then no second one is offered', async () => {
    let credit = activityCredit()
    const { user } = await page()
    server.answers['GET /api/credit/hf'] = () => credit
    await user.click(opener())
    const field = screen.getByRole('textbox', { name: 'What happened?' })
    expect(document.activeElement).toBe(field)
    await user.type(field, '  The picture froze at ten past. ')
    const open = { id: 'a', at: 1, text: 'The picture froze.', decision: null, granted: false }
    credit = activityCredit({ sessions: [watched({ appeals: [open] })] })
    await user.click(screen.getByRole('button', { name: 'Send appeal' }))
    expect(server.bodies('POST /api/credit/appeals')).toEqual([
      { sessionId: 'heart', text: 'The picture froze at ten past.' },
    ])
    expect(text()).toContain('Sent to the CE office. Its decision appears here.')
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Sent to the CE office.'))
    expect(screen.queryByRole('button', { name: /Appeal these minutes/ })).toBeNull()
    expect(text()).toContain('Waiting for the CE office')
  })

  test('of nothing is not sent; what was refused is kept', async () => {
    const { user } = await page()
    await user.click(opener())
    await user.click(screen.getByRole('button', { name: 'Send appeal' }))
    expect(screen.getByRole('alert').textContent).toBe('Describe what happened.')
    server.refuse('POST /api/credit/appeals', 'no_answer', 'The server did not answer.')
    await user.type(screen.getByRole('textbox', { name: 'What happened?' }), 'Frozen.')
    await user.click(screen.getByRole('button', { name: 'Send appeal' }))
    expect(screen.getByRole('alert').textContent).toContain('The server did not answer. Your text is kept.')
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'What happened?' }).value).toBe('Frozen.')
  })

  test('shows what became of it', async () => {
    const appeals = [
      { id: 'a', at: 1, text: 'Frozen.', decision: null, granted: false },
      { id: 'b', at: 2, text: 'No sound.', decision: 'The gateway failed.', granted: true },
      { id: 'c', at: 3, text: 'More please.', decision: 'It was a break.', granted: false },
    ]
    await page(activityCredit({ sessions: [watched({ appeals })] }))
    expect(text()).toContain('Waiting for the CE office')
    expect(text()).toContain('Granted The gateway failed.')
    expect(text()).toContain('Declined It was a break.')
    expect(await violations()).toEqual([])
  })

  const decided = { at: 1, text: 'More.', decision: 'No.', granted: false }
  const waiting = { id: 'w', at: 1, text: 'Frozen.', decision: null, granted: false }
  test.each([
    ['before the session', { phase: 'scheduled' as const, isFinal: false }],
    ['without the disclosures acknowledged', { acknowledged: false }],
    ['while one waits for its decision', { appeals: [waiting] }],
    [
      'after as many as are allowed',
      { appeals: Array.from({ length: 10 }, (_, i) => ({ ...decided, id: `${i}` })) },
    ],
  ])('is not offered %s', async (_when, fields) => {
    await page(activityCredit({ sessions: [watched(fields)] }))
    expect(screen.queryByRole('button', { name: /Appeal these minutes/ })).toBeNull()
  })

  test('may follow one that was decided', async () => {
    await page(activityCredit({ sessions: [watched({ appeals: [{ ...decided, id: 'a' }] })] }))
    expect(opener()).toBeTruthy()
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
