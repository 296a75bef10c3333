// What learners are shown before they engage, and whether everybody in control of content has been cleared.
import { createHash } from 'node:crypto'
import type { Disclosures } from '@lectern/shared/attendance'
import type { Faculty, Session } from '@lectern/shared/program'

type Part = Disclosures['people'][number]['part']

/** Everybody in control of the session's content, once, by the first of their parts. */
function inControl({ speakers, moderators, planners = [] }: Session): (readonly [Faculty, Part])[] {
  const all = [
    ...speakers.map((member) => [member, 'speaker'] as const),
    ...moderators.map((member) => [member, 'moderator'] as const),
    ...planners.map((member) => [member, 'planner'] as const),
  ]
  return all.filter(([{ personId }], i) => all.findIndex(([other]) => other.personId === personId) === i)
}

/** Names of those whose disclosures are not on file. */
export const notCleared = (session: Session): string[] =>
  inControl(session)
    .filter(([member]) => !member.disclosure)
    .map(([member]) => member.name)

export function disclosuresOf(session: Session): Disclosures {
  const people = inControl(session).map(([{ name, credentials, disclosure }, part]) => ({
    name,
    credentials,
    part,
    relationships: disclosure?.relationships ?? [],
  }))
  const support = session.support ?? []
  const words = JSON.stringify([
    people.map(({ name, credentials, part, relationships }) => [
      name,
      credentials,
      part,
      relationships.map(({ company, nature }) => [company, nature]),
    ]),
    support.map(({ supporter, nature }) => [supporter, nature]),
  ])
  return { version: createHash('sha256').update(words).digest('base64url'), people, support }
}
