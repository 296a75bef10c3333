// Keeps a session's polls current on one page, and sends a participant's actions.
import type { Poll, PollChoice } from '@lectern/shared/polls'
import type { StoreApi } from 'zustand/vanilla'
import { appErrorOf } from '../live/appError.ts'
import type { Connection } from '../live/connection.ts'
import { Followed } from '../live/followed.ts'
import type { Kept } from '../live/kept.ts'
import { useMe } from '../live/me.ts'
import { useFollowed } from '../live/useFollowed.ts'
import { type Choices, keptChoices } from './keptChoices.ts'
import {
  noPolls,
  type PollsState,
  withAnswer,
  withList,
  without,
  withPoll,
  withPolls,
  withTally,
} from './pollsState.ts'

interface PollsOptions {
  connection: Connection
  sessionId: string
  kept: Kept<Choices>
}

/** Spreads the requests of a large audience if no message said that a poll has closed (ms). */
const jitterMs = 2000
/** How long (ms) until an overdue poll is checked again. */
const retryMs = 3000
/** After these errors the page may show an old state. */
const outdated = new Set(['conflict', 'stale', 'not_found', 'session_ended', 'no_answer'])

export class Polls {
  readonly connection: Connection
  readonly sessionId: string
  readonly store: StoreApi<PollsState>
  readonly #followed
  readonly #kept: Kept<Choices>
  #closing: { at: number; timer: ReturnType<typeof setTimeout> } | undefined

  constructor({ connection, sessionId, kept }: PollsOptions) {
    this.connection = connection
    this.sessionId = sessionId
    this.#kept = kept
    this.#followed = new Followed({
      connection,
      initial: noPolls(kept.read() ?? {}),
      load: () => connection.send('polls.list', { sessionId }),
      loaded: withList,
      concerns: (event: { sessionId: string }) => event.sessionId === sessionId,
      changes: {
        'polls.changed': (state, { poll }) => withPoll(state, poll),
        'polls.deleted': (state, { pollId }) =>
          withPolls(
            state,
            state.polls.filter(({ id }) => id !== pollId),
          ),
      },
      events: { 'polls.tally': withTally },
      also: () => [() => this.#stopAwaiting()],
    })
    this.store = this.#followed.store
    this.store.subscribe(({ choices, polls }, before) => {
      if (choices !== before.choices) this.#kept.write(Object.keys(choices).length > 0 ? choices : undefined)
      if (polls !== before.polls) this.#awaitClosing()
    })
  }

  start = (): void => this.#followed.start()
  stop = (): void => this.#followed.stop()
  reload = (): Promise<void> => this.#followed.reload()

  choose(pollId: string, choice: PollChoice): void {
    this.store.setState(({ choices, problems }) => ({
      choices: { ...choices, [pollId]: choice },
      problems: without(problems, pollId),
    }))
  }

  /** Stops making a choice: the vote stays as it is. */
  keepVote(pollId: string): void {
    this.store.setState(({ choices, problems }) => ({
      choices: without(choices, pollId),
      problems: without(problems, pollId),
    }))
  }

  async vote(pollId: string): Promise<void> {
    const { store } = this
    const { choices, voting, problems } = store.getState()
    const choice = choices[pollId]
    if (!choice || voting.includes(pollId)) return
    store.setState({ voting: [...voting, pollId], problems: without(problems, pollId) })
    try {
      this.take(await this.connection.send('polls.vote', { sessionId: this.sessionId, pollId, choice }))
      this.keepVote(pollId)
      this.#followed.recheck()
    } catch (error) {
      const problem = appErrorOf(error)
      store.setState((state) => ({ problems: { ...state.problems, [pollId]: problem } }))
      if (outdated.has(problem.code)) void this.reload()
    } finally {
      store.setState((state) => ({ voting: state.voting.filter((each) => each !== pollId) }))
    }
  }

  /** A poll from a command's reply. */
  take = (poll: Poll): void => this.store.setState((state) => withAnswer(state, poll))

  putAside(pollId: string): void {
    this.store.setState(({ cards }) => ({ cards: cards.filter((each) => each !== pollId) }))
  }

  setPanelShown(panelShown: boolean): void {
    this.store.setState((state) => ({ panelShown, ...withPolls({ ...state, panelShown }, state.polls) }))
  }

  #stopAwaiting(): void {
    clearTimeout(this.#closing?.timer)
    this.#closing = undefined
  }

  /** If a poll's time has passed without a message, the page asks the server. */
  #awaitClosing(): void {
    const { polls } = this.store.getState()
    const times = polls.flatMap(({ status, closesAt }) => (status === 'open' && closesAt ? [closesAt] : []))
    const at = times.length > 0 ? Math.min(...times) : undefined
    if (at === this.#closing?.at) return
    this.#stopAwaiting()
    if (at === undefined) return
    const left = at - this.connection.now()
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

export const pollsKey = (personId: string, sessionId: string): string => `polls ${personId} ${sessionId}`

/** A session's polls for the person who is signed in: panel, card, stage and desk of a page share one. */
export function usePolls(sessionId: string): Polls {
  const personId = useMe().data?.person.id ?? ''
  return useFollowed(
    pollsKey(personId, sessionId),
    (connection) => new Polls({ connection, sessionId, kept: keptChoices(personId, sessionId) }),
  )
}
