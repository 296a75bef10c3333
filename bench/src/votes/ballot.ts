// Who votes what, and what the tally then has to be.
import type { PollDraft, PollTally } from '@lectern/shared/polls'

export interface Voting {
  sessionId: string
  pollId: string
  /** Who votes: `count` people of this group. */
  group: string
  count: number
  /** Votes on their way at a time. */
  atOnce: number
}

export interface Votes {
  accepted: number
  /** By the reason. */
  refused: Record<string, number>
}
export type Voted = Votes & { seconds: number }

export const noVotes = (): Votes => ({ accepted: 0, refused: {} })

const optionIds = ['a', 'b', 'c', 'd']
/** Some options get more than others, so that a tally with two of them exchanged is not taken for right. */
const turns = ['a', 'b', 'a', 'c', 'a', 'd', 'b', 'a', 'c', 'a']
export const optionOf = (voter: number): string => turns[voter % turns.length]!

export const ballot = {
  kind: 'single',
  prompt: 'Which of the four medicines do you start first?',
  options: optionIds.map((id) => ({ id, text: `Medicine ${id}` })),
} satisfies Partial<PollDraft>

/** What it is when everybody's vote is counted, and once. */
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
