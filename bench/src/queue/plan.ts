// The order of changes: mostly votes, each by a person for a question they have not voted for.

export const changesPerSecond = 50
/** One in this many changes is an approval. */
const approvalEvery = 10
export const voters = 100
/** Approved beforehand, and voted for. A prime, so that votes spread over all of them. */
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
/** How many changes are possible before somebody would have to vote twice. */
export const mostChanges = Math.floor((voters * openQuestions * approvalEvery) / (approvalEvery - 1))
