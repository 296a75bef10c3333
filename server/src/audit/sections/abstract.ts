// ACCME's structured abstract, from the planning form.
import type { Actor, Block, Section } from '@lectern/shared/audit'
import type { PlanningForm, PlanningProblem } from '@lectern/shared/planningForm'
import { type StructuredAbstract, structuredAbstract } from '@lectern/shared/structuredAbstract'
import { type About, heading, list, sectionOf, table, text } from './about.ts'
import { datesOf } from './overview.ts'

export interface Planned {
  form: PlanningForm
  isJointAccreditation: boolean
  isSupported: boolean
}

const answerWords = (answer: boolean | null): string =>
  answer === null ? 'Not answered' : answer ? 'Yes' : 'No'

const actors: Record<PlanningProblem['who'], Actor> = { office: 'office', faculty: 'faculty' }

/** A heading with its text, or that it is missing. */
const written = (title: string, words: string): Block[] => [heading(title), text(words || 'Not written.')]

function blocksOf(abstract: StructuredAbstract, dates: string): (Block | undefined)[] {
  const { gap, needs, designedTo, changes, whyFormat, subcategories, competencies } = abstract
  return [
    {
      is: 'facts',
      facts: [
        ['Provider', `${abstract.provider.name}${abstract.provider.id ? ` (${abstract.provider.id})` : ''}`],
        ['Activity', [abstract.title, abstract.number].filter(Boolean).join(', ')],
        ['Dates', dates],
        ['Type', [abstract.type, abstract.place].filter(Boolean).join(', ')],
        ['Providership', [abstract.providership, ...abstract.jointProviders].join(', ')],
        ['Commercial support', answerWords(abstract.isSupported)],
      ],
    },
    ...written('Practice gap', gap),
    ...needs.filter((need) => need.text !== '').flatMap((need) => written(`Need: ${need.title}`, need.text)),
    needs.every((need) => need.text === '') ? text('No educational need is written.') : undefined,
    ...written('Designed to change', designedTo),
    table(
      'Changes',
      ['Change', 'Designed for', 'Evaluated'],
      changes.map(({ title, designed, evaluated }) => [title, answerWords(designed), answerWords(evaluated)]),
    ),
    ...written('Why this format', whyFormat),
    list(subcategories),
    heading('Desirable attributes and competencies'),
    list(competencies.map(({ group, names }) => `${group}: ${names.join('; ')}`)) ?? text('None is ticked.'),
  ]
}

export function abstract(about: About, planned: Planned): Section {
  const { activity, sessions } = about
  const of = structuredAbstract({
    ...planned,
    activity,
    sessions: sessions.map(({ session }) => session),
  })
  return sectionOf(
    {
      id: 'abstract',
      title: 'Structured abstract',
      evidenceOf: 'ACCME performance in practice: core criteria of educational planning',
    },
    blocksOf(of, datesOf(about)),
    // People without a disclosure are named with everybody in control of content.
    of.missing.filter(({ who }) => who === 'office').map(({ says, who }) => ({ says, who: actors[who] })),
  )
}
