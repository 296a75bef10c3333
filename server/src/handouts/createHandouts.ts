// Wires up slides and handouts.
import type { Redis } from 'ioredis'
import type { EverySession } from '../accounts/personRecords.ts'
import type { Intents } from '../ledger/intents.ts'
import { createHandoutsRoutes, type HandoutsRoutesOptions } from './handoutsRoutes.ts'
import { createHandoutRecords } from './personRecords.ts'
import { createReviewing } from './reviewing.ts'

export interface HandoutsOptions extends Omit<HandoutsRoutesOptions, 'review'> {
  redis: Redis
  everySession: EverySession
  intents: Pick<Intents, 'settled'>
}

export function createHandouts(options: HandoutsOptions) {
  const { store, uploads } = options
  const review = createReviewing(options)
  return {
    review,
    routes: createHandoutsRoutes({ ...options, review }),
    records: createHandoutRecords({ ...options, removeFile: uploads.remove }),
    /** Removes the files of a session that can no longer be restored. */
    async removeFiles(sessionId: string): Promise<void> {
      for (const { id } of await store.of(sessionId)) await uploads.remove(id)
    },
  }
}
