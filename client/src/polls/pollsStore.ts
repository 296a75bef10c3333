// What a page knows of one session's polls. No React: the socket writes it, components read it.
import type { AppError } from '@lectern/shared/errors'
import type { Poll, PollChoice, PollEvents, PollList } from '@lectern/shared/polls'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { appErrorOf } from '../live/appError.ts'
import type { Connection } from '../live/connection.ts'
import type { Choices, KeptChoices } from './keptChoices.ts'

export interface PollsState {
  /** `failed`: nothing could be loaded yet, and `problem` says why. */
  status: 'loading' | 'ready' | 'failed'
  problem: AppError | null
  /** Of the list; -1 before it is known. */
  version: number
  polls: readonly Poll[]
  /** Choices that are being made, by poll. */
  choices: Choices
  /** Polls whose vote is on its way. */
  voting: readonly string[]
  /** Why a vote was not taken, by poll. */
  problems: Readonly<Record<string, AppError>>
  /** Polls that appear as a card, newest first, until voted on and put aside. */
  cards: readonly string[]
  /** All polls are in view: no card is needed. */
  panelShown: boolean
}

interface PollsOptions {
  connection: Connection
  sessionId: string
  kept: KeptChoices
}

type Event<Name extends keyof PollEvents> = Parameters<PollEvents[Name]>[0]

/** Spreads the pages of a large audience when all of them miss the same message (ms). */
const jitterMs = 2000
/** How long (ms) until a list that could not be had is asked for again. */
const retryMs = 3000
/** Asking again would not help. */
const final = new Set(['not_signed_in', 'forbidden', 'not_found'])
/** After these the poll may not be what the page shows. */
const outdated = new Set(['conflict', 'stale', 'not_found', 'session_ended', 'no_answer'])

const without = <Value>(record: Readonly<Record<string, Value>>, key: string): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([each]) => each !== key))

const isSame = (a: PollChoice, b: PollChoice): boolean =>
  a.text === b.text && [...a.options].sort().join(' ') === [...b.options].sort().join(' ')

/** What is told to all leaves out what only this person may see: the page keeps what it knows. */
const merged = (known: Poll | undefined, told: Poll): Poll => ({
  ...told,
  mine: told.mine ?? known?.mine ?? null,
  tally: told.tally ?? known?.tally ?? null,
  correct: told.correct ?? known?.correct ?? null,
  feedback: told.feedback ?? known?.feedback ?? null,
})

/** True where the choice being made has become the vote, here or on another device. */
const isSettled = (known: Poll | undefined, poll: Poll, choice: PollChoice): boolean =>
  poll.mine !== null && (!poll.mayChange || isSame(poll.mine, choice) || known?.mine === null)

export class Polls {
  readonly connection: Connection
  readonly sessionId: string
  readonly store: StoreApi<PollsState>
  readonly #kept: KeptChoices
  #stops: (() => void)[] = []
  /** Counts how often the list was asked for, so that only the last one's failure matters. */
  #asks = 0
  #isAsking = false
  #askAgain = false
  #retry: ReturnType<typeof setTimeout> | undefined
  #closing: { at: number; timer: ReturnType<typeof setTimeout> } | undefined

  constructor({ connection, sessionId, kept }: PollsOptions) {
    this.connection = connection
    this.sessionId = sessionId
    this.#kept = kept
    this.store = createStore<PollsState>(() => ({
      status: 'loading',
      problem: null,
      version: -1,
      polls: [],
      choices: kept.read(),
      voting: [],
      problems: {},
      cards: [],
      panelShown: false,
    }))
  }

