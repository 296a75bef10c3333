// What a page knows of one session's polls, and how it changes. Pure.
import type { AppError } from '@lectern/shared/errors'
import type { Poll, PollChoice, PollList } from '@lectern/shared/polls'
import { type FollowedState, notLoaded } from '../live/followed.ts'
import type { Choices } from './keptChoices.ts'

export interface PollsState extends FollowedState {
  status: 'loading' | 'ready' | 'failed'
  /** Of the list; -1 before it is loaded. */
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

export const noPolls = (choices: Choices): PollsState => ({
  ...notLoaded,
  version: -1,
  polls: [],
  choices,
  voting: [],
  problems: {},
  cards: [],
  panelShown: false,
})

export const without = <Value>(record: Readonly<Record<string, Value>>, key: string): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([each]) => each !== key))

const isSame = (a: PollChoice, b: PollChoice): boolean =>
  a.text === b.text && [...a.options].sort().join(' ') === [...b.options].sort().join(' ')

/** What everybody is told leaves out what only this person may see: the page keeps what it has. */
const merged = (before: Poll | undefined, poll: Poll): Poll => ({
  ...poll,
  mine: poll.mine ?? before?.mine ?? null,
  tally: poll.tally ?? before?.tally ?? null,
  correct: poll.correct ?? before?.correct ?? null,
  feedback: poll.feedback ?? before?.feedback ?? null,
})

/** True where the choice being made has become the vote, here or on another device. */
const isSettled = (before: Poll | undefined, poll: Poll, choice: PollChoice): boolean =>
  poll.mine !== null && (!poll.mayChange || isSame(poll.mine, choice) || before?.mine === null)

const find = ({ polls }: PollsState, pollId: string): Poll | undefined =>
  polls.find(({ id }) => id === pollId)

/** Other polls: which of them come as cards, and which choices are still to be made. */
export function withPolls(state: PollsState, polls: readonly Poll[]): Partial<PollsState> {
  const { cards, panelShown } = state
  const byId = new Map(polls.map((poll) => [poll.id, poll]))
  const fresh = polls.filter(
    ({ id, status, mine }) => status === 'open' && mine === null && find(state, id)?.status !== 'open',
  )
  const kept = cards.filter((id) => {
    const poll = byId.get(id)
    return poll && (panelShown ? poll.status === 'open' && !poll.mine : poll.status === 'open' || poll.mine)
  })
  const choices = Object.entries(state.choices).filter(([id, choice]) => {
    const poll = byId.get(id)
    return poll && !isSettled(find(state, id), poll, choice)
  })
  return {
    polls,
    cards: [...fresh.map(({ id }) => id).filter((id) => !kept.includes(id)), ...kept],
    // Before the list is there nobody knows which of them are still open.
    ...(state.version >= 0 && { choices: Object.fromEntries(choices) }),
  }
}

export const withList = (state: PollsState, { version, polls }: PollList): Partial<PollsState> => ({
  version,
  ...withPolls(
    { ...state, version },
    polls.map((poll) => ({ ...poll, mine: poll.mine ?? find(state, poll.id)?.mine ?? null })),
  ),
})

export function withPoll(state: PollsState, changed: Poll): Partial<PollsState> {
  const before = find(state, changed.id)
  const poll = merged(before, changed)
  const { polls } = state
  return withPolls(state, before ? polls.map((each) => (each === before ? poll : each)) : [...polls, poll])
}

/** A poll as a command answered it; the page may know a newer one already. */
export function withAnswer(state: PollsState, poll: Poll): Partial<PollsState> {
  const known = find(state, poll.id)
  const isOlder = known && known.version > poll.version
  return withPoll(state, isOlder ? merged(poll, { ...known, mine: poll.mine }) : poll)
}

export const withTally = (
  state: PollsState,
  { pollId, tally }: { pollId: string; tally: NonNullable<Poll['tally']> },
): Partial<PollsState> | undefined => {
  const poll = find(state, pollId)
  // Nobody takes a vote back: fewer people means an older message.
  return poll && (poll.tally?.people ?? 0) <= tally.people ? withPoll(state, { ...poll, tally }) : undefined
}
