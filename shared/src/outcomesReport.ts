// The report of an activity's outcomes, computed from what people answered. Pure. A figure is shown only if
// nobody's answer can be inferred from it: over at least `leastShown` people, and so that no two figures
// differ by fewer.
import type { FormAnswers } from './creditForms.ts'
import { leastShown } from './evaluationResults.ts'
import { chosenIn, isRight } from './formAnswers.ts'
import type {
  Commitment,
  CommitmentFigures,
  CommitmentPlan,
  FollowUp,
  OutcomeOfQuestion,
  OutcomesPlan,
  OutcomesReport,
  PairedFigures,
  PairedQuestion,
  SideFigures,
} from './outcomes.ts'
import { pairedChange } from './pairedChange.ts'

/** One person's answers; a side that they did not answer is absent. */
export interface PairedAnswers {
  before?: FormAnswers
  after?: FormAnswers
}

/** Null: the person declined. */
export interface CommittedPerson {
  commitment: Commitment | null
  followUp?: FollowUp
}

export interface OutcomesData {
  plan: OutcomesPlan
  answers: readonly PairedAnswers[]
  committed: readonly CommittedPerson[]
}

const enough = (people: number): boolean => people >= leastShown
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
const meanOf = (numbers: readonly number[]): number => sum(numbers) / numbers.length

const countsOf = (
  offered: readonly { id: string; text: string }[],
  chosen: readonly string[],
): { text: string; count: number }[] =>
  offered.map(({ id, text }) => ({ text, count: chosen.filter((each) => each === id).length }))

const scale = ['1', '2', '3', '4', '5'].map((id) => ({ id, text: id }))

function sideOf(question: PairedQuestion, answers: readonly string[], isShown: boolean): SideFigures {
  const figures = { people: answers.length, isShown }
  if (!isShown || answers.length === 0) return { ...figures, right: null, mean: null, counts: [] }
  if (question.kind === 'rating')
    return { ...figures, right: null, mean: meanOf(answers.map(Number)), counts: countsOf(scale, answers) }
  const chosen = question.kind === 'multiple' ? answers.flatMap(chosenIn) : answers
  return {
    ...figures,
    right: answers.filter((answer) => isRight(question, answer)).length,
    mean: null,
    counts: countsOf(question.options, chosen),
  }
}

function pairedOf(question: PairedQuestion, pairs: readonly (readonly [string, string])[]): PairedFigures {
  const figures = { people: pairs.length, isShown: enough(pairs.length), change: null, shift: null }
  if (!figures.isShown) return figures
  if (question.kind === 'rating') {
    const numbers = pairs.map(([before, after]) => [Number(before), Number(after)] as const)
    return {
      ...figures,
      shift: {
        before: meanOf(numbers.map(([before]) => before)),
        after: meanOf(numbers.map(([, after]) => after)),
        up: numbers.filter(([before, after]) => after > before).length,
        same: numbers.filter(([before, after]) => after === before).length,
        down: numbers.filter(([before, after]) => after < before).length,
      },
    }
  }
  const judged = pairs.map(
    ([before, after]) => [isRight(question, before), isRight(question, after)] as const,
  )
  const count = (wasRight: boolean, nowRight: boolean) =>
    judged.filter(([before, after]) => before === wasRight && after === nowRight).length
  const counts = {
    bothRight: count(true, true),
    gained: count(false, true),
    lost: count(true, false),
    neitherRight: count(false, false),
  }
  return { ...figures, change: { ...counts, ...pairedChange(counts)! } }
}

/**
 * One side is shown if those who answered only that side are none or enough: beside the figures of the pairs
 * it would otherwise tell what these few answered.
 */
const showsSide = (people: number, pairs: number): boolean =>
  enough(people) && (!enough(pairs) || people === pairs || enough(people - pairs))

function outcomeOf(question: PairedQuestion, all: readonly PairedAnswers[]): OutcomeOfQuestion {
  const { id, prompt, objective, kind } = question
  const given = all.map(({ before, after }) => [before?.[id], after?.[id]] as const)
  const before = given.flatMap(([answer]) => answer ?? [])
  const after = given.flatMap(([, answer]) => answer ?? [])
  const pairs = given.flatMap(([one, other]) =>
    one !== undefined && other !== undefined ? [[one, other] as const] : [],
  )
  return {
    ...{ id, prompt, objective, kind },
    before: sideOf(question, before, showsSide(before.length, pairs.length)),
    after: sideOf(question, after, showsSide(after.length, pairs.length)),
    paired: pairedOf(question, pairs),
  }
}

function objectivesOf(questions: readonly OutcomeOfQuestion[]): OutcomesReport['objectives'] {
  const shown = questions.filter(({ before, after }) => before.right !== null && after.right !== null)
  return [...Map.groupBy(shown, ({ objective }) => objective)].map(([objective, some]) => {
    const side = (of: 'before' | 'after') => ({
      answers: sum(some.map((question) => question[of].people)),
      right: sum(some.map((question) => question[of].right ?? 0)),
    })
    return { objective, questions: some.length, before: side('before'), after: side('after') }
  })
}

function commitmentsOf(plan: CommitmentPlan, people: readonly CommittedPerson[]): CommitmentFigures {
  const made = people.flatMap(({ commitment }) => commitment ?? [])
  const answered = people.flatMap(({ followUp }) => followUp ?? [])
  const said = made.flatMap(({ confidence }) => confidence ?? [])
  const isShown = enough(made.length)
  const kept = (answer: FollowUp['kept']) => answered.filter((each) => each.kept === answer).length
  return {
    made: made.length,
    declined: people.length - made.length,
    mayAsk: made.filter(({ mayAsk }) => mayAsk).length,
    answered: answered.length,
    kept: enough(answered.length)
      ? {
          fully: kept('fully'),
          partly: kept('partly'),
          not_yet: kept('not_yet'),
          no_longer: kept('no_longer'),
        }
      : null,
    changes: isShown
      ? countsOf(
          plan.changes,
          made.flatMap(({ changes }) => changes),
        )
      : [],
    ownWords: isShown ? made.filter(({ words }) => words !== '').length : null,
    barriers: isShown
      ? countsOf(
          plan.barriers,
          made.flatMap(({ barriers }) => barriers),
        )
      : [],
    confidence: enough(said.length) ? meanOf(said) : null,
    barriersMet: enough(answered.length)
      ? countsOf(
          plan.barriers,
          answered.flatMap(({ barriers }) => barriers),
        )
      : [],
  }
}

/** Counts alone: nothing in it says who answered what. */
export function outcomesOf({ plan, answers, committed }: OutcomesData): OutcomesReport {
  const questions = plan.questions.map((question) => outcomeOf(question, answers))
  return {
    people: {
      before: answers.filter(({ before }) => before).length,
      after: answers.filter(({ after }) => after).length,
      both: answers.filter(({ before, after }) => before && after).length,
    },
    questions,
    objectives: objectivesOf(questions),
    commitments:
      plan.commitment || committed.length > 0
        ? commitmentsOf(plan.commitment ?? { changes: [], barriers: [], afterDays: 60 }, committed)
        : null,
    measured: plan.measured,
  }
}
