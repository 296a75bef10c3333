// Everyone in control of content: their parts, relationships, and how each was mitigated, by whom and when.
import type { Section } from '@lectern/shared/audit'
import { allParts, type Part } from '@lectern/shared/clearance'
import type { Faculty, Relationship } from '@lectern/shared/program'
import { groundNames } from '@lectern/shared/sessionKinds'
import { momentText } from '../words.ts'
import { type About, list, named, sectionOf, table, text } from './about.ts'

interface Held {
  member: Faculty
  part: Part
  sessionTitle: string
}

const partNames: Record<Part, string> = { speaker: 'Faculty', moderator: 'Moderator', planner: 'Planner' }
const exceptionWords = {
  a: 'content that does not relate to the company’s business',
  b: 'basic science research',
  c: 'a technician who teaches the safe use of a device',
} as const

function outcomeOf({ resolution, recordedAt }: Relationship, timeZone: string): string {
  if (!resolution) return 'Not decided'
  const { relevant, step, exception, decidedBy, decidedAt } = resolution
  const what = exception
    ? `Exception ${exception}: ${exceptionWords[exception]}`
    : relevant
      ? `Relevant. Mitigated: ${step?.replace(/\.$/, '') ?? 'no step is recorded'}`
      : 'Not relevant to the content'
  const late = recordedAt === undefined ? '' : ' Recorded only after the part had begun.'
  return `${what}. By ${decidedBy}, ${momentText(decidedAt, timeZone)}.${late}`
}

/** One row for each relationship in each part; one for a part without any. */
function rowsOf({ member, part, sessionTitle }: Held, timeZone: string): string[][] {
  const who = [named(member), `${partNames[part]}: ${sessionTitle}`]
  const { disclosure } = member
  if (!disclosure) return [[...who, 'No form on file', '']]
  if (disclosure.relationships.length === 0)
    return [[...who, 'None', `Cleared ${momentText(disclosure.clearedAt, timeZone)}`]]
  return disclosure.relationships.map((each) => [
    ...who,
    `${each.company}: ${each.nature}`,
    outcomeOf(each, timeZone),
  ])
}

export function control({ sessions, conference: { timeZone } }: About): Section {
  const held = sessions.flatMap(({ session }) =>
    allParts(session).map(([member, part]): Held => ({ member, part, sessionTitle: session.title })),
  )
  const byName = held.toSorted((a, b) => a.member.name.localeCompare(b.member.name))
  const exempt = sessions.flatMap(({ session }) =>
    session.exemption ? [`${session.title}: ${groundNames[session.exemption.ground]}`] : [],
  )
  const exemptTitles = new Set(sessions.flatMap(({ session }) => (session.exemption ? [session.title] : [])))
  const required = held.filter(({ sessionTitle }) => !exemptTitles.has(sessionTitle))
  const without = required.filter(({ member }) => !member.disclosure)
  const undecided = required.filter(({ member }) =>
    member.disclosure?.relationships.some(({ resolution }) => !resolution),
  )
  return sectionOf(
    {
      id: 'control',
      title: 'Individuals in control of content',
      evidenceOf: 'ACCME Standard 3: identify, mitigate and disclose relevant financial relationships',
    },
    [
      text(
        'Everyone who planned, moderated or taught, with all financial relationships of the 24 months before, and what was decided about each before the part began.',
      ),
      table(
        'People, parts and relationships',
        ['Person', 'Part', 'Relationship', 'Outcome'],
        byName.flatMap((each) => rowsOf(each, timeZone)),
      ),
      exempt.length > 0 ? text('Exempt from Standard 3:') : undefined,
      list(exempt),
    ],
    [
      held.length === 0 ? { says: 'Nobody is named as faculty or planner.', who: 'office' } : undefined,
      ...without.map(({ member, sessionTitle }) => ({
        says: `${member.name} has no disclosure form on file for “${sessionTitle}”.`,
        who: 'faculty' as const,
      })),
      ...undecided.map(({ member, sessionTitle }) => ({
        says: `A relationship of ${member.name} for “${sessionTitle}” is not decided on.`,
        who: 'office' as const,
      })),
    ],
  )
}
