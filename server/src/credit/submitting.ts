// Evaluations and tests: drafts are saved while they are written. An attempt at a test is final; an
// evaluation can be completed and changed until the deadline for claims, that of the last session included.
import type { Identity } from '@lectern/shared/accounts'
import type { Activity } from '@lectern/shared/credit'
import type {
  AskedQuestion,
  EvaluationState,
  FormAnswers,
  FormState,
  TestOutcome,
} from '@lectern/shared/creditForms'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { policiesFor } from '@lectern/shared/creditRules'
import { daysAfter } from '@lectern/shared/creditWaiting'
import { errors } from '@lectern/shared/errors'
import { withoutSolutions } from '@lectern/shared/formAnswers'
import { attemptsMax } from '@lectern/shared/limits'
import type { SessionPhase, SessionView } from '@lectern/shared/program'
import { type Clock, dayMs } from '../core/clock.ts'
import type { ActivitiesStore } from './activitiesStore.ts'
import { evaluationQuestions, wordingOf } from './askedQuestions.ts'
import { checkedAnswers, gradedTest, requireAnswers, sameAnswers, sealOf, stillGiven } from './forms.ts'
import type { Attempt, FormsStore } from './formsStore.ts'
import type { PersonCredit } from './results.ts'
import type { CreditIntents } from './works.ts'

export interface SubmittingOptions {
  forms: FormsStore
  intents: Pick<CreditIntents, 'begin'>
  /** The policies as they hold for an activity. */
  textsOf(activityId: string): readonly CreditPolicy[]
  clock: Clock
  /** The activity's sessions whose disclosures the person has acknowledged. */
  joined(activity: Activity, personId: string): Promise<SessionView[]>
  creditOf(
    activity: Activity,
    person: Identity,
  ): Promise<Pick<PersonCredit, 'results' | 'sessions' | 'timeZone'>>
  takeTest: ActivitiesStore['takeTest']
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

type ById = Readonly<Record<string, string>>
const filtered = (values: ById, keeps: (id: string) => boolean): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([id]) => keeps(id)))
/** What concerns questions that are asked now; and what does not. */
const asked = (questions: readonly AskedQuestion[], values: ById) =>
  filtered(values, (id) => questions.some((question) => question.id === id))
const former = (questions: readonly AskedQuestion[], values: ById) =>
  filtered(values, (id) => questions.every((question) => question.id !== id))

const hasChanged =
  'The questions of this test have changed since you opened it. Load the page again: answers to questions that stayed are kept.'

/** For somebody who has answered questions that are no longer asked. */
function requireSame(questions: readonly AskedQuestion[], answers: FormAnswers): void {
  if (questions.some(({ id, required }) => required && answers[id] === undefined))
    throw errors.stale(hasChanged)
}

/** The part of an attempt that leaves the server. */
const outcomeOf = ({ attempt, submittedAt, score, questions }: Attempt): TestOutcome => ({
  attempt,
  submittedAt,
  score,
  questions,
})

/** Submissions of one evaluation at the same time before the person is asked to try again. */
const rounds = 5

