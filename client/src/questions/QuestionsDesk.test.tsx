import type { StaffQuestion } from '@lectern/shared/questions'
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { dialogGone, violations } from '../testing/drawPage.tsx'
import { answers, clear, draw } from './drawQuestions.tsx'
import { FakeQuestions, sessionId, sessionView, staffQuestion } from './fakeQuestions.ts'
import { QuestionsDesk } from './QuestionsDesk.tsx'

let server: FakeQuestions
const faculty = [
  { personId: 'okafor', name: 'Adaeze Okafor', credentials: '', affiliation: '' },
  { personId: 'rao', name: 'Vikram Rao', credentials: '', affiliation: '' },
]
const desk = (...questions: StaffQuestion[]) => {
  server.list.questions = questions
  return draw(server, <QuestionsDesk view={sessionView('live', faculty)} />)
}
const tab = (name: string) => screen.getByRole('tab', { name: new RegExp(`^${name}`) })
const text = () => document.body.textContent ?? ''
const column = (name: string) => screen.getByRole('region', { name: new RegExp(`^${name}`) })
const cards = (name: string) =>
  within(column(name))
    .queryAllByRole('listitem')
    .filter((item) => 'index' in item.dataset)
    .map((item) => item.querySelector('.question-text')?.textContent)
const chosen = () => document.querySelector('[data-chosen="true"] .question-text')?.textContent
/** All requests but those that a page sends by itself. */
const sent = () => server.sent.filter(({ name }) => name !== 'questions.list' && name !== 'questions.cursor')
const last = () => sent().at(-1)

beforeEach(() => {
  server = new FakeQuestions()
})
afterEach(clear)

const four = () => [
  staffQuestion('i', { status: 'pending', version: 3 }),
  staffQuestion('a', { status: 'approved', version: 4, order: 1 }),
  staffQuestion('b', { status: 'approved', version: 5, order: 2 }),
  staffQuestion('l', { status: 'live', version: 6 }),
  staffQuestion('n', { status: 'answered', version: 7, answer: 'In writing.', answeredAt: 1 }),
]

describe('the columns', () => {
  test('show everything about a question', async () => {
    const { user } = await desk(
      staffQuestion('i', {
        status: 'pending',
        votes: 2,
        original: 'As it was',
        assignedTo: 'rao',
        askLive: true,
        asker: { personId: 'clara', name: 'Clara Voss', muted: true },
      }),
      staffQuestion('part', { mergedInto: 'i' }),
      ...four().slice(1),
    )
    const incoming = column('Incoming').textContent ?? ''
    for (const part of ['2 votes', '1 min', 'Clara Voss (muted)', 'Vikram Rao', 'Ask aloud', 'Edited'])
      expect(incoming).toContain(part)
    expect(incoming).toContain('As asked: As it was')
    expect(incoming).toContain('Question part?')
    expect(cards('Approved')).toEqual(['Question a?', 'Question b?'])
    expect(cards('On air')).toEqual(['Question l?'])
    expect(await violations()).toEqual([])
    await user.click(tab('Answered'))
    expect(cards('Answered')).toEqual(['Question n?'])
    expect(await violations()).toEqual([])
  })

  test('empty columns say what will be there', async () => {
    await desk()
    expect(text()).toContain('What participants ask appears here first.')
    expect(await violations()).toEqual([])
  })

  test('loading, then failed, then there after a press', async () => {
    server.isConnected = false
    server.refuse('questions.list', 'forbidden', 'Not you.')
    const { user } = await desk(...four())
    expect(screen.getByRole('status', { name: 'Loading the questions' })).toBeTruthy()
    await act(async () => server.connect())
    await answers()
    expect(text()).toContain('Not you.')
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await answers()
    expect(cards('Incoming')).toEqual(['Question i?'])
  })

  test('of a thousand cards only some are in the page', async () => {
    await desk(
      ...Array.from({ length: 1000 }, (_, n) => staffQuestion(`q${n}`, { status: 'pending', askedAt: n })),
    )
    expect(column('Incoming').textContent).toContain('1000')
    expect(cards('Incoming').length).toBeLessThan(80)
  })

  test('search, assignee, asking aloud and dismissed questions', async () => {
    const { user } = await desk(
      staffQuestion('a', { assignedTo: 'rao' }),
      staffQuestion('b', { askLive: true }),
      staffQuestion('d', { status: 'dismissed' }),
    )
    await user.keyboard('/question b')
    expect(cards('Approved')).toEqual(['Question b?'])
    await user.keyboard('{Escape}')
    await user.clear(screen.getByRole('searchbox'))
    await user.selectOptions(screen.getByRole('combobox', { name: 'Assigned to' }), 'rao')
    expect(cards('Approved')).toEqual(['Question a?'])
    await user.selectOptions(screen.getByRole('combobox', { name: 'Assigned to' }), '')
    await user.click(screen.getByRole('button', { name: 'Ask-aloud only' }))
    expect(cards('Approved')).toEqual(['Question b?'])
    await user.click(screen.getByRole('button', { name: 'Ask-aloud only' }))
    expect(tab('Dismissed').textContent).toBe('Dismissed 1')
    await user.click(tab('Dismissed'))
    expect(cards('Dismissed')).toEqual(['Question d?'])
    await user.click(tab('Incoming'))
    expect(cards('Incoming')).toEqual([])
  })
})

