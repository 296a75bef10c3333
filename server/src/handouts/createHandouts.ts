// Wires up slides and handouts.
import type { Intents } from '../ledger/intents.ts'
import { createHandoutsRoutes, type HandoutsRoutesOptions } from './handoutsRoutes.ts'
import { createReviewing } from './reviewing.ts'

export interface HandoutsOptions extends Omit<HandoutsRoutesOptions, 'review'> {
  intents: Pick<Intents, 'settled'>
}

export function createHandouts(options: HandoutsOptions) {
  const { store, uploads } = options
  const review = createReviewing(options)
  return {
    review,
    routes: createHandoutsRoutes({ ...options, review }),
    /** Removes the files of a session that can no longer be restored. */
    async removeFiles(sessionId: string): Promise<void> {
      for (const { id } of await store.of(sessionId)) await uploads.remove(id)
    },
  }
}
