// What a page knows of one session's polls, and how it changes. Pure.
import type { AppError } from '@lectern/shared/errors'
import type { Poll, PollChoice, PollList } from '@lectern/shared/polls'
import { type FollowedState, notLoaded } from '../live/followed.ts'
import type { Choices } from './keptChoices.ts'

export interface PollsState extends FollowedState {
  status: 'loading' | 'ready' | 'failed'
  /** Version of the list; -1 before it is loaded. */
  version: number
  polls: readonly Poll[]
  /** Choices being made, by poll. */
  choices: Choices
  /** Polls whose vote is being sent. */
  voting: readonly string[]
  /** Why a vote was refused, by poll. */
  problems: Readonly<Record<string, AppError>>
  /** Polls that are announced above the panel, newest first, until voted on or put aside. */
  cards: readonly string[]
  /** All polls are visible: none needs to be announced. */
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

/** Broadcasts leave out what only this person may see: keep what the page has. */
const merged = (before: Poll | undefined, poll: Poll): Poll => ({
  ...poll,
  mine: poll.mine ?? before?.mine ?? null,
  tally: poll.tally ?? before?.tally ?? null,
  correct: poll.correct ?? before?.correct ?? null,
  feedback: poll.feedback ?? before?.feedback ?? null,
})

/** True if the choice being made has become the vote, here or on another device. */
const isSettled = (before: Poll | undefined, poll: Poll, choice: PollChoice): boolean =>
  poll.mine !== null && (!poll.mayChange || isSame(poll.mine, choice) || before?.mine === null)

const find = ({ polls }: PollsState, pollId: string): Poll | undefined =>
  polls.find(({ id }) => id === pollId)

/** Applies new polls: which ones are announced, and which choices are still open. */
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
    // Until the list is loaded, it is unknown which polls are still open.
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

/** A poll from a command's reply; the page may have a newer one already. */
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
  // Votes cannot be withdrawn: fewer people means an older message.
  return poll && (poll.tally?.people ?? 0) <= tally.people ? withPoll(state, { ...poll, tally }) : undefined
}
