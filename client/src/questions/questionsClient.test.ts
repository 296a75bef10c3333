import { jest } from '@jest/globals'
import { draftOf } from './draft.ts'
import { FakeQuestions, question, sessionId, settle } from './fakeQuestions.ts'
import { Questions } from './questionsClient.ts'
import { isShown, shownOf, unseenCount, voteOf } from './questionsState.ts'

let server: FakeQuestions
const state = () => server.questions.store.getState()
const lists = () => server.requests('questions.list').length

async function start(...questions: ReturnType<typeof question>[]): Promise<void> {
  server.list = { ...server.list, version: 5, questions }
  server.questions.start()
  await settle()
}

beforeEach(() => {
  jest.useFakeTimers()
  server = new FakeQuestions()
})
afterEach(() => {
  server.questions.stop()
  jest.useRealTimers()
})

describe('the list', () => {
  test('is loaded once the connection is open', async () => {
    server.isConnected = false
    await start()
    expect(lists()).toBe(0)
    server.connect()
    await settle()
    expect(state()).toMatchObject({ status: 'ready', version: 5 })
  })

  test('is loaded again after a reconnect', async () => {
    await start(question('a'))
    server.list = { ...server.list, version: 8, questions: [question('b')] }
    server.connect()
    await settle()
    expect(Object.keys(state().questions)).toEqual(['b'])
  })

  test('that cannot be loaded says why, and is retried', async () => {
    server.refuse('questions.list', 'storage_unavailable', 'Not now.')
    await start(question('a'))
    expect(state()).toMatchObject({ status: 'failed', problem: { message: 'Not now.' } })
    await settle(2000)
    expect(state()).toMatchObject({ status: 'ready', problem: null })
  })

  test('that the person may not see is not retried', async () => {
    server.refuse('questions.list', 'forbidden')
    await start()
    await settle(60_000)
    expect(state().status).toBe('failed')
    expect(lists()).toBe(1)
  })

  test('overtaken by changes does not restore the old state', async () => {
    await start(question('a'))
    const late = server.list
    const reloaded = server.questions.reload()
    server.change(5, 7, [question('a', { version: 7, votes: 3 })])
    server.list = late
    await reloaded
    expect(state().version).toBe(7)
    expect(state().questions.a?.votes).toBe(3)
  })

  test('is followed until the page is left', async () => {
    await start(question('a'))
    server.change(5, 6, [question('b')])
    expect(state().questions.b).toBeDefined()
    server.questions.stop()
    server.change(6, 7, [question('c')])
    expect(state().questions.c).toBeUndefined()
  })
})

describe('changes', () => {
  test('are applied one after the other', async () => {
    await start(question('a'))
    server.change(5, 6, [question('b')])
    server.change(6, 8, [question('a', { version: 8, status: 'live' })], { removed: ['b'] })
    expect(state().version).toBe(8)
    expect(Object.values(state().questions)).toMatchObject([{ id: 'a', status: 'live' }])
    expect(lists()).toBe(1)
  })

  test('may overlap the known state, and may arrive twice', async () => {
    await start(question('a'))
    server.change(3, 6, [question('b')])
    server.change(3, 6, [question('b')])
    expect(state()).toMatchObject({ version: 6 })
    expect(Object.keys(state().questions)).toEqual(['a', 'b'])
    expect(lists()).toBe(1)
  })

  test('older ones are ignored', async () => {
    await start(question('a', { version: 5, text: 'new' }))
    server.change(2, 4, [question('a', { version: 4, text: 'old' })])
    expect(state().questions.a?.text).toBe('new')
  })

  test('a missed one makes the page reload the list', async () => {
    await start(question('a'))
    server.list = { ...server.list, version: 9, questions: [question('a'), question('b')] }
    server.change(8, 9, [question('b')])
    await settle()
    expect(state().version).toBe(9)
    expect(Object.keys(state().questions)).toEqual(['a', 'b'])
  })

  test('in another order end in the same state', async () => {
    await start()
    server.list = { ...server.list, version: 7, questions: [question('a'), question('b')] }
    server.change(6, 7, [question('b')])
    server.change(5, 6, [question('a')])
    await settle()
    expect(state().version).toBe(7)
    expect(Object.keys(state().questions).sort()).toEqual(['a', 'b'])
  })

  test('a list older than a known version is loaded again', async () => {
    await start()
    server.change(8, 9, [])
    await settle()
    expect(state().version).toBe(5)
    server.list = { ...server.list, version: 9 }
    await settle(2000)
    expect(state().version).toBe(9)
  })

  test('of another session are ignored', async () => {
    await start()
    server.change(5, 6, [question('x')], { sessionId: 'ecg' })
    expect(state().version).toBe(5)
  })

  test('do not replace a newer question', async () => {
    await start(question('a', { version: 9, text: 'mine' }))
    server.change(5, 6, [question('a', { version: 6, text: 'theirs' })])
    expect(state().questions.a?.text).toBe('mine')
  })
})

