// Change: answers before and after, commitments, and what became of them.
import type { Section } from '@lectern/shared/audit'
import type { OutcomeOfQuestion, OutcomesReport, SideFigures } from '@lectern/shared/outcomes'
import { counted } from '../words.ts'
import { sectionOf, table, text } from './about.ts'

const sharesOf = ({ people, isShown, right, mean }: SideFigures): string => {
  if (people === 0) return 'nobody'
  if (!isShown) return `${people}: not shown`
  if (right !== null) return `${right} of ${people} right (${Math.round((right / people) * 100)}%)`
  return `${people}${mean === null ? '' : `, mean ${mean.toFixed(2)} of 5`}`
}

function changeOf({ paired: { people, change, shift } }: OutcomeOfQuestion): string {
  if (change) {
    const percent = (share: number): string => `${Math.round(share * 100)}`
    return `${percent(change.difference)} points (95%: ${percent(change.low)} to ${percent(change.high)}; p ${change.p.toFixed(3)}; ${people} paired)`
  }
  if (shift) return `${shift.up} more, ${shift.same} as, ${shift.down} less confident (${people} paired)`
  return `${people} paired`
}

export function outcomes(report: OutcomesReport): Section {
  const { people, questions, commitments } = report
  return sectionOf(
    {
      id: 'outcomes',
      title: 'Data on change',
      evidenceOf: 'ACCME core criteria: changes in competence, performance or patient outcomes are analysed',
    },
    [
      questions.length === 0 && commitments === null
        ? text('No questions before and after, and no commitment to change, were planned.')
        : text(
            `${counted(people.before, 'person', 'people')} answered before, ${people.after} after, ${people.both} both.`,
          ),
      table(
        'Questions',
        ['Question', 'Before', 'After', 'Change'],
        questions.map((question) => [
          question.prompt,
          sharesOf(question.before),
          sharesOf(question.after),
          changeOf(question),
        ]),
      ),
      commitments === null
        ? undefined
        : text(
            `${counted(commitments.made, 'person', 'people')} committed to a change, ${commitments.declined} did not. ${commitments.answered} of ${commitments.mayAsk} who could be asked said what became of it${
              commitments.kept
                ? `: ${commitments.kept.fully} fully, ${commitments.kept.partly} partly, ${commitments.kept.not_yet} not yet, ${commitments.kept.no_longer} no longer`
                : ''
            }.`,
          ),
    ],
  )
}