  start(): void {
    const { connection } = this
    this.#stops = [
      connection.on('polls.changed', (event) => this.#onChanged(event)),
      connection.on('polls.deleted', (event) => this.#onDeleted(event)),
      connection.on('polls.tally', (event) => this.#onTally(event)),
      connection.onConnected(() => void this.reload()),
    ]
  }

  stop(): void {
    for (const stop of this.#stops) stop()
    this.#stops = []
    this.#asks++
    clearTimeout(this.#retry)
    clearTimeout(this.#closing?.timer)
  }

  /** The server's clock, in ms since the epoch. */
  now = (): number => this.connection.now()

  async reload(): Promise<void> {
    const ask = ++this.#asks
    clearTimeout(this.#retry)
    this.#isAsking = true
    this.#askAgain = false
    let problem: AppError | null = null
    try {
      const list = await this.connection.send('polls.list', { sessionId: this.sessionId })
      if (this.#stops.length > 0) this.#takeList(list)
    } catch (error) {
      problem = appErrorOf(error)
    }
    if (ask !== this.#asks) return
    this.#isAsking = false
    if (problem) {
      const isEmpty = this.store.getState().version < 0
      this.store.setState({ problem, ...(isEmpty && { status: 'failed' }) })
      if (!final.has(problem.code)) this.#retry = this.#later(retryMs)
    } else if (this.#askAgain) await this.reload()
  }

  choose(pollId: string, choice: PollChoice): void {
    const { choices, problems } = this.store.getState()
    this.store.setState({
      choices: { ...choices, [pollId]: choice },
      problems: without(problems, pollId),
    })
    this.#kept.write(this.store.getState().choices)
  }

  /** Ends making a choice: what was voted stays. */
  keepVote(pollId: string): void {
    const { choices, problems } = this.store.getState()
    this.store.setState({ choices: without(choices, pollId), problems: without(problems, pollId) })
    this.#kept.write(this.store.getState().choices)
  }

  async vote(pollId: string): Promise<void> {
    const { choices, voting, problems } = this.store.getState()
    const choice = choices[pollId]
    if (!choice || voting.includes(pollId)) return
    this.store.setState({ voting: [...voting, pollId], problems: without(problems, pollId) })
    try {
      const poll = await this.connection.send('polls.vote', { sessionId: this.sessionId, pollId, choice })
      this.take(poll)
      this.keepVote(pollId)
      // A list that was on its way may not have this vote in it yet.
      if (this.#isAsking) this.#askAgain = true
    } catch (error) {
      const problem = appErrorOf(error)
      this.store.setState({ problems: { ...this.store.getState().problems, [pollId]: problem } })
      if (outdated.has(problem.code)) void this.reload()
    } finally {
      this.store.setState({ voting: this.store.getState().voting.filter((each) => each !== pollId) })
    }
  }

  /** A poll as a command answered it; what is known may be newer already. */
  take(poll: Poll): void {
    const known = this.#find(poll.id)
    this.#put(known && known.version > poll.version ? merged(poll, { ...known, mine: poll.mine }) : poll)
  }

  putAside(pollId: string): void {
    this.store.setState({ cards: this.store.getState().cards.filter((each) => each !== pollId) })
  }

  setPanelShown(panelShown: boolean): void {
    this.store.setState({ panelShown })
    this.#setPolls(this.store.getState().polls)
  }

  #find(pollId: string): Poll | undefined {
    return this.store.getState().polls.find(({ id }) => id === pollId)
  }

  #later(ms: number): ReturnType<typeof setTimeout> {
    return setTimeout(() => void this.reload(), ms + Math.random() * jitterMs)
  }

  #takeList(list: PollList): void {
    if (list.version < this.store.getState().version) return
    const polls = list.polls.map((poll) => ({
      ...poll,
      mine: poll.mine ?? this.#find(poll.id)?.mine ?? null,
    }))
    this.store.setState({ status: 'ready', problem: null, version: list.version })
    this.#setPolls(polls)
  }

  /** False for what is of another session, is old, or comes after something that was missed. */
  #isNext({ sessionId, from, version }: { sessionId: string; from: number; version: number }): boolean {
    const own = this.store.getState().version
    if (sessionId !== this.sessionId || version <= own) return false
    if (from <= own) {
      this.store.setState({ version })
      return true
    }
    if (this.#isAsking) this.#askAgain = true
    else void this.reload()
    return false
  }

  #onChanged(event: Event<'polls.changed'>): void {
    if (this.#isNext(event)) this.#put(event.poll)
  }

  #onDeleted(event: Event<'polls.deleted'>): void {
    if (!this.#isNext(event)) return
    this.#setPolls(this.store.getState().polls.filter(({ id }) => id !== event.pollId))
  }

  #onTally({ sessionId, pollId, tally }: Event<'polls.tally'>): void {
    const known = this.#find(pollId)
    // Nobody takes a vote back: fewer people means an older message.
    if (sessionId !== this.sessionId || !known || (known.tally?.people ?? 0) > tally.people) return
    this.#put({ ...known, tally })
  }

  #put(told: Poll): void {
    const { polls } = this.store.getState()
    const known = this.#find(told.id)
    const poll = merged(known, told)
    this.#setPolls(known ? polls.map((each) => (each === known ? poll : each)) : [...polls, poll])
  }

  #setPolls(polls: readonly Poll[]): void {
    const { choices, cards, panelShown, version } = this.store.getState()
    const byId = new Map(polls.map((poll) => [poll.id, poll]))
    const fresh = polls.filter(
      ({ id, status, mine }) => status === 'open' && mine === null && this.#find(id)?.status !== 'open',
    )
    const kept = cards.filter((id) => {
      const poll = byId.get(id)
      return poll && (panelShown ? poll.status === 'open' && !poll.mine : poll.status === 'open' || poll.mine)
    })
    const open = Object.entries(choices).filter(([id, choice]) => {
      if (version < 0) return true
      const poll = byId.get(id)
      return poll && !isSettled(this.#find(id), poll, choice)
    })
    this.store.setState({
      polls,
      cards: [...fresh.map(({ id }) => id).filter((id) => !kept.includes(id)), ...kept],
      choices: Object.fromEntries(open),
    })
    this.#kept.write(this.store.getState().choices)
    this.#awaitClosing()
  }

  /** When a timer has passed without word from the server, the page asks. */
  #awaitClosing(): void {
    const { polls } = this.store.getState()
    const times = polls.flatMap(({ status, closesAt }) => (status === 'open' && closesAt ? [closesAt] : []))
    const at = times.length > 0 ? Math.min(...times) : undefined
    if (at === this.#closing?.at) return
    clearTimeout(this.#closing?.timer)
    this.#closing = undefined
    if (at === undefined) return
    const left = at - this.now()
    const timer = setTimeout(
      () => {
        this.#closing = undefined
        void this.reload()
      },
      (left > 0 ? left : retryMs) + Math.random() * jitterMs,
    )
    this.#closing = { at, timer }
  }
}