describe('what concerns the person alone', () => {
  test("one's own question, muting and others' editing", async () => {
    await start()
    const own = question('a', { status: 'dismissed', reason: 'Off topic', version: 6 })
    server.emit('questions.mine', { sessionId, question: own })
    server.emit('questions.mine', { sessionId, question: question('a', { status: 'pending', version: 2 }) })
    server.emit('questions.muted', { sessionId, muted: true })
    const moreau = { sessionId, personId: 'moreau', name: 'Moreau' }
    server.emit('questions.editing', { ...moreau, questionId: 'a' })
    expect(state()).toMatchObject({ muted: true, editing: { moreau: { questionId: 'a' } } })
    expect(state().mine.a?.reason).toBe('Off topic')
    server.emit('questions.editing', { ...moreau, questionId: null })
    expect(state().editing).toEqual({})
  })

  test('a moderator who falls silent has stopped editing, and has no cursor', async () => {
    await start()
    const moreau = { sessionId, personId: 'moreau', name: 'Moreau' }
    server.emit('questions.editing', { ...moreau, questionId: 'a' })
    server.emit('questions.cursor', { ...moreau, questionId: 'b' })
    expect(state()).toMatchObject({ cursors: { moreau: { questionId: 'b' } } })
    await settle(20_000)
    expect(state()).toMatchObject({ editing: {}, cursors: {} })
  })
})

describe('a vote', () => {
  test('is shown at once and confirmed later', async () => {
    await start(question('a', { votes: 3 }))
    server.answers['questions.vote'] = () => ({ questionId: 'a', votes: 5, up: true })
    const voting = server.questions.vote(state().questions.a!, true)
    expect(voteOf(state(), state().questions.a!)).toEqual({ up: true, votes: 4 })
    await voting
    expect(voteOf(state(), state().questions.a!)).toEqual({ up: true, votes: 5 })
    expect(state().pressed).toEqual({})
  })

  test('is taken back', async () => {
    server.list.votedFor = ['a']
    await start(question('a', { votes: 3 }))
    server.answers['questions.vote'] = () => ({ questionId: 'a', votes: 2, up: false })
    await server.questions.vote(state().questions.a!, false)
    expect(server.requests('questions.vote')).toEqual([{ sessionId, questionId: 'a', up: false }])
    expect(voteOf(state(), state().questions.a!)).toEqual({ up: false, votes: 2 })
  })

  test('that is refused is rolled back', async () => {
    await start(question('a', { votes: 3 }))
    server.refuse('questions.vote', 'rate_limited', 'Too often.')
    await expect(server.questions.vote(state().questions.a!, true)).rejects.toThrow('Too often.')
    expect(voteOf(state(), state().questions.a!)).toEqual({ up: false, votes: 3 })
  })

  test('pressed again before the reply ends as pressed last', async () => {
    await start(question('a', { votes: 3 }))
    server.answers['questions.vote'] = ({ up }) => ({ questionId: 'a', votes: up ? 4 : 3, up })
    const first = server.questions.vote(state().questions.a!, true)
    const second = server.questions.vote(state().questions.a!, false)
    expect(voteOf(state(), state().questions.a!)).toEqual({ up: false, votes: 3 })
    await Promise.all([first, second])
    expect(voteOf(state(), state().questions.a!)).toEqual({ up: false, votes: 3 })
  })
})

describe('a vote for what was merged', () => {
  test('moves to the question it was merged into', async () => {
    server.list = { ...server.list, votedFor: ['b'] }
    await start(question('a'), question('b'))
    server.list = { ...server.list, version: 6, questions: [question('a', { version: 6 })], votedFor: ['a'] }
    server.change(5, 6, [question('a', { version: 6, votes: 1 })], { removed: ['b'] })
    await settle(2000)
    expect([...state().votedFor]).toEqual(['a'])
  })
})

