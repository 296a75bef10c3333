// Who votes what, and the resulting tally.
import type { PollDraft, PollTally } from '@lectern/shared/polls'

export interface Voting {
  sessionId: string
  pollId: string
  /** The voters: `count` people of this group. */
  group: string
  count: number
  /** Votes in flight at a time. */
  atOnce: number
}

export interface Votes {
  accepted: number
  /** By reason. */
  refused: Record<string, number>
}
export type Voted = Votes & { seconds: number }

export const noVotes = (): Votes => ({ accepted: 0, refused: {} })

const optionIds = ['a', 'b', 'c', 'd']
/** Unequal numbers, so that a tally with two options swapped is noticed. */
const turns = ['a', 'b', 'a', 'c', 'a', 'd', 'b', 'a', 'c', 'a']
export const optionOf = (voter: number): string => turns[voter % turns.length]!

export const ballot = {
  kind: 'single',
  prompt: 'Which of the four medicines do you start first?',
  options: optionIds.map((id) => ({ id, text: `Medicine ${id}` })),
} satisfies Partial<PollDraft>

/** The tally if everyone's vote is counted once. */
export function tallyOf(voters: number): PollTally {
  const counts = Object.fromEntries(optionIds.map((id) => [id, 0]))
  for (let voter = 0; voter < voters; voter++) counts[optionOf(voter)]!++
  return { people: voters, counts }
}

export const isExact = (voters: number, tallies: readonly (PollTally | null | undefined)[]): boolean => {
  const { people, counts } = tallyOf(voters)
  return tallies.every(
    (tally) => tally?.people === people && optionIds.every((id) => tally.counts[id] === counts[id]),
  )
}
