// Evaluations and tests: drafts are saved while they are written; a submission is final.
import type { Identity } from '@lectern/shared/accounts'
import type { Activity, CreditPolicy, FormAnswers, FormState, TestOutcome } from '@lectern/shared/credit'
import { policiesFor } from '@lectern/shared/creditRules'
import { errors } from '@lectern/shared/errors'
import { attemptsMax } from '@lectern/shared/limits'
import type { SessionPhase, SessionView } from '@lectern/shared/program'
import type { Clock } from '../core/clock.ts'
import {
  checkedAnswers,
  evaluationQuestions,
  gradedTest,
  requireAnswers,
  sameAnswers,
  sealOf,
  withoutSolutions,
} from './forms.ts'
import type { Attempt, FormsStore } from './formsStore.ts'
import type { CreditIntents } from './works.ts'

export interface SubmittingOptions {
  forms: FormsStore
  intents: Pick<CreditIntents, 'begin'>
  policies: readonly CreditPolicy[]
  clock: Clock
  /** The activity's sessions whose disclosures the person has acknowledged. */
  joined(activity: Activity, personId: string): Promise<SessionView[]>
}

interface TestRules {
  /** Null: no score is required. */
  minimumScore: number | null
  /** Null: no limit. */
  attempts: number | null
}

export type TestState = FormState &
  Pick<TestRules, 'minimumScore'> & { attemptsLeft: number | null; outcomes: TestOutcome[] }

/** The test rules of the person's strictest policy. */
function testRules(activity: Activity, policies: readonly CreditPolicy[], person: Identity): TestRules {
  const tests = policiesFor(activity, policies, person.profession).flatMap(({ test }) => test ?? [])
  const attempts = Math.min(...tests.map((test) => test.attempts ?? Number.POSITIVE_INFINITY))
  return {
    minimumScore: tests.length > 0 ? Math.max(...tests.map((test) => test.minimumScore)) : null,
    attempts: Number.isFinite(attempts) ? attempts : null,
  }
}

/** Throws if this person may not attempt the test again. */
function requireAttempt(before: readonly Attempt[], { minimumScore, attempts }: TestRules): void {
  if (minimumScore !== null && before.some(({ score }) => score >= minimumScore))
    throw errors.conflict('You have passed this test already.')
  const most = Math.min(attempts ?? attemptsMax, attemptsMax)
  if (before.length >= most)
    throw errors.conflict(
      `You have used ${most === 1 ? 'your only attempt' : `all ${most} attempts`} at this test.`,
    )
}

/** The part of an attempt that leaves the server. */
const outcomeOf = ({ attempt, submittedAt, score, questions }: Attempt): TestOutcome => ({
  attempt,
  submittedAt,
  score,
  questions,
})

export function createSubmitting({ forms, intents, policies, clock, joined }: SubmittingOptions) {
  /** The phases of the sessions that the person has joined. Throws if not even a draft may be saved. */
  async function requireJoined(activity: Activity, person: Identity): Promise<SessionPhase[]> {
    const phases = (await joined(activity, person.id)).map(({ state }) => state.phase)
    if (phases.length === 0)
      throw errors.conflict(
        'This form is for those who have attended. You have joined no session of this activity.',
      )
    if (phases.every((phase) => phase === 'scheduled'))
      throw errors.conflict('This form opens when the session goes live.')
    return phases
  }

  function requireEnded(phases: SessionPhase[]): void {
    if (!phases.includes('ended'))
      throw errors.conflict(
        'This form can be submitted once the session has ended. What you have written is kept.',
      )
  }

  const submitting = {
    async evaluation(activity: Activity, person: Identity): Promise<FormState> {
      const { draft, submitted } = await forms.evaluation(person.id, activity.id)
      return {
        questions: evaluationQuestions(activity),
        answers: submitted?.answers ?? draft,
        submittedAt: submitted?.submittedAt ?? null,
      }
    },

    /** Null if the activity has no test. */
    async test(activity: Activity, person: Identity): Promise<TestState | null> {
      if (activity.test.length === 0) return null
      const { draft, submitted } = await forms.test(person.id, activity.id)
      const { minimumScore, attempts } = testRules(activity, policies, person)
      return {
        questions: withoutSolutions(activity.test),
        answers: Object.keys(draft).length > 0 ? draft : (submitted.at(-1)?.answers ?? {}),
        submittedAt: submitted.at(-1)?.submittedAt ?? null,
        minimumScore,
        attemptsLeft: attempts === null ? null : Math.max(0, attempts - submitted.length),
        outcomes: submitted.map(outcomeOf),
      }
    },

    async saveEvaluation(
      activity: Activity,
      person: Identity,
      given: FormAnswers,
      submit: boolean,
    ): Promise<FormState> {
      const before = await submitting.evaluation(activity, person)
      if (before.submittedAt !== null) return before
      const answers = checkedAnswers(before.questions, given)
      const phases = await requireJoined(activity, person)
      await forms.draftEvaluation(person.id, activity.id, answers)
      if (!submit) return { ...before, answers }
      requireEnded(phases)
      requireAnswers(before.questions, answers)
      const submitted = { answers, submittedAt: clock(), ...sealOf(answers) }
      const work = { personId: person.id, activityId: activity.id, submitted }
      await intents.begin('evaluation', `evaluation ${person.id} ${activity.id}`, work)
      return submitting.evaluation(activity, person)
    },

    async saveTest(
      activity: Activity,
      person: Identity,
      given: FormAnswers,
      submit: boolean,
    ): Promise<TestState> {
      if (activity.test.length === 0) throw errors.notFound('test in this activity')
      const answers = checkedAnswers(activity.test, given)
      const phases = await requireJoined(activity, person)
      const { submitted } = await forms.test(person.id, activity.id)
      const last = submitted.at(-1)
      // The same answers are a retry after a lost reply, not another attempt.
      if (!(submit && last && sameAnswers(last.answers, answers))) {
        await forms.draftTest(person.id, activity.id, answers)
        if (submit) {
          requireEnded(phases)
          requireAttempt(submitted, testRules(activity, policies, person))
          requireAnswers(activity.test, answers)
          await submitAttempt(activity, person, answers, submitted.length + 1)
        }
      }
      return (await submitting.test(activity, person))!
    },
  }

  async function submitAttempt(
    activity: Activity,
    person: Identity,
    answers: FormAnswers,
    number: number,
  ): Promise<void> {
    const { salt, digest } = sealOf(answers)
    const attempt: Attempt = {
      attempt: number,
      submittedAt: clock(),
      ...gradedTest(activity.test, answers),
      answers,
      salt,
    }
    const work = { personId: person.id, activityId: activity.id, attempt, digest }
    const isOwn = await intents.begin('test', `test ${person.id} ${activity.id} ${number}`, work)
    if (isOwn) return
    const there = (await forms.test(person.id, activity.id)).submitted[number - 1]
    if (!there || !sameAnswers(there.answers, answers))
      throw errors.conflict(
        'This test was submitted on another page at the same time. Look at its outcome first.',
      )
  }

  return submitting
}
