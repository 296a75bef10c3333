// Reports of commercial bias, and what came of each. Who reported stays with the office.
import type { Missing, Section } from '@lectern/shared/audit'
import { momentText } from '../words.ts'
import { type About, sectionOf, table, text } from './about.ts'

export interface BiasReported {
  sessionTitle: string
  at: number
  text: string
  decision: { finding: 'bias' | 'no_bias'; words: string; at: number; by: string } | null
}

export function bias({ conference: { timeZone } }: About, reports: readonly BiasReported[]): Section {
  const open = reports.filter(({ decision }) => decision === null)
  const missing: Missing[] = open.map(({ sessionTitle }) => ({
    says: `A report of commercial bias in “${sessionTitle}” is not decided on.`,
    who: 'office',
  }))
  return sectionOf(
    {
      id: 'bias',
      title: 'Reports of commercial bias',
      evidenceOf: 'ACCME Standards 1 and 2: content is fair and balanced; nobody markets in the education',
    },
    [
      text(
        reports.length === 0
          ? 'Nobody has reported commercial bias. Every learner could, at any moment of a session.'
          : 'Every report, in its words, and what the CE office found and did.',
      ),
      table(
        'Reports',
        ['Session', 'Reported', 'In their words', 'Outcome'],
        reports.map(({ sessionTitle, at, text: words, decision }) => [
          sessionTitle,
          momentText(at, timeZone),
          words || 'Without words',
          decision
            ? `${decision.finding === 'bias' ? 'Bias' : 'No bias'}. ${decision.words} (${decision.by}, ${momentText(decision.at, timeZone)})`
            : 'Open',
        ]),
      ),
    ],
    missing,
  )
}
