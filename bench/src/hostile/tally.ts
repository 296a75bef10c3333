// The outcomes of one share's inputs.
import type { Acknowledgement } from '@lectern/shared/command'
import type { Target } from './inputs.ts'

export interface Tally {
  inputs: number
  /** Reached a handler: neither malformed nor refused earlier. */
  reached: number
  /** Answered with `ok`, although the contract forbids them. */
  forbiddenOks: number
  /** Without an answer: malformed frames end their connection. */
  unanswered: number
}
export const noTally = (): Tally => ({ inputs: 0, reached: 0, forbiddenOks: 0, unanswered: 0 })

const before = new Set(['invalid_request', 'rate_limited', 'forbidden', 'not_signed_in', 'too_large'])

/** `sent`: as it arrived after JSON. */
export function judge(
  tally: Tally,
  target: Target | undefined,
  sent: unknown,
  answer: Acknowledgement | undefined,
): void {
  if (!answer) tally.unanswered++
  else if (!answer.ok) tally.reached += before.has(answer.error.code) ? 0 : 1
  else {
    tally.reached++
    if (!target?.schema.safeParse(sent).success) tally.forbiddenOks++
  }
}
