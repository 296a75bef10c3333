// The CE office's review of slides and handouts: its decision reaches the ledger.

import { errors } from '@lectern/shared/errors'
import type { HandoutReview } from '@lectern/shared/handouts'
import type { Clock } from '../core/clock.ts'
import type { Intents } from '../ledger/intents.ts'
import { type HandoutsStore, reviewPlace, type StoredHandout } from './handoutsStore.ts'

export interface ReviewingOptions {
  store: HandoutsStore
  intents: Pick<Intents, 'settled'>
  clock: Clock
}

export interface Reviewed {
  before: StoredHandout
  after: StoredHandout
}

const reviewed = (handout: StoredHandout, review: HandoutReview): StoredHandout =>
  review.approve
    ? { ...handout, status: 'approved', reason: '', releaseAt: review.releaseAt }
    : { ...handout, status: 'returned', reason: review.reason, releaseAt: null }

const isSame = (one: StoredHandout, other: StoredHandout): boolean =>
  one.status === other.status && one.reason === other.reason && one.releaseAt === other.releaseAt

/**
 * Throws `not_found`. Returns the handout before and after; undefined for a repeat, which changes nothing.
 */
export function createReviewing({ store, intents, clock }: ReviewingOptions) {
  return async function review(
    sessionId: string,
    handoutId: string,
    by: string,
    decision: HandoutReview,
  ): Promise<Reviewed | undefined> {
    let done: Reviewed | undefined
    for (;;) {
      const before = await store.find(sessionId, handoutId)
      if (!before) throw errors.notFound('handout of this session')
      const after = reviewed(before, decision)
      if (isSame(before, after)) break
      const at = clock()
      const { digest, status, releaseAt, reason } = after
      const evidence = {
        kind: 'handout.reviewed' as const,
        by,
        data: { sessionId, handoutId, digest, status, releaseAt, reason, at },
      }
      if (await store.review(sessionId, before, after, evidence, at)) {
        done = { before, after }
        break
      }
    }
    await intents.settled(reviewPlace(sessionId, handoutId))
    return done
  }
}
