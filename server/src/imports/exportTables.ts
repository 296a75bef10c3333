// People and the programme as tables, which can be imported again.
import { identifierFields } from '@lectern/shared/imports'
import type { Session } from '@lectern/shared/program'
import { kindNames, kindOf } from '@lectern/shared/sessionKinds'
import { facultyCell } from './fields/faculty.ts'
import { shownMoment } from './fields/shownMoment.ts'
import { identifiersShown, type PersonRecord } from './personRecord.ts'

export type TableRows = string[][]

const personHead = [
  'Id',
  'Email',
  'Name',
  'Given name',
  'Family name',
  'Credentials',
  'Affiliation',
  'Profession',
  'Roles',
]
const identifierHead = ['NPI', 'EFN', 'NABP e-Profile ID', 'Board IDs', 'Licence', 'Birthday']

/** Identifiers are for the CE office alone. */
export function peopleTable(people: readonly PersonRecord[], isOffice: boolean): TableRows {
  const rows = people.map(({ identity, roles, details }) => {
    const numbers = identifiersShown(details.identifiers)
    return [
      identity.id,
      details.email,
      identity.name,
      identity.givenName ?? '',
      identity.familyName ?? '',
      identity.credentials,
      identity.affiliation,
      identity.profession,
      (roles ?? []).join(', '),
      ...(isOffice ? identifierFields.map((field) => numbers[field] ?? '') : []),
    ]
  })
  return [isOffice ? [...personHead, ...identifierHead] : personHead, ...rows]
}

export const programTable = (sessions: readonly Session[], timeZone: string): TableRows => [
  ['Id', 'Title', 'Kind', 'Start', 'End', 'Track', 'Speakers', 'Moderators', 'Summary'],
  ...sessions.map((session) => [
    session.id,
    session.title,
    kindNames[kindOf(session)],
    shownMoment(session.startsAt, timeZone),
    shownMoment(session.endsAt, timeZone),
    session.track,
    facultyCell(session.speakers),
    facultyCell(session.moderators),
    session.summary,
  ]),
]
