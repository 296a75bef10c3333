import type { Poll } from '@lectern/shared/polls'
import { act, cleanup, screen, within } from '@testing-library/react'
import { violations } from '../testing/drawPage.tsx'
import { draw } from './drawPolls.tsx'
import { choose, FakePolls, FakeStorage, poll, refusal, sessionId, tally, write } from './fakePolls.ts'
import { PollsPanel } from './PollsPanel.tsx'

let server: FakePolls
let stop: () => void

async function panel(polls: Poll[], kept?: FakeStorage) {
  server = new FakePolls(...polls)
  const page = await draw(server, <PollsPanel sessionId={sessionId} />, kept)
  stop = () => page.polls.stop()
  return page
}
const votes = () => server.requests('polls.vote').map(({ choice }) => choice)
const press = (name: string) => screen.getByRole('button', { name })
const text = () => document.body.textContent ?? ''
const change = (changed: Poll) => act(async () => server.change(changed))

afterEach(() => {
  cleanup()
  stop()
})

describe('voting', () => {
  test('single: one press on a bar votes', async () => {
    const { user } = await panel([poll('a')])
    const group = screen.getByRole('group', { name: 'Question a?' })
    expect(within(group).getAllByRole('button')).toHaveLength(3)
    await user.click(within(group).getByRole('button', { name: 'Diuretic' }))
    expect(votes()).toEqual([choose('o2')])
    expect(text()).toContain('Your vote is counted. Results appear here when the poll closes.')
    expect(text()).toContain('You voted: Diuretic')
    expect(document.activeElement?.textContent).toContain('Your vote is counted')
    expect(screen.queryByRole('button')).toBeNull()
  })

  test('a second press while the first is on its way sends nothing', async () => {
    const { user } = await panel([poll('a')])
    const release = server.hold('polls.vote')
    await user.click(press('Diuretic'))
    expect(press('Diuretic').getAttribute('aria-busy')).toBe('true')
    await user.click(press('Digoxin'))
    await act(async () => release())
    expect(votes()).toEqual([choose('o2')])
  })

  test('multiple: checkboxes, ticked and unticked', async () => {
    const { user } = await panel([poll('a', { kind: 'multiple' })])
    for (const name of ['Beta blocker', 'Diuretic', 'Digoxin', 'Diuretic'])
      await user.click(screen.getByRole('checkbox', { name }))
    await user.click(press('Vote'))
    expect(votes()).toEqual([choose('o1', 'o3')])
    expect(text()).toContain('You voted: Beta blocker, Digoxin')
  })

  test('rating: segments from 1 to n, with words at both ends, by keyboard', async () => {
    const { user } = await panel([poll('a', { kind: 'rating', options: [], scale: 4 })])
    const names = screen.getAllByRole('button').map(({ textContent }) => textContent)
    expect(names).toEqual(['1 (lowest)', '2', '3', '4 (highest)'])
    expect(text()).toContain('LowHigh')
    await user.tab()
    await user.keyboard('{Enter}')
    expect(votes()).toEqual([choose('1')])
  })

  test('text: counted, with the warning; too long is said and nothing is cut', async () => {
    const { user } = await panel([poll('a', { kind: 'text', options: [] })])
    const field = screen.getByRole('textbox', { name: 'Your answer' })
    expect(text()).toContain('write nothing that could identify a patient.')
    await user.click(field)
    await user.paste('x'.repeat(512))
    expect(text()).toContain('512 of 500 characters')
    await user.click(press('Vote'))
    expect(screen.getByRole('alert').textContent).toContain('12 characters too long')
    await user.clear(field)
    await user.type(field, 'Check potassium')
    await user.click(press('Vote'))
    expect(votes()).toEqual([write('Check potassium')])
    expect(text()).toContain('You voted: “Check potassium”')
    expect(text()).toContain('The moderators read it')
  })

  test.each<[string, Partial<Poll>, string]>([
    ['nothing chosen', { kind: 'multiple' }, 'Choose an answer first.'],
    ['nothing written', { kind: 'text', options: [] }, 'Write an answer first.'],
  ])('%s is said and nothing is sent', async (_what, fields, words) => {
    const { user } = await panel([poll('a', fields)])
    await user.click(press('Vote'))
    expect(screen.getByRole('alert').textContent).toBe(words)
    expect(votes()).toEqual([])
  })

  test('refused: the reason in words, the answer marked, and again', async () => {
    const { user } = await panel([poll('a')])
    server.refusals['polls.vote'] = [refusal('storage_unavailable', 'The server cannot save anything.')]
    await user.click(press('Digoxin'))
    expect(screen.getByRole('alert').textContent).toContain('The server cannot save anything.')
    expect(press('Digoxin').dataset.pressed).toBe('')
    expect(press('Digoxin').getAttribute('aria-pressed')).toBe('false')
    await user.click(press('Digoxin'))
    expect(votes()).toEqual([choose('o3'), choose('o3')])
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('a vote is changed with one press if that is allowed', async () => {
    const { user } = await panel([poll('a', { mayChange: true, mine: choose('o1') })])
    expect(press('Beta blocker').getAttribute('aria-pressed')).toBe('true')
    await user.click(press('Beta blocker'))
    expect(votes()).toEqual([])
    await user.click(press('Digoxin'))
    expect(votes()).toEqual([choose('o3')])
    expect(text()).toContain('You voted: Digoxin')
    expect(press('Digoxin').getAttribute('aria-pressed')).toBe('true')
    expect(document.activeElement).toBe(press('Digoxin'))
  })

  test('several answers are changed in the form, or kept', async () => {
    const { user } = await panel([poll('a', { kind: 'multiple', mayChange: true, mine: choose('o1') })])
    await user.click(press('Change your vote'))
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Beta blocker' }).checked).toBe(true)
    await user.click(press('Keep my vote'))
    expect(votes()).toEqual([])
    await user.click(press('Change your vote'))
    await user.click(screen.getByRole('checkbox', { name: 'Digoxin' }))
    await user.click(press('Save the change'))
    expect(votes()).toEqual([choose('o1', 'o3')])
    expect(text()).toContain('You voted: Beta blocker, Digoxin')
  })

  test('is not changed where it is not allowed', async () => {
    await panel([poll('a', { mine: choose('o1') })])
    expect(screen.queryByRole('button')).toBeNull()
  })

  test('the audience of the results is stated first', async () => {
    await panel([poll('a', { anonymous: false }), poll('b')])
    expect(text()).toContain('Not anonymous: the CE staff see who voted for what.')
    expect(text()).toContain('Anonymous: no one sees who voted for what.')
  })

  test('a poll that closes before the answer arrives says that it was not counted', async () => {
    const { user } = await panel([poll('a')])
    server.refusals['polls.vote'] = [refusal('storage_unavailable')]
    await user.click(press('Digoxin'))
    await change(poll('a', { status: 'closed', tally: tally(2, { o1: 2 }) }))
    expect(text()).toContain('It closed before your answer was sent, so this was not counted: Digoxin')
  })

  test('ticks are still there after a reload', async () => {
    const kept = new FakeStorage()
    kept.kept = { a: choose('o2') }
    await panel([poll('a', { kind: 'multiple' })], kept)
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Diuretic' }).checked).toBe(true)
  })

  test('an answer whose way was cut by a reload is marked as not sent', async () => {
    const kept = new FakeStorage()
    kept.kept = { a: choose('o2') }
    const { user } = await panel([poll('a')], kept)
    expect(text()).toContain('Your answer was not sent yet: select it again.')
    await user.click(press('Diuretic'))
    expect(votes()).toEqual([choose('o2')])
  })
})

describe('results', () => {
  const counts = tally(187, { o1: 94, o2: 93 })

  test('are hidden until the poll is closed, if so configured', async () => {
    await panel([poll('a', { mine: choose('o1') })])
    expect(screen.queryByRole('table')).toBeNull()
    await change(poll('a', { status: 'closed', tally: counts }))
    expect(text()).toContain('187 people voted')
    const row = screen.getByRole('row', { name: /Beta blocker/ })
    expect(row.textContent).toBe('Beta blocker, your vote50%94')
  })

  test('after voting: with the answer to the vote', async () => {
    const { user } = await panel([poll('a', { results: 'voted' })])
    expect(text()).toContain('Results appear once you vote.')
    server.list = [poll('a', { results: 'voted', tally: tally(1, { o2: 1 }) })]
    await user.click(press('Diuretic'))
    expect(text()).toContain('These are the results so far.')
    expect(text()).toContain('1 person voted')
  })

  test('live: from the start, and growing', async () => {
    await panel([poll('a', { results: 'live', tally: tally(0) })])
    expect(text()).toContain('No votes yet')
    await act(async () => server.emit('polls.tally', { pollId: 'a', tally: tally(3, { o1: 3 }) }))
    expect(text()).toContain('3 people voted')
  })

  test('a rating has an average; several answers are counted by people', async () => {
    const rated: Partial<Poll> = {
      kind: 'rating',
      options: [],
      status: 'closed',
      tally: tally(4, { 3: 2, 4: 2 }),
    }
    const several = { kind: 'multiple', status: 'closed', tally: tally(2, { o1: 2, o2: 1 }) } as const
    await panel([poll('a', rated), poll('b', several)])
    expect(text()).toContain('average 3.5 of 5')
    expect(text()).toContain('2 people voted · several answers each')
  })

  test.each([
    ['o1', 'Correct'],
    ['o2', 'IncorrectCorrect answer: Beta blocker'],
  ])('a quiz answered with %s says so in words, with the feedback', async (choice, words) => {
    const { user } = await panel([poll('a', { kind: 'quiz', results: 'voted' })])
    server.list = [
      poll('a', { kind: 'quiz', correct: ['o1'], feedback: 'It slows the heart.', tally: counts }),
    ]
    await user.click(press(choice === 'o1' ? 'Beta blocker' : 'Diuretic'))
    expect(text()).toContain(words)
    expect(text()).toContain('It slows the heart.')
    expect(screen.getByRole('row', { name: /correct answer/ }).textContent).toContain('Beta blocker')
  })

  test('a quiz that was missed tells its answer when it is closed', async () => {
    await panel([poll('a', { kind: 'quiz', status: 'closed', correct: ['o1', 'o2'], tally: counts })])
    expect(text()).toContain('You did not vote.')
    expect(text()).toContain('Correct answers: Beta blocker, Diuretic')
    expect(text()).not.toContain('Incorrect')
  })
})

describe('the panel', () => {
  test('says what will appear, and that it loads', async () => {
    server = new FakePolls()
    const letGo = server.hold('polls.list')
    const { polls } = await draw(server, <PollsPanel sessionId={sessionId} />)
    stop = () => polls.stop()
    expect(screen.getByRole('status', { name: 'Loading the polls' })).toBeTruthy()
    await act(async () => letGo())
    expect(text()).toContain('No polls yet. When the moderator opens one, it appears here')
  })

  test('says why it could not load, and tries again', async () => {
    server = new FakePolls(poll('a'))
    server.refusals['polls.list'] = [refusal('forbidden', 'Your role does not allow this.')]
    const { polls, user } = await draw(server, <PollsPanel sessionId={sessionId} />)
    stop = () => polls.stop()
    expect(screen.getByRole('alert').textContent).toContain('Your role does not allow this.')
    await user.click(press('Try again'))
    expect(screen.getByRole('group', { name: 'Question a?' })).toBeTruthy()
  })

  test('shows open polls first, then closed ones, and no drafts', async () => {
    await panel([
      poll('old', { status: 'closed', closesAt: 1 }),
      poll('late', { status: 'closed', closesAt: 2 }),
      poll('draft', { status: 'draft' }),
      poll('first', { openedAt: 1 }),
      poll('second', { openedAt: 2 }),
    ])
    const headings = screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent)
    expect(headings).toEqual(['Question second?', 'Question first?', 'Question late?', 'Question old?'])
  })

  test('votes are sent for this session', async () => {
    const { user } = await panel([poll('a')])
    await user.click(press('Digoxin'))
    expect(server.requests('polls.vote')[0]).toMatchObject({ sessionId, pollId: 'a' })
  })

  test('has no violations, with every kind, before and after', async () => {
    const rest = { status: 'closed', mine: choose('o1'), tally: tally(3, { o1: 2, o2: 1 }) } as const
    await panel([
      poll('a', { closesAt: 60_000 }),
      poll('b', { kind: 'multiple', mayChange: true, mine: choose('o1') }),
      poll('c', { kind: 'rating', options: [] }),
      poll('d', { kind: 'text', options: [] }),
      poll('e', { kind: 'quiz', results: 'live', tally: tally(0) }),
      poll('h', { results: 'live', mayChange: true, mine: choose('o1'), tally: tally(2, { o1: 1, o2: 1 }) }),
      poll('f', rest),
      poll('g', { ...rest, kind: 'quiz', correct: ['o2'], feedback: 'Because.' }),
    ])
    expect(await violations()).toEqual([])
  })
})
