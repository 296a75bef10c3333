import { jest } from '@jest/globals'
import { choose, FakePolls, FakeStorage, poll, refusal, sessionId, tally, write } from './fakePolls.ts'
import type { Polls } from './pollsClient.ts'

let server: FakePolls
let page: Polls
const state = () => page.store.getState()
const first = () => state().polls[0]!
const settle = (ms = 0) => jest.advanceTimersByTimeAsync(ms)
const lists = () => server.requests('polls.list').length

beforeEach(() => {
  jest.useFakeTimers()
  jest.spyOn(Math, 'random').mockReturnValue(0.5)
  server = new FakePolls(poll('a'))
})
afterEach(() => {
  page.stop()
  jest.restoreAllMocks()
  jest.useRealTimers()
})

async function start(kept = new FakeStorage()) {
  page = server.page(kept)
  page.start()
  await settle()
}

describe('the list', () => {
  test('is requested once and shown', async () => {
    page = server.page()
    page.start()
    expect(state().status).toBe('loading')
    await settle()
    expect(state()).toMatchObject({ status: 'ready', version: 1, polls: [{ id: 'a' }] })
    expect(lists()).toBe(1)
  })

  test('is requested again after a reconnect', async () => {
    await start()
    server.change(poll('b'), false)
    server.connect()
    await settle()
    expect(state().polls.map(({ id }) => id)).toEqual(['a', 'b'])
  })

  test('that cannot be loaded is reported and retried', async () => {
    server.refusals['polls.list'] = [refusal('storage_unavailable')]
    await start()
    expect(state()).toMatchObject({ status: 'failed', problem: { code: 'storage_unavailable' } })
    await settle(4000)
    expect(state()).toMatchObject({ status: 'ready', problem: null })
  })

  test('that the person may not see is not retried', async () => {
    server.refusals['polls.list'] = [refusal('forbidden')]
    await start()
    await settle(60_000)
    expect(lists()).toBe(1)
  })

  test('a later failure keeps what is shown', async () => {
    await start()
    server.refusals['polls.list'] = [refusal('no_answer')]
    server.connect()
    await settle()
    expect(state()).toMatchObject({ status: 'ready', polls: [{ id: 'a' }] })
  })

  test('a page that was left takes nothing any more', async () => {
    const letGo = server.hold('polls.list')
    await start()
    page.stop()
    letGo()
    await settle()
    expect(state().polls).toEqual([])
  })
})

