// Attention checks that were sent or became due, with their outcomes.
import { keys } from '@lectern/shared/keys'
import type { CheckFact } from '@lectern/shared/watchTime'
import type { Redis } from 'ioredis'
import { script } from '../core/script.ts'
import { intentHead, type Place } from '../ledger/intent.ts'

export interface SentCheck extends CheckFact {
  window: number
  extended: boolean
  unsent: boolean
  /** The outcome is in the ledger or in a pending intent. */
  recorded: boolean
  /**
   * Empty while open, or if answered. `proven`: another
   * proof of attention, such as a vote, replaced the answer.
   */
  outcome: '' | Closing
}
/** How an unanswered check ends. */
export type Closing = 'proven' | 'missed' | 'postponed' | 'cancelled'

type Step = 'send' | 'note' | 'answer' | 'extend' | 'close'
type Outcome = 'done' | 'same' | 'unknown' | 'late' | 'answered' | 'early'
type Row = [number, number, number, number, 0 | 1, 0 | 1, SentCheck['outcome'], 0 | 1]

export interface StepTaken {
  outcome: Outcome
  /** All of the person's checks after this step. */
  checks: SentCheck[]
}

/** The place of intents that record a person's checks. */
export const checksPlace = (sessionId: string, personId: string): Place => [
  keys.sessionIntents(sessionId),
  `checks ${personId}`,
]

export type ChecksStore = ReturnType<typeof createChecksStore>

const runCheck = script<[Outcome, string]>(import.meta.url, './check.lua')

const readChecks = (text: string | null): SentCheck[] =>
  (JSON.parse(text || '[]') as Row[]).map(
    ([window, sentAt, dueAt, answeredAt, extended, recorded, outcome, shown], check) => ({
      check,
      window,
      sentAt,
      dueAt,
      answeredAt: answeredAt === 0 ? null : answeredAt,
      extended: extended === 1,
      unsent: shown === 0,
      recorded: recorded === 1,
      outcome,
    }),
  )

export function createChecksStore(redis: Redis) {
  async function take(
    sessionId: string,
    personId: string,
    step: Step,
    check: number,
    at: number,
    isEvidence: boolean,
    ...more: (string | number)[]
  ): Promise<StepTaken> {
    const head = isEvidence ? intentHead('checks', at, { sessionId, personId }) : ''
    const [outcome, text] = await runCheck(
      redis,
      [keys.checks(sessionId), keys.sessionIntents(sessionId)],
      [personId, step, check, at, head, ...more],
    )
    return { outcome, checks: readChecks(text) }
  }

  return {
    /** `check`: the person's next check number. `same`: another server was faster. */
    send: (
      sessionId: string,
      personId: string,
      check: number,
      window: number,
      at: number,
      answerSeconds: number,
    ) => take(sessionId, personId, 'send', check, at, false, window, answerSeconds),
    /**
     * Adds a check that is never shown: it became due while the page was silent, or was proven before.
     * Otherwise like `send`.
     */
    note: (
      sessionId: string,
      personId: string,
      check: number,
      window: number,
      as: 'proven' | 'postponed',
      from: number,
      to: number,
    ) => take(sessionId, personId, 'note', check, from, true, window, as, from, to),
    answer: (sessionId: string, personId: string, check: number, at: number) =>
      take(sessionId, personId, 'answer', check, at, true),
    extend: (sessionId: string, personId: string, check: number, at: number, seconds: number) =>
      take(sessionId, personId, 'extend', check, at, false, seconds),
    /** Records the outcome of an expired check, once. `provenAt`: when another proof replaced the answer. */
    close: (
      sessionId: string,
      personId: string,
      check: number,
      at: number,
      as: Closing,
      isEvidence = true,
      provenAt: number | null = null,
    ) => take(sessionId, personId, 'close', check, at, isEvidence, as, provenAt ?? 0),

    async of(sessionId: string, personIds: readonly string[]): Promise<SentCheck[][]> {
      if (personIds.length === 0) return []
      return (await redis.hmget(keys.checks(sessionId), ...personIds)).map(readChecks)
    },

    async all(sessionId: string): Promise<Map<string, SentCheck[]>> {
      const fields = await redis.hgetall(keys.checks(sessionId))
      return new Map(Object.entries(fields).map(([personId, text]) => [personId, readChecks(text)]))
    },
  }
}
