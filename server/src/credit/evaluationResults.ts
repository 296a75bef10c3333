// Results of submitted evaluations: totals for the office's page, rows for its export. All anonymous.
import { type Activity, biasQuestion, type FormAnswers, type FormQuestion } from '@lectern/shared/credit'
import { type OfficeEvaluations, shownTextsMax } from '@lectern/shared/creditOffice'
import { evaluationQuestions } from './forms.ts'
import type { Submitted } from './formsStore.ts'

type QuestionResult = OfficeEvaluations['questions'][number]
type Evaluated = Pick<Activity, 'title' | 'evaluation'>

const ratings = ['1', '2', '3', '4', '5']

export const reportsBias = ({ answers }: Pick<Submitted, 'answers'>): boolean =>
  answers[biasQuestion.id] === 'no'

/** The form's current questions, then removed ones that someone has answered. */
function questionsOf(of: Evaluated, submitted: readonly Submitted[]): FormQuestion[] {
  const asked = evaluationQuestions(of)
  const known = new Set(asked.map(({ id }) => id))
  const before = new Set(
    submitted.flatMap(({ answers }) => Object.keys(answers)).filter((id) => !known.has(id)),
  )
  return [
    ...asked,
    ...[...before].sort().map(
      (id): FormQuestion => ({
        ...biasQuestion,
        id,
        kind: 'text',
        prompt: `${id} (no longer asked)`,
        required: false,
      }),
    ),
  ]
}

/** The possible answers in the form's order, with the words shown for each. */
function possibleAnswers({ kind, options }: FormQuestion): [answer: string, shown: string][] {
  if (kind === 'rating') return ratings.map((rating) => [rating, rating])
  if (kind === 'choice') return options.map(({ id, text }) => [id, text])
  return kind === 'text'
    ? []
    : [
        ['yes', 'Yes'],
        ['no', 'No'],
      ]
}

function countsOf(question: FormQuestion, answers: readonly string[]): QuestionResult['counts'] {
  const possible = possibleAnswers(question)
  if (possible.length === 0) return []
  const counts = new Map(possible.map(([answer]) => [answer, 0]))
  let others = 0
  for (const answer of answers) {
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

function resultOf(question: FormQuestion, newestFirst: readonly Submitted[]): QuestionResult {
  const { id, kind, prompt } = question
  const answers = newestFirst.flatMap((one) => one.answers[id] ?? [])
  const counts = countsOf(question, answers)
  return {
    id,
    prompt,
    kind,
    answered: answers.length,
    counts,
    mean: kind === 'rating' ? meanOf(counts) : null,
    texts: kind === 'text' ? answers.slice(0, shownTextsMax) : [],
  }
}

const writtenIn = (questions: readonly FormQuestion[], answers: FormAnswers) =>
  questions.flatMap(({ id, kind, prompt }) => {
    const text = answers[id]
    return kind === 'text' && text !== undefined ? [{ prompt, text }] : []
  })

export function evaluationResults(
  of: Evaluated,
  submitted: readonly Submitted[],
): Omit<OfficeEvaluations, 'learners'> {
  const newestFirst = submitted.toSorted((a, b) => b.submittedAt - a.submittedAt)
  const questions = questionsOf(of, submitted)
  const biased = newestFirst.filter(reportsBias)
  return {
    title: of.title,
    submitted: submitted.length,
    questions: questions.map((question) => resultOf(question, newestFirst)),
    bias: {
      count: biased.length,
      reports: biased.slice(0, shownTextsMax).map(({ answers }) => writtenIn(questions, answers)),
    },
  }
}

/**
 * One row per evaluation after the header row. Sorted by their random salts: the order of submission would
 * identify authors to anyone with the list of people.
 */
export function evaluationRows(of: Evaluated, submitted: readonly Submitted[]): string[][] {
  const questions = questionsOf(of, submitted)
  const shown = questions.map((question) => new Map(possibleAnswers(question)))
  const rows = submitted
    .toSorted((a, b) => (a.salt < b.salt ? -1 : 1))
    .map(({ answers }) =>
      questions.map(({ id }, i) => {
        const answer = answers[id] ?? ''
        return shown[i]!.get(answer) ?? answer
      }),
    )
  return [questions.map(({ prompt }) => prompt), ...rows]
}
