// A following page ends, in any order of messages, replies and reconnects, with the server's state.
import { jest } from '@jest/globals'
import type { CommandName } from '@lectern/shared/commands'
import { AppError } from '@lectern/shared/errors'
import fc from 'fast-check'
import { FakeConnection } from '../testing/fakeConnection.ts'
import { Followed, type FollowedState, notLoaded } from './followed.ts'

interface State extends FollowedState {
  version: number
  /** The sum of all changes: a lost, doubled or reordered one shows. */
  history: readonly number[]
  heard: number
}

/** A list that only grows; its changes use the polls' events, which have the right shape. */
class FakeList extends FakeConnection {
  override clock = 0
  version = 0
  history: number[] = []

  protected override answer(_name: CommandName): unknown {
    return { version: this.version, history: [...this.history] }
  }

  /** Changes the list, and returns the message that announces it. */
  change(): () => void {
    const from = this.version++
    const { version } = this
    this.history.push(version)
    return () => this.tell('polls.deleted', { sessionId: 's', from, version, pollId: String(version) })
  }
}

let server: FakeList
let followed: Followed<State, { version: number; history: number[] }>
const taken = jest.fn()

const follow = (spreadMs?: number) => {
  const { connection } = server
  followed = new Followed<State, { version: number; history: number[] }>({
    connection,
    initial: { ...notLoaded, version: -1, history: [], heard: 0 },
    load: () => connection.send('polls.list', { sessionId: 's' }) as never,
    loaded: (_state, { version, history }) => ({ version, history }),
    taken,
    concerns: (event: { sessionId: string }) => event.sessionId === 's',
    changes: {
      'polls.deleted': ({ history }, { pollId }) => ({ history: [...history, Number(pollId)] }),
    },
    events: { 'polls.tally': ({ heard }) => ({ heard: heard + 1 }) },
    ...(spreadMs !== undefined && { spreadMs }),
  })
  followed.start()
}
const state = () => followed.store.getState()
const loads = () => server.requests('polls.list').length
const settle = (ms = 0) => jest.advanceTimersByTimeAsync(ms)
const refuse = (...codes: ConstructorParameters<typeof AppError>[0][]) => {
  server.refusals['polls.list'] = codes.map((code) => new AppError(code, code))
}

beforeEach(() => {
  jest.useFakeTimers()
  taken.mockClear()
  server = new FakeList()
})
afterEach(() => {
  followed.stop()
  jest.restoreAllMocks()
  jest.useRealTimers()
})

test('with messages lost, doubled, delayed and reordered, the page ends with the server’s state', async () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.constant('change' as const) },
    ...(['lose', 'double', 'late', 'deliver', 'hold', 'release', 'reconnect', 'fail', 'wait'] as const).map(
      (name) => ({ weight: 1, arbitrary: fc.constant(name) }),
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      server = new FakeList()
      follow()
      const late: (() => void)[] = []
      let release = () => {}
      for (const name of steps) {
        if (name === 'change') server.change()()
        if (name === 'lose') server.change()
        if (name === 'double') {
          const message = server.change()
          message()
          message()
        }
        if (name === 'late') late.push(server.change())
        if (name === 'deliver') late.pop()?.()
        if (name === 'hold') {
          release()
          release = server.hold('polls.list')
        }
        if (name === 'release') release()
        if (name === 'reconnect') server.connect()
        if (name === 'fail') refuse('storage_unavailable')
        if (name === 'wait') await settle(1000)
        const { history, version } = state()
        // At any moment it equals the server's state at this version.
        expect(history).toEqual(server.history.slice(0, Math.max(0, version)))
        await settle()
      }
      release()
      await settle(20_000)
      server.change()()
      await settle(40_000)
      expect(state()).toMatchObject({ status: 'ready', problem: null, history: server.history })
      followed.stop()
    }),
    { numRuns: 150 },
  )
})

test('a message about something else changes nothing', async () => {
  follow()
  await settle()
  server.tell('polls.deleted', { sessionId: 'other', from: 5, version: 6, pollId: '6' })
  server.tell('polls.tally', { sessionId: 'other' } as never)
  await settle()
  expect(state()).toMatchObject({ version: 0, heard: 0 })
  expect(loads()).toBe(1)
})

test('a gap is loaded once, however many messages come after it', async () => {
  follow()
  await settle()
  server.change()
  const release = server.hold('polls.list')
  for (let i = 0; i < 5; i++) server.change()()
  release()
  await settle()
  expect(state().history).toEqual(server.history)
  expect(loads()).toBe(3)
})

test('a reply older than received messages is dropped', async () => {
  follow()
  await settle()
  const release = server.hold('polls.list')
  server.connect()
  server.change()()
  release()
  await settle()
  expect(state().history).toEqual([1])
})

test('after a failover that lost changes, the page takes the older state and follows from there', async () => {
  follow()
  await settle()
  for (let i = 0; i < 3; i++) server.change()()
  server.version = 1
  server.history = [1]
  server.connect()
  await settle()
  expect(state()).toMatchObject({ version: 1, history: [1] })
  server.change()()
  expect(state()).toMatchObject({ version: 2, history: [1, 2] })
  await settle(60_000)
  expect(loads()).toBe(2)
})

