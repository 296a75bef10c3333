// Results of submitted evaluations: totals for the office's page, rows for its exports. All anonymous.
import type { Activity } from '@lectern/shared/credit'
import { type AskedQuestion, biasQuestion, type FormAnswers } from '@lectern/shared/creditForms'
import { leastShown, type OfficeEvaluations, shownTextsMax } from '@lectern/shared/evaluationResults'
import { chosenIn, hasOptions } from '@lectern/shared/formAnswers'
import { type EvaluatedSession, evaluationQuestions, idAbout, wordingOf } from './askedQuestions.ts'
import type { Submitted } from './formsStore.ts'

type QuestionResult = OfficeEvaluations['questions'][number]

export interface Evaluated {
  title: string
  evaluation: Activity['evaluation']
  /** By start. */
  sessions?: readonly EvaluatedSession[]
  /** Questions as they were asked, by the digests of their words. */
  wordings?: ReadonlyMap<string, AskedQuestion>
}

/** A question with the answers that were given to these words of it. */
interface Answered {
  /** Unique among the results. */
  id: string
  question: AskedQuestion
  isEarlier: boolean
  answers: string[]
}

const ratings = ['1', '2', '3', '4', '5']

export const reportsBias = ({ answers }: Pick<Submitted, 'answers'>): boolean =>
  answers[biasQuestion.id] === 'no'

const neverKept = (id: string): AskedQuestion => ({
  ...biasQuestion,
  id,
  kind: 'text',
  prompt: `${id} (no longer asked)`,
  required: false,
})

/** The questions that are asked now, then those that were asked before, in other words or not any more. */
function answeredOf(
  { evaluation, sessions = [], wordings = new Map<string, AskedQuestion>() }: Evaluated,
  newestFirst: readonly Submitted[],
): Answered[] {
  const now = evaluationQuestions({ evaluation }, sessions).map((question) => ({
    id: question.id,
    question,
    isEarlier: false,
    answers: [] as string[],
  }))
  const current = new Map(now.map((each) => [each.question.id, each]))
  const earlier = new Map<string, Answered>()
  for (const one of newestFirst)
    for (const [id, answer] of Object.entries(one.answers)) {
      const present = current.get(id)
      const digest = one.wordings?.[id]
      if (present && (digest === undefined || digest === wordingOf(present.question))) {
        present.answers.push(answer)
        continue
      }
      const key = digest === undefined ? id : `${id}.${digest}`
      const question = wordings.get(digest ?? '') ?? neverKept(id)
      const before: Answered = earlier.get(key) ?? { id: key, question, isEarlier: true, answers: [] }
      before.answers.push(answer)
      earlier.set(key, before)
    }
  return [...now, ...[...earlier].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each)]
}

/** The possible answers in the form's order, with the words shown for each. */
function possibleAnswers({ kind, options }: AskedQuestion): [answer: string, shown: string][] {
  if (kind === 'rating') return ratings.map((rating) => [rating, rating])
  if (hasOptions(kind)) return options.map(({ id, text }) => [id, text])
  return kind === 'text'
    ? []
    : [
        ['yes', 'Yes'],
        ['no', 'No'],
      ]
}

function countsOf(question: AskedQuestion, answers: readonly string[]): QuestionResult['counts'] {
  const possible = possibleAnswers(question)
  if (possible.length === 0) return []
  const counts = new Map(possible.map(([answer]) => [answer, 0]))
  let others = 0
  const chosen = question.kind === 'multiple' ? answers.flatMap(chosenIn) : answers
  for (const answer of chosen) {
    const count = counts.get(answer)
    if (count === undefined) others += 1
    else counts.set(answer, count + 1)
  }
  const shown = possible.map(([answer, text]) => ({ text, count: counts.get(answer)! }))
  return others === 0 ? shown : [...shown, { text: 'Answers that are no longer offered', count: others }]
}