describe('the keys', () => {
  test('j, k, h and l move through the columns, and the focus follows', async () => {
    const { user } = await desk(...four())
    expect(chosen()).toBe('Question i?')
    const walk: (string | null | undefined)[] = []
    for (const key of ['j', 'j', 'l', 'k', 'h', 'h']) {
      await user.keyboard(key)
      walk.push(chosen())
    }
    expect(walk).toEqual([
      'Question a?',
      'Question b?',
      'Question l?',
      'Question b?',
      'Question i?',
      'Question i?',
    ])
    expect(document.activeElement?.textContent).toBe('Question i?')
  })

  test.each([
    ['a', '', 'questions.approve', { questionId: 'i', version: 3 }],
    ['g', 'j', 'questions.goLive', { questionId: 'a', version: 4 }],
    ['p', 'j', 'questions.pin', { questionId: 'a', version: 4, pinned: true }],
    ['x', 'j', 'questions.setAskLive', { questionId: 'a', version: 4, askLive: true }],
    ['{Shift>}J{/Shift}', 'j', 'questions.move', { questionId: 'a', version: 4, before: null }],
    ['{Shift>}K{/Shift}', 'jj', 'questions.move', { questionId: 'b', version: 5, before: 'a' }],
    ['f', 'jjj', 'questions.answer', { questionId: 'l', version: 6, answer: null }],
  ])('%s sends what it is for, on the version that was seen', async (key, way, name, request) => {
    const { user } = await desk(...four())
    await user.keyboard(way + key)
    await answers()
    expect(last()).toEqual({ name, request: { sessionId, ...request } })
  })

  test('s mutes and unmutes the asker', async () => {
    server.answers['questions.mute'] = ({ muted }) => ({ muted })
    const { user } = await desk(...four())
    await user.keyboard('s')
    await answers()
    expect(last()).toEqual({ name: 'questions.mute', request: { sessionId, questionId: 'i', muted: true } })
    expect(text()).toContain('Clara Voss has been told.')
    await user.keyboard('u')
    await answers()
    expect(last()?.request).toMatchObject({ questionId: 'i', muted: false })
  })

  test('d dismisses with a reason, or without', async () => {
    const { user } = await desk(...four())
    await user.keyboard('d')
    await user.type(await screen.findByRole('textbox', { name: /Reason/ }), 'Off topic{Enter}')
    await answers()
    expect(last()).toEqual({
      name: 'questions.dismiss',
      request: { sessionId, questionId: 'i', version: 3, reason: 'Off topic' },
    })
    await user.keyboard('d')
    await user.click(await screen.findByRole('button', { name: 'Dismiss' }))
    await answers()
    expect(last()?.request).toMatchObject({ reason: null })
  })

  test('w answers in writing', async () => {
    const { user } = await desk(...four())
    await user.keyboard('jw')
    await user.type(await screen.findByRole('textbox', { name: 'Answer' }), 'Twice a day.')
    expect(await violations()).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Publish the answer' }))
    await answers()
    expect(last()).toEqual({
      name: 'questions.answer',
      request: { sessionId, questionId: 'a', version: 4, answer: 'Twice a day.' },
    })
  })

  test('m merges into the one that is found by typing; M takes it out again', async () => {
    const { user } = await desk(...four())
    await user.keyboard('m')
    const search = await screen.findByRole('combobox', { name: 'The question that stays' })
    await user.type(search, 'question b{Enter}')
    await answers()
    expect(last()).toEqual({
      name: 'questions.merge',
      request: { sessionId, questionId: 'i', version: 3, into: 'b', intoVersion: 5 },
    })
    expect(column('Approved').textContent).toContain('1 question merged into it')
    await user.keyboard('j')
    expect(within(column('Approved')).getByRole('button', { name: 'Unmerge' })).toBeTruthy()
    await user.keyboard('{Shift>}M{/Shift}')
    await answers()
    expect(last()).toEqual({
      name: 'questions.unmerge',
      request: { sessionId, questionId: 'i', version: 4 },
    })
  })

  test('Escape leaves the choice without merging', async () => {
    const { user } = await desk(...four())
    await user.keyboard('m')
    await user.type(await screen.findByRole('combobox', { name: 'The question that stays' }), '{Escape}')
    await answers()
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(server.requests('questions.merge')).toEqual([])
  })

  test('@ assigns by the arrow keys, and unassigns', async () => {
    const { user } = await desk(staffQuestion('a', { version: 4 }))
    await user.keyboard('@')
    await user.type(await screen.findByRole('combobox', { name: 'Panellist' }), '{ArrowDown}{Enter}')
    await answers()
    expect(last()).toEqual({
      name: 'questions.assign',
      request: { sessionId, questionId: 'a', version: 4, personId: 'rao' },
    })
    await user.keyboard('@')
    await user.type(await screen.findByRole('combobox', { name: 'Panellist' }), 'nobody{Enter}')
    await answers()
    expect(last()?.request).toMatchObject({ version: 5, personId: null })
  })

  test('q closes and opens; the slow mode is chosen', async () => {
    server.answers['questions.set'] = ({ settings }) => settings
    const { user } = await desk()
    await user.keyboard('q')
    await answers()
    expect(last()?.request).toEqual({ sessionId, settings: { open: false, slowSeconds: 0 } })
    await user.keyboard('u')
    await answers()
    expect(last()?.request).toEqual({ sessionId, settings: { open: true, slowSeconds: 0 } })
    await user.selectOptions(screen.getByRole('combobox', { name: /Slow mode/ }), '300')
    await answers()
    expect(last()?.request).toEqual({ sessionId, settings: { open: true, slowSeconds: 300 } })
  })

  test('do nothing where they do not fit', async () => {
    const { user } = await desk(...four())
    await user.keyboard('gfp{Shift>}JM{/Shift}x')
    await answers()
    expect(sent().map(({ name }) => name)).toEqual(['questions.setAskLive'])
  })

  test('pressed quickly, each waits for the previous one on the same question', async () => {
    const { user } = await desk(staffQuestion('a', { version: 4 }))
    await user.keyboard('px')
    await answers()
    expect(sent().map(({ name, request }) => [name, request.version])).toEqual([
      ['questions.pin', 4],
      ['questions.setAskLive', 5],
    ])
  })

  test('the cursor follows the question acted on: g, then p pins the live one', async () => {
    const { user } = await desk(...four())
    await user.keyboard('agp')
    await answers()
    expect(chosen()).toBe('Question i?')
    for (const name of ['questions.approve', 'questions.goLive', 'questions.pin'] as const)
      expect(server.requests(name).map(({ questionId }) => questionId)).toEqual(['i'])
    expect(document.activeElement?.textContent).toBe('Question i?')
  })

  test('after a decision j moves to the next question of the original column', async () => {
    const { user } = await desk(
      ...[1, 2, 3].map((n) => staffQuestion(`i${n}`, { status: 'pending', askedAt: n })),
    )
    await user.keyboard('a')
    expect(chosen()).toBe('Question i1?')
    await user.keyboard('ja')
    await answers()
    expect(server.requests('questions.approve').map(({ questionId }) => questionId)).toEqual(['i1', 'i2'])
    await user.keyboard('j')
    expect(chosen()).toBe('Question i3?')
  })

  test('a key held down acts on one question', async () => {
    const { user } = await desk(...four())
    await user.keyboard('{a>8/}')
    await answers()
    expect(server.requests('questions.approve').map(({ questionId }) => questionId)).toEqual(['i'])
  })

  test('after the session only remaining actions are offered', async () => {
    server.list.questions = four()
    const { user } = await draw(server, <QuestionsDesk view={sessionView('ended', faculty)} />)
    expect(screen.queryByRole('button', { name: /Close questions|Open questions/ })).toBeNull()
    expect(screen.queryByRole('combobox', { name: /Slow mode/ })).toBeNull()
    await user.keyboard('jgpqamsx@')
    await answers()
    expect(sent()).toEqual([])
    expect(
      screen.queryByRole('button', { name: /Answer now|Pin|Approve|Merge|Mute|Assign|^Ask aloud/ }),
    ).toBeNull()
    expect(screen.getByRole('button', { name: /Dismiss/ })).toBeTruthy()
    expect(screen.getByRole('button', { name: /Answer in writing/ })).toBeTruthy()
  })

  test('are shown on the buttons of the chosen question, and in its menu', async () => {
    const { user } = await desk(...four())
    const button = within(column('Incoming')).getByRole('button', { name: 'Approve a' })
    expect(button.getAttribute('aria-keyshortcuts')).toBe('a')
    expect(button.querySelector('kbd')?.textContent).toBe('a')
    await user.click(within(column('Incoming')).getByRole('button', { name: 'More actions' }))
    const write = await screen.findByRole('menuitem', { name: 'Answer in writing w' })
    expect(write.getAttribute('aria-keyshortcuts')).toBe('w')
    expect(await violations()).toEqual([])
    await user.keyboard('{Escape}')
    await dialogGone()
    await user.click(button)
    await answers()
    expect(last()?.name).toBe('questions.approve')
  })
})

