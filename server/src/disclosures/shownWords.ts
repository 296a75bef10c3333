// What learners read before they engage: the faculty's disclosures, and who supports the session and its
// conference.
import { createHash } from 'node:crypto'
import type { Disclosures } from '@lectern/shared/attendance'
import { inControl, noteOf } from '@lectern/shared/clearance'
import type { Session } from '@lectern/shared/program'
import { type Supporter, unitedSupport } from '@lectern/shared/supporters'

export function disclosuresOf(session: Session, ofConference: readonly Supporter[]): Disclosures {
  const people = inControl(session).map(([{ name, credentials, disclosure }, part]) => ({
    name,
    credentials,
    part,
    ...(!disclosure && { isMissing: true as const }),
    relationships: (disclosure?.relationships ?? []).map((relationship) => ({
      company: relationship.company,
      nature: relationship.nature,
      note: noteOf(relationship, disclosure!.clearedAt),
      ...(relationship.recordedAt !== undefined && { recordedAt: relationship.recordedAt }),
    })),
  }))
  const exempt = session.exemption?.ground
  const support = unitedSupport(session.support, ofConference)
  const words = JSON.stringify([
    people.map(({ name, credentials, part, isMissing, relationships }) => [
      name,
      credentials,
      part,
      relationships.map(({ company, nature, note, recordedAt }) => [
        company,
        nature,
        note,
        ...(recordedAt === undefined ? [] : [recordedAt]),
      ]),
      ...(isMissing ? ['not on file'] : []),
    ]),
    support.map(({ supporter, nature }) => [supporter, nature]),
    ...(exempt ? [exempt] : []),
  ])
  const version = createHash('sha256').update(words).digest('base64url')
  return { version, people, ...(exempt && { exempt }), support }
}