describe('changes', () => {
  test('are taken as they come, without asking', async () => {
    await start()
    server.change(poll('a', { prompt: 'Reworded?' }))
    server.change(poll('b'))
    server.delete('a')
    expect(state()).toMatchObject({ version: 4, polls: [{ id: 'b' }] })
    expect(lists()).toBe(1)
  })

  test('a missed one is noticed with the next, and the list is reloaded', async () => {
    await start()
    server.change(poll('b'), false)
    server.change(poll('c'))
    await settle()
    expect(state().polls.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(lists()).toBe(2)
  })

  test('a missed one while it is asking is asked for once more, and only once', async () => {
    await start()
    const letGo = server.hold('polls.list')
    server.change(poll('b'), false)
    server.change(poll('c'))
    server.change(poll('d'), false)
    server.change(poll('e'))
    letGo()
    await settle()
    expect(state().polls).toHaveLength(5)
    expect(lists()).toBe(3)
  })

  test('older ones and another session’s are ignored', async () => {
    await start()
    server.change(poll('a', { prompt: 'New?' }))
    server.emit('polls.changed', { from: 0, version: 1, poll: poll('a', { prompt: 'Old?' }) })
    server.emit('polls.changed', { sessionId: 'ecg', from: 1, version: 9, poll: poll('x') })
    expect(state().polls.map(({ prompt }) => prompt)).toEqual(['New?'])
    expect(lists()).toBe(1)
  })

  test('two that change places end with the newest', async () => {
    await start()
    server.list = [poll('a', { status: 'closed', version: 3 })]
    server.version = 3
    server.emit('polls.changed', { from: 2, version: 3, poll: poll('a', { status: 'closed', version: 3 }) })
    server.emit('polls.changed', { from: 1, version: 2, poll: poll('a', { onStage: true, version: 2 }) })
    await settle()
    expect(first()).toMatchObject({ status: 'closed', onStage: false })
  })

  test('a list older than what is known is not taken', async () => {
    await start()
    const letGo = server.hold('polls.list')
    server.connect()
    server.change(poll('a', { status: 'closed' }))
    letGo()
    await settle()
    expect(first().status).toBe('closed')
  })

  test('keep what the page knows of its own vote, and what it may see since', async () => {
    const mine = { mine: choose('o1'), tally: tally(3, { o1: 3 }), correct: ['o1'], feedback: 'Yes.' }
    server = new FakePolls(poll('a', mine))
    await start()
    server.change(poll('a', { onStage: true, mine: choose('o1') }))
    expect(first()).toMatchObject({ ...mine, onStage: true })
  })
})

describe('tallies', () => {
  test('are taken; fewer people mean an older message', async () => {
    await start()
    server.emit('polls.tally', { pollId: 'a', tally: tally(5, { o1: 5 }) })
    server.emit('polls.tally', { pollId: 'a', tally: tally(4, { o1: 4 }) })
    server.emit('polls.tally', { pollId: 'unknown', tally: tally(9) })
    server.emit('polls.tally', { sessionId: 'ecg', pollId: 'a', tally: tally(9) })
    expect(first().tally).toEqual(tally(5, { o1: 5 }))
  })
})

describe('a timer that passes without word', () => {
  test('is asked about after at most two seconds, and again while it stays open', async () => {
    server = new FakePolls(poll('a', { closesAt: 40_000 }))
    await start()
    await settle(30_900)
    expect(lists()).toBe(1)
    server.clock = 41_000
    await settle(200)
    expect(lists()).toBe(2)
    await settle(4100)
    expect(lists()).toBe(3)
  })

  test('votes that are counted meanwhile do not put it off', async () => {
    server = new FakePolls(poll('a', { closesAt: 40_000 }))
    await start()
    for (let people = 1; people <= 60; people++) {
      server.emit('polls.tally', { pollId: 'a', tally: tally(people) })
      await settle(520)
    }
    expect(lists()).toBe(2)
  })

  test('is not asked about when the server said that the poll is closed', async () => {
    server = new FakePolls(poll('a', { closesAt: 40_000 }))
    await start()
    server.change(poll('a', { closesAt: 40_000, status: 'closed' }))
    await settle(60_000)
    expect(lists()).toBe(1)
  })
})

describe('voting', () => {
  test('sends the choice and shows it as counted', async () => {
    await start()
    page.choose('a', choose('o2'))
    await page.vote('a')
    expect(server.requests('polls.vote')).toEqual([{ sessionId, pollId: 'a', choice: choose('o2') }])
    expect(first().mine).toEqual(choose('o2'))
    expect(state()).toMatchObject({ choices: {}, voting: [], problems: {} })
  })

  test('pressed twice sends once', async () => {
    await start()
    page.choose('a', choose('o2'))
    const letGo = server.hold('polls.vote')
    const both = [page.vote('a'), page.vote('a')]
    expect(state().voting).toEqual(['a'])
    letGo()
    await Promise.all(both)
    expect(server.requests('polls.vote')).toHaveLength(1)
  })

  test('refused, keeps the choice and says why', async () => {
    await start()
    server.refusals['polls.vote'] = [refusal('rate_limited')]
    page.choose('a', choose('o2'))
    await page.vote('a')
    expect(state()).toMatchObject({ choices: { a: choose('o2') }, problems: { a: { code: 'rate_limited' } } })
    page.choose('a', choose('o3'))
    expect(state().problems).toEqual({})
  })

  test('too late, learns that the poll is closed', async () => {
    await start()
    server.change(poll('a', { status: 'closed' }), false)
    server.refusals['polls.vote'] = [refusal('conflict')]
    page.choose('a', choose('o2'))
    await page.vote('a')
    await settle()
    expect(first()).toMatchObject({ status: 'closed', mine: null })
    expect(state().choices).toEqual({ a: choose('o2') })
  })

  test('a vote whose reply was lost appears with the next list', async () => {
    await start()
    server.refusals['polls.vote'] = [refusal('no_answer')]
    page.choose('a', choose('o2'))
    server.list = [poll('a', { mine: choose('o2') })]
    await page.vote('a')
    await settle()
    expect(first().mine).toEqual(choose('o2'))
    expect(state().choices).toEqual({})
  })

  test('an answer that is older than what is known does not open a closed poll', async () => {
    await start()
    page.choose('a', choose('o1'))
    const letGo = server.hold('polls.vote')
    const voting = page.vote('a')
    server.change(poll('a', { status: 'closed', version: 2, tally: tally(8) }))
    letGo()
    await voting
    expect(first()).toMatchObject({ status: 'closed', mine: choose('o1'), tally: { people: 8 } })
  })

  test('a list that left before the vote does not take it back', async () => {
    await start()
    const letGo = server.hold('polls.list')
    server.connect()
    page.choose('a', choose('o1'))
    await page.vote('a')
    server.list = [poll('a', { mine: choose('o1'), tally: tally(1) })]
    letGo()
    await settle()
    expect(first()).toMatchObject({ mine: choose('o1'), tally: { people: 1 } })
  })
})

describe('a choice that is being made', () => {
  test('outlives a reload, until it is taken', async () => {
    const kept = new FakeStorage()
    server = new FakePolls(poll('a', { kind: 'text', options: [] }))
    await start(kept)
    page.choose('a', write('Half a thou'))
    page.stop()
    await start(kept)
    page.setPanelShown(true)
    expect(state().choices).toEqual({ a: write('Half a thou') })
    await page.vote('a')
    expect(kept.kept).toEqual({})
  })

  test('is gone with a vote on another device, and with its poll', async () => {
    const kept = new FakeStorage()
    kept.kept = { a: choose('o1'), gone: choose('o1') }
    server = new FakePolls(poll('a', { mine: choose('o2') }))
    await start(kept)
    expect(kept.kept).toEqual({})
  })

  test('of a vote that may be changed outlives a reload too, and can be dropped', async () => {
    const kept = new FakeStorage()
    kept.kept = { a: choose('o1') }
    server = new FakePolls(poll('a', { mine: choose('o2'), mayChange: true }))
    await start(kept)
    expect(state().choices).toEqual({ a: choose('o1') })
    page.keepVote('a')
    expect(kept.kept).toEqual({})
    expect(first().mine).toEqual(choose('o2'))
  })
})

describe('cards', () => {
  test('are open polls without a vote, newest first; drafts, closed and voted ones are none', async () => {
    server = new FakePolls(
      poll('a'),
      poll('b', { status: 'draft' }),
      poll('c', { status: 'closed' }),
      poll('d', { mine: choose('o1') }),
    )
    await start()
    expect(state().cards).toEqual(['a'])
    server.change(poll('b', { status: 'open' }))
    expect(state().cards).toEqual(['b', 'a'])
  })

  test('stay after the vote to say what comes next, and go when put aside or closed unanswered', async () => {
    server = new FakePolls(poll('a'), poll('b'))
    await start()
    page.choose('a', choose('o1'))
    await page.vote('a')
    server.change(poll('a', { status: 'closed' }))
    expect(state().cards).toEqual(['a', 'b'])
    server.change(poll('b', { status: 'closed' }))
    expect(state().cards).toEqual(['a'])
    page.putAside('a')
    expect(state().cards).toEqual([])
  })

  test('a poll answered in the panel needs none', async () => {
    await start()
    page.setPanelShown(true)
    page.choose('a', choose('o1'))
    await page.vote('a')
    page.setPanelShown(false)
    expect(state().cards).toEqual([])
  })
})