test('a change heard of while the older state is loaded is not missed', async () => {
  follow()
  await settle()
  for (let i = 0; i < 3; i++) server.change()()
  server.version = 1
  server.history = [1]
  const release = server.hold('polls.list')
  server.connect()
  server.change()()
  release()
  await settle(4000)
  expect(state()).toMatchObject({ version: 2, history: [1, 2] })
})

test('an event during a load is applied once more where the reply has overwritten it, and only there', async () => {
  interface Hall extends FollowedState {
    booths: readonly string[]
    news: number
  }
  const hall = new Followed<Hall, { booths: string[] }>({
    connection: server.connection,
    initial: { ...notLoaded, booths: [], news: 0 },
    load: () => server.connection.send('polls.list', { sessionId: 's' }).then(() => ({ booths: ['old'] })),
    loaded: (_state, { booths }) => ({ booths }),
    // Nothing is known to concern the page before it has loaded.
    concerns: (_event, { status }) => status === 'ready',
    events: {
      'polls.tally': ({ booths }, { pollId }) => ({ booths: [...booths, pollId] }),
      'questions.muted': ({ news }) => ({ news: news + 1 }),
    },
  })
  const release = server.hold('polls.list')
  hall.start()
  server.tell('polls.tally', { pollId: 'first' } as never)
  release()
  await settle()
  expect(hall.store.getState().booths).toEqual(['old', 'first'])
  const again = server.hold('polls.list')
  server.connect()
  server.tell('polls.tally', { pollId: 'second' } as never)
  server.tell('questions.muted', { sessionId: 's', muted: true })
  expect(hall.store.getState().booths).toEqual(['old', 'first', 'second'])
  again()
  await settle()
  expect(hall.store.getState()).toMatchObject({ booths: ['old', 'second'], news: 1 })
  hall.stop()
})

test('of two loads the last one requested counts, and both callers wait for it', async () => {
  follow()
  await settle()
  const release = server.hold('polls.list')
  const order: string[] = []
  const first = followed.reload().then(() => order.push(String(state().version)))
  server.change()
  const second = followed.reload().then(() => order.push(String(state().version)))
  release()
  await Promise.all([first, second])
  expect(order).toEqual(['1', '1'])
  expect(taken).toHaveBeenCalledTimes(2)
})

test('a failure is reported and retried, less and less often; messages meanwhile do not hurry it', async () => {
  jest.spyOn(Math, 'random').mockReturnValue(0.5)
  refuse('storage_unavailable', 'no_answer', 'internal', 'rate_limited')
  follow()
  await settle()
  expect(state()).toMatchObject({ status: 'failed', problem: { code: 'storage_unavailable' } })
  server.change()()
  server.change()()
  expect(loads()).toBe(1)
  await settle(1500)
  expect(loads()).toBe(2)
  await settle(2999)
  expect(loads()).toBe(2)
  await settle(1)
  expect(loads()).toBe(3)
  await settle(60_000)
  expect(loads()).toBe(5)
  expect(state()).toMatchObject({ status: 'ready', problem: null, version: 2 })
})

test('an error that a retry cannot fix is not retried, and keeps what is shown', async () => {
  follow()
  await settle()
  refuse('forbidden')
  server.connect()
  await settle(60_000)
  expect(loads()).toBe(2)
  expect(state()).toMatchObject({ status: 'ready', problem: { code: 'forbidden' } })
})

test('a page that stops while it loads applies nothing and requests nothing', async () => {
  follow()
  await settle()
  refuse('no_answer')
  const release = server.hold('polls.list')
  server.connect()
  followed.stop()
  release()
  await settle(60_000)
  server.change()()
  server.connect()
  await settle(60_000)
  expect(loads()).toBe(2)
  expect(state()).toMatchObject({ status: 'ready', problem: null, version: 0 })
})

test('stopped and started again it loads again, once', async () => {
  follow()
  await settle()
  followed.stop()
  server.change()
  followed.start()
  await settle()
  expect(state().version).toBe(1)
  server.change()()
  expect(state().version).toBe(2)
  expect(loads()).toBe(2)
})

test('a large audience comes back spread over some time', async () => {
  jest.spyOn(Math, 'random').mockReturnValue(0.5)
  follow(2000)
  await settle()
  expect(loads()).toBe(1)
  server.connect()
  await settle(999)
  expect(loads()).toBe(1)
  await settle(1)
  expect(loads()).toBe(2)
})

test('one of a large audience that is started again loads again', async () => {
  follow(2000)
  await settle()
  followed.stop()
  server.change()
  followed.start()
  await settle(2000)
  expect(state().version).toBe(1)
})

test('after a reply that may miss a recent event it loads again, and only then', async () => {
  follow()
  await settle()
  followed.recheck()
  await settle()
  expect(loads()).toBe(1)
  const release = server.hold('polls.list')
  server.connect()
  followed.recheck()
  followed.recheck()
  release()
  await settle()
  expect(loads()).toBe(3)
})