describe('editing', () => {
  const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Edit the question' })

  test('in place; others are told of its start and end', async () => {
    const { user } = await desk(...four())
    await user.keyboard('e')
    expect(document.activeElement).toBe(field())
    expect(last()).toEqual({ name: 'questions.editing', request: { sessionId, questionId: 'i' } })
    await user.clear(field())
    await user.type(field(), 'Better words?')
    expect(await violations()).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await answers()
    expect(server.requests('questions.edit')).toEqual([
      { sessionId, questionId: 'i', version: 3, text: 'Better words?' },
    ])
    expect(last()?.request).toEqual({ sessionId, questionId: null })
    expect(screen.queryByRole('textbox', { name: 'Edit the question' })).toBeNull()
  })

  test('Escape discards the edit', async () => {
    const { user } = await desk(...four())
    await user.keyboard('e')
    await user.type(field(), ' more{Escape}')
    expect(server.requests('questions.edit')).toEqual([])
    expect(chosen()).toBe('Question i?')
  })

  test('another person’s change is shown, and nothing is overwritten or lost', async () => {
    const { user } = await desk(...four())
    await user.keyboard('e')
    await user.type(field(), ' Mine')
    server.refuse('questions.edit', 'stale', 'Somebody else has changed this question.')
    server.list = {
      ...server.list,
      version: 9,
      questions: [staffQuestion('i', { version: 9, status: 'approved', text: 'Theirs?' })],
    }
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await answers()
    expect(field().value).toBe('Question i? Mine')
    expect(column('Approved').textContent).toContain('it now reads: “Theirs?”')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await answers()
    expect(server.requests('questions.edit').at(-1)).toMatchObject({ version: 9, text: 'Question i? Mine' })
  })

  test('another moderator’s editing is shown on the question', async () => {
    await desk(...four())
    const event = { sessionId, personId: 'lindqvist', name: 'Lindqvist', questionId: 'a' }
    await act(async () => server.emit('questions.editing', event))
    expect(column('Approved').textContent).toContain('Lindqvist is editing')
    await act(async () => server.emit('questions.editing', { ...event, personId: 'moreau', name: 'Moreau' }))
    expect(text()).not.toContain('Moreau is editing')
  })
})