function meanOf(counts: QuestionResult['counts']): number | null {
  const people = ratings.reduce((sum, _, i) => sum + counts[i]!.count, 0)
  if (people === 0) return null
  return ratings.reduce((sum, rating, i) => sum + Number(rating) * counts[i]!.count, 0) / people
}

/** The planned question that an asked one was made from, if it is about a subject. */
function plannedOf(
  { evaluation, sessions = [] }: Evaluated,
  { id, per, subject }: AskedQuestion,
): QuestionResult['about'] {
  if (!per || subject === undefined) return undefined
  const ids = sessions.flatMap((session) => [
    session.id,
    ...session.speakers.map(({ personId }) => personId),
    ...(session.objectives ?? []),
  ])
  const planned = evaluation.find((each) => ids.some((about) => idAbout(each.id, per, about) === id))
  return planned && { per, subject, of: planned.id }
}

function resultOf(of: Evaluated, { id, question, isEarlier, answers }: Answered): QuestionResult {
  const { kind, prompt, subject } = question
  const counts = countsOf(question, answers)
  const about = plannedOf(of, question)
  return {
    id,
    prompt: subject && !about ? `${prompt} (${subject})` : prompt,
    kind,
    ...(about && { about }),
    ...(isEarlier && { isEarlier }),
    answered: answers.length,
    counts,
    mean: kind === 'rating' ? meanOf(counts) : null,
    texts: kind === 'text' ? answers.slice(0, shownTextsMax) : [],
  }
}

const writtenIn = (questions: readonly AskedQuestion[], answers: FormAnswers) =>
  questions.flatMap(({ id, kind, prompt }) => {
    const text = answers[id]
    return kind === 'text' && text !== undefined ? [{ prompt, text }] : []
  })

/** All results, whoever could be recognised by them. */
export function evaluationResults(
  of: Evaluated,
  submitted: readonly Submitted[],
): Omit<OfficeEvaluations, 'learners'> {
  const newestFirst = submitted.toSorted((a, b) => b.submittedAt - a.submittedAt)
  const answered = answeredOf(of, newestFirst)
  const questions = answered.map(({ question }) => question)
  const biased = newestFirst.filter(reportsBias)
  return {
    title: of.title,
    submitted: submitted.length,
    questions: answered.map((each) => resultOf(of, each)),
    bias: {
      count: biased.length,
      reports: biased.slice(0, shownTextsMax).map(({ answers }) => writtenIn(questions, answers)),
    },
  }
}

/**
 * The same without the answers to questions that only a few people have answered. Whether bias was reported,
 * and what was written then, the office always learns.
 */
export function withoutSmallGroups<Results extends Pick<OfficeEvaluations, 'questions'>>(
  results: Results,
): Results {
  const questions = results.questions.map((question): QuestionResult => {
    const { id, answered } = question
    if (answered === 0 || answered >= leastShown || id === biasQuestion.id) return question
    return { ...question, isWithheld: true, counts: [], mean: null, texts: [] }
  })
  return { ...results, questions }
}

/**
 * One row per evaluation after the header row. Sorted by their random salts: the order
 * of submission would identify authors to anyone with the list of people. Answers about single sessions,
 * speakers and objectives are left out: which of them a row has would tell who was where.
 */
export function evaluationRows(of: Evaluated, submitted: readonly Submitted[]): string[][] {
  const known = answeredOf(of, submitted)
  const questions = known.map(({ question }) => question).filter(({ per }) => per === undefined)
  const shown = questions.map((question) => new Map(possibleAnswers(question)))
  const rows = submitted
    .toSorted((a, b) => (a.salt < b.salt ? -1 : 1))
    .map(({ answers }) =>
      questions.map(({ id, kind }, i) => {
        const answer = answers[id] ?? ''
        const chosen = kind === 'multiple' ? chosenIn(answer) : [answer]
        return chosen.map((each) => shown[i]!.get(each) ?? each).join('; ')
      }),
    )
  return [questions.map(({ prompt }) => prompt), ...rows]
}