export function createSubmitting(options: SubmittingOptions) {
  const { forms, intents, textsOf, clock, joined, creditOf, takeTest } = options

  /** Will be held, or is: one that did not begin within two days of its time is not held. */
  const isToCome = ({ phase, startsAt }: PersonCredit['sessions'][number]): boolean =>
    phase !== 'ended' && !(phase === 'scheduled' && startsAt + 2 * dayMs < clock())

  /**
   * Until when answers can be changed (ms): as long as the person, or somebody who was in the last session, can
   * claim anything; null: no such time yet. What is wrong in the last session can still be said.
   */
  async function deadlineOf(activity: Activity, person: Identity): Promise<number | null> {
    const { results, sessions, timeZone } = await creditOf(activity, person)
    const deadlines = results.map(({ claimBy }) => claimBy)
    if (deadlines.length === 0 || deadlines.includes(null) || sessions.some(isToCome)) return null
    const last = Math.max(...sessions.map(({ until }) => until ?? 0))
    const days = policiesFor(activity, textsOf(activity.id), person.profession).map(
      ({ claimDays }) => claimDays ?? 0,
    )
    // Nobody learns where credit is for presenting alone.
    return Math.max(...deadlines.map(Number), daysAfter(last, Math.max(0, ...days), timeZone))
  }

  /** The form with its questions about sessions that the person has joined and that have begun. */
  async function askedOf(activity: Activity, person: Identity) {
    const begun = (await joined(activity, person.id)).filter(({ state }) => state.liveAt !== null)
    const sessions = begun.map(({ session }) => session).sort((a, b) => a.startsAt - b.startsAt)
    return evaluationQuestions(activity, sessions)
  }

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
    async evaluation(activity: Activity, person: Identity): Promise<EvaluationState> {
      const [{ draft, submitted }, questions, changeUntil] = await Promise.all([
        forms.evaluation(person.id, activity.id),
        askedOf(activity, person),
        deadlineOf(activity, person),
      ])
      const isDrafted = Object.keys(draft).length > 0
      const answers = asked(questions, isDrafted || !submitted ? draft : submitted.answers)
      return {
        questions,
        answers,
        submittedAt: submitted?.submittedAt ?? null,
        changeUntil,
        isClosed: changeUntil !== null && clock() > changeUntil,
        isChanged: submitted !== null && !sameAnswers(answers, asked(questions, submitted.answers)),
      }
    },

    /** Null if the activity has no test. */
    async test(activity: Activity, person: Identity): Promise<TestState | null> {
      if (activity.test.length === 0) return null
      const { draft, submitted } = await forms.test(person.id, activity.id)
      const { minimumScore, attempts } = testRules(activity, textsOf(activity.id), person)
      return {
        questions: withoutSolutions(activity.test),
        answers: stillGiven(
          activity.test,
          Object.keys(draft).length > 0 ? draft : (submitted.at(-1)?.answers ?? {}),
        ),
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
    ): Promise<EvaluationState> {
      const { questions, isClosed } = await submitting.evaluation(activity, person)
      if (isClosed)
        throw errors.deadlinePassed(
          'The time to evaluate this activity is over. What you submitted before stays as it is.',
        )
      const written = await forms.evaluation(person.id, activity.id)
      const known = { ...written.draft, ...written.submitted?.answers }
      // A page that was loaded before the questions changed may send answers to former ones.
      const current = Object.entries(given).filter(([id]) => !(id in former(questions, known)))
      const answers = checkedAnswers(questions, Object.fromEntries(current))
      const phases = await requireJoined(activity, person)
      await forms.draftEvaluation(person.id, activity.id, answers)
      if (submit) {
        requireEnded(phases)
        requireAnswers(questions, answers)
        const wordings = new Map(questions.map((question) => [wordingOf(question), question]))
        await forms.keepWordings(activity.id, wordings)
        await submitEvaluation(activity, person, questions, answers)
      }
      return submitting.evaluation(activity, person)
    },

    async saveTest(
      activity: Activity,
      person: Identity,
      given: FormAnswers,
      submit: boolean,
    ): Promise<TestState> {
      if (activity.test.length === 0) throw errors.notFound('test in this activity')
      // A page that was loaded before the questions changed may send answers to former ones.
      const current = asked(activity.test, given)
      const isFormer = Object.keys(current).length < Object.keys(given).length
      const answers = checkedAnswers(activity.test, current)
      const phases = await requireJoined(activity, person)
      const { submitted } = await forms.test(person.id, activity.id)
      const last = submitted.at(-1)
      // The same answers are a retry after a lost reply, not another attempt.
      if (!(submit && last && sameAnswers(last.answers, answers))) {
        await forms.draftTest(person.id, activity.id, answers)
        if (submit) {
          requireEnded(phases)
          requireAttempt(submitted, testRules(activity, textsOf(activity.id), person))
          if (isFormer) requireSame(activity.test, answers)
          requireAnswers(activity.test, answers)
          if (!(await takeTest(activity.id, activity.test))) throw errors.stale(hasChanged)
          await submitAttempt(activity, person, answers, submitted.length + 1)
        }
      }
      return (await submitting.test(activity, person))!
    },
  }

  /** The same answers again change nothing: a retry after a lost reply. */
  async function submitEvaluation(
    activity: Activity,
    person: Identity,
    questions: readonly AskedQuestion[],
    given: FormAnswers,
  ): Promise<void> {
    const [personId, activityId] = [person.id, activity.id]
    const answered = questions.filter(({ id }) => given[id] !== undefined)
    for (let i = 0; i < rounds; i++) {
      const before = (await forms.evaluation(personId, activityId)).submitted
      // Answers to what is not asked any more are kept as they were submitted.
      const answers = { ...former(questions, before?.answers ?? {}), ...given }
      if (before && sameAnswers(answers, before.answers)) return
      const wordings = {
        ...former(questions, before?.wordings ?? {}),
        ...Object.fromEntries(answered.map((question) => [question.id, wordingOf(question)])),
      }
      const submitted = { answers, submittedAt: clock(), ...sealOf(answers), wordings }
      const work = { personId, activityId, before, submitted }
      const done = await intents.begin('evaluation', `evaluation ${personId} ${activityId}`, work)
      // Undefined: another submission had to be completed first.
      if (done !== undefined) return
    }
    throw errors.conflict('You are submitting this evaluation on another page, too. Try again in a moment.')
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