describe('the cursors of others', () => {
  const lindqvist = { sessionId, personId: 'lindqvist', name: 'Lindqvist' }

  test('are shown on their questions, and one’s own is not', async () => {
    await desk(...four())
    await act(async () => server.emit('questions.cursor', { ...lindqvist, questionId: 'a' }))
    expect(column('Approved').textContent).toContain('Lindqvist is here')
    const own = { ...lindqvist, personId: 'moreau', name: 'Moreau', questionId: 'a' }
    await act(async () => server.emit('questions.cursor', own))
    expect(text()).not.toContain('Moreau is here')
    expect(await violations()).toEqual([])
    await act(async () => server.emit('questions.cursor', { ...lindqvist, questionId: null }))
    expect(text()).not.toContain('Lindqvist is here')
  })

  test('are told where this one is, once it rests and not before it was moved', async () => {
    const { user } = await desk(...four())
    await answers(1200)
    expect(server.requests('questions.cursor')).toEqual([])
    const told = () => server.requests('questions.cursor')
    await user.keyboard('jj')
    await waitFor(() => expect(told().at(-1)).toEqual({ sessionId, questionId: 'b' }))
    const before = told().length
    await user.keyboard('j')
    expect(told()[before]).toEqual({ sessionId, questionId: null })
  })
})

