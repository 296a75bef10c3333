// Answers to evaluations and tests. Drafts and submissions are separate fields: no draft overwrites what was
// submitted. An evaluation can be submitted again; of a test, each attempt is kept.
import type { AskedQuestion, FormAnswers, TestOutcome } from '@lectern/shared/creditForms'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { swap } from '../core/swap.ts'

export interface Submitted {
  answers: FormAnswers
  submittedAt: number
  /** Keeps the answers from being guessed from `digest`. */
  salt: string
  /** Digest of salt and answers, for the ledger. */
  digest: string
  /** By question id: the digest of the words in which it was asked; absent in older submissions. */
  wordings?: Record<string, string>
}

export interface Attempt extends TestOutcome {
  answers: FormAnswers
  salt: string
}

export interface Written<Form> {
  draft: FormAnswers
  submitted: Form
}

export type FormsStore = ReturnType<typeof createFormsStore>

/** Evaluations fetched per round trip. */
const batchSize = 500

const submittedField = (activityId: string): string => `${activityId} submitted`
const attemptField = (activityId: string, attempt: number): string => `${activityId} ${attempt}`
const parsed = <Value>(text: string | null | undefined, otherwise: Value): Value =>
  text ? (JSON.parse(text) as Value) : otherwise

export function createFormsStore(redis: Redis) {
  return {
    async evaluation(personId: string, activityId: string): Promise<Written<Submitted | null>> {
      const [draft, submitted] = await redis.hmget(
        keys.evaluations(personId),
        activityId,
        submittedField(activityId),
      )
      return { draft: parsed(draft, {}), submitted: parsed<Submitted | null>(submitted, null) }
    },
    /** These people's submitted evaluations, in no particular order; read in batches. */
    async submittedEvaluations(personIds: readonly string[], activityId: string): Promise<Submitted[]> {
      const found: Submitted[] = []
      for (let i = 0; i < personIds.length; i += batchSize) {
        const batch = personIds.slice(i, i + batchSize)
        const texts = await Promise.all(
          batch.map((personId) => redis.hget(keys.evaluations(personId), submittedField(activityId))),
        )
        for (const text of texts) if (text !== null) found.push(JSON.parse(text) as Submitted)
      }
      return found
    },
    async draftEvaluation(personId: string, activityId: string, answers: FormAnswers): Promise<void> {
      await redis.hset(keys.evaluations(personId), activityId, JSON.stringify(answers))
    },
    /**
     * Replaces the submission that was read. Returns what is stored: this one, or what somebody else stored.
     */
    async submitEvaluation(
      personId: string,
      activityId: string,
      before: Submitted | null,
      given: Submitted,
    ): Promise<Submitted> {
      const [key, field] = [keys.evaluations(personId), submittedField(activityId)]
      const text = JSON.stringify(given)
      await swap(redis, key, field, before && JSON.stringify(before), text)
      return JSON.parse((await redis.hget(key, field)) ?? text) as Submitted
    },

    /** Keeps the words of questions by their digests. */
    async keepWordings(activityId: string, wordings: ReadonlyMap<string, AskedQuestion>): Promise<void> {
      const fields = [...wordings].flatMap(([digest, question]) => [digest, JSON.stringify(question)])
      if (fields.length > 0) await redis.hset(keys.evaluationWordings(activityId), ...fields)
    },
    /** The words of every question that somebody was asked, by their digests. */
    async wordings(activityId: string): Promise<Map<string, AskedQuestion>> {
      const texts = Object.entries(await redis.hgetall(keys.evaluationWordings(activityId)))
      return new Map(texts.map(([digest, text]) => [digest, JSON.parse(text) as AskedQuestion]))
    },

    /** The draft, and all attempts, oldest first. */
    async test(personId: string, activityId: string): Promise<Written<Attempt[]>> {
      const fields = await redis.hgetall(keys.creditTests(personId))
      const attempts: Attempt[] = []
      for (;;) {
        const text = fields[attemptField(activityId, attempts.length + 1)]
        if (text === undefined) break
        attempts.push(JSON.parse(text) as Attempt)
      }
      return { draft: parsed(fields[activityId], {}), submitted: attempts }
    },
    async draftTest(personId: string, activityId: string, answers: FormAnswers): Promise<void> {
      await redis.hset(keys.creditTests(personId), activityId, JSON.stringify(answers))
    },
    /** Returns the stored attempt of this number: this one, or an earlier one. */
    async submitTest(personId: string, activityId: string, attempt: Attempt): Promise<Attempt> {
      const key = keys.creditTests(personId)
      const field = attemptField(activityId, attempt.attempt)
      await redis.hsetnx(key, field, JSON.stringify(attempt))
      return JSON.parse((await redis.hget(key, field))!) as Attempt
    },
  }
}
