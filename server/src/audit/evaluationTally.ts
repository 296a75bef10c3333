// The results of an evaluation, added up from parts of the people, so that no more than a part is in memory.
import { type OfficeEvaluations, shownTextsMax } from '@lectern/shared/evaluationResults'
import type { evaluationResults } from '../credit/evaluationResults.ts'

type Results = ReturnType<typeof evaluationResults>
type Question = OfficeEvaluations['questions'][number]

const byText = ({ text }: { text: string }): string => text

function countsOf(one: Question['counts'], other: Question['counts']): Question['counts'] {
  const sums = new Map(one.map((each) => [byText(each), each.count]))
  for (const { text, count } of other) sums.set(text, (sums.get(text) ?? 0) + count)
  return [...sums].map(([text, count]) => ({ text, count }))
}

/** Of ratings, whose counts are those of "1" to "5". */
function meanOf({ kind, counts }: Pick<Question, 'kind' | 'counts'>): number | null {
  if (kind !== 'rating') return null
  const ratings = counts.filter(({ text }) => /^[1-5]$/.test(text))
  const people = ratings.reduce((sum, { count }) => sum + count, 0)
  return people === 0
    ? null
    : ratings.reduce((sum, { text, count }) => sum + Number(text) * count, 0) / people
}

function questionOf(one: Question, other: Question): Question {
  const counts = countsOf(one.counts, other.counts)
  return {
    ...one,
    counts,
    answered: one.answered + other.answered,
    mean: meanOf({ kind: one.kind, counts }),
    texts: [...one.texts, ...other.texts].slice(0, shownTextsMax),
  }
}

/** The results of the people of both. */
export function addedUp(one: Results, other: Results): Results {
  const others = new Map(other.questions.map((question) => [question.id, question]))
  const both = one.questions.map((question) => {
    const same = others.get(question.id)
    others.delete(question.id)
    return same ? questionOf(question, same) : question
  })
  return {
    ...one,
    submitted: one.submitted + other.submitted,
    questions: [...both, ...others.values()],
    bias: {
      count: one.bias.count + other.bias.count,
      reports: [...one.bias.reports, ...other.bias.reports].slice(0, shownTextsMax),
    },
  }
}
