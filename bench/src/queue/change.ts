// A change of the queue, and how long it took to reach the last listener.
import type { Receipt } from './receipts.ts'

export interface Change {
  /** When its command was sent (ms on the shared clock). */
  sentAt: number
  /** What shows that a listener has the change: this version, or this many votes for the question. */
  shows: { version: number } | { questionId: string; votes: number }
}

const has = ({ version, votes }: Receipt, { shows }: Change): boolean =>
  'version' in shows ? version >= shows.version : (votes[shows.questionId] ?? 0) >= shows.votes

/** Per change, the time (ms) until the last listener had it. `receipts` are ordered by version. */
export const timesToLast = (changes: readonly Change[], receipts: readonly Receipt[]): number[] =>
  changes.map((change) => {
    const receipt = receipts.find((each) => has(each, change))
    if (!receipt) throw new Error(`no listener ever had ${JSON.stringify(change.shows)}`)
    return receipt.lastAt - change.sentAt
  })

/** Whether every listener has every change. */
export const reachedAll = (
  changes: readonly Change[],
  receipts: readonly Receipt[],
  listeners: number,
): boolean =>
  receipts.every(({ count }) => count === listeners) &&
  changes.every((change) => receipts.some((receipt) => has(receipt, change)))
