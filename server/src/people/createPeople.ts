// Wires up people: the office's pages, joining, and everybody's own data.
import type { Permit } from '../accounts/confirming.ts'
import type { JoiningParts } from './joining.ts'
import { createPeopleLists } from './lists.ts'
import { createPeopleRoutes } from './peopleRoutes.ts'
import { createPermissions } from './permissions.ts'
import { createRegistrationStore } from './registrationStore.ts'

export interface PeopleOptions extends Omit<JoiningParts, 'registrations'> {
  /** Remove what else is stored about somebody who is deleted. */
  forgetters: readonly ((personId: string) => Promise<void>)[]
}

export function createPeople(options: PeopleOptions) {
  const { redis, history, pictures, removeUpload, forgetters } = options
  const permit: Permit = createPermissions(options)
  const lists = createPeopleLists(options)
  return {
    permit,
    routes: createPeopleRoutes({ ...options, lists, registrations: createRegistrationStore(redis) }),
    /** People were changed by another feature: the next list of them shows it. */
    changed: lists.forget,
    /** Removes what is stored about a person beside their account. */
    async forget(personId: string): Promise<void> {
      for (const forgetIn of forgetters) await forgetIn(personId)
      await history.remove(personId)
      const picture = await pictures.replace(personId, null)
      if (picture) await removeUpload(picture)
    },
  }
}
