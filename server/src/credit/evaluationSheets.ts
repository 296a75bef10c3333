// The results of an evaluation as a workbook: figures, and what was written.
import { leastShown, type OfficeEvaluations } from '@lectern/shared/evaluationResults'
import type { Cell, Sheet } from '../http/xlsx.ts'

type Question = OfficeEvaluations['questions'][number]

const aboutOf = ({ about, isEarlier }: Question): string =>
  [about?.subject, isEarlier && 'as it was asked before'].filter(Boolean).join(', ')

const withheld = `Fewer than ${leastShown} answers: not shown`

function figureRows(question: Question): Cell[][] {
  const { prompt, answered, mean, counts, isWithheld } = question
  const head = [prompt, aboutOf(question), answered, mean]
  if (isWithheld) return [[...head, withheld, null, null]]
  if (counts.length === 0) return [[...head, null, null, null]]
  return counts.map(({ text, count }) => [...head, text, count, answered === 0 ? null : count / answered])
}

export const evaluationSheets = ({ questions }: OfficeEvaluations): Sheet[] => [
  {
    name: 'Figures',
    head: ['Question', 'About', 'People who answered', 'Mean', 'Answer', 'People', 'Share'],
    rows: questions.flatMap(figureRows),
  },
  {
    name: 'In their words',
    head: ['Question', 'About', 'Answer'],
    rows: questions.flatMap((question) =>
      // By their words: the order of submission would tell who wrote what.
      question.texts.toSorted().map((text): Cell[] => [question.prompt, aboutOf(question), text]),
    ),
  },
]
