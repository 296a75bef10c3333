// One person's page in the CE office.
import { inControl } from '@lectern/shared/clearance'
import { errors } from '@lectern/shared/errors'
import { namePartsOf, proposedPrintedName } from '@lectern/shared/names'
import type { PersonPage } from '@lectern/shared/people'
import type { PeopleParts } from './people.ts'

export function createPersonPage(parts: PeopleParts) {
  const { accounts, details, history, program, findActivity, creditRecords, isPrintable, clock } = parts

  async function creditOf(personId: string): Promise<PersonPage['credit']> {
    const claims = (await creditRecords.everyClaim(personId)).filter(({ isRevoked }) => !isRevoked)
    const byActivity = [...Map.groupBy(claims, ({ activityId }) => activityId)]
    const found = await Promise.all(
      byActivity.map(async ([activityId, own]) => {
        const activity = await findActivity(activityId)
        return activity
          ? [
              {
                activityId,
                conferenceId: activity.conferenceId,
                title: activity.title,
                claims: own.length,
                claimedAt: Math.max(...own.map(({ claimedAt }) => claimedAt)),
              },
            ]
          : []
      }),
    )
    return found.flat().sort((a, b) => b.claimedAt - a.claimedAt)
  }

  async function facultyOf(personId: string): Promise<PersonPage['faculty']> {
    return (await program.views()).flatMap(({ session }) =>
      inControl(session)
        .filter(([member]) => member.personId === personId)
        .map(([{ disclosure }, role]) => ({
          sessionId: session.id,
          conferenceId: session.conferenceId,
          title: session.title,
          role,
          isCleared: disclosure !== undefined && disclosure.clearedAt <= clock(),
        })),
    )
  }

  async function historyOf(personId: string): Promise<PersonPage['history']> {
    const names = new Map<string, string>([
      ['operator', 'the operator'],
      ['platform', 'Lectern'],
      [personId, 'themselves'],
    ])
    const entries = await history.of(personId)
    for (const { by } of entries)
      if (!names.has(by))
        names.set(by, (await accounts.findPerson(by))?.name ?? 'somebody who is no longer here')
    return entries.map(({ at, by, what }) => ({ at, by: names.get(by)!, what }))
  }

  return async function personPage(personId: string): Promise<PersonPage> {
    const account = await accounts.account(personId)
    if (!account) throw errors.notFound('person')
    const { identity, memberships } = account
    const [own, links, signIns, credit, faculty, changes, titles] = await Promise.all([
      details.of(personId),
      accounts.linksOf(personId, clock()),
      accounts.signInsOf(personId),
      creditOf(personId),
      facultyOf(personId),
      historyOf(personId),
      program.conferences().then((all) => new Map(all.map(({ id, title }) => [id, title]))),
    ])
    const proposedName = proposedPrintedName(identity)
    const printedName = identity.printedName ?? proposedName
    return {
      id: personId,
      isOffice: identity.isOffice === true,
      name: identity.name,
      ...namePartsOf(identity),
      printedName,
      proposedName,
      isPrintable: isPrintable(printedName),
      credentials: identity.credentials,
      affiliation: identity.affiliation,
      profession: identity.profession,
      details: own,
      memberships: [...memberships]
        .map(([conferenceId, { roles, exhibitorId, since }]) => ({
          conferenceId,
          title: titles.get(conferenceId) ?? conferenceId,
          roles,
          ...(exhibitorId !== undefined && { exhibitorId }),
          since,
        }))
        .sort((a, b) => b.since - a.since),
      links: links.length,
      signIns: signIns.length,
      credit,
      faculty,
      history: changes,
    }
  }
}
