// What learners said, added up: who said what is nobody's to know.
import type { Block, Section } from '@lectern/shared/audit'
import { leastShown, type OfficeEvaluations } from '@lectern/shared/evaluationResults'
import { counted } from '../words.ts'
import { type About, heading, list, sectionOf, table, text } from './about.ts'

type Question = OfficeEvaluations['questions'][number]

/** Written answers shown for each question; the sheet has them all. */
const textsMax = 20

function questionBlocks({
  prompt,
  about,
  answered,
  counts,
  mean,
  texts,
  isWithheld,
}: Question): (Block | undefined)[] {
  // In the order of the alphabet: that of submission would tell who wrote what.
  const sorted = texts.toSorted()
  const head = heading(about ? `${about.subject}: ${prompt}` : prompt)
  const summary = `${counted(answered, 'answer', 'answers')}${mean === null ? '' : `, mean ${mean.toFixed(2)} of 5`}`
  if (isWithheld)
    return [head, text(`${summary}: not shown, since fewer than ${leastShown} people answered.`)]
  const share = (count: number): string =>
    answered === 0 ? '' : ` (${Math.round((count / answered) * 100)}%)`
  return [
    head,
    text(summary),
    table(
      'Answers',
      ['Answer', 'People'],
      counts.map(({ text: words, count }) => [words, `${count}${share(count)}`]),
    ),
    list(sorted.slice(0, textsMax)),
    texts.length > textsMax ? text(`${texts.length - textsMax} more are in evaluations.csv.`) : undefined,
  ]
}

export function evaluation({ tally: { evaluations, learners } }: About): Section {
  const { submitted, questions, bias } = evaluations
  return sectionOf(
    {
      id: 'evaluation',
      title: 'Evaluation',
      evidenceOf:
        'ACCME core criteria: changes in learners are analysed; Standard 1: free of commercial bias',
    },
    [
      text(
        `${submitted} of ${counted(learners, 'person', 'people')} submitted the evaluation. ${counted(bias.count, 'evaluation says', 'evaluations say')} that the content was not free of commercial bias.`,
      ),
      ...questions.flatMap(questionBlocks),
    ],
    [submitted === 0 ? { says: 'No evaluation was submitted.', who: 'learners' } : undefined],
  )
}
