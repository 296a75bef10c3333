// What learners read before they engaged: statements, agenda, objectives, disclosures, support.

import { announcedStatements } from '@lectern/shared/announcedStatements'
import type { Block, Section } from '@lectern/shared/audit'
import type { RelationshipNote } from '@lectern/shared/clearance'
import type { SessionView } from '@lectern/shared/program'
import { groundNames } from '@lectern/shared/sessionKinds'
import { supportWords } from '@lectern/shared/supporters'
import { disclosuresOf } from '../../disclosures/shownWords.ts'
import { momentText } from '../words.ts'
import { type About, heading, list, named, sectionOf, table, text } from './about.ts'

const noteWords: Record<NonNullable<RelationshipNote>, string> = {
  mitigated: 'All relevant financial relationships have been mitigated.',
  mitigated_late: 'Mitigated; recorded only after the session had begun.',
  not_relevant: 'Not relevant to the content.',
  exception_a: 'The content does not relate to the company’s business.',
  exception_b: 'The content is limited to basic science research.',
  exception_c: 'Teaches the safe use of a device as a technician.',
}

function shownIn({ session }: SessionView, { conference }: About): (Block | undefined)[] {
  const { people, exempt, support } = disclosuresOf(session, conference.support ?? [])
  const lines = people.map((person) => {
    const who = named(person)
    if (person.isMissing) return `${who}: no disclosure on file.`
    if (person.relationships.length === 0) return `${who}: no relevant financial relationships to disclose.`
    const each = person.relationships.map(
      ({ company, nature, note }) => `${company}, ${nature}. ${note ? noteWords[note] : 'Not decided.'}`,
    )
    return `${who}: ${each.join(' ')}`
  })
  return [
    heading(session.title),
    session.objectives?.length ? text('Objectives:') : undefined,
    list(session.objectives ?? []),
    text(exempt ? `Exempt from ACCME Standard 3: ${groundNames[exempt]}.` : 'Disclosures:'),
    exempt ? undefined : list(lines),
    text(
      support.length > 0
        ? `Commercial support: ${supportWords(support)}.`
        : 'There is no commercial support for this session.',
    ),
  ]
}

export function announced(about: About): Section {
  const { activity, sessions, policies, conference } = about
  const designated = policies.filter(({ id }) =>
    activity.designations.some(({ policyId }) => policyId === id),
  )
  const { accreditation, designation } = announcedStatements(activity, designated, policies)
  const statement = (words: string): Block => ({ is: 'statement', text: words })
  const agenda = sessions.map(({ session }) => [
    momentText(session.startsAt, conference.timeZone),
    session.title,
    session.speakers.map(named).join('; '),
  ])
  const withoutObjectives = sessions.filter(({ session }) => !session.objectives?.length)
  return sectionOf(
    {
      id: 'announced',
      title: 'Announcements as shown',
      evidenceOf:
        'Accreditation and designation statements; ACCME Standards 3.5 and 4: disclosed before learners engage',
    },
    [
      heading('Accreditation statements'),
      ...accreditation.map(statement),
      heading('Designation statements'),
      ...designation.map(statement),
      table('Agenda', ['Starts', 'Session', 'Faculty'], agenda),
      ...sessions.flatMap((view) => shownIn(view, about)),
      text(
        'Each version that was shown is in statements-shown.jsonl, word for word, with its entry in the ledger. Nobody enters a session before they have acknowledged it; when each did is in attendance.csv.',
      ),
    ],
    [
      accreditation.length + designation.length === 0
        ? { says: 'No accreditation or designation statement is shown.', who: 'office' }
        : undefined,
      ...withoutObjectives.map(({ session }) => ({
        says: `“${session.title}” has no objectives.`,
        who: 'office' as const,
      })),
    ],
  )
}
