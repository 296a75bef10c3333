// Which change comes when: most are votes, each of a person for a question that they have not voted for.

export const changesPerSecond = 50
/** One of so many is an approval. */
const approvalEvery = 10
export const voters = 100
/** Approved before it begins, and voted for. Prime, so that votes spread over all of them. */
export const openQuestions = 31

type Planned = { kind: 'approval'; index: number } | { kind: 'vote'; voter: number; question: number }

export function changeAt(index: number): Planned {
  const approvals = Math.floor((index + 1) / approvalEvery)
  if ((index + 1) % approvalEvery === 0) return { kind: 'approval', index: approvals - 1 }
  const vote = index - approvals
  const voter = vote % voters
  return { kind: 'vote', voter, question: (vote + Math.floor(vote / voters)) % openQuestions }
}

export const approvalsIn = (changes: number): number => Math.floor(changes / approvalEvery)
/** How many changes there are before somebody would have to vote twice. */
export const mostChanges = Math.floor((voters * openQuestions * approvalEvery) / (approvalEvery - 1))