describe('the draft', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  const page = () => new Questions(server.connection, sessionId)
  const keep = (value: unknown) =>
    Object.defineProperty(globalThis, 'sessionStorage', { value, configurable: true, writable: true })
  beforeEach(() => {
    kept.clear()
    keep(storage)
  })
  afterEach(() => keep(undefined))

  test('survives a reload and a failed send', async () => {
    const first = page()
    first.setDraft('Why not?')
    server.refuse('questions.ask', 'rate_limited', 'Too often.')
    await first.ask()
    expect(first.store.getState()).toMatchObject({ draft: 'Why not?', askProblem: { message: 'Too often.' } })
    expect(page().store.getState().draft).toBe('Why not?')
  })

  test('is forgotten once the server has it', async () => {
    const questions = page()
    questions.setDraft(' Why not? ')
    server.answers['questions.ask'] = ({ text }) => question('q', { text: String(text), status: 'pending' })
    await questions.ask()
    expect(server.requests('questions.ask')).toEqual([
      { sessionId, questionId: expect.stringMatching(/^\w+$/), text: 'Why not?' },
    ])
    expect(questions.store.getState()).toMatchObject({ draft: '', asked: true, mine: { q: { id: 'q' } } })
    expect(page().store.getState().draft).toBe('')
  })

  test('without a reply the list shows whether it arrived: nothing is asked twice', async () => {
    const questions = page()
    questions.setDraft('Why not?')
    server.refuse('questions.ask', 'no_answer')
    // Another person asked the same words; the id tells them apart.
    server.list = { ...server.list, mine: [question('q', { text: 'Why not?', status: 'pending' })] }
    await questions.ask()
    expect(questions.store.getState()).toMatchObject({
      draft: 'Why not?',
      askProblem: { code: 'no_answer' },
      asked: false,
    })
    // It remains the same question after a reload.
    const again = page()
    await again.ask()
    const [first, second] = server.requests('questions.ask')
    expect(second).toEqual(first)
    const { questionId } = first as { questionId: string }
    server.list = { ...server.list, mine: [question(questionId, { text: 'Why not?', status: 'pending' })] }
    await questions.ask()
    expect(questions.store.getState()).toMatchObject({ draft: '', askProblem: null, asked: true })
  })

  test('stays in the page if the browser refuses storage', () => {
    const refuse = () => {
      throw new Error('refused')
    }
    keep({ getItem: refuse, setItem: refuse, removeItem: refuse })
    const draft = draftOf(sessionId)
    draft.write('text')
    expect(draft.read()).toBe('')
  })
})

describe('what a viewer reads', () => {
  test('news is counted until it is seen', async () => {
    await start(question('a'))
    expect(unseenCount(state())).toBe(0)
    server.change(5, 6, [question('b', { version: 6 }), question('a', { version: 6, status: 'live' })])
    expect(unseenCount(state())).toBe(2)
    server.change(6, 7, [question('b', { version: 7, votes: 9 })])
    expect(unseenCount(state())).toBe(2)
    server.questions.markSeen()
    expect(unseenCount(state())).toBe(0)
  })

  test('is sorted by votes or by time; the pinned question is not listed twice', () => {
    const questions = {
      a: question('a', { votes: 1, askedAt: 3 }),
      b: question('b', { votes: 7, askedAt: 1 }),
      c: question('c', { votes: 9, askedAt: 2, pinned: true }),
    }
    const ids = (sorting: 'votes' | 'newest') =>
      shownOf({ questions, mine: {} }, sorting).approved.map(({ id }) => id)
    expect(ids('votes')).toEqual(['b', 'a'])
    expect(ids('newest')).toEqual(['a', 'b'])
    expect(shownOf({ questions, mine: {} }, 'votes').pinned?.id).toBe('c')
  })

  test('never includes pending, dismissed or merged questions', () => {
    expect(isShown(question('a', { status: 'pending' }))).toBe(false)
    expect(isShown(question('a', { status: 'dismissed' }))).toBe(false)
    expect(isShown(question('a', { mergedInto: 'b' }))).toBe(false)
  })
})
