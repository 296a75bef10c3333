// The report of outcomes as files.
import { leastShown } from '@lectern/shared/evaluationResults'
import type { OutcomeOfQuestion, OutcomesReport, SideFigures } from '@lectern/shared/outcomes'
import { keptWords, measurementWords, outcomeWords } from '@lectern/shared/outcomeWords'
import type { Cell, Sheet } from '../http/xlsx.ts'

/** What is printed. */
export interface PrintedOutcomes {
  title: string
  report: OutcomesReport
  /** Null while the results are open. */
  closedAt: number | null
  /** When it was made, in ms. */
  at: number
  timeZone: string
}

const head = [
  'Objective',
  'Question',
  'Answered before',
  'Right before',
  'Mean before',
  'Answered after',
  'Right after',
  'Mean after',
  'Answered both',
  'Right both times',
  'Right only after',
  'Right only before',
  'Right neither time',
  'Change of the share right',
  '95% from',
  '95% to',
  'McNemar’s exact p',
  'More confident',
  'As confident',
  'Less confident',
  'Note',
]

const isWithheld = ({ before, after, paired }: OutcomeOfQuestion): boolean =>
  [before, after, paired].some(({ people, isShown }) => people > 0 && !isShown)

function figuresOf(question: OutcomeOfQuestion): Cell[] {
  const { objective, prompt, before, after, paired } = question
  const { change, shift } = paired
  return [
    ...[objective, prompt],
    ...[before.people, before.right, before.mean],
    ...[after.people, after.right, after.mean],
    paired.people,
    ...[change?.bothRight, change?.gained, change?.lost, change?.neitherRight].map((count) => count ?? null),
    ...[change?.difference, change?.low, change?.high, change?.p].map((figure) => figure ?? null),
    ...[shift?.up, shift?.same, shift?.down].map((count) => count ?? null),
    isWithheld(question) ? `Figures of fewer than ${leastShown} people are not shown` : null,
  ]
}

/** One row per question after the header row. */
export const outcomeRows = ({ questions }: OutcomesReport): string[][] => [
  head,
  ...questions.map((question) => figuresOf(question).map((cell) => (cell === null ? '' : String(cell)))),
]

const answerRows = ({ prompt, before, after }: OutcomeOfQuestion): Cell[][] =>
  (before.counts.length >= after.counts.length ? before : after).counts.map(({ text }, i) => {
    const count = (side: SideFigures) => side.counts[i]?.count ?? null
    return [prompt, text, count(before), count(after)]
  })

const countRows = (part: string, counts: readonly { text: string; count: number }[]): Cell[][] =>
  counts.map(({ text, count }) => [part, text, count])

function commitmentRows({ commitments }: OutcomesReport): Cell[][] {
  if (!commitments) return []
  const { made, declined, mayAsk, answered, kept, changes, ownWords, barriers, confidence } = commitments
  return [
    ['People', 'Committed to a change', made],
    ['People', 'Declined', declined],
    ['People', 'May be asked what became of it', mayAsk],
    ['People', 'Said what became of it', answered],
    ...Object.entries(kept ?? {}).map(([answer, count]): Cell[] => [
      'What became of it',
      keptWords[answer as keyof typeof keptWords],
      count,
    ]),
    ...countRows('Changes', changes),
    ['Changes', 'In their own words', ownWords],
    ...countRows('Barriers expected', barriers),
    ...countRows('Barriers met', commitments.barriersMet),
    ['Confidence', 'Mean of 1 to 5', confidence],
  ]
}

export const outcomesSheets = (report: OutcomesReport): Sheet[] => [
  { name: 'Questions', head, rows: report.questions.map(figuresOf) },
  {
    name: 'Answers',
    head: ['Question', 'Answer', 'Before', 'After'],
    rows: report.questions.flatMap(answerRows),
  },
  { name: 'Commitments', head: ['Part', 'Answer', 'People'], rows: commitmentRows(report) },
  {
    name: 'Outcomes measured',
    head: ['Outcome', 'Moore’s level', 'Measured'],
    rows: report.measured.map(({ outcome, measurements }): Cell[] => [
      outcomeWords[outcome].label,
      outcomeWords[outcome].moore,
      measurements.map((each) => measurementWords[each].label).join(', '),
    ]),
  },
]
