import { act, screen, within } from '@testing-library/react'
import { violations } from '../testing/drawPage.tsx'
import { BackstageQuestions } from './BackstageQuestions.tsx'
import { answers, clear, draw } from './drawQuestions.tsx'
import { FakeQuestions, question, sessionId, staffQuestion } from './fakeQuestions.ts'
import { PinnedText } from './PinnedQuestion.tsx'
import { QuestionsPanel } from './QuestionsPanel.tsx'
import { UnseenQuestions } from './UnseenQuestions.tsx'

let server: FakeQuestions
const panel = () => draw(server, <QuestionsPanel sessionId={sessionId} />)
const text = () => document.body.textContent ?? ''
const listed = (name: RegExp) =>
  within(screen.getByRole('region', { name }))
    .getAllByRole('listitem')
    .map((item) => item.querySelector('.question-text')?.textContent)

beforeEach(() => {
  sessionStorage.clear()
  server = new FakeQuestions()
})
afterEach(clear)

describe('the queue', () => {
  test('the live, pinned, approved, answered, and own questions', async () => {
    server.list.questions = [
      question('live', { status: 'live' }),
      question('pinned', { pinned: true }),
      question('few', { votes: 1, askedAt: 9 }),
      question('many', { votes: 41, askedAt: 1 }),
      question('written', { status: 'answered', answer: 'Yes, twice a day.', answeredAt: 2 }),
      question('spoken', { status: 'answered', answeredAt: 1 }),
    ]
    server.list.mine = [question('own', { status: 'dismissed', reason: 'Answered on slide 4' })]
    const { user } = await panel()
    expect(listed(/Being answered now/)).toEqual(['Question live?'])
    expect(listed(/Pinned/)).toEqual(['Question pinned?'])
    expect(listed(/Popular/)).toEqual(['Question many?', 'Question few?'])
    expect(text()).toContain('Not taken up: Answered on slide 4')
    expect(await violations()).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Recent' }))
    expect(listed(/Recent/)).toEqual(['Question few?', 'Question many?'])
    await user.click(screen.getByRole('button', { name: 'Answered 2' }))
    expect(listed(/^Answered/)).toEqual(['Question written?', 'Question spoken?'])
    expect(text()).toContain('Yes, twice a day.')
    expect(text()).toContain('Answered aloud')
    expect(listed(/Being answered now/)).toEqual(['Question live?'])
    expect(await violations()).toEqual([])
  })

  test('empty: says what will be there', async () => {
    await panel()
    expect(text()).toContain('No questions yet')
    expect(await violations()).toEqual([])
  })

  test('loading, then failed, then there after a press', async () => {
    server.isConnected = false
    server.refuse('questions.list', 'forbidden', 'Not you.')
    const { user } = await panel()
    expect(screen.getByRole('status', { name: 'Loading the questions' })).toBeTruthy()
    await act(async () => server.connect())
    await answers()
    expect(text()).toContain('Not you.')
    expect(await violations()).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await answers()
    expect(text()).toContain('No questions yet')
  })

  test('changes are announced politely', async () => {
    server.list.questions = [question('a')]
    server.list.mine = [question('own', { status: 'pending' })]
    await panel()
    await act(async () =>
      server.change(1, 2, [question('a', { version: 2, status: 'live' }), question('b', { version: 2 })]),
    )
    expect(screen.getAllByRole('status')[0]?.textContent).toBe(
      'Being answered now: Question a? One new question.',
    )
    await act(async () =>
      server.emit('questions.mine', { sessionId, question: question('own', { version: 3 }) }),
    )
    expect(screen.getAllByRole('status')[0]?.textContent).toContain('Your question: Approved')
  })
})

describe('voting', () => {
  const button = () => screen.getByRole('button', { name: /Vote for: Question a/ })

  test('is one press, and one more takes it back', async () => {
    server.list.questions = [question('a', { votes: 4 })]
    server.answers['questions.vote'] = ({ up }) => ({ questionId: 'a', votes: up ? 5 : 4, up })
    const { user } = await panel()
    await user.click(button())
    expect(button().getAttribute('aria-pressed')).toBe('true')
    expect(button().textContent).toBe('▲5')
    await user.click(button())
    expect(button().getAttribute('aria-pressed')).toBe('false')
    expect(server.requests('questions.vote').map(({ up }) => up)).toEqual([true, false])
  })

  test('is not offered for one’s own question', async () => {
    server.list.questions = [question('a', { votes: 4 })]
    server.list.mine = [question('a', { votes: 4 })]
    await panel()
    expect(screen.queryByRole('button', { name: /Vote for/ })).toBeNull()
    expect(text()).toContain('4 votes')
  })

  test('that is refused says why', async () => {
    server.list.questions = [question('a', { votes: 4 })]
    server.refuse('questions.vote', 'rate_limited', 'That was too often.')
    const { user } = await panel()
    await user.click(button())
    await answers()
    expect(screen.getByRole('alert').textContent).toBe('Your vote was not counted. That was too often.')
    expect(button().textContent).toBe('▲4')
  })
})

