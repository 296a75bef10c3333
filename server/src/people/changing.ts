// The office and organisers change who people are, and where they have a place.
import { errors } from '@lectern/shared/errors'
import type { IdentityPlan, MembershipPlan } from '@lectern/shared/people'
import { confirmedFields } from '../accounts/confirming.ts'
import type { PeopleParts } from './people.ts'

export function createChanging(parts: PeopleParts, changed: () => void) {
  const { accounts, details, history, rights, program, isPrintable, clock } = parts

  async function requirePerson(personId: string) {
    const person = await accounts.findPerson(personId)
    if (!person) throw errors.notFound('person')
    return person
  }

  /** Whether there can be such a place. Throws `not_found` or `invalid_request`. */
  async function requirePlace(conferenceId: string, { roles, exhibitorId }: MembershipPlan) {
    const conference = await program.conference(conferenceId)
    if (roles.includes('exhibitor') && exhibitorId === undefined)
      throw errors.invalidRequest('exhibitorId: an exhibitor needs the company whose booth they staff')
    return conference
  }

  return {
    requirePlace,

    /**
     * Names, affiliation, profession, mail address; identifiers if given. Throws before it changes anything.
     */
    async identity(personId: string, plan: IdentityPlan, by: string): Promise<void> {
      const { affiliation, profession, email, sharedEmail, identifiers, ...names } = plan
      const fields = confirmedFields(names, isPrintable)
      const [before, own] = await Promise.all([accounts.findPerson(personId), details.of(personId)])
      if (email !== own.email) await details.saveEmail(personId, email, sharedEmail)
      if (identifiers) await details.saveIdentifiers(personId, identifiers)
      const given = { ...fields, affiliation, profession }
      const after = before
        ? await accounts.changeIdentity(personId, given)
        : await accounts.createPerson({ id: personId, ...given })
      const what = [
        ...(before?.name !== after.name || before.printedName !== after.printedName ? ['name'] : []),
        ...(before?.credentials !== after.credentials ? ['credentials'] : []),
        ...(before?.affiliation !== after.affiliation ? ['affiliation'] : []),
        ...(before?.profession !== after.profession ? ['profession'] : []),
        ...(email !== own.email ? ['mail address'] : []),
        ...(identifiers && JSON.stringify(identifiers) !== JSON.stringify(own.identifiers)
          ? ['identifiers']
          : []),
      ]
      await history.add(personId, { at: clock(), by, what: before ? what : ['created'] })
      if (before && (before.name !== after.name || before.profession !== after.profession))
        rights.identityChanged(personId)
      changed()
    },

    async setOffice(personId: string, isOffice: boolean, by: string): Promise<void> {
      const person = await requirePerson(personId)
      if ((person.isOffice === true) === isOffice) return
      if (!isOffice && personId === by)
        throw errors.conflict('You cannot leave the CE office yourself. Another member of it can do that.')
      await accounts.changeIdentity(personId, { isOffice: isOffice ? true : null })
      await history.add(personId, {
        at: clock(),
        by,
        what: [isOffice ? 'made a member of the CE office' : 'left the CE office'],
      })
      rights.identityChanged(personId)
      changed()
    },

    /** A place at a conference, new or changed. */
    async place(personId: string, conferenceId: string, plan: MembershipPlan, by: string): Promise<void> {
      await requirePerson(personId)
      const conference = await requirePlace(conferenceId, plan)
      const exhibitorId = plan.roles.includes('exhibitor') ? plan.exhibitorId! : null
      const change = await accounts.join(personId, conferenceId, { roles: plan.roles, exhibitorId })
      await rights.personChanged(change)
      await history.add(personId, {
        at: clock(),
        by,
        what: [`${plan.roles.join(', ')} at ${conference.title}`],
      })
      changed()
    },

    async endPlace(personId: string, conferenceId: string, by: string): Promise<void> {
      const conference = await program.conference(conferenceId)
      const account = await accounts.account(personId)
      if (!account?.memberships.has(conferenceId)) return
      const isFaculty = await program.isFaculty(personId, conferenceId)
      if (isFaculty)
        throw errors.conflict(
          `They are on the faculty of a session of “${conference.title}”. Take them out of it first.`,
        )
      const before = await accounts.leaveConference(personId, conferenceId)
      if (before) await rights.placeLost(conferenceId, before)
      await history.add(personId, { at: clock(), by, what: [`no place at ${conference.title} any more`] })
      changed()
    },
  }
}
