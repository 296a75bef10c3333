import { jest } from '@jest/globals'
import type { Poll } from '@lectern/shared/polls'
import { act, cleanup, screen } from '@testing-library/react'
import { violations } from '../testing/drawPage.tsx'
import { draw } from './drawPolls.tsx'
import { choose, FakePolls, poll, sessionId, tally } from './fakePolls.ts'
import { PollBar } from './PollBar.tsx'
import { PollNews } from './PollNews.tsx'
import { PollOnStage } from './PollOnStage.tsx'
import { PollsCount } from './PollsCount.tsx'
import { PollsPanel } from './PollsPanel.tsx'

let server: FakePolls
let stop: () => void
const text = () => document.body.textContent ?? ''
const bar = () => screen.queryByRole('region', { name: 'New poll' })
const stage = () => screen.queryByRole('region', { name: 'Poll on stage' })

/** Advances the clocks of page and server together. */
const pass = (ms: number) =>
  act(async () => {
    server.clock += ms
    await jest.advanceTimersByTimeAsync(ms)
  })

let isBusy: boolean
const onOpen = jest.fn()

async function room(polls: Poll[], hasPanel = false) {
  server = new FakePolls(...polls)
  const page = await draw(
    server,
    <>
      <PollsCount sessionId={sessionId} />
      <PollNews sessionId={sessionId} />
      <PollBar sessionId={sessionId} isPanelBusy={() => isBusy} onOpen={onOpen} />
      <PollOnStage sessionId={sessionId} />
      {hasPanel && <PollsPanel sessionId={sessionId} />}
    </>,
  )
  stop = () => page.polls.stop()
  return page
}
const change = (changed: Poll) => act(async () => server.change(changed))

beforeEach(() => {
  isBusy = true
  onOpen.mockClear()
})
afterEach(() => {
  cleanup()
  stop()
  jest.useRealTimers()
})

describe('a new poll', () => {
  test('opens the polls by itself, with a number and a polite announcement', async () => {
    isBusy = false
    await room([])
    expect(onOpen).not.toHaveBeenCalled()
    await change(poll('a'))
    expect(onOpen).toHaveBeenCalledTimes(1)
    expect(text()).toContain('1 poll to answer')
    expect(screen.getByRole('status', { name: 'News of polls' }).textContent).toBe('New poll: Question a?')
    await change(poll('a', { version: 2, closesAt: 90_000 }))
    expect(onOpen).toHaveBeenCalledTimes(1)
  })

  test('is one line above the tabs for a person who writes there, and opens on a press', async () => {
    const { user } = await room([])
    await change(poll('a'))
    expect(onOpen).not.toHaveBeenCalled()
    expect(bar()?.textContent).toContain('New poll · Question a?')
    await user.click(screen.getByRole('button', { name: 'Answer' }))
    expect(onOpen).toHaveBeenCalledTimes(1)
  })

  test('can be put aside: the number stays', async () => {
    const { user } = await room([poll('a'), poll('b', { openedAt: 2 })])
    await user.click(screen.getByRole('button', { name: 'Not now' }))
    await user.click(screen.getByRole('button', { name: 'Not now' }))
    expect(bar()).toBeNull()
    expect(text()).toContain('2 polls to answer')
  })

  test('is not announced there while the panel shows all polls, and goes once it is closed', async () => {
    await room([poll('a')], true)
    expect(bar()).toBeNull()
    expect(screen.getAllByRole('button')).toHaveLength(3)
    await change(poll('a', { status: 'closed' }))
    expect(bar()).toBeNull()
  })

  test('has no violations', async () => {
    await room([poll('a', { onStage: true, results: 'live', tally: tally(2, { o1: 2 }) })])
    expect(await violations()).toEqual([])
  })
})

describe('the timer', () => {
  test('counts down on the server’s clock and is announced only at its start and at ten seconds', async () => {
    jest.useFakeTimers()
    await room([poll('a', { closesAt: 34_000 })])
    const news: (string | null)[] = []
    const note = () => {
      const said = screen.getByRole('status', { name: 'News of polls' }).textContent
      if (said !== news.at(-1)) news.push(said)
    }
    note()
    expect(screen.getByRole('timer').textContent).toBe('0:24 left')
    for (let second = 0; second < 24; second++) {
      await pass(1000)
      note()
    }
    expect(screen.getByRole('timer').textContent).toBe('Time is up. Closing…')
    expect(news).toEqual([
      'New poll: Question a? You have 24 seconds.',
      '10 seconds left to answer: Question a?',
    ])
  })

  test('that expires without a message is checked with the server, and the poll closes', async () => {
    jest.useFakeTimers()
    await room([poll('a', { closesAt: 20_000 })])
    server.list = [poll('a', { closesAt: 20_000, status: 'closed', tally: tally(0) })]
    await pass(12_100)
    expect(bar()).toBeNull()
    expect(text()).toContain('The poll has closed: Question a?')
  })
})

describe('on stage', () => {
  test('shows question and results as far as this person may see them', async () => {
    await room([poll('a', { onStage: true })])
    expect(stage()?.textContent).toBe('Question a?Voting is open.')
    await change(poll('a', { onStage: true, status: 'closed', tally: tally(4, { o1: 3, o2: 1 }) }))
    expect(stage()?.textContent).toContain('3 (75%)')
    await change(poll('a', { status: 'closed' }))
    expect(stage()).toBeNull()
  })

  test('a moderator’s page does not show what viewers may not see yet', async () => {
    const known = { tally: tally(4, { o1: 4 }), correct: ['o1'] }
    await room([poll('a', { ...known, kind: 'quiz', onStage: true, mine: choose('o2') })])
    expect(stage()?.textContent).toBe('Question a?Voting is open.')
  })
})