describe('asking', () => {
  const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Ask a question' })
  const send = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Send' })

  test('warns about patients, explains the anonymity, counts, and says that it was sent', async () => {
    server.answers['questions.ask'] = ({ text: asked }) =>
      question('q', { text: String(asked), status: 'pending' })
    const { user } = await panel()
    expect(text()).toContain('Never write anything that could identify a patient.')
    expect(text()).toContain('Anonymous to others · no patient data')
    expect(text()).toContain('Other participants do not see your name; the CE staff do.')
    expect(send().disabled).toBe(true)
    await user.type(field(), 'And in dialysis?')
    expect(text()).toContain('16 of 500 characters')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await answers()
    expect(server.requests('questions.ask')).toMatchObject([{ sessionId, text: 'And in dialysis?' }])
    expect(field().value).toBe('')
    expect(text()).toContain('Sent. A moderator reads it first')
    expect(text()).toContain('Waiting for a moderator')
    expect(await violations()).toEqual([])
  })

  test('too often in slow mode: said in words, and nothing is lost', async () => {
    server.list.settings = { open: true, slowSeconds: 60 }
    server.refuse('questions.ask', 'rate_limited', 'Try again in 12 seconds.')
    const { user } = await panel()
    expect(text()).toContain('Slow mode: one question every minute per person')
    await user.type(field(), 'Again?')
    await user.click(send())
    await answers()
    expect(screen.getByRole('alert').textContent).toBe(
      'Not sent. The moderators take one question every minute per person. Try again in 12 seconds. ' +
        'Your question is kept here.',
    )
    expect(field().value).toBe('Again?')
  })

  test('too long: kept as typed, with the excess', async () => {
    await panel()
    act(() => server.questions.setDraft('x'.repeat(503)))
    expect(text()).toContain('3 characters too long')
    expect(send().disabled).toBe(true)
  })

  test('closed and muted say so; the draft is kept', async () => {
    await panel()
    act(() => server.questions.setDraft('Later'))
    await act(async () => server.change(1, 2, [], { settings: { open: false, slowSeconds: 0 } }))
    expect(text()).toContain('Questions are closed right now')
    expect(text()).toContain('Your draft is kept until they open again.')
    await act(async () => server.emit('questions.muted', { sessionId, muted: true }))
    expect(text()).toContain('A moderator has muted your questions')
    expect(await violations()).toEqual([])
  })
})

test('the tab counts what arrived while it was closed', async () => {
  await draw(server, <UnseenQuestions sessionId={sessionId} />)
  expect(text()).not.toContain('new')
  await act(async () => server.change(1, 2, [question('a', { version: 2 })]))
  expect(text()).toContain('1 new')
})

test('the pinned question is shown in the asker’s words', async () => {
  server.list.questions = [question('a', { pinned: true, status: 'live' })]
  await draw(server, <PinnedText sessionId={sessionId} />)
  expect(screen.getByRole('status').textContent).toBe('Being answered nowQuestion a?')
  await act(async () => server.change(1, 2, [question('a', { version: 2 })]))
  expect(screen.getByRole('status').textContent).toBe('')
})

test('backstage: the pinned one large, the queue below in the moderators’ order, no buttons', async () => {
  server.list.questions = [
    staffQuestion('pinned', { pinned: true }),
    staffQuestion('late', { order: 2, votes: 9 }),
    staffQuestion('early', { order: 1, assignedTo: 'okafor', askLive: true }),
  ]
  await draw(server, <BackstageQuestions sessionId={sessionId} personId="okafor" />)
  expect(document.querySelector('blockquote')?.textContent).toBe('Question pinned?')
  expect(listed(/Next/)).toEqual(['Question early?', 'Question late?'])
  expect(text()).toContain('0 votes · for you · ask aloud')
  expect(screen.queryByRole('button')).toBeNull()
  expect(await violations()).toEqual([])
})
