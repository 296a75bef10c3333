// What learners read before they engaged: statements, agenda, objectives, disclosures, support. What was shown
// of a session is taken from the ledger, not from its plan, which may have been changed since.

import { announcedStatements } from '@lectern/shared/announcedStatements'
import type { Block, Section } from '@lectern/shared/audit'
import type { RelationshipNote } from '@lectern/shared/clearance'
import type { SessionView } from '@lectern/shared/program'
import { groundNames } from '@lectern/shared/sessionKinds'
import { supportWords } from '@lectern/shared/supporters'
import { disclosuresOf } from '../../disclosures/shownWords.ts'
import type { Shown } from '../lastShown.ts'
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

function shownWords(shown: Shown | undefined, timeZone: string): string {
  if (!shown) return 'As planned: the ledger holds no version that learners were shown.'
  const since = `Shown to learners since ${momentText(shown.at, timeZone)}`
  if (!shown.words) return `${since}. What was shown is no longer kept; this is the plan.`
  return shown.versions === 1
    ? `${since}, in these words.`
    : `${since}, in these words, the last of ${shown.versions} versions.`
}

function shownIn(
  { session }: SessionView,
  { conference }: About,
  shown: Shown | undefined,
): (Block | undefined)[] {
  const { people, exempt, support } =
    shown?.words?.disclosures ?? disclosuresOf(session, conference.support ?? [])
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
    text(shownWords(shown, conference.timeZone)),
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

/** Each statement once, as it was shown; as it is planned where none was. */
function statementsIn(about: About, shown: readonly Shown[]): ReturnType<typeof announcedStatements> {
  const { activity, policies } = about
  const designated = policies.filter(({ id }) =>
    activity.designations.some(({ policyId }) => policyId === id),
  )
  // Earlier versions of Lectern showed none.
  const each = shown.flatMap(({ words }) => words?.announced?.statements ?? [])
  if (each.length === 0) return announcedStatements(activity, designated, policies)
  return {
    accreditation: [...new Set(each.flatMap(({ accreditation }) => accreditation))],
    designation: [...new Set(each.flatMap(({ designation }) => designation))],
  }
}

/** `shown`: by session. */
export function announced(about: About, shown: ReadonlyMap<string, Shown>): Section {
  const { sessions, conference } = about
  const { accreditation, designation } = statementsIn(about, [...shown.values()])
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
      ...sessions.flatMap((view) => shownIn(view, about, shown.get(view.session.id))),
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
