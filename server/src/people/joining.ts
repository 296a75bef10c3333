// People join a conference by themselves. The answer is the same for every mail address: whoever it belongs
// to gets a personal link there, and nobody is signed in before it is opened.
import { createHash, timingSafeEqual } from 'node:crypto'
import { errors } from '@lectern/shared/errors'
import { nameMax } from '@lectern/shared/limits'
import { fullName } from '@lectern/shared/names'
import type { RegistrationRequest } from '@lectern/shared/people'
import { newId } from '../core/newId.ts'
import type { Declarations } from '../credit/declarations.ts'
import type { PeopleParts } from './people.ts'
import { comparableCode, type RegistrationStore } from './registrationStore.ts'

export interface JoiningParts extends PeopleParts {
  registrations: RegistrationStore
  /** Mails the owner of an address a personal link; without it the office makes one by hand. */
  /** Who recruited people is declared with their registration, where a body asks. */
  declarations: Pick<Declarations, 'asking' | 'declare'>
  sendLink?: (email: string, conferenceId: string) => Promise<void>
}

const digest = (text: string): Buffer => createHash('sha256').update(comparableCode(text)).digest()

export function createJoining(parts: JoiningParts, changed: () => void) {
  const { accounts, details, history, program, registrations, declarations, sendLink, clock } = parts

  async function isFull(conferenceId: string, limit: number | null): Promise<boolean> {
    return limit !== null && (await accounts.memberCount(conferenceId)) >= limit
  }

  async function requireOpen(conferenceId: string, code: string): Promise<void> {
    const { mode, code: right, limit } = await registrations.of(conferenceId)
    const { archivedAt } = await program.conference(conferenceId)
    if (mode === 'closed' || archivedAt !== undefined)
      throw errors.conflict('This conference takes no registrations. Ask the organiser for an invitation.')
    if (mode === 'code' && !timingSafeEqual(digest(code), digest(right))) throw errors.registrationCode()
    if (await isFull(conferenceId, limit))
      throw errors.conflict('This conference is full. Ask the organiser whether a place becomes free.')
  }

  /** The person with this address, or a new one. */
  async function personFor(given: RegistrationRequest): Promise<string> {
    const { givenName, familyName, email, profession } = given
    const [known] = await details.peopleWith(email)
    if (known !== undefined) return known
    const name = fullName({ givenName, familyName })
    const id = newId()
    try {
      await details.saveEmail(id, email)
    } catch (error) {
      // Somebody registers with the same address at this moment.
      const [other] = await details.peopleWith(email)
      if (other === undefined) throw error
      return other
    }
    await accounts.createPerson({ id, name, givenName, familyName, profession })
    await history.add(id, { at: clock(), by: id, what: ['registered'] })
    return id
  }

  return {
    async about(conferenceId: string) {
      const { mode, limit } = await registrations.of(conferenceId)
      const { archivedAt } = await program.conference(conferenceId)
      return {
        mode: archivedAt === undefined ? mode : ('closed' as const),
        isFull: await isFull(conferenceId, limit),
        ...((await declarations.asking(conferenceId)).length > 0 && { asksRecruitment: true as const }),
      }
    },

    async join(conferenceId: string, given: RegistrationRequest): Promise<void> {
      if (given.givenName.length + given.familyName.length >= nameMax)
        throw errors.invalidRequest(`familyName: at most ${nameMax} characters with the given name`)
      await requireOpen(conferenceId, given.code)
      const personId = await personFor(given)
      const account = await accounts.account(personId)
      // Registering changes nothing for somebody who has a place already.
      if (account && !account.memberships.has(conferenceId)) {
        await accounts.join(personId, conferenceId, { roles: ['clinician'] })
        const { title } = await program.conference(conferenceId)
        await history.add(personId, { at: clock(), by: personId, what: [`clinician at ${title}`] })
        if (given.recruitedBy !== undefined)
          for (const activityId of await declarations.asking(conferenceId))
            await declarations.declare(personId, activityId, given.recruitedBy)
      }
      await sendLink?.(given.email, conferenceId)
      changed()
    },
  }
}