test('⇧G approves, takes on air and pins in one step, and one u takes it back', async () => {
  const { user } = await desk(...four())
  server.answers['questions.undo'] = () => ({ questions: [] })
  await user.keyboard('{Shift>}G{/Shift}')
  await answers()
  expect(server.requests('questions.goLive')).toEqual([{ sessionId, questionId: 'i', version: 3, pin: true }])
  expect(chosen()).toBe('Question i?')
  expect(screen.getByRole('region', { name: 'Pinned' }).textContent).toContain('Question i?')
  await user.keyboard('u')
  await answers()
  expect(server.requests('questions.undo')).toEqual([{ sessionId, undoId: 'undo-i' }])
})

test('the pinned question can be unpinned where it is shown', async () => {
  const { user } = await desk(...four(), staffQuestion('p', { pinned: true, version: 8 }))
  await user.click(screen.getByRole('button', { name: 'Unpin' }))
  await answers()
  expect(server.requests('questions.pin')).toEqual([
    { sessionId, questionId: 'p', version: 8, pinned: false },
  ])
})

test('a row that is not chosen shows its actions under the pointer', async () => {
  const { user } = await desk(...four())
  const second = within(column('Approved')).getByRole('button', { name: 'Question a?' })
  expect(within(column('Approved')).queryByRole('button', { name: 'Answer now' })).toBeNull()
  await user.hover(second)
  fireEvent.click(within(column('Approved')).getByRole('button', { name: 'Answer now' }))
  await answers()
  expect(last()?.request).toEqual({ sessionId, questionId: 'a', version: 4 })
  expect(chosen()).toBe('Question a?')
})

describe('undo', () => {
  test('with u, of the last action', async () => {
    const { user } = await desk(...four())
    server.answers['questions.undo'] = () => ({
      questions: [staffQuestion('i', { version: 9, status: 'pending' })],
    })
    await user.keyboard('a')
    await answers()
    expect(cards('Approved')).toContain('Question i?')
    await user.keyboard('u')
    await answers()
    expect(last()).toEqual({ name: 'questions.undo', request: { sessionId, undoId: 'undo-i' } })
    expect(cards('Incoming')).toEqual(['Question i?'])
    expect(chosen()).toBe('Question i?')
    await user.keyboard('u')
    await waitFor(() => expect(text()).toContain('Nothing to undo'))
  })

  test('with the button of the toast', async () => {
    const { user } = await desk(...four())
    server.answers['questions.undo'] = () => ({ questions: [] })
    await user.keyboard('a')
    await answers()
    await user.click(screen.getByRole('button', { name: 'Undo u' }))
    await answers()
    expect(server.requests('questions.undo')).toHaveLength(1)
  })
})

test('stale: the card shows what it is now, and the toast says so', async () => {
  const { user } = await desk(...four())
  server.refuse('questions.approve', 'stale', 'Somebody else has changed this question in the meantime.')
  server.list = {
    ...server.list,
    version: 9,
    questions: [staffQuestion('i', { version: 9, status: 'live' })],
  }
  await user.keyboard('a')
  await answers()
  expect(cards('Incoming')).toEqual([])
  expect(column('On air').textContent).toContain('Somebody else was faster. It is now live.')
  await waitFor(() =>
    expect(screen.getByRole('alert').textContent).toContain('It is now live: “Question i?”'),
  )
})

test('dragging by keyboard: picked up, moved, put down, announced', async () => {
  await desk(...['a', 'b', 'c'].map((id, order) => staffQuestion(id, { order, version: order + 1 })))
  const handle = screen.getByRole('button', { name: 'Move: Question a?' })
  handle.focus()
  const press = async (code: string) => {
    fireEvent.keyDown(document.activeElement!, { code, key: code })
    await answers()
  }
  await press('Space')
  await press('ArrowDown')
  expect(text()).toContain('Over place 2 of 3.')
  await press('Space')
  expect(last()).toEqual({
    name: 'questions.move',
    request: { sessionId, questionId: 'a', version: 1, before: 'c' },
  })
  expect(cards('Approved')).toEqual(['Question b?', 'Question a?', 'Question c?'])
})
